import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { exportUse, listUse, type UseRow } from '@yufang/contract';
import { SCALES, SECTORS, USE_REASONS } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/language.ts';
import { useWord, useWordOptions } from '../../i18n/use-word.ts';
import { number, percent } from '../../ui/format.ts';
import { ListScreen } from '../../ui/list-screen.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useRegionName } from '../admin/use-region-name.ts';

/** Which reasons are shares (the rest are counts or days). */
const SHARES: ReadonlySet<string> = new Set([
  'tasks_late',
  'records_marked',
  'measures_without_item',
  'posts_without_card',
]);

/** Where the rows behind a reason are. */
const BEHIND: Readonly<Record<string, readonly [string, Record<string, unknown>]>> = {
  tasks_late: ['/inspection/tasks', { state: ['overdue', 'done_late'] }],
  few_dangers_found: ['/dangers', {}],
  records_marked: ['/inspection/records', { marked: 'true' }],
  measures_without_item: ['/risks', { lacks: 'item' }],
};

/** What the address asks for, as the route takes it. */
const asked = (s: Record<string, unknown>) => ({
  region: s.region as string,
  sector: s.sector as never,
  scale: s.scale as never,
  reason: s.reason as never,
  ...(s.most ? { most: Number(s.most) } : {}),
});

/** Systems that are built but not used, the least used first, with the reasons in figures. */
export function UseList() {
  const { t } = useTranslation();
  const word = useWord();
  const options = useWordOptions();
  const navigate = useNavigate();
  const regionName = useRegionName();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const figure = (r: UseRow['reasons'][number]) => (SHARES.has(r.code) ? percent(r.value) : number(r.value, 1));
  return (
    <ListScreen
      title={t('situation.use.title')}
      lead={t('situation.use.lead')}
      route={listUse}
      input={(s) => ({ query: asked(s) })}
      rowKey={(r) => r.enterpriseId}
      onOpen={(r) => void navigate({ to: `/enterprises/${r.enterpriseId}` })}
      filters={[
        {
          kind: 'select',
          name: 'reason',
          label: t('situation.use.reason'),
          options: USE_REASONS.map((v) => ({ value: v, label: t(`situation.reason.${v}`) })),
        },
        { kind: 'select', name: 'sector', label: t('situation.use.sector'), options: options('sector', SECTORS) },
        { kind: 'select', name: 'scale', label: t('situation.use.scale'), options: options('scale', SCALES) },
        {
          kind: 'select',
          name: 'most',
          label: t('situation.use.most'),
          options: ['40', '60', '80'].map((v) => ({ value: v, label: t('situation.use.upTo', { n: v }) })),
        },
      ]}
      columns={[
        {
          key: 'score',
          card: 'mark',
          title: t('situation.use.score'),
          align: 'right',
          width: 90,
          render: (_, r) => <strong className="yf-figures">{r.score.toFixed(1)}</strong>,
        },
        {
          key: 'name',
          card: 'head',
          title: t('situation.use.enterprise'),
          render: (_, r) => (
            <span className="yf-two-lines">
              <strong>{r.enterpriseName}</strong>
              <small className="yf-quiet">{regionName(r.countyCode)}</small>
            </span>
          ),
        },
        {
          key: 'reasons',
          title: t('situation.use.reasons'),
          width: 320,
          render: (_, r) => (
            <ul className="sit-reasons">
              {r.reasons.slice(0, 3).map((reason) => (
                <li key={reason.code}>
                  <span>
                    {t(`situation.reason.${reason.code}`)}{' '}
                    {BEHIND[reason.code] ? (
                      <Link
                        className="yf-figures yf-strong"
                        to={BEHIND[reason.code]?.[0] ?? ''}
                        search={{ enterpriseId: r.enterpriseId, ...BEHIND[reason.code]?.[1] } as never}
                      >
                        {figure(reason)}
                      </Link>
                    ) : (
                      <span className="yf-figures yf-strong">{figure(reason)}</span>
                    )}
                    {reason.peer !== null && (
                      <span className="yf-quiet"> {t('situation.use.peer', { value: number(reason.peer, 1) })}</span>
                    )}
                  </span>
                  <span className="yf-figures yf-quiet">−{reason.points.toFixed(1)}</span>
                </li>
              ))}
            </ul>
          ),
        },
        { key: 'scale', title: t('situation.use.scale'), width: 130, render: (_, r) => word('scale', r.scale) },
        {
          key: 'last',
          title: t('situation.use.last'),
          width: 130,
          render: (_, r) => <TimeText at={r.lastActivityAt} />,
        },
      ]}
      exporting={{ route: exportUse, input: { query: { ...asked(search), lang: currentLanguage() } } }}
      empty={{ title: t('situation.use.empty'), text: t('situation.use.emptyText') }}
    />
  );
}
