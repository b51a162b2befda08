import type { SessionView } from '@yufang/contract';
import { useEffect, useState } from 'react';
import { problemText, t } from '../i18n/index.ts';
import { timeText } from '../lib/format.ts';
import { go, usePath } from '../lib/router.ts';
import { codeIn } from '../scan/read-code.ts';
import { currentHolder, getDevice, type Holder, keyOf } from '../store/device.ts';
import { unsentOf } from '../store/unsent.ts';
import { type Called, call } from '../sync/api.ts';
import { authStep, inTurn, paySignOut, readSession, settle } from '../sync/session.ts';
import { DoorHead } from '../ui/door-head.tsx';
import { Field, Icon, Note, Page } from '../ui/parts.tsx';
import { ChangePassword, DemoAccounts, SecondStep, Stop } from './sign-in-steps.tsx';

/** Why a step did not go through, as a sentence. */
export function saidOf(reply: Called<unknown>): string {
  if (reply.ok) return '';
  if (reply.kind === 'network') return t('signIn.offline');
  const { code, params } = reply.problem;
  const until = params?.until;
  if (typeof until !== 'string') return problemText(reply.problem);
  return problemText({ code, params: { ...params, until: timeText(until, Date.now()) } });
}

/** Sign in: name and password, then whatever steps the account still has to take. */
export function SignInScreen() {
  const path = usePath();
  const [session, setSession] = useState<SessionView | null>(null);
  const again = path === '/sign-in' ? currentHolder() : null;
  const [name, setName] = useState(again?.username ?? '');
  const take = (next: SessionView) => {
    if (settle(next)) go(path === '/sign-in' ? '/' : path, { replace: true });
    else setSession(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once: the console may have signed somebody in already
  useEffect(() => {
    void (async () => {
      if (!(await paySignOut())) return;
      const reply = await readSession();
      if (!reply.ok) return;
      const me = reply.body.me;
      if (reply.body.state === 'signed_in' && (!again || me?.accountId === again.accountId)) take(reply.body);
      else if (reply.body.state !== 'signed_in') setSession(reply.body);
    })();
  }, []);
  const out = async () => {
    await inTurn(() => call('POST', '/api/v1/auth/sign-out'));
    setSession((s) => (s ? { ...s, state: 'signed_out', me: null } : s));
  };
  const state = session?.state ?? 'signed_out';
  return (
    <div className="door">
      <DoorHead />
      <Page
        title={t(
          state === 'second_factor'
            ? 'signIn.codeTitle'
            : state === 'change_password'
              ? 'signIn.change'
              : 'signIn.title',
        )}
      >
        {state === 'second_factor' && session ? (
          <SecondStep session={session} onDone={take} />
        ) : state === 'change_password' ? (
          <ChangePassword onDone={take} />
        ) : state === 'enrol_second_factor' ? (
          <Stop text={t('signIn.enrol')} onOther={out} console />
        ) : state === 'no_assignment' ? (
          <Stop text={t('signIn.noDuty')} onOther={out} />
        ) : state === 'signed_in' ? (
          <Stop text={t('signIn.notField', { name: session?.me?.name ?? '' })} onOther={out} console />
        ) : (
          <>
            {again ? (
              <Note>
                <strong>{t('signIn.again', { name: again.name })}</strong>
                <p>{t('signIn.sameOnly')}</p>
              </Note>
            ) : (
              <Known onChoose={setName} />
            )}
            <PasswordStep key={name} name={name} onDone={take} />
            {again && (
              <button type="button" className="link" onClick={() => go('/', { replace: true })}>
                {t('app.back')}
              </button>
            )}
            <Ways />
            <DemoAccounts onChoose={setName} onDone={take} />
          </>
        )}
      </Page>
    </div>
  );
}

function PasswordStep({ name, onDone }: { name: string; onDone: (session: SessionView) => void }) {
  const [username, setUsername] = useState(name);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    setProblem(null);
    const reply = await authStep('sign-in', { username: username.trim(), password, keep: true });
    setBusy(false);
    if (reply.ok) onDone(reply.body);
    else setProblem(saidOf(reply));
  };
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        void send();
      }}
    >
      <Field id="username" label={t('signIn.username')}>
        {(id) => (
          <input
            id={id}
            autoComplete="username"
            autoCapitalize="none"
            required
            maxLength={64}
            value={username}
            onChange={(e) => setUsername(e.target.value)}
          />
        )}
      </Field>
      <Field id="password" label={t('signIn.password')}>
        {(id) => (
          <input
            id={id}
            type="password"
            autoComplete="current-password"
            required
            maxLength={128}
            value={password}
            onChange={(e) => setPassword(e.target.value)}
          />
        )}
      </Field>
      {problem && <Note tone="warn">{problem}</Note>}
      <button type="submit" className="primary wide" disabled={busy}>
        {t('signIn.submit')}
      </button>
    </form>
  );
}

/** People who have worked with this phone. How much of theirs is unsent is said, what it is is not. */
function Known({ onChoose }: { onChoose: (username: string) => void }) {
  const [unsent, setUnsent] = useState<ReadonlyMap<string, number>>(new Map());
  const holders = getDevice().holders;
  useEffect(() => {
    void Promise.all(getDevice().holders.map(async (h) => [keyOf(h), await unsentOf(keyOf(h))] as const)).then((all) =>
      setUnsent(new Map(all)),
    );
  }, []);
  if (holders.length === 0) return null;
  const row = (h: Holder) => {
    const n = unsent.get(keyOf(h)) ?? 0;
    return (
      <li key={keyOf(h)}>
        <button type="button" className="row" onClick={() => onChoose(h.username)}>
          <Icon name="me" />
          <span className="grow">
            <span className="row-title">{h.name}</span>
            <span className="row-sub">{h.enterpriseName}</span>
          </span>
          {n > 0 && <span className="row-end">{t('signIn.unsent', { n })}</span>}
        </button>
      </li>
    );
  };
  return (
    <section>
      <h2>{t('signIn.known')}</h2>
      <ul className="list">{holders.map(row)}</ul>
    </section>
  );
}

/** Ways in for those without an account. */
function Ways() {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  return (
    <section className="stack">
      {open ? (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            const { code } = codeIn(text);
            if (code) go(`/invite/${encodeURIComponent(code)}`);
          }}
        >
          <Field id="invite-code" label={t('signIn.inviteCode')}>
            {(id) => <input id={id} autoCapitalize="none" value={text} onChange={(e) => setText(e.target.value)} />}
          </Field>
          <button type="submit" className="second wide">
            {t('signIn.invited')}
          </button>
        </form>
      ) : (
        <button type="button" className="second wide" onClick={() => setOpen(true)}>
          {t('signIn.invited')}
        </button>
      )}
      <a className="button link" href="/console/register">
        {t('signIn.register')}
      </a>
    </section>
  );
}
