import { Link } from '@tanstack/react-router';
import { listDangers, type Overview } from '@yufang/contract';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Section } from '../../ui/record-page.tsx';
import { Reading } from '../../ui/screen-state.tsx';
import { DangerStatusTag } from '../../ui/status-tag.tsx';
import { DeadlineText } from '../../ui/time-text.tsx';
import { whereOf } from './where.ts';

/** What needs a person now: overdue dangers, the majors first, by name, each one click from its record. */
export function Attention({ place, limit = 7 }: { place: Overview; limit?: number }) {
  const { t } = useTranslation();
  const scope = whereOf(place);
  const major = useApi(listDangers, {
    query: { ...scope, level: 'major', overdue: 'true', sort: 'deadline', limit } as never,
  });
  const late = useApi(listDangers, { query: { ...scope, overdue: 'true', sort: 'deadline', limit } as never });
  return (
    <Section
      title={t('situation.attention.title')}
      extra={
        <Link to="/dangers" search={{ ...scope, overdue: 'true' }}>
          {t('situation.attention.all')}
        </Link>
      }
    >
      <Reading query={late} rows={4}>
        {(page) => {
          const first = major.data?.rows ?? [];
          const rows = [...first, ...page.rows.filter((r) => !first.some((f) => f.id === r.id))].slice(0, limit);
          if (rows.length === 0) return <p className="yf-quiet">{t('situation.attention.none')}</p>;
          return (
            <ul className="sit-attention">
              {rows.map((r) => (
                <li key={r.id}>
                  <Link to={`/enterprises/${r.enterpriseId}/dangers/${r.id}`}>
                    <strong title={r.name}>{r.name}</strong>
                    <span className="yf-quiet">
                      {place.place.kind === 'enterprise'
                        ? [r.number, r.assigneeName].filter(Boolean).join(' · ')
                        : r.enterpriseName}
                    </span>
                  </Link>
                  <DangerStatusTag status={r.status} level={r.level} />
                  <DeadlineText day={r.deadline ?? r.dueOn} />
                </li>
              ))}
            </ul>
          );
        }}
      </Reading>
    </Section>
  );
}
