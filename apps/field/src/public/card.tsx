import type { ScanResult } from '@yufang/contract';
import { RISK_GRADES } from '@yufang/domain/risk/vocabulary';
import { lazy, Suspense } from 'react';
import { maybeT, t } from '../i18n/index.ts';
import { has } from '../sync/api.ts';
import { Grade, Note } from '../ui/parts.tsx';
import { Frame, useRead, Waiting } from './frame.tsx';

/** What only an officer sees is fetched by officers only. */
const Pack = lazy(() => import('./pack.tsx').then((m) => ({ default: m.Pack })));

type Card = Extract<ScanResult, { as: 'public' }>['card'];
const looksRight = has<ScanResult>({ as: 'string', card: 'object' });

/** What the code on a door or at a point opens, by who scans it. */
export function CardPage({ code }: { code: string }) {
  const [reply, again] = useRead(`/api/v1/public/cards/${encodeURIComponent(code)}`, looksRight);
  if (!reply?.ok)
    return (
      <Frame title={t('card.title')}>
        <Waiting reply={reply} again={again} />
        {reply && <OtherWays code={null} />}
      </Frame>
    );
  const scan = reply.body;
  const { card } = scan;
  return (
    <Frame title={card.name}>
      <p className="lead">
        {[card.countyName, maybeT(`card.${card.status}`), card.invented ? t('pub.invented') : null]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {scan.as === 'foreign' && <Note tone="warn">{t('card.foreign')}</Note>}
      {scan.as === 'worker' && <ToTasks scan={scan} code={code} />}
      {scan.as === 'inspector' && (
        <Suspense fallback={<p className="loading">{t('app.loading')}</p>}>
          <Pack pack={scan} />
        </Suspense>
      )}
      <Colours card={card} />
      <section>
        <h2>{t('card.promise')}</h2>
        <p className="promise">{card.promise?.text ?? t('card.noPromise')}</p>
        {card.promise && <p className="hint">{[card.promise.by, card.promise.on].filter(Boolean).join(' · ')}</p>}
      </section>
      <dl className="facts">
        <div>
          <dt>{t('card.controlled')}</dt>
          <dd>{t('card.ofMeasures', { n: card.measuresControlled, all: card.measures })}</dd>
        </div>
        <div>
          <dt>{t('card.last')}</dt>
          <dd>{card.lastInspectionOn ?? t('card.never')}</dd>
        </div>
      </dl>
      <OtherWays code={scan.as === 'inspector' ? null : code} />
    </Frame>
  );
}

/** The four colours with their counts, the gravest first. */
function Colours({ card }: { card: Card }) {
  return (
    <section>
      <h2>{t('card.colours')}</h2>
      {card.level === null ? (
        <p>{t('card.noRisks')}</p>
      ) : (
        <ul className="four">
          {RISK_GRADES.map((grade) => (
            <li key={grade} className={card.colours[grade] > 0 ? undefined : 'none'}>
              <Grade grade={grade} />
              <strong>{t('card.count', { n: card.colours[grade] })}</strong>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Somebody of this enterprise: on to the phone app, to this point when it was a point's code. */
function ToTasks({ scan, code }: { scan: Extract<ScanResult, { as: 'worker' }>; code: string }) {
  const to = scan.unitId ? `/field/point/${scan.unitId}?code=${encodeURIComponent(code)}` : '/field/';
  return (
    <div className="stack">
      <a className="button primary wide" href={to}>
        {scan.tasksOpen > 0 ? t('card.tasks', { open: scan.tasksOpen }) : t('card.toTasks')}
      </a>
      {scan.tasksOverdue > 0 && <p className="lead">{t('card.overdue', { n: scan.tasksOverdue })}</p>}
    </div>
  );
}

function OtherWays({ code }: { code: string | null }) {
  return (
    <div className="stack ways">
      {code !== null && (
        <>
          <a className="button second wide" href={`/12350?card=${encodeURIComponent(code)}`}>
            {t('card.report')}
          </a>
          <p className="hint">{t('card.reportHint')}</p>
        </>
      )}
      <a className="button link" href="/c">
        {t('card.other')}
      </a>
    </div>
  );
}
