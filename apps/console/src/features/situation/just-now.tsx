import { Link } from '@tanstack/react-router';
import { type LiveRow, listLately } from '@yufang/contract/live';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive, useLiveConnected } from '../../api/live.ts';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { fullTime } from '../../ui/format.ts';
import { Section } from '../../ui/record-page.tsx';
import { useBoundaries } from './use-boundaries.ts';

/** How long a line stays: the last minute is what this list is about. */
const KEEP_MS = 60_000;
/** What only carries other changes along says nothing to people. */
const SILENT = /^(attachment|task_run|notice)\./;

/** What changed in the last minute, as it happens: when, where, what. A new line fades in once. */
export function JustNow({ most = 12 }: { most?: number }) {
  const { t } = useTranslation();
  const connected = useLiveConnected();
  const countyName = useCountyName();
  const [rows, setRows] = useState<readonly LiveRow[]>([]);
  // What the stream cannot bring any more: it begins when one opens the page, the minute began before.
  const before = useApi(listLately, {}, { staleTime: KEEP_MS });
  useEffect(() => {
    const known = before.data?.rows ?? [];
    setRows((old) =>
      [...old, ...known.filter((k) => !SILENT.test(k.topic) && !old.some((o) => o.id === k.id))].slice(0, most),
    );
  }, [before.data, most]);
  useLive([], ({ rows: fresh }) =>
    setRows((old) =>
      [...fresh.filter((f) => !SILENT.test(f.topic)), ...old.filter((o) => !fresh.some((f) => f.id === o.id))].slice(
        0,
        most,
      ),
    ),
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
              <time dateTime={row.at} className="yf-figures yf-quiet">
                {fullTime(row.at).slice(11)}
              </time>
              <Link to={hrefOf(row)}>
                <span className="yf-quiet">{countyName(row.countyCode)}</span> {topicText(row, t)} {subject(row, t)}
              </Link>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

/** The act in words: its own, else those of the kind of row and of the act. */
function topicText({ topic }: LiveRow, t: TFunction): string {
  const [entity = '', action = ''] = topic.split('.');
  return t(
    [
      `situation.topic.${entity}_${action}`,
      `enterprise.change.${entity}.${action}`,
      `enterprise.change.any.${action}`,
      'enterprise.change.any.update',
    ],
    { entity: t([`enterprise.entity.${entity}`, 'enterprise.entity.other']) },
  );
}

/** What it was done to: its name, or how many records and how many of them abnormal. */
function subject({ topic, summary }: LiveRow, t: TFunction) {
  if (typeof summary.name === 'string') return <strong>{summary.name}</strong>;
  if (!topic.startsWith('inspection_record.') || typeof summary.count !== 'number') return null;
  const abnormal = typeof summary.abnormal === 'number' ? summary.abnormal : 0;
  return (
    <>
      {t('situation.topic.records', { count: summary.count })}
      {abnormal > 0 && <strong> {t('situation.topic.abnormal', { count: abnormal })}</strong>}
    </>
  );
}

/** Names of counties by code, out of the boundaries that the map has read anyway. */
function useCountyName(): (code: string) => string {
  const boundaries = useBoundaries();
  const english = currentLanguage() === 'en';
  return (code) => {
    const found = boundaries.data?.county.features.find((f) => String(f.properties.adcode) === code)?.properties;
    return (english && found?.nameEn) || found?.name || '';
  };
}

const hrefOf = (row: LiveRow): string =>
  row.topic.startsWith('hidden_danger.') && row.entityId
    ? `/enterprises/${row.enterpriseId}/dangers/${row.entityId}`
    : `/enterprises/${row.enterpriseId}`;
