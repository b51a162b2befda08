import { endAccountSession, listAccountSessions } from '@yufang/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useCommand } from '../../api/use-api.ts';
import { DeviceFacts } from '../../shell/account/device-facts.tsx';
import { Reading, Section } from '../../ui/index.ts';

/** The devices on which an account is signed in: a lost phone is signed out alone, the desk goes on working. */
export function AccountSessions({ id, own }: { id: string; own: boolean }) {
  const { t } = useTranslation();
  const sessions = useApi(listAccountSessions, { params: { id } });
  const end = useCommand(endAccountSession, { done: t('admin.done.signedOutOne') });
  return (
    <Section title={t('admin.sessions.title')}>
      <Reading query={sessions}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="yf-quiet">{t('admin.sessions.none')}</p>
          ) : (
            <ul className="yf-rows">
              {rows.map((s) => (
                <li key={s.id}>
                  <DeviceFacts of={s} />
                  {!own && (
                    <Button
                      loading={end.isPending && end.variables?.params.sessionId === s.id}
                      onClick={() => end.mutate({ params: { id, sessionId: s.id } })}
                    >
                      {t('admin.act.signOutOne')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
    </Section>
  );
}
