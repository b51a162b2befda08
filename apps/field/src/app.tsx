import {
  Component,
  type ComponentType,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { t, useLang } from './i18n/index.ts';
import { go, usePath } from './lib/router.ts';
import { TasksScreen } from './screens/tasks.tsx';
import { openDb } from './store/db.ts';
import { currentHolder, getDevice, keyOf, onDevice } from './store/device.ts';
import { watchForFull } from './store/full.ts';
import { startSync } from './sync/engine.ts';
import { paySignOut } from './sync/session.ts';
import { setStatus } from './sync/status.ts';
import { ClockHint, StatusBar } from './ui/bar.tsx';
import { type Field, FieldProvider } from './ui/context.tsx';
import { Icon } from './ui/parts.tsx';
import { applyUpdate, useUpdate } from './update.ts';
import { warmLater } from './warm.ts';

/** Screens that need nobody signed in. */
const SignIn = lazy(() => import('./screens/sign-in.tsx').then((m) => ({ default: m.SignInScreen })));
const Invite = lazy(() => import('./screens/invite.tsx').then((m) => ({ default: m.InviteScreen })));

type Screen = ComponentType<{ arg: string }>;
const screen = (load: () => Promise<Screen>): Screen => lazy(() => load().then((c) => ({ default: c })));

/** All screens but the first are fetched when asked for; the worker has them on the phone. */
const SCREENS: readonly [RegExp, Screen][] = [
  [/^\/(?:tasks)?$/, TasksScreen],
  [/^\/point\/([\w-]+)$/, screen(() => import('./screens/point.tsx').then((m) => m.PointScreen))],
  [/^\/points$/, screen(() => import('./screens/pick.tsx').then((m) => m.PickScreen))],
  [/^\/scan$/, screen(() => import('./screens/scan.tsx').then((m) => m.ScanScreen))],
  [/^\/inspect$/, screen(() => import('./screens/inspect.tsx').then((m) => m.InspectScreen))],
  [/^\/dangers$/, screen(() => import('./screens/dangers.tsx').then((m) => m.DangersScreen))],
  [/^\/report(?:\/([\w-]+))?$/, screen(() => import('./screens/report.tsx').then((m) => m.ReportScreen))],
  [/^\/danger\/([\w-]+)$/, screen(() => import('./screens/danger.tsx').then((m) => m.DangerScreen))],
  [/^\/me$/, screen(() => import('./screens/me.tsx').then((m) => m.MeScreen))],
  [/^\/me\/outbox$/, screen(() => import('./screens/outbox.tsx').then((m) => m.OutboxScreen))],
  [/^\/me\/outbox\/([\w-]+)$/, screen(() => import('./screens/edit.tsx').then((m) => m.EditScreen))],
  [/^\/me\/notices$/, screen(() => import('./screens/notices.tsx').then((m) => m.NoticesScreen))],
  [/^\/me\/second$/, screen(() => import('./screens/second.tsx').then((m) => m.SecondScreen))],
  [/^\/me\/marks$/, screen(() => import('./screens/marks.tsx').then((m) => m.MarksScreen))],
  [/^\/setup$/, screen(() => import('./screens/setup.tsx').then((m) => m.SetupScreen))],
];

/** The whole phone app: somebody works with it, or somebody signs in. */
export function App() {
  const lang = useLang();
  const path = usePath();
  useSyncExternalStore(onDevice, getDevice);
  const holder = currentHolder();
  const invite = /^\/invite\/([\w-]+)$/.exec(path)?.[1];
  return (
    <Guard key={lang}>
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <UpdateBar />
      <Suspense fallback={<p className="loading">{t('app.loading')}</p>}>
        {invite ? (
          <Invite code={invite} />
        ) : holder && path !== '/sign-in' ? (
          <Desk key={keyOf(holder)} path={path} />
        ) : (
          <SignIn />
        )}
      </Suspense>
    </Guard>
  );
}

const CLOSE_MS = 2_000;

/** One person's desk: their database is open and kept in step while they work. */
function Desk({ path }: { path: string }) {
  const [field, setField] = useState<Field | null>(null);
  useEffect(() => {
    const holder = currentHolder();
    if (!holder) return;
    const db = openDb(keyOf(holder));
    setStatus({ busy: false, problem: null, clockOffsetMs: null, firstSyncRows: null, full: false });
    const unwatch = watchForFull();
    const engine = startSync(db, holder);
    setField({ db, holder, engine });
    warmLater(engine);
    return () => {
      unwatch();
      engine.stop();
      // What is just being written is written to its end.
      setTimeout(() => db.close(), CLOSE_MS);
    };
  }, []);
  useEffect(() => {
    void paySignOut();
  }, []);
  if (!field) return <p className="loading">{t('app.loading')}</p>;
  const found = SCREENS.flatMap(([pattern, Screen]) => {
    const hit = pattern.exec(path);
    return hit ? [{ Screen, arg: hit[1] ?? '' }] : [];
  })[0];
  const { Screen, arg } = found ?? { Screen: TasksScreen, arg: '' };
  return (
    <FieldProvider value={field}>
      <div className="desk">
        <StatusBar />
        <ClockHint />
        <Suspense fallback={<p className="loading">{t('app.loading')}</p>}>
          <Screen key={path} arg={arg} />
        </Suspense>
        {path !== '/inspect' && <Places path={path} />}
      </div>
    </FieldProvider>
  );
}

const PLACES = [
  { to: '/', icon: 'tasks', label: 'nav.tasks', here: /^\/(tasks|point|points|scan)?(\/|$)/ },
  { to: '/dangers', icon: 'dangers', label: 'nav.dangers', here: /^\/(dangers|danger|report)(\/|$)/ },
  { to: '/me', icon: 'me', label: 'nav.me', here: /^\/(me|setup)(\/|$)/ },
] as const;

/** The three places. */
function Places({ path }: { path: string }) {
  return (
    <nav className="places" aria-label={t('nav.label')}>
      {PLACES.map(({ to, icon, label, here }) => (
        <a
          key={to}
          href={`/field${to}`}
          aria-current={here.test(path) ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault();
            go(to);
          }}
        >
          <Icon name={icon} />
          {t(label)}
        </a>
      ))}
    </nav>
  );
}

function UpdateBar() {
  return useUpdate() ? (
    <div className="update" role="status">
      {t('app.newVersion')}
      <button type="button" onClick={applyUpdate}>
        {t('app.update')}
      </button>
    </div>
  ) : null;
}

/** A screen that fails says so; what was written is in the database, not in the screen. */
class Guard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="empty">
        <p className="empty-title">{t('app.failed')}</p>
        <button type="button" className="primary" onClick={() => location.assign('/field/')}>
          {t('app.reload')}
        </button>
      </main>
    );
  }
}
