import { Link } from '@tanstack/react-router';
import type { LiveRow } from '@yufang/contract/live';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive, useLiveConnected } from '../../api/live.ts';
import { Section } from '../../ui/record-page.tsx';
import { TimeText } from '../../ui/time-text.tsx';

/** How long a line stays: the last minute is what this list is about. */
const KEEP_MS = 60_000;
const MOST = 12;

/** What changed in the last minute, as it happens. A new line fades in once. */
export function JustNow() {
  const { t } = useTranslation();
  const connected = useLiveConnected();
  const [rows, setRows] = useState<readonly LiveRow[]>([]);
  useLive([], ({ rows: fresh }) =>
    setRows((old) => [...fresh, ...old.filter((o) => !fresh.some((f) => f.id === o.id))].slice(0, MOST)),
  );
  useEffect(() => {
    const timer = setInterval(
      () => setRows((old) => old.filter((r) => Date.now() - Date.parse(r.at) < KEEP_MS)),
      5_000,
    );
    return () => clearInterval(timer);
  }, []);
  return (
    <Section
      title={t('situation.now.title')}
      extra={<span className="yf-quiet">{t(connected ? 'situation.now.live' : 'situation.now.waiting')}</span>}
    >
      {rows.length === 0 ? (
        <p className="yf-quiet">{t('situation.now.quiet')}</p>
      ) : (
        <ol className="sit-now" aria-live="polite">
          {rows.map((row) => (
            <li key={row.id}>
              <TimeText at={row.at} />
              <Link to={hrefOf(row)}>
                {t(`situation.topic.${row.topic.replace('.', '_')}`, {
                  defaultValue: t('situation.topic.other', { topic: row.topic }),
                })}
                {typeof row.summary.name === 'string' && <strong> {row.summary.name}</strong>}
              </Link>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

const hrefOf = (row: LiveRow): string =>
  row.topic.startsWith('hidden_danger.') && row.entityId
    ? `/enterprises/${row.enterpriseId}/dangers/${row.entityId}`
    : `/enterprises/${row.enterpriseId}`;
