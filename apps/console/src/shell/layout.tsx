import { MenuOutlined } from '@ant-design/icons';
import { Outlet, useRouteContext, useRouterState } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNarrow } from '../ui/use-narrow.ts';
import { Brand } from './brand.tsx';
import { MeProvider } from './me.tsx';
import { ScopePath } from './scope-path.tsx';
import { SideNav } from './side-nav.tsx';
import { TopTools } from './top-tools.tsx';

/** Navigation at the left (a drawer under 900 px), where-I-am and tools on top, the screen below. */
export function ShellLayout() {
  const { me } = useRouteContext({ from: '/shell' as never }) as { me: import('@yufang/contract').Me };
  const { t } = useTranslation();
  const narrow = useNarrow(900);
  const [open, setOpen] = useState(false);
  const pathname = useRouterState({ select: (s) => s.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new address closes the drawer and is announced by its title
  useEffect(() => {
    setOpen(false);
    const timer = setTimeout(() => {
      const heading = document.querySelector('main h1')?.textContent;
      document.title = heading ? `${heading} · ${t('shell.product')}` : t('shell.product');
    }, 300);
    return () => clearTimeout(timer);
  }, [pathname, t]);
  return (
    <MeProvider me={me}>
      <a className="yf-skip" href="#main">
        {t('shell.skip')}
      </a>
      <div className={narrow ? 'yf-shell yf-shell-narrow' : 'yf-shell'}>
        {!narrow && (
          <div className="yf-side">
            <Brand />
            <SideNav role={me.role} />
            {me.demo && <p className="yf-invented">{t('shell.top.invented')}</p>}
          </div>
        )}
        <header className="yf-top">
          {narrow && (
            <Button
              type="text"
              icon={<MenuOutlined />}
              aria-label={t('shell.nav.open')}
              aria-expanded={open}
              onClick={() => setOpen(true)}
            />
          )}
          <ScopePath />
          <TopTools />
        </header>
        <main id="main" tabIndex={-1} className="yf-main">
          <Outlet />
        </main>
      </div>
      {narrow && (
        <Drawer
          open={open}
          onClose={() => setOpen(false)}
          placement="left"
          size={264}
          title={<Brand />}
          closable={{ 'aria-label': t('shell.nav.close') }}
          styles={{ body: { padding: 0 } }}
        >
          <SideNav role={me.role} />
          {me.demo && <p className="yf-invented">{t('shell.top.invented')}</p>}
        </Drawer>
      )}
    </MeProvider>
  );
}
