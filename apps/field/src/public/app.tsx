import { lazy, Suspense } from 'react';
import { t, useLang } from '../i18n/index.ts';
import { CardPage } from './card.tsx';
import { FollowPage } from './follow.tsx';
import { TellPage } from './tell.tsx';

/** The camera is asked for on one page only: its code reader is not part of a stranger's first open. */
const Find = lazy(() => import('./find.tsx').then((m) => ({ default: m.FindPage })));

/**
 * The pages for anybody, outside the phone app and its worker: `/c/CODE` what stands behind a code, `/c` look one up, `/12350` report a danger,
 * `/12350/CODE` follow one. Each is a page of its own in the browser's history; links are links.
 */
export function PublicApp() {
  const lang = useLang();
  const [, place = '', code = ''] = location.pathname.split('/').map(decodeURIComponent);
  return (
    <Suspense key={lang} fallback={<p className="loading">{t('app.loading')}</p>}>
      {place === '12350' ? (
        code === '' ? (
          <TellPage card={new URLSearchParams(location.search).get('card')} />
        ) : (
          <FollowPage code={code} />
        )
      ) : code === '' ? (
        <Find />
      ) : (
        <CardPage code={code} />
      )}
    </Suspense>
  );
}
