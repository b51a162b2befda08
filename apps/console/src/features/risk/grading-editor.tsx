import { getRiskReference, updateRiskEvent } from '@yufang/contract/risk';
import type { GradeArithmetic, RiskEventView } from '@yufang/contract/risk-rows';
import {
  type GradingMethod,
  type GradingReference,
  gradeRisk,
  RISK_GRADES,
  RiskDirectRed,
  RiskMethod,
  RiskScores,
} from '@yufang/domain';
import { Alert, Button, Checkbox, Radio, Segmented, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useApi, useCommand } from '../../api/use-api.ts';
import { useWordOptions } from '../../i18n/use-word.ts';
import { Reading } from '../../ui/index.ts';
import { Arithmetic } from './arithmetic.tsx';
import { useKeepRisk } from './use-keep-risk.ts';

const METHODS = ['LEC', 'LS', 'MES', 'direct', 'declared'] as const satisfies readonly GradingMethod[];

/** Pick scores from the tables in force and see the arithmetic move; the server computes the same by the same rule. */
export function GradingEditor({ e, onClose }: { e: RiskEventView; onClose: () => void }) {
  const query = useApi(getRiskReference, {}, { staleTime: 60_000 });
  return <Reading query={query}>{(data) => <Picker e={e} editions={data.editions} onClose={onClose} />}</Reading>;
}

type Editions = Record<
  string,
  { edition: string; status: string; certainty: string; payload: Record<string, unknown> }
>;

function Picker({ e, editions, onClose }: { e: RiskEventView; editions: Editions; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const zh = i18n.language.startsWith('zh');
  const options = useWordOptions();
  const [method, setMethod] = useState<GradingMethod>(e.grade ? e.method : 'LEC');
  const [scores, setScores] = useState<RiskScores>(() => RiskScores.catch({}).parse(e.scores ?? {}));
  const keep = useKeepRisk();
  const save = useCommand(updateRiskEvent, {
    done: t('risk.saved'),
    stale: ['risk', 'plan', 'history'],
    onDone: (now) => {
      keep(now);
      onClose();
    },
  });
  const table = (m: string) => RiskMethod.safeParse(editions[`risk_method.${m}`]?.payload).data;
  const direct = RiskDirectRed.safeParse(editions.risk_direct_red?.payload).data ?? null;
  const methods = Object.fromEntries((['LEC', 'LS', 'MES'] as const).flatMap((m) => (table(m) ? [[m, table(m)]] : [])));
  const reference: GradingReference = { methods, directRed: direct };
  const chosen = table(method);
  const keys = chosen?.factors.map((f) => f.key) ?? [];
  const factors = Object.fromEntries(Object.entries(scores.factors ?? {}).filter(([k]) => keys.includes(k)));
  const given: RiskScores = {
    ...(keys.length > 0 ? { factors } : {}),
    ...(scores.directItems?.length ? { directItems: scores.directItems } : {}),
    ...(method === 'declared' ? { declared: scores.declared ?? null } : {}),
    ...(chosen && scores.profile ? { profile: scores.profile } : {}),
  };
  const result = gradeRisk(method, given, reference);
  const head = editions[`risk_method.${method}`];
  const label = (x: { label: string; labelEn: string }) => (zh ? x.label : x.labelEn);
  const shown: GradeArithmetic | null = result.ok
    ? {
        method,
        edition: head?.edition ?? null,
        status: head?.status ?? null,
        certainty: head?.certainty ?? null,
        formula: result.value.arithmetic?.formula ?? null,
        profile: result.value.arithmetic?.profile ?? null,
        factors: [...(result.value.arithmetic?.factors ?? [])],
        product: result.value.product,
        band: result.value.arithmetic?.band ?? null,
        scored: result.value.scored,
        direct: [...result.value.direct],
        grade: result.value.grade,
      }
    : null;
  return (
    <div className="yf-risk-picker">
      <Segmented
        aria-label={t('risk.grading.method')}
        value={method}
        options={options('gradingMethod', METHODS)}
        onChange={setMethod}
      />
      {chosen && chosen.profiles.length > 1 && (
        <Select
          aria-label={t('risk.grading.profile')}
          value={scores.profile ?? chosen.profiles.find((p) => p.isDefault)?.id ?? null}
          options={chosen.profiles.map((p) => ({ value: p.id, label: label(p) }))}
          onChange={(profile) => setScores((s) => ({ ...s, profile }))}
        />
      )}
      <div className="yf-risk-factors">
        {chosen?.factors.map((f) => (
          <fieldset key={f.key}>
            <legend>
              {f.key} {label(f)}
            </legend>
            <Radio.Group
              vertical
              value={factors[f.key] ?? null}
              onChange={(x) => setScores((s) => ({ ...s, factors: { ...s.factors, [f.key]: Number(x.target.value) } }))}
              options={f.scores.map((s) => ({ value: s.value, label: `${s.value}  ${label(s)}` }))}
            />
          </fieldset>
        ))}
      </div>
      {method === 'declared' && (
        <Radio.Group
          value={scores.declared ?? null}
          options={options('gradeRisk', RISK_GRADES)}
          onChange={(x) => setScores((s) => ({ ...s, declared: x.target.value }))}
        />
      )}
      <fieldset>
        <legend>{t('risk.grading.direct')}</legend>
        <Checkbox.Group
          className="yf-risk-direct"
          value={scores.directItems ?? []}
          onChange={(items) => setScores((s) => ({ ...s, directItems: items.map(String) }))}
          options={(direct?.items ?? []).map((i) => ({ value: i.code, label: label(i) }))}
        />
      </fieldset>
      {shown ? (
        <Arithmetic a={shown} />
      ) : (
        !result.ok && (
          <Alert
            type="info"
            showIcon
            title={problemText(new ApiProblem({ status: 422, ...result.error, requestId: null }), t)}
          />
        )
      )}
      <Space>
        <Button
          type="primary"
          disabled={!result.ok}
          loading={save.isPending}
          onClick={() =>
            save.mutate({
              params: { enterpriseId: e.enterpriseId, id: e.id },
              body: { version: e.version, method, scores: given },
            })
          }
        >
          {t('risk.grading.save')}
        </Button>
        <Button onClick={onClose}>{t('shell.action.cancel')}</Button>
      </Space>
    </div>
  );
}
