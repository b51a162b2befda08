import { Tooltip } from 'antd';
import { useEffect, useReducer } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf, daysBetween, dueTime, fullTime, relativeTime, shortTime } from './format.ts';

/** An instant as `11-23 14:05`, full on hover; `relative` where the age is the point (renews itself each minute). */
export function TimeText({
  at,
  relative,
  due,
}: {
  at: string | null | undefined;
  relative?: boolean;
  /** A moment by which something is due: midnight reads as the end of the day before. */
  due?: boolean;
}) {
  const { t } = useTranslation();
  const [, tick] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    if (!relative) return;
    const timer = setInterval(tick, 60_000);
    return () => clearInterval(timer);
  }, [relative]);
  if (!at) return <span className="yf-quiet">–</span>;
  const text = relative ? (relativeTime(at) ?? t('shell.time.justNow')) : due ? dueTime(at) : shortTime(at);
  return (
    <Tooltip title={fullTime(at)}>
      <time dateTime={at} className="yf-figures">
        {text}
      </time>
    </Tooltip>
  );
}

/**
 * A deadline: date and how far off. Overdue is a dark left bar and the number of days, never a colour of its own.
 * @param day business day `2026-11-23` or an instant
 * @param closed no longer running: the date alone
 * @param seenOn the day it is looked at from; today unless the past is shown
 */
export function DeadlineText({
  day,
  closed,
  seenOn,
}: {
  day: string | null | undefined;
  closed?: boolean;
  seenOn?: string | null;
}) {
  const { t } = useTranslation();
  if (!day) return <span className="yf-quiet">–</span>;
  const date = day.length > 10 ? dayOf(day) : day;
  const today = dayOf(new Date().toISOString());
  const left = daysBetween(seenOn ?? today, date);
  const shown = date.slice(0, 4) === today.slice(0, 4) ? date.slice(5) : date;
  if (closed) return <span className="yf-figures yf-quiet">{shown}</span>;
  const away =
    left < 0
      ? t('shell.record.overdueDays', { count: -left })
      : left === 0
        ? t('shell.record.dueToday')
        : t('shell.record.daysLeft', { count: left });
  return (
    <span className={left < 0 ? 'yf-overdue' : undefined} title={date}>
      <span className="yf-figures">{shown}</span> <span className={left < 0 ? 'yf-strong' : 'yf-quiet'}>{away}</span>
    </span>
  );
}
