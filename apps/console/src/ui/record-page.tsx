import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** One fact of a record. `wide` takes the whole line. Null values show a dash. */
export type Fact = {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly wide?: boolean;
  /** Needed when the label is not plain text. */
  readonly key?: string;
};

/** Facts as label over value, as many columns as there is room for; `tight` where each is a short figure. */
export function Facts({ items, tight }: { items: readonly Fact[]; tight?: boolean }) {
  return (
    <dl className={tight ? 'yf-facts yf-facts-tight' : 'yf-facts'}>
      {items.map((item) => (
        <div key={item.key ?? String(item.label)} className={item.wide ? 'yf-fact-wide' : undefined}>
          <dt>{item.label}</dt>
          <dd>{item.value === null || item.value === undefined || item.value === '' ? '–' : item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A part of a page with its own heading, set off by a rule and not by a card. */
export function Section({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="yf-section">
      <header>
        <h2>{title}</h2>
        {extra}
      </header>
      {children}
    </section>
  );
}

/**
 * A record: head with what it is, its state, grade and deadline, the person responsible and the one next action; left the facts, right what
 * happened. On narrow screens one below the other.
 */
export function RecordPage({
  title,
  over,
  tags,
  responsible,
  responsibleLabel,
  deadline,
  deadlineLabel,
  primary,
  more,
  aside,
  children,
}: {
  title: ReactNode;
  /** Above the title: where it belongs, such as the enterprise's name as a link. */
  over?: ReactNode;
  /** State and grade. */
  tags?: ReactNode;
  responsible?: ReactNode;
  /** In place of 责任人: who inspected, who reported. */
  responsibleLabel?: string;
  deadline?: ReactNode;
  /** In place of 期限. */
  deadlineLabel?: string;
  /** The one next action, in words of the field. */
  primary?: ReactNode;
  /** Other actions, quiet. */
  more?: ReactNode;
  /** Right: usually the timeline. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <article className="yf-record">
      <header className="yf-head">
        <div>
          {over && <p className="yf-over">{over}</p>}
          <h1>{title}</h1>
          <div className="yf-record-meta">
            {tags}
            {responsible && (
              <span>
                <span className="yf-quiet">{responsibleLabel ?? t('shell.record.responsible')}</span> {responsible}
              </span>
            )}
            {deadline && (
              <span>
                <span className="yf-quiet">{deadlineLabel ?? t('shell.record.deadline')}</span> {deadline}
              </span>
            )}
          </div>
        </div>
        {(primary || more) && (
          <div className="yf-head-actions">
            {more}
            {primary}
          </div>
        )}
      </header>
      <div className={aside ? 'yf-record-body yf-record-two' : 'yf-record-body'}>
        <div>{children}</div>
        {aside && <aside aria-label={t('shell.record.timeline')}>{aside}</aside>}
      </div>
    </article>
  );
}
