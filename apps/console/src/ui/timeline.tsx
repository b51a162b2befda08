import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TimeText } from './time-text.tsx';

/** One thing that happened to a record. */
export type TimelineEntry = {
  readonly key: string;
  readonly at: string;
  /** Who did it, and as what. */
  readonly who: string;
  readonly role?: string;
  /** What was done, in words of the field: 提交验收. */
  readonly what: ReactNode;
  readonly note?: ReactNode;
  /** Fields that changed; `before` null when the row was made. */
  readonly changes?: readonly { readonly label: string; readonly before: ReactNode; readonly after: ReactNode }[];
};

/** Everything that happened, newest first: who, when, what, and each field before → after. */
export function Timeline({ entries, title }: { entries: readonly TimelineEntry[]; title?: string }) {
  const { t } = useTranslation();
  return (
    <section className="yf-timeline">
      <h2>{title ?? t('shell.record.timeline')}</h2>
      {entries.length === 0 && <p className="yf-quiet">{t('shell.record.timelineEmpty')}</p>}
      <ol>
        {entries.map((entry) => (
          <li key={entry.key}>
            <p className="yf-timeline-head">
              <strong>{entry.what}</strong>
              <TimeText at={entry.at} />
            </p>
            <p className="yf-quiet">
              {entry.who}
              {entry.role && ` · ${entry.role}`}
            </p>
            {entry.note && <p className="yf-timeline-note">{entry.note}</p>}
            {entry.changes && entry.changes.length > 0 && <Changes changes={entry.changes} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Changes({ changes }: { changes: NonNullable<TimelineEntry['changes']> }) {
  const { t } = useTranslation();
  const none = <span className="yf-quiet">{t('shell.record.none')}</span>;
  return (
    <details className="yf-changes" open={changes.length <= 3}>
      <summary>{t('shell.record.changes', { count: changes.length })}</summary>
      <dl>
        {changes.map((change) => (
          <div key={change.label}>
            <dt>{change.label}</dt>
            <dd>
              {change.before !== null && (
                <>
                  <del>{change.before || none}</del> <span aria-hidden="true">→</span>{' '}
                </>
              )}
              <ins>{change.after || none}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
