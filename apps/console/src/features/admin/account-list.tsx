import { createAdminAccount, listAccounts } from '@yufang/contract';
import { ROLES } from '@yufang/domain';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RowOf } from '../../api/use-api.ts';
import { useWord, useWordOptions } from '../../i18n/use-word.ts';
import { useMay } from '../../shell/me.tsx';
import { type Column, FormDrawer, ListScreen, StateTag, TimeText } from '../../ui/index.ts';
import { AccountPanel } from './account-panel.tsx';
import { FirstPassword } from './first-password.tsx';
import { AccountSearch } from './routes.tsx';

type Row = RowOf<typeof listAccounts>;
type NewAccount = { username: string; name: string };

/** Accounts: the system administrator makes and disables them, the security administrator gives duties and unlocks. */
export function AccountList() {
  const { t } = useTranslation();
  const word = useWord();
  const roleOptions = useWordOptions();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<{ username: string; password: string } | null>(null);
  const columns: Column<Row>[] = [
    { key: 'username', title: t('admin.column.username'), dataIndex: 'username' },
    { key: 'name', title: t('admin.column.name'), dataIndex: 'name' },
    {
      key: 'duties',
      title: t('admin.column.duties'),
      render: (_, r) =>
        r.assignments.map((a) => `${word('role', a.role)}${a.scope.name ? ` · ${a.scope.name}` : ''}`).join('，') ||
        '–',
    },
    { key: 'state', title: t('admin.column.state'), render: (_, r) => <AccountState row={r} /> },
    {
      key: 'factor',
      title: t('admin.column.factor'),
      render: (_, r) => t(`admin.factor.${r.secondFactor ? 'on' : 'off'}`),
    },
    {
      key: 'seen',
      title: t('admin.column.lastSignIn'),
      render: (_, r) => (r.lastSignInAt ? <TimeText at={r.lastSignInAt} /> : '–'),
    },
  ];
  return (
    <>
      <ListScreen
        title={t('admin.accounts.title')}
        lead={t(may(createAdminAccount) ? 'admin.accounts.leadSystem' : 'admin.accounts.leadSecurity')}
        route={listAccounts}
        input={(search) => ({ query: AccountSearch.parse(search) })}
        columns={columns}
        rowKey={(r) => r.id}
        filters={[
          { kind: 'search', name: 'search', label: t('admin.filter.search') },
          { kind: 'select', name: 'role', label: t('admin.filter.role'), options: roleOptions('role', ROLES) },
          {
            kind: 'select',
            name: 'state',
            label: t('admin.column.state'),
            options: (['active', 'disabled', 'locked'] as const).map((value) => ({
              value,
              label: t(`admin.state.${value}`),
            })),
          },
        ]}
        actions={
          may(createAdminAccount) && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('admin.accounts.add')}
            </Button>
          )
        }
        panel={(row) => <AccountPanel key={row.id} row={row} onPassword={setMade} />}
        panelTitle={(row) => `${row.name} (${row.username})`}
        empty={{ title: t('admin.accounts.empty') }}
      />
      <FormDrawer<typeof createAdminAccount, NewAccount>
        route={createAdminAccount}
        title={t('admin.accounts.add')}
        open={adding}
        onClose={() => setAdding(false)}
        toInput={(body) => ({ body })}
        submit={t('admin.accounts.make')}
        onDone={(reply) => setMade({ username: reply.account.username, password: reply.password })}
      >
        <p className="yf-quiet yf-gap-below">{t('admin.accounts.addHint')}</p>
        <Form.Item name="username" label={t('admin.column.username')} rules={[{ required: true }]}>
          <Input autoComplete="off" maxLength={32} />
        </Form.Item>
        <Form.Item name="name" label={t('admin.column.name')} rules={[{ required: true }]}>
          <Input autoComplete="off" maxLength={60} />
        </Form.Item>
      </FormDrawer>
      <FirstPassword made={made} onClose={() => setMade(null)} />
    </>
  );
}

/** Disabled and locked are said, active is quiet. */
export function AccountState({ row }: { row: Row }) {
  const { t } = useTranslation();
  const state = row.state === 'disabled' ? 'disabled' : row.lockedUntil ? 'locked' : 'active';
  return (
    <StateTag tone={state === 'active' ? 'done' : state === 'locked' ? 'open' : 'void'}>
      {t(`admin.state.${state}`)}
    </StateTag>
  );
}
