import { useEffect, useState } from 'react';
import { t } from '../i18n/index.ts';
import { go } from '../lib/router.ts';
import { call, has } from '../sync/api.ts';
import { authStep, settle } from '../sync/session.ts';
import { DoorHead } from '../ui/door-head.tsx';
import { Field, Note, Page } from '../ui/parts.tsx';
import { saidOf } from './sign-in.tsx';

type Invitation = { name: string; role: string; enterpriseName: string; invitedBy: string };
type Rules = { minLength: number; minClasses: number };
const HEADS = ['enterprise_head', 'safety_officer'];

/** From an invitation to an account in three fields; a small firm's head goes straight on to the setup. */
export function InviteScreen({ code }: { code: string }) {
  const [found, setFound] = useState<Invitation | null>(null);
  const [rules, setRules] = useState<Rules>({ minLength: 8, minClasses: 3 });
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const looksRight = has<Invitation>({ name: 'string', enterpriseName: 'string' });
    void call('GET', `/api/v1/auth/invitations/${encodeURIComponent(code)}`, { looksRight }).then((reply) =>
      reply.ok ? setFound(reply.body) : setProblem(saidOf(reply)),
    );
    void call('GET', '/api/v1/auth/password-rules', { looksRight: has<Rules>({ minLength: 'number' }) }).then(
      (reply) => reply.ok && setRules(reply.body),
    );
  }, [code]);
  const accept = async () => {
    setBusy(true);
    setProblem(null);
    const reply = await authStep(`invitations/${encodeURIComponent(code)}`, { username: username.trim(), password });
    setBusy(false);
    if (!reply.ok) return setProblem(saidOf(reply));
    const holder = settle(reply.body);
    go(holder && HEADS.includes(holder.role) ? '/setup' : holder ? '/' : '/sign-in', { replace: true });
  };
  return (
    <div className="door">
      <DoorHead />
      <Page title={t('invite.title')}>
        {found && (
          <form
            onSubmit={(e) => {
              e.preventDefault();
              void accept();
            }}
          >
            <p className="lead">
              {t('invite.lead', {
                by: found.invitedBy,
                name: found.name,
                enterprise: found.enterpriseName,
                role: t(`role.${found.role}` as 'role.post_worker'),
              })}
            </p>
            <Field id="username" label={t('invite.username')} hint={t('invite.usernameHint')}>
              {(id) => (
                <input
                  id={id}
                  autoComplete="username"
                  autoCapitalize="none"
                  pattern="[A-Za-z0-9][A-Za-z0-9._\-]{2,31}"
                  required
                  value={username}
                  onChange={(e) => setUsername(e.target.value)}
                />
              )}
            </Field>
            <Field
              id="password"
              label={t('invite.password')}
              hint={t('invite.passwordHint', { n: rules.minLength, c: rules.minClasses })}
            >
              {(id) => (
                <input
                  id={id}
                  type="password"
                  autoComplete="new-password"
                  required
                  maxLength={128}
                  value={password}
                  onChange={(e) => setPassword(e.target.value)}
                />
              )}
            </Field>
            {problem && <Note tone="warn">{problem}</Note>}
            <button type="submit" className="primary wide" disabled={busy}>
              {t('invite.submit')}
            </button>
          </form>
        )}
        {!found && problem && <Note tone="warn">{problem}</Note>}
        <button type="button" className="link" onClick={() => go('/sign-in', { replace: true })}>
          {t('signIn.title')}
        </button>
      </Page>
    </div>
  );
}
