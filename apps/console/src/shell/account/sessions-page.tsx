import { listSessions, revokeSession } from '@yufang/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useCommand } from '../../api/use-api.ts';
import { Reading } from '../../ui/screen-state.tsx';
import { StateTag } from '../../ui/status-tag.tsx';
import { DeviceFacts } from './device-facts.tsx';

/** Devices on which I am signed in; any of them can be signed out at once. */
export function SessionsPage() {
  const { t } = useTranslation();
  const sessions = useApi(listSessions, {});
  const revoke = useCommand(revokeSession, { done: t('shell.account.revoked') });
  return (
    <>
      <header className="yf-head">
        <div>
          <h1>{t('shell.top.sessions')}</h1>
          <p className="yf-lead">{t('shell.account.sessionsText')}</p>
        </div>
      </header>
      <Reading query={sessions}>
        {({ rows }) => (
          <ul className="yf-rows">
            {rows.map((row) => (
              <li key={row.id}>
                <DeviceFacts of={row}>
                  {row.current && <StateTag tone="waiting">{t('shell.account.thisDevice')}</StateTag>}
                </DeviceFacts>
                {!row.current && (
                  <Button
                    loading={revoke.isPending && revoke.variables?.params.id === row.id}
                    onClick={() => revoke.mutate({ params: { id: row.id } })}
                  >
                    {t('shell.account.revoke')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Reading>
    </>
  );
}
