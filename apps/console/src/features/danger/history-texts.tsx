import { Regrade } from '@yufang/contract/danger';
import type { HistoryRow } from '@yufang/contract/history';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useWord } from '../../i18n/use-word.ts';
import { type FieldText, fullTime, type TimelineEntry } from '../../ui/index.ts';
import { RegradeMessage } from './regrade-message.tsx';

const Five = z.record(z.string(), z.unknown());
const text = z.string().nullable();
const Remark = z.object({ text: z.string() });
const Regraded = z.object({ rows: z.array(Regrade) });

/** How a danger's columns and acts read in its history. */
export function useDangerHistory(): {
  fields: Readonly<Record<string, FieldText>>;
  actions: Readonly<Record<string, string>>;
  entryOf: (row: HistoryRow) => TimelineEntry;
} {
  const { t, i18n } = useTranslation();
  const word = useWord();
  const of = (kind: Parameters<typeof word>[0]) => (v: unknown) => word(kind, String(v) as never);
  const column = (key: string, show?: (v: unknown) => ReactNode): FieldText => ({
    label: t(`danger.column.${key}`),
    ...(show ? { show } : {}),
  });
  const parts = (group: 'five' | 'plan') => (v: unknown) => {
    const parsed = Five.safeParse(v);
    if (!parsed.success) return String(v);
    return Object.entries(parsed.data)
      .filter(([k, text]) => i18n.exists(`danger.${group}.${k}`) && text !== '')
      .map(([k, text]) => `${t(`danger.${group}.${k}`)}: ${String(text)}`)
      .join('; ');
  };
  const count = (v: unknown) => (Array.isArray(v) ? String(v.length) : '');
  const day = (v: unknown) => (typeof v === 'string' ? fullTime(v) : '');
  // The words that a step of a major danger was given, such as the situation reported up.
  const said = (v: unknown): string => {
    const step = z
      .object({ limitScope: text, situation: text, analysis: text, evaluators: text })
      .partial()
      .safeParse(v);
    return step.success ? Object.values(step.data).filter(Boolean).join('; ') : '';
  };
  const fields: Record<string, FieldText> = {
    name: column('name'),
    description: column('description'),
    status: column('status', of('dangerStatus')),
    level: column('level', of('dangerLevel')),
    source: column('source', of('dangerSource')),
    kind: column('kind', of('dangerKind')),
    factor: column('factor', of('factor')),
    cause: column('cause'),
    location: column('location'),
    treatment: column('treatment', of('treatment')),
    assignee_name: column('assignee'),
    deadline: column('deadline'),
    five: column('five', parts('five')),
    extension: column('extension', (v) => {
      const e = z.object({ until: z.string(), state: z.string() }).safeParse(v);
      return e.success ? `${e.data.until} · ${t(`danger.extension.${e.data.state}`)}` : '';
    }),
    rectified_by_name: column('rectifiedBy'),
    rectified_note: column('rectifiedNote'),
    photo_ids: column('photos', count),
    rectified_photo_ids: column('photos', count),
    accepted_by_name: column('acceptedBy'),
    accepted_note: column('acceptedNote'),
    closed_at: column('closedAt', day),
    closed_on_time: column('onTime'),
    overdue: column('overdue'),
    escalated_to: column('escalatedTo', of('role')),
    criteria: column('criteria', (v) => (Array.isArray(v) ? v.join(', ') : '')),
    supervision: column('supervision', (v) => {
      const s = z
        .object({ level: z.enum(['county', 'city', 'province']), liftedAt: z.string().nullable() })
        .safeParse(v);
      if (!s.success) return '';
      const level = t(`danger.field.level${s.data.level.charAt(0).toUpperCase()}${s.data.level.slice(1)}`);
      return s.data.liftedAt ? `${level} · ${t('danger.major.lifted')}` : level;
    }),
    failed_acceptances: column('failed'),
    reopened: column('reopened'),
    remark: column('remark', (v) => Remark.safeParse(v).data?.text ?? ''),
    major: column('majorSteps', (v) => said(v)),
    regraded: column('regraded', (v) => {
      const r = Regraded.safeParse(v);
      return r.success ? <RegradeMessage regraded={r.data.rows} /> : '';
    }),
  };
  const actions = t(['danger.did'], { returnObjects: true }) as unknown as Record<string, string>;
  const plain = (v: unknown) => (typeof v === 'boolean' ? t(v ? 'danger.yes' : 'danger.no') : String(v));
  const none = (v: unknown) => v === null || v === undefined || v === '' || (Array.isArray(v) && v.length === 0);
  const show = (key: string, v: unknown) => (none(v) ? '' : (fields[key]?.show?.(v) ?? plain(v)));
  const entryOf = (row: HistoryRow): TimelineEntry => ({
    key: String(row.seq),
    at: row.at,
    // A job has no name that people know.
    ...(row.actorRole === 'system'
      ? { who: t('shell.record.system') }
      : { who: row.actorName, role: word('role', row.actorRole as never) }),
    what: actions[row.action] ?? row.action,
    changes: Object.keys(row.after)
      .filter((key) => key in fields)
      .map((key) => ({
        label: fields[key]?.label ?? key,
        // Words and re-gradings belong to this one act: nothing stood there before.
        before: row.before === null || key === 'remark' || key === 'regraded' ? null : show(key, row.before[key]),
        after: show(key, row.after[key]),
      })),
  });
  return { fields, actions, entryOf };
}
