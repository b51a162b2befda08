import type { SimpleSetupView, TradeTemplateRow, TradeTemplateView } from '@yufang/contract';
import { useEffect, useState } from 'react';
import { t } from '../i18n/index.ts';
import { named } from '../lib/format.ts';
import { go } from '../lib/router.ts';
import { beginRound } from '../store/rounds.ts';
import { call, has } from '../sync/api.ts';
import { useField } from '../ui/context.tsx';
import { Grade, Note, Page, Row } from '../ui/parts.tsx';
import { ToConsole } from '../ui/to-console.tsx';
import { useWork } from '../ui/use-work.ts';
import { Papers } from './papers.tsx';
import { saidOf } from './sign-in.tsx';
import { TickRisks } from './tick-risks.tsx';

/** A small firm's first day: pick the trade, tick the risks, and everything stands. The one part of the phone that needs the network. */
export function SetupScreen() {
  const { holder } = useField();
  const [rows, setRows] = useState<readonly TradeTemplateRow[] | null>(null);
  const [above, setAbove] = useState(false);
  const [template, setTemplate] = useState<TradeTemplateView | null>(null);
  const [made, setMade] = useState<SimpleSetupView | null>(null);
  const [before, setBefore] = useState<SimpleSetupView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const own = `/api/v1/enterprises/${holder.enterpriseId}/simple-setup`;
    const looksRight = has<{ rows: TradeTemplateRow[]; mayUse?: boolean }>({ rows: 'array' });
    void call('GET', `/api/v1/trade-templates?enterpriseId=${holder.enterpriseId}`, { looksRight }).then((reply) => {
      if (!reply.ok) return setProblem(saidOf(reply));
      setAbove(reply.body.mayUse === false);
      setRows(reply.body.rows);
    });
    void call('GET', own, { looksRight: has<SimpleSetupView>({ risks: 'array' }) }).then(
      (reply) => reply.ok && setBefore(reply.body),
    );
  }, [holder.enterpriseId]);
  const open = async (code: string) => {
    setProblem(null);
    const looksRight = has<TradeTemplateView>({ items: 'array', code: 'string' });
    const reply = await call('GET', `/api/v1/trade-templates/${code}`, { looksRight });
    if (reply.ok) setTemplate(reply.body);
    else setProblem(saidOf(reply));
  };
  if (above)
    return (
      <Page title={t('me.setup')} back="/">
        <ToConsole />
        <button type="button" className="link" onClick={() => go('/', { replace: true })}>
          {t('setup.later')}
        </button>
      </Page>
    );
  if (made) return <Ready made={made} />;
  if (template)
    return <TickRisks template={template} before={before} onBack={() => setTemplate(null)} onMade={setMade} />;
  const trade = (row: TradeTemplateRow) => (
    <Row
      key={row.code}
      onClick={() => void open(row.code)}
      title={named(row.title, row.titleEn)}
      sub={`${named(row.summary, row.summaryEn)} · ${t('setup.risks', { n: row.risks })}`}
    />
  );
  const parts = [
    ['setup.fits', rows?.filter((r) => r.fits) ?? []],
    ['setup.others', rows?.filter((r) => !r.fits) ?? []],
  ] as const;
  return (
    <Page title={t('setup.title')} back="/">
      {problem && <Note tone="warn">{problem}</Note>}
      {!rows && !problem && <p className="loading">{t('app.loading')}</p>}
      {parts.map(([label, list]) =>
        list.length === 0 ? null : (
          <section key={label}>
            {rows?.some((r) => r.fits) && <h2>{t(label)}</h2>}
            <ul className="list">{list.map(trade)}</ul>
          </section>
        ),
      )}
      {rows?.some((r) => r.status === 'draft') && <p className="hint">{t('setup.draft')}</p>}
    </Page>
  );
}

/** Everything stands: what was made, and the way to the first inspection. */
function Ready({ made }: { made: SimpleSetupView }) {
  const { db, engine } = useField();
  const work = useWork();
  useEffect(() => {
    void engine.poke();
  }, [engine]);
  const open = (work?.points ?? []).flatMap((p) => p.todo);
  const colours = ['red', 'orange', 'yellow', 'blue'] as const;
  return (
    <Page title={t('setup.ready')}>
      <p className="lead">{t('setup.readyText')}</p>
      <p className="colours">
        {colours
          .filter((c) => made.colours[c] > 0)
          .map((c) => (
            <span key={c}>
              <Grade grade={c} /> {made.colours[c]}
            </span>
          ))}
      </p>
      <button
        type="button"
        className="primary wide"
        disabled={!work || open.length === 0}
        onClick={() => work && void beginRound(db, work, open).then(() => go('/inspect', { replace: true }))}
      >
        {t('setup.first')}
      </button>
      <button type="button" className="second wide" onClick={() => go('/', { replace: true })}>
        {t('setup.later')}
      </button>
      <Papers />
      <section>
        <h2>{t('setup.checklist', { n: made.checklist.length })}</h2>
        <ol className="plain">
          {made.checklist.map((c) => (
            <li key={c.itemId}>
              {c.content}
              <span className="row-sub">{c.unitName}</span>
            </li>
          ))}
        </ol>
      </section>
    </Page>
  );
}
