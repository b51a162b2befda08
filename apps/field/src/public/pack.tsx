import type { ScanResult } from '@yufang/contract';
import { useState } from 'react';
import { maybeT, t } from '../i18n/index.ts';
import { timeText } from '../lib/format.ts';
import { Grade } from '../ui/parts.tsx';
import { Visit } from './visit.tsx';

/** The inspector's pack: what is open, what is gravest, what was inspected last; and a danger found on the visit. */
export function Pack({ pack }: { pack: Extract<ScanResult, { as: 'inspector' }> }) {
  const [finding, setFinding] = useState(false);
  const now = Date.now();
  const record = (id: string) => `/console/enterprises/${pack.enterpriseId}/dangers/${id}`;
  if (finding) return <Visit enterpriseId={pack.enterpriseId} unitId={pack.unitId} onBack={() => setFinding(false)} />;
  return (
    <>
      <button type="button" className="primary wide" onClick={() => setFinding(true)}>
        {t('pack.find')}
      </button>
      <section>
        <h2>
          {t('pack.dangers')} · {pack.dangers.length}
        </h2>
        {pack.dangers.length === 0 && <p>{t('pack.none')}</p>}
        <ul className="list">
          {pack.dangers.map((d) => (
            <li key={d.id}>
              <a className={d.overdue ? 'row late' : 'row'} href={record(d.id)}>
                <span className="grow">
                  <span className="row-title">{d.name}</span>
                  <span className="row-sub">
                    {[
                      maybeT(`level.${d.level}`),
                      d.overdue
                        ? t('pack.overdue')
                        : d.deadline
                          ? t('pack.deadline', { on: d.deadline.slice(5) })
                          : null,
                      d.number,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                <span className="row-end">{maybeT(`status.${d.status}`)}</span>
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>
          {t('pack.red')} · {pack.redRisks.length}
        </h2>
        {pack.redRisks.length === 0 && <p>{t('pack.none')}</p>}
        <ul className="plain">
          {pack.redRisks.map((r) => (
            <li key={r.id}>
              <Grade grade={r.grade} /> {r.name}
              <span className="row-sub">
                {r.unitName} · {t('pack.measures', { n: r.measures })}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <details className="fold">
        <summary>
          {t('pack.inspections')} · {pack.inspections.length}
        </summary>
        <ul className="plain">
          {pack.inspections.map((r) => (
            <li key={r.id}>
              {r.unitName}
              <span className="row-sub">
                {[timeText(r.at, now), maybeT(`inspect.${r.result}`), r.marked ? t('pack.marked') : null]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </details>
      <a className="button second wide" href={`/console${pack.to}`}>
        {t('pack.archive')}
      </a>
    </>
  );
}
