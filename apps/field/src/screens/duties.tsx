import type { AssignmentView, SessionView } from '@yufang/contract';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import { t } from '../i18n/index.ts';
import { go } from '../lib/router.ts';
import { getMeta } from '../store/db.ts';
import { authStep, readSession, settle } from '../sync/session.ts';
import { useField } from '../ui/context.tsx';

const MANAGERS = ['enterprise_head', 'safety_officer'];

/** Other duties of the same account, and the ways on that only managers have. Needs the network to change. */
export function Duties() {
  const { db, holder } = useField();
  const kept = useLiveQuery(() => getMeta(db, 'me'), [db]);
  const [session, setSession] = useState<SessionView | null>(null);
  useEffect(() => {
    void readSession().then((reply) => reply.ok && setSession(reply.body));
  }, []);
  const me = session?.me?.accountId === holder.accountId ? session.me : null;
  const others = me?.assignments.filter((a) => a.scope.kind === 'enterprise' && a.id !== me.assignmentId) ?? [];
  const choose = async (assignment: AssignmentView) => {
    const reply = await authStep('assignment', { assignmentId: assignment.id });
    if (reply.ok && settle(reply.body)) go('/', { replace: true });
  };
  return (
    <section className="stack">
      {MANAGERS.includes(holder.role) && (
        <>
          {kept?.mayUseTemplate !== false && (
            <button type="button" className="second wide" onClick={() => go('/setup')}>
              {t('me.setup')}
            </button>
          )}
          <button type="button" className="second wide" onClick={() => go('/me/second')}>
            {t('second.ask')}
          </button>
          <a className="button second wide" href="/console/">
            {t('me.console')}
          </a>
        </>
      )}
      {others.length > 0 && <h2>{t('me.duties')}</h2>}
      {others.map((a) => (
        <button key={a.id} type="button" className="second wide" onClick={() => void choose(a)}>
          {t(`role.${a.role}` as 'role.post_worker')} · {a.scope.name}
        </button>
      ))}
      {me?.demo && <p className="hint">{t('app.demo')}</p>}
    </section>
  );
}
