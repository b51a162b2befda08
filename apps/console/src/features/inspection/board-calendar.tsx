import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { getTaskCalendar } from '@yufang/contract/inspection';
import { Button } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Reading, Section } from '../../ui/index.ts';

/** A month of tasks: each day how many of how many were done; days with overdue tasks carry the dark bar. */
export function BoardCalendar({
  enterpriseId,
  day,
  month,
  onPick,
}: {
  enterpriseId: string;
  day: string;
  month: string;
  onPick: (patch: { day?: string; month?: string }) => void;
}) {
  const { t, i18n } = useTranslation();
  const calendar = useApi(getTaskCalendar, { params: { enterpriseId }, query: { month } });
  const first = dayjs(`${month}-01`);
  const lead = (first.day() + 6) % 7;
  const weekdays = Array.from({ length: 7 }, (_, i) => ({
    key: `weekday-${i}`,
    text: new Intl.DateTimeFormat(i18n.language, { weekday: 'narrow' }).format(new Date(Date.UTC(2026, 5, 1 + i))),
  }));
  const step = (n: number) => onPick({ month: first.add(n, 'month').format('YYYY-MM') });
  return (
    <Section
      title={month}
      extra={
        <span className="yf-inline">
          <Button
            size="small"
            icon={<LeftOutlined />}
            aria-label={t('inspection.board.previous')}
            onClick={() => step(-1)}
          />
          <Button
            size="small"
            icon={<RightOutlined />}
            aria-label={t('inspection.board.next')}
            onClick={() => step(1)}
          />
        </span>
      }
    >
      <Reading query={calendar} rows={5}>
        {(data) => {
          const counts = new Map(data.days.map((d) => [d.day, d.counts]));
          return (
            <div className="yf-insp-month">
              {weekdays.map((w) => (
                <span key={w.key}>{w.text}</span>
              ))}
              {lead > 0 && <span style={{ gridColumn: `span ${lead}` }} />}
              {Array.from({ length: first.daysInMonth() }, (_, i) => {
                const date = first.date(i + 1).format('YYYY-MM-DD');
                const c = counts.get(date);
                const done = c ? c.done + c.doneLate : 0;
                return (
                  <button
                    key={date}
                    type="button"
                    className="yf-insp-day yf-figures"
                    aria-pressed={date === day}
                    data-overdue={(c?.overdue ?? 0) > 0}
                    onClick={() => onPick({ day: date })}
                  >
                    <span aria-hidden="true">{i + 1}</span>
                    <span className="yf-visually-hidden">
                      {t('inspection.board.dayCounts', { day: date, due: c?.due ?? 0, done, overdue: c?.overdue ?? 0 })}
                    </span>
                    <small aria-hidden="true">{c && c.due > 0 ? `${done}/${c.due}` : '\u00a0'}</small>
                  </button>
                );
              })}
            </div>
          );
        }}
      </Reading>
    </Section>
  );
}
