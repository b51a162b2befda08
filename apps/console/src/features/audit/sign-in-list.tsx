import { listSignIns } from '@yufang/contract';
import { useTranslation } from 'react-i18next';
import type { RowOf } from '../../api/use-api.ts';
import { deviceName } from '../../shell/account/device-name.ts';
import { type Column, Facts, ListScreen, StateTag, TimeText } from '../../ui/index.ts';
import { SignInSearch } from './routes.tsx';

type Row = RowOf<typeof listSignIns>;

const OUTCOMES = [
  'ok',
  'second_factor_asked',
  'wrong_password',
  'unknown_name',
  'wrong_code',
  'locked',
  'disabled',
  'signed_out',
  'session_revoked',
  'password_changed',
  'second_factor_enrolled',
] as const;
const REFUSED = new Set<string>(['wrong_password', 'unknown_name', 'wrong_code', 'locked', 'disabled']);

/** Who tried to sign in, from where, and how it ended. */
export function SignInList() {
  const { t } = useTranslation();
  const outcome = (r: Row) => (
    <StateTag tone={REFUSED.has(r.outcome) ? 'open' : 'done'}>{t(`audit.outcome.${r.outcome}`)}</StateTag>
  );
  const columns: Column<Row>[] = [
    { key: 'at', title: t('audit.column.at'), render: (_, r) => <TimeText at={r.at} /> },
    { key: 'username', title: t('audit.column.username'), dataIndex: 'username' },
    { key: 'outcome', title: t('audit.column.outcome'), render: (_, r) => outcome(r) },
    { key: 'ip', title: t('audit.column.ip'), dataIndex: 'ip' },
    { key: 'device', title: t('audit.column.device'), render: (_, r) => deviceName(r.userAgent ?? '') },
  ];
  return (
    <ListScreen
      title={t('audit.signIns.title')}
      lead={t('audit.signIns.lead')}
      route={listSignIns}
      input={(search) => {
        const { outcome: given, ...rest } = SignInSearch.parse(search);
        const known = OUTCOMES.find((o) => o === given);
        return { query: { ...rest, ...(known ? { outcome: known } : {}) } };
      }}
      columns={columns}
      rowKey={(r) => r.id}
      filters={[
        { kind: 'search', name: 'username', label: t('audit.column.username') },
        {
          kind: 'select',
          name: 'outcome',
          label: t('audit.column.outcome'),
          options: OUTCOMES.map((value) => ({ value, label: t(`audit.outcome.${value}`) })),
        },
        { kind: 'search', name: 'ip', label: t('audit.column.ip') },
        { kind: 'days', from: 'from', to: 'to', label: t('audit.filter.days') },
      ]}
      panel={(r) => (
        <Facts
          items={[
            { label: t('audit.column.at'), value: <TimeText at={r.at} /> },
            { label: t('audit.column.username'), value: r.username },
            { label: t('audit.column.outcome'), value: outcome(r) },
            { label: t('audit.column.ip'), value: r.ip },
            { label: t('audit.column.id'), value: r.accountId },
            { label: t('audit.column.device'), value: r.userAgent, wide: true },
          ]}
        />
      )}
      panelTitle={(r) => r.username}
      empty={{ title: t('audit.signIns.empty') }}
    />
  );
}
