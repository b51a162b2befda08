import type { SimpleSetupView, TradeTemplateView } from '@yufang/contract';
import { useState } from 'react';
import { currentLang, t } from '../i18n/index.ts';
import { named } from '../lib/format.ts';
import { call, has } from '../sync/api.ts';
import { useField } from '../ui/context.tsx';
import { Grade, Icon, Note, Page } from '../ui/parts.tsx';
import { saidOf } from './sign-in.tsx';

/** The risks of a trade: most are ticked already, one takes off what the firm has not got. */
export function TickRisks(props: {
  template: TradeTemplateView;
  before: SimpleSetupView | null;
  onBack: () => void;
  onMade: (made: SimpleSetupView) => void;
}) {
  const { template, before } = props;
  const { holder } = useField();
  const same = before?.trade === template.code;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(same ? before.risks : template.items.filter((i) => i.usual).map((i) => i.code)),
  );
  const [problem, setProblem] = useState<string | null>(null);
  const [replacing, setReplacing] = useState(false);
  const [busy, setBusy] = useState(false);
  const toggle = (code: string) => {
    const next = new Set(ticked);
    if (!next.delete(code)) next.add(code);
    setTicked(next);
  };
  const make = async (replace: boolean) => {
    setBusy(true);
    setProblem(null);
    const reply = await call('POST', `/api/v1/enterprises/${holder.enterpriseId}/simple-setup`, {
      body: { trade: template.code, risks: [...ticked], replace, lang: currentLang() },
      looksRight: has<SimpleSetupView>({ checklist: 'array', colours: 'object' }),
    });
    setBusy(false);
    if (reply.ok) return props.onMade(reply.body);
    if (reply.kind === 'refused' && reply.problem.code === 'template.other_trade') setReplacing(true);
    else setProblem(saidOf(reply));
  };
  return (
    <Page
      title={named(template.title, template.titleEn)}
      aside={
        <button type="button" className="icon" aria-label={t('app.back')} onClick={props.onBack}>
          <Icon name="cross" />
        </button>
      }
    >
      <p className="lead">
        {t('setup.tick')}。{t('setup.tickLead')}
      </p>
      <ul className="ticks">
        {template.items.map((risk) => (
          <li key={risk.code}>
            <label>
              <input type="checkbox" checked={ticked.has(risk.code)} onChange={() => toggle(risk.code)} />
              <span className="grow">
                <strong>{named(risk.event, risk.eventEn)}</strong>
                <span className="row-sub">
                  {named(risk.object, risk.objectEn)} · {named(risk.unit, risk.unitEn)}
                </span>
              </span>
              <Grade grade={risk.grade} />
            </label>
          </li>
        ))}
      </ul>
      {problem && <Note tone="warn">{problem}</Note>}
      {replacing && (
        <Note tone="warn">
          <p>{t('setup.replace')}</p>
          <button type="button" className="danger-button" onClick={() => void make(true)}>
            {t('setup.replaceYes')}
          </button>
        </Note>
      )}
      <div className="steps">
        <button type="button" className="primary" disabled={busy || ticked.size === 0} onClick={() => void make(false)}>
          {busy ? t('setup.working') : t('setup.doneN', { n: ticked.size })}
        </button>
      </div>
    </Page>
  );
}
