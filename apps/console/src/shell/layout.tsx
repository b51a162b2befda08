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

/** The document's title follows the screen's heading, which may come only with its data; returns how to stop. */
function titleFrom(product: string): () => void {
  const say = () => {
    const heading = document.querySelector('main h1')?.textContent;
    const title = heading ? `${heading} · ${product}` : product;
    if (document.title !== title) document.title = title;
  };
  let timer = setTimeout(say, 300);
  const later = new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(say, 300);
  });
  const main = document.getElementById('main');
  if (main) later.observe(main, { childList: true, subtree: true });
  return () => {
    later.disconnect();
    clearTimeout(timer);
  };
}

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
    return titleFrom(t('shell.product'));
  }, [pathname, t]);
  return (
    <MeProvider me={me}>
      <a className="yf-skip" href="#main">
        {t('shell.skip')}
      </a>
      <div className={narrow ? 'yf-shell yf-shell-narrow' : 'yf-shell'}>
        {!narrow && (
          <aside className="yf-side" aria-label={t('shell.product')}>
            <Brand />
            <SideNav role={me.role} />
            {me.demo && <p className="yf-invented">{t('shell.top.invented')}</p>}
          </aside>
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
