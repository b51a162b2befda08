import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import { LANGUAGE_NAMES, showLang, t, useLang } from '../i18n/index.ts';
import { useInstall } from '../install.ts';
import { go } from '../lib/router.ts';
import { getDevice, saveDevice } from '../store/device.ts';
import { askPersist } from '../store/persist.ts';
import { call } from '../sync/api.ts';
import { signOut } from '../sync/session.ts';
import { usePending } from '../ui/bar.tsx';
import { useField } from '../ui/context.tsx';
import { Note, Page, Row } from '../ui/parts.tsx';
import { useStatus } from '../ui/use-work.ts';
import { Duties } from './duties.tsx';
import { Papers } from './papers.tsx';

/** 我的: who I am here, my posts, what waits, how the phone shows things, and the way out. */
export function MeScreen() {
  const { db, holder } = useField();
  const pending = usePending();
  const posts = useLiveQuery(() => db.post.toArray(), [db]) ?? [];
  const marked =
    useLiveQuery(() => db.record.filter((r) => r.explanation === null || r.verdict === 'doubted').count(), [db]) ?? 0;
  const unsent = pending.items + pending.files + pending.refused;
  return (
    <Page title={t('me.title')}>
      <p className="who">
        <strong>{holder.name}</strong>
        <span className="row-sub">
          {t(`role.${holder.role}` as 'role.post_worker')} · {holder.enterpriseName}
        </span>
      </p>
      <ul className="list">
        <Row onClick={() => go('/me/outbox')} title={t('me.outbox')} end={unsent > 0 ? String(unsent) : ''} />
        <Row onClick={() => go('/me/notices')} title={t('me.notices')} />
        <Row
          onClick={() => go('/me/marks')}
          title={t('me.records')}
          end={marked > 0 ? t('me.recordsN', { n: marked }) : ''}
        />
      </ul>
      <section>
        <h2>{t('me.posts')}</h2>
        {posts.filter((p) => p.held).length === 0 && <p className="lead">{t('me.noPosts')}</p>}
        {posts
          .filter((p) => p.held)
          .map((p) => (
            <details key={p.id} className="fold card">
              <summary>
                {p.name} · {p.orgUnit}
              </summary>
              <dl className="facts">
                {p.duty && (
                  <div>
                    <dt>{t('me.duty')}</dt>
                    <dd>{p.duty}</dd>
                  </div>
                )}
                {p.emergency && (
                  <div>
                    <dt>{t('me.emergency')}</dt>
                    <dd>{p.emergency}</dd>
                  </div>
                )}
              </dl>
            </details>
          ))}
        {posts.some((p) => !p.held) && (
          <p className="hint">
            {t('me.team')}：
            {posts
              .filter((p) => !p.held)
              .map((p) => p.name)
              .join('、')}
          </p>
        )}
      </section>
      <Papers posts={posts.filter((p) => p.held).map((p) => p.id)} />
      <Display />
      <Storage />
      <Install />
      <Duties />
      <SignOut unsent={unsent} />
    </Page>
  );
}

function Display() {
  const lang = useLang();
  const [elder, setElder] = useState(getDevice().elder);
  const choose = async (next: 'zh' | 'en') => {
    await showLang(next);
    // The account's language follows, for what the server writes; without a network it stays on this phone.
    void call('PUT', '/api/v1/auth/preferences', { body: { locale: next } });
  };
  return (
    <section>
      <h2>{t('me.display')}</h2>
      <div className="settings">
        <button
          type="button"
          role="switch"
          aria-checked={elder}
          className="setting"
          onClick={() => {
            saveDevice({ elder: !elder });
            document.documentElement.classList.toggle('elder', !elder);
            setElder(!elder);
          }}
        >
          <span className="grow">{t('me.elder')}</span>
          <span>{t(elder ? 'me.on' : 'me.off')}</span>
        </button>
        <fieldset className="choice inline">
          <legend>{t('me.language')}</legend>
          {(['zh', 'en'] as const).map((code) => (
            <label key={code} className={lang === code ? 'chosen' : undefined} lang={code === 'zh' ? 'zh-CN' : 'en'}>
              <input type="radio" name="lang" checked={lang === code} onChange={() => void choose(code)} />
              {LANGUAGE_NAMES[code]}
            </label>
          ))}
        </fieldset>
      </div>
    </section>
  );
}

function Storage() {
  const { db } = useField();
  const [state, setState] = useState<{ kept: boolean; mb: number } | null>(null);
  const look = async () => {
    const storage: StorageManager | undefined = navigator.storage;
    if (!storage?.estimate) return;
    const [kept, estimate] = await Promise.all([storage.persisted(), storage.estimate()]);
    setState({ kept, mb: Math.round((estimate.usage ?? 0) / 2 ** 20) });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at when the screen opens
  useEffect(() => {
    void look();
  }, []);
  if (!state) return null;
  return (
    <section>
      <h2>{t('me.storage')}</h2>
      <p className="hint">
        {t('me.used', { mb: state.mb })} · {t(state.kept ? 'me.persisted' : 'me.notPersisted')}
      </p>
      {!state.kept && (
        <button type="button" className="second wide" onClick={() => void askPersist(db, true).then(look)}>
          {t('me.askPersist')}
        </button>
      )}
    </section>
  );
}

function Install() {
  const install = useInstall();
  return install ? (
    <section>
      <p className="hint">{t('me.install')}</p>
      <button type="button" className="second wide" onClick={install}>
        {t('me.installButton')}
      </button>
    </section>
  ) : null;
}

function SignOut({ unsent }: { unsent: number }) {
  const [asking, setAsking] = useState(false);
  const offline = useStatus().problem === 'offline';
  const out = () => {
    void signOut();
    go('/sign-in', { replace: true });
  };
  if (!asking)
    return (
      <button type="button" className="second wide" onClick={() => (unsent > 0 || offline ? setAsking(true) : out())}>
        {t('me.signOut')}
      </button>
    );
  return (
    <Note tone="warn">
      {unsent > 0 && <p>{t('me.signOutUnsent', { n: unsent })}</p>}
      {offline && <p>{t('me.signOutOffline')}</p>}
      <div className="pair">
        <button type="button" className="second" onClick={() => setAsking(false)}>
          {t('app.cancel')}
        </button>
        <button type="button" className="danger-button" onClick={out}>
          {t('me.signOutYes')}
        </button>
      </div>
    </Note>
  );
}
