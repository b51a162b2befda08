import type { SessionView } from '@yufang/contract';
import { useEffect, useState } from 'react';
import { t } from '../i18n/index.ts';
import { call, has } from '../sync/api.ts';
import { authStep } from '../sync/session.ts';
import { Field, Icon, Note } from '../ui/parts.tsx';
import { saidOf } from './sign-in.tsx';

type Done = { readonly onDone: (session: SessionView) => void };

/** The authenticator's code. */
export function SecondStep({ session, onDone }: Done & { session: SessionView }) {
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = async () => {
    const reply = await authStep('second-factor', { code });
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
      <p className="lead">{t('signIn.codeText')}</p>
      {session.demoCode && <Note>{t('signIn.demoCode', { code: session.demoCode })}</Note>}
      <Field id="code" label={t('signIn.code')} error={problem}>
        {(id) => (
          <input
            id={id}
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="\d{6}"
            maxLength={6}
            required
            value={code}
            onChange={(e) => setCode(e.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="primary wide">
        {t('signIn.submit')}
      </button>
    </form>
  );
}

/** A first password must be changed before anything else answers. */
export function ChangePassword({ onDone }: Done) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = async () => {
    const reply = await authStep('password', { current, next });
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
      <p className="lead">{t('signIn.changeText')}</p>
      <Field id="current" label={t('signIn.password')}>
        {(id) => (
          <input
            id={id}
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={(e) => setCurrent(e.target.value)}
          />
        )}
      </Field>
      <Field id="next" label={t('signIn.next')} error={problem}>
        {(id) => (
          <input
            id={id}
            type="password"
            autoComplete="new-password"
            required
            maxLength={128}
            value={next}
            onChange={(e) => setNext(e.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="primary wide">
        {t('app.save')}
      </button>
    </form>
  );
}

/** The way does not go on here: why, and where it does. */
export function Stop({
  text,
  onOther,
  console: toConsole = false,
}: {
  text: string;
  onOther: () => Promise<void>;
  console?: boolean;
}) {
  return (
    <div className="stack">
      <Note>{text}</Note>
      {toConsole && (
        <>
          <a className="button primary wide" href="/c">
            <Icon name="scan" />
            {t('signIn.scanFirm')}
          </a>
          <a className="button second wide" href="/console/">
            {t('signIn.toConsole')}
          </a>
        </>
      )}
      <button type="button" className="second wide" onClick={() => void onOther()}>
        {t('signIn.other')}
      </button>
    </div>
  );
}

type DemoAccount = {
  username: string;
  password: string;
  name: string;
  role: string;
  scope: { kind: string; name: string };
};

/** Names to try in the invented demo; nothing elsewhere. */
export function DemoAccounts({ onDone }: Done & { onChoose: (name: string) => void }) {
  const [rows, setRows] = useState<readonly DemoAccount[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void call('GET', '/api/v1/auth/demo-accounts', {
      looksRight: has<{ rows: DemoAccount[] }>({ rows: 'array' }),
    }).then((reply) => reply.ok && setRows(reply.body.rows.filter((r) => r.scope.kind === 'enterprise')));
  }, []);
  if (rows.length === 0) return null;
  const enter = async ({ username, password }: DemoAccount) => {
    const reply = await authStep('sign-in', { username, password, keep: true });
    if (reply.ok) onDone(reply.body);
    else setProblem(saidOf(reply));
  };
  return (
    <section>
      <h2>{t('signIn.demo')}</h2>
      {problem && <Note tone="warn">{problem}</Note>}
      <ul className="list">
        {rows.map((r) => (
          <li key={r.username}>
            <button type="button" className="row" onClick={() => void enter(r)}>
              <span className="grow">
                <span className="row-title">
                  {r.name} · {t(`role.${r.role}` as 'role.post_worker')}
                </span>
                <span className="row-sub">{r.scope.name}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
