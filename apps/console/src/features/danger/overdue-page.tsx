import './danger.css';
import { Link, useSearch } from '@tanstack/react-router';
import { countOverdueDangers } from '@yufang/contract/danger';
import { type DangerLevel, OPEN_DANGER_STATUSES, ROLES } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import { useLiveRefresh } from '../../api/live.ts';
import { useApi } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import { DeadlineText, Empty, number, Reading } from '../../ui/index.ts';

/** The ladder: how many overdue dangers each level has been told of; every number opens its rows. */
export function OverduePage() {
  const { t } = useTranslation();
  const word = useWord();
  const { region }: { region?: string } = useSearch({ strict: false });
  const rungs = useApi(countOverdueDangers, { query: region ? { region } : {} });
  useLiveRefresh(['hidden_danger.'], ['danger']);
  return (
    <article>
      <header className="yf-head">
        <div>
          <h1>{t('danger.overdue.title')}</h1>
          <p className="yf-lead">{t('danger.overdue.lead')}</p>
        </div>
      </header>
      <Reading query={rungs}>
        {({ rungs: rows }) => {
          if (rows.length === 0) return <Empty title={t('danger.overdue.none')} />;
          const order = [...ROLES.filter((r) => rows.some((x) => x.escalatedTo === r)), null];
          const at = (role: (typeof order)[number], level: DangerLevel) =>
            rows.find((x) => x.escalatedTo === role && x.level === level);
          const sum = (level: DangerLevel) => rows.filter((x) => x.level === level).reduce((n, x) => n + x.overdue, 0);
          const cell = (role: (typeof order)[number], level: DangerLevel) => {
            const rung = at(role, level);
            if (!rung) return <span className="yf-quiet">0</span>;
            const search = {
              level,
              escalatedTo: role ?? 'none',
              status: OPEN_DANGER_STATUSES,
              ...(region ? { region } : {}),
            };
            return (
              <>
                <Link to="/dangers" search={{ ...search, overdue: 'true' }} className="yf-strong">
                  {number(rung.overdue)}
                </Link>
                {rung.escalated > rung.overdue && (
                  <small>
                    {' '}
                    <Link to="/dangers" search={{ ...search, overdue: 'false' }}>
                      {t('danger.overdue.escalated', { count: rung.escalated - rung.overdue })}
                    </Link>
                  </small>
                )}
              </>
            );
          };
          return (
            <table className="yf-danger-ladder">
              <thead>
                <tr>
                  <th scope="col">{t('danger.overdue.told')}</th>
                  <th scope="col">{t('danger.overdue.general')}</th>
                  <th scope="col">{t('danger.overdue.major')}</th>
                  <th scope="col">{t('danger.overdue.oldest')}</th>
                </tr>
              </thead>
              <tbody>
                {order.map((role) => {
                  const oldest = rows
                    .filter((x) => x.escalatedTo === role)
                    .map((x) => x.oldestDeadline)
                    .filter((x) => x !== null)
                    .sort()[0];
                  if (role === null && !at(null, 'general') && !at(null, 'major')) return null;
                  return (
                    <tr key={role ?? 'none'}>
                      <th scope="row">{role ? word('role', role) : t('danger.overdue.nobody')}</th>
                      <td className="yf-figures">{cell(role, 'general')}</td>
                      <td className="yf-figures">{cell(role, 'major')}</td>
                      <td>
                        <DeadlineText day={oldest} />
                      </td>
                    </tr>
                  );
                })}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{t('danger.overdue.total')}</th>
                  <td className="yf-figures">
                    <Link to="/dangers" search={{ overdue: 'true', level: 'general', ...(region ? { region } : {}) }}>
                      {number(sum('general'))}
                    </Link>
                  </td>
                  <td className="yf-figures">
                    <Link to="/dangers" search={{ overdue: 'true', level: 'major', ...(region ? { region } : {}) }}>
                      {number(sum('major'))}
                    </Link>
                  </td>
                  <td />
                </tr>
              </tfoot>
            </table>
          );
        }}
      </Reading>
    </article>
  );
}
