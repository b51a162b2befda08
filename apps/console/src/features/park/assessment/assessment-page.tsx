import { Link } from '@tanstack/react-router';
import { getParkAssessment, getParkResult, openParkWhatIf, type ParkAssessmentView } from '@yufang/contract/park';
import { Alert } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { currentLanguage } from '../../../i18n/language.ts';
import { useMay } from '../../../shell/me.tsx';
import { saysInvented } from '../../../ui/format.ts';
import { Empty, Facts, number, Reading, Section, TimeText } from '../../../ui/index.ts';
import { ParkFrame } from '../park-frame.tsx';
import { ReadinessList } from '../readiness.tsx';
import { viewOf } from '../result/model.ts';
import { ResultFigures } from '../result/result-figures.tsx';
import { ResultTabs } from '../result/result-tabs.tsx';
import { ScreeningStatement } from '../result/statement.tsx';
import type { ResultTab } from '../result/tabs.ts';
import { useAddress, useParkId, useRowId } from '../use-park.ts';
import { AssessmentActions } from './assessment-actions.tsx';
import { RunButton, RunFailure, RunHistory, RunProgress, useRuns } from './run-panel.tsx';
import { AssessmentTag } from './state-tag.tsx';

/** One assessment: what it is made of, its computation, its result. */
export function AssessmentPage() {
  const parkId = useParkId();
  const id = useRowId();
  const assessment = useApi(getParkAssessment, { params: { parkId, id } });
  return <Reading query={assessment}>{(data) => <Assessment key={data.id} a={data} />}</Reading>;
}

function Assessment({ a }: { a: ParkAssessmentView }) {
  const { t } = useTranslation();
  const runs = useRuns(a.parkId, a.id);
  const blocked = a.readiness.some((r) => r.level === 'blocks');
  const running = runs.going !== undefined;
  return (
    <ParkFrame
      title={a.title}
      lead={
        <span className="yf-inline">
          <AssessmentTag state={a.state} />
          {t('park.assessment.no', { n: a.number })} · {t(`park.source.${a.source}`)} ·{' '}
          {t('park.assessment.sizeOf', { vessels: number(a.vessels), enterprises: a.enterprises })}
          {a.invented && !saysInvented(a.title) && ` · ${t('park.invented')}`}
        </span>
      }
      actions={
        <>
          {a.state !== 'withdrawn' && !running && !blocked && (
            <RunButton parkId={a.parkId} assessmentId={a.id} again={a.resultRunId !== null} primary={!a.resultRunId} />
          )}
          <AssessmentActions a={a} />
        </>
      }
    >
      <Standing a={a} />
      {runs.going && <RunProgress run={runs.going} />}
      {!running && !a.resultRunId && <RunFailure run={runs.rows[0]} />}
      {a.resultRunId ? (
        <Result a={a} />
      ) : (
        <Section title={t('park.ready.title')}>
          <ReadinessList items={a.readiness} />
        </Section>
      )}
      {!a.resultRunId && !running && !blocked && <Empty title={t('park.run.none')} text={t('park.run.noneText')} />}
      <RunHistory rows={runs.rows} />
      <Deeds a={a} />
    </ParkFrame>
  );
}

function Result({ a }: { a: ParkAssessmentView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [search, set] = useAddress<{ tab: ResultTab; vessel: string }>();
  const result = useApi(
    getParkResult,
    { params: { parkId: a.parkId, id: a.id } },
    { staleTime: Number.POSITIVE_INFINITY },
  );
  const english = currentLanguage() === 'en';
  const view = useMemo(() => (result.data ? viewOf(result.data, english) : null), [result.data, english]);
  return (
    <Reading query={{ ...result, data: view ?? undefined }} rows={12}>
      {(shown) => (
        <>
          <ScreeningStatement result={shown.result} invented={a.invented} />
          <ResultFigures view={shown} />
          <ResultTabs
            view={shown}
            of={{ parkId: a.parkId, id: a.id }}
            tab={search.tab ?? 'map'}
            onTab={(tab) => set({ tab })}
            vessel={search.vessel ?? null}
            onVessel={(vessel) => set({ vessel: vessel ?? undefined })}
            {...(may(openParkWhatIf)
              ? {
                  actOnVessel: (id: string) => (
                    <Link to={`/parks/${a.parkId}/assessments/${a.id}/what-if`} search={{ vessel: id }}>
                      {t('park.whatIf.tryThis')}
                    </Link>
                  ),
                }
              : {})}
          />
        </>
      )}
    </Reading>
  );
}

/** Why it was sent back or withdrawn: what its author has to know before anything else. */
function Standing({ a }: { a: ParkAssessmentView }) {
  const { t } = useTranslation();
  if (!a.reason || (a.state !== 'draft' && a.state !== 'withdrawn')) return null;
  const back = a.state === 'draft';
  return (
    <Alert
      className="yf-gap-below"
      type={back ? 'warning' : 'info'}
      showIcon
      title={t(back ? 'park.assessment.wasSentBack' : 'park.assessment.wasWithdrawn', { reason: a.reason })}
      {...(back && a.reviewed
        ? {
            description: (
              <>
                {a.reviewed.name} <TimeText at={a.reviewed.at} />
              </>
            ),
          }
        : {})}
    />
  );
}

/** Who did what with it, and the hashes that name inputs and result. */
function Deeds({ a }: { a: ParkAssessmentView }) {
  const { t } = useTranslation();
  const deed = (d: { name: string; at: string } | null) =>
    d && (
      <>
        {d.name} <TimeText at={d.at} />
      </>
    );
  return (
    <Section title={t('park.assessment.record')}>
      <Facts
        items={[
          { label: t('park.assessment.made'), value: deed(a.created) },
          { label: t('park.assessment.submitted'), value: deed(a.submitted) },
          { label: t('park.assessment.reviewed'), value: deed(a.reviewed) },
          { label: t('park.assessment.reason'), value: a.reason },
          {
            label: t('park.assessment.basedOn'),
            value: a.basedOn && (
              <Link to={`/parks/${a.parkId}/assessments/${a.basedOn}`}>{t('park.assessment.former')}</Link>
            ),
          },
          { label: t('park.statement.set.engine'), value: a.engine },
          {
            label: t('park.statement.inputHash'),
            value: <span className="park-hash">{a.inputHash}</span>,
            wide: true,
            key: 'in',
          },
          {
            label: t('park.statement.resultHash'),
            value: a.resultHash && <span className="park-hash">{a.resultHash}</span>,
            wide: true,
            key: 'out',
          },
        ]}
      />
    </Section>
  );
}
