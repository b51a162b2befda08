import { type ReactNode, useEffect, useState } from 'react';
import { currentLang, LANGUAGE_NAMES, problemText, showLang, t } from '../i18n/index.ts';
import { type Called, call } from '../sync/api.ts';

/** A page for anybody: one column, large type, no account. */
export function Frame({ title, children }: { title: string; children: ReactNode }) {
  const next = currentLang() === 'zh' ? 'en' : 'zh';
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title]);
  return (
    <div className="door">
      <header className="brand">
        <a href="/c">{t('app.name')}</a>
        <button
          type="button"
          className="link"
          lang={next === 'zh' ? 'zh-CN' : 'en'}
          onClick={() => void showLang(next)}
        >
          {LANGUAGE_NAMES[next]}
        </button>
      </header>
      <main id="main">
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}

/** Why a call brought nothing, as a sentence. */
export function whyNot(reply: Called<unknown>): string {
  if (reply.ok) return '';
  return reply.kind === 'network' ? t('pub.offline') : problemText(reply.problem);
}

/** Read something once, and again when asked. `undefined` while it is on its way. */
export function useRead<T>(
  path: string,
  looksRight: (body: unknown) => body is T,
): [Called<T> | undefined, () => void] {
  const [reply, setReply] = useState<Called<T> | undefined>(undefined);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again; the guard is a constant of its page
  useEffect(() => {
    let gone = false;
    void call('GET', path, { looksRight, anonymous: true }).then((r) => !gone && setReply(r));
    return () => {
      gone = true;
    };
  }, [path, round]);
  return [reply, () => setRound((n) => n + 1)];
}

/** What is shown while something is read, and when it could not be. */
export function Waiting({ reply, again }: { reply: Called<unknown> | undefined; again: () => void }) {
  if (!reply) return <p className="loading">{t('app.loading')}</p>;
  if (reply.ok) return null;
  return (
    <>
      <p className="note warn" role="alert">
        {whyNot(reply)}
      </p>
      <button type="button" className="second wide" onClick={again}>
        {t('pub.retry')}
      </button>
    </>
  );
}
