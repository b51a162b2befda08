import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import { t } from '../i18n/index.ts';
import { getMeta } from '../store/db.ts';
import { call, has } from '../sync/api.ts';
import { useField } from '../ui/context.tsx';
import { Field, Note, Page } from '../ui/parts.tsx';
import { loadAssignees } from './assign-fields.tsx';
import { saidOf } from './sign-in.tsx';

type Invited = { code: string; url: string };
const DAYS = 7;

/**
 * A second pair of eyes for a small firm: somebody else of the shop gets an account that may accept general dangers (a team leader's), by a link to pass
 * on. The platform sees two accounts and keeps who accepted; that two people stand behind them it cannot see, and the page says so.
 */
export function SecondScreen() {
  const field = useField();
  const { db, holder } = field;
  const people = useLiveQuery(() => getMeta(db, 'assignees'), [db]) ?? [];
  const [name, setName] = useState('');
  const [invited, setInvited] = useState<Invited | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => void loadAssignees(field), [field]);
  const others = people.filter((p) => p.accountId !== holder.accountId);
  const invite = async () => {
    setBusy(true);
    setProblem(null);
    const reply = await call('POST', `/api/v1/enterprises/${holder.enterpriseId}/invitations`, {
      body: { name: name.trim(), role: 'team_leader', days: DAYS },
      looksRight: has<Invited>({ code: 'string', url: 'string' }),
    });
    setBusy(false);
    if (reply.ok) setInvited(reply.body);
    else setProblem(saidOf(reply));
  };
  return (
    <Page title={t('second.title')} back="/me">
      <p className="lead">{t('second.lead')}</p>
      {others.length > 0 && <Note>{t('second.there', { names: others.map((p) => p.name).join(', ') })}</Note>}
      {invited ? (
        <Link invited={invited} name={name.trim()} />
      ) : (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            void invite();
          }}
        >
          <Field id="second-name" label={t('second.name')}>
            {(id) => <input id={id} required maxLength={60} value={name} onChange={(e) => setName(e.target.value)} />}
          </Field>
          {problem && <Note tone="warn">{problem}</Note>}
          <button type="submit" className="primary wide" disabled={busy}>
            {t('second.invite')}
          </button>
        </form>
      )}
      <p className="hint">{t('second.honest')}</p>
    </Page>
  );
}

/** The link is shown once: passed on by whatever the phone shares with, copied, or read out. */
function Link({ invited, name }: { invited: Invited; name: string }) {
  const [copied, setCopied] = useState(false);
  // The address under which this phone reaches the platform is the one that works for the colleague beside it.
  const url = `${location.origin}/invite/${invited.code}`;
  const share: ((data: ShareData) => Promise<void>) | undefined = navigator.share?.bind(navigator);
  const clipboard: Clipboard | undefined = navigator.clipboard;
  return (
    <div className="stack">
      <Note tone="good">
        <p>{t('second.made', { name, days: DAYS })}</p>
        <p className="address">{url}</p>
      </Note>
      {share && (
        <button
          type="button"
          className="primary wide"
          onClick={() => void share({ title: t('app.name'), url }).catch(() => null)}
        >
          {t('second.share')}
        </button>
      )}
      {clipboard && (
        <button
          type="button"
          className="second wide"
          onClick={() =>
            clipboard.writeText(url).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {t(copied ? 'tell.copied' : 'second.copy')}
        </button>
      )}
    </div>
  );
}
