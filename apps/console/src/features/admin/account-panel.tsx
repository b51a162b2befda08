import {
  type AccountRow,
  endAccountSessions,
  endAssignment,
  grantAssignment,
  listAccountSessions,
  resetPassword,
  resetSecondFactor,
  setAccountState,
  unlockAccount,
} from '@yufang/contract';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import { useMay, useMe } from '../../shell/me.tsx';
import { Facts, Section, TimeText } from '../../ui/index.ts';
import { AccountState } from './account-list.tsx';
import { AccountSessions } from './account-sessions.tsx';
import { AssignDrawer } from './assign-drawer.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

/** One account beside the list: what it is, its duties, and what this administrator may do with it. */
export function AccountPanel({
  row,
  onPassword,
}: {
  row: AccountRow;
  onPassword: (made: { username: string; password: string }) => void;
}) {
  const { t } = useTranslation();
  const word = useWord();
  const may = useMay();
  const own = useMe().accountId === row.id;
  const [assigning, setAssigning] = useState(false);
  const [asking, setAsking] = useState<'state' | 'password' | null>(null);
  const end = useCommand(endAssignment, { done: t('admin.done.ended') });
  const unlock = useCommand(unlockAccount, { done: t('admin.done.unlocked') });
  const forget = useCommand(resetSecondFactor, { done: t('admin.done.factorReset') });
  const signOut = useCommand(endAccountSessions, { done: t('admin.done.signedOut') });
  const state = useCommand(setAccountState, { done: t('admin.done.state') });
  const password = useCommand(resetPassword, {
    onDone: (reply) => onPassword({ username: row.username, password: reply.password }),
  });
  const params = { params: { id: row.id } };
  return (
    <>
      <Facts
        items={[
          { label: t('admin.column.username'), value: row.username },
          { label: t('admin.column.state'), value: <AccountState row={row} /> },
          { label: t('admin.column.factor'), value: t(`admin.factor.${row.secondFactor ? 'on' : 'off'}`) },
          { label: t('admin.column.sessions'), value: row.sessions },
          { label: t('admin.column.lastSignIn'), value: row.lastSignInAt && <TimeText at={row.lastSignInAt} /> },
          { label: t('admin.column.createdAt'), value: <TimeText at={row.createdAt} /> },
          ...(row.lockedUntil
            ? [{ label: t('admin.column.lockedUntil'), value: <TimeText at={row.lockedUntil} /> }]
            : []),
        ]}
      />
      {own && <p className="yf-quiet yf-gap-above">{t('admin.accounts.own')}</p>}
      <Section
        title={t('admin.column.duties')}
        extra={
          may(grantAssignment) &&
          !own && (
            <Button type="primary" onClick={() => setAssigning(true)}>
              {t('admin.assign.give')}
            </Button>
          )
        }
      >
        {row.assignments.length === 0 && <p className="yf-quiet">{t('admin.assign.none')}</p>}
        <ul className="yf-rows">
          {row.assignments.map((a) => (
            <li key={a.id}>
              <div>
                <strong>{word('role', a.role)}</strong> <span>{a.scope.name}</span>
                {a.validTo && (
                  <p className="yf-quiet">
                    {t('admin.assign.until')} <TimeText at={a.validTo} />
                  </p>
                )}
              </div>
              {may(endAssignment) && !own && (
                <Button
                  loading={end.isPending}
                  onClick={() => end.mutate({ params: { id: row.id, assignmentId: a.id } })}
                >
                  {t('admin.assign.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Section>
      {!own && (
        <Space wrap className="yf-gap-above">
          {may(setAccountState) && (
            <Button onClick={() => setAsking('state')}>
              {t(row.state === 'active' ? 'admin.act.disable' : 'admin.act.enable')}
            </Button>
          )}
          {may(unlockAccount) && row.lockedUntil && (
            <Button onClick={() => unlock.mutate(params)}>{t('admin.act.unlock')}</Button>
          )}
          {may(resetPassword) && <Button onClick={() => setAsking('password')}>{t('admin.act.password')}</Button>}
          {may(resetSecondFactor) && row.secondFactor && (
            <Button onClick={() => forget.mutate(params)}>{t('admin.act.factor')}</Button>
          )}
          {may(endAccountSessions) && row.sessions > 0 && (
            <Button onClick={() => signOut.mutate(params)}>{t('admin.act.signOut')}</Button>
          )}
        </Space>
      )}
      {may(listAccountSessions) && <AccountSessions id={row.id} own={own} />}
      <AssignDrawer account={row} open={assigning} onClose={() => setAssigning(false)} />
      <ReasonDialog
        open={asking !== null}
        title={t(
          asking === 'password'
            ? 'admin.act.password'
            : row.state === 'active'
              ? 'admin.act.disable'
              : 'admin.act.enable',
        )}
        onClose={() => setAsking(null)}
        onReason={(reason) => {
          if (asking === 'password') password.mutate({ ...params, body: { reason } });
          else state.mutate({ ...params, body: { state: row.state === 'active' ? 'disabled' : 'active', reason } });
          setAsking(null);
        }}
      />
    </>
  );
}
