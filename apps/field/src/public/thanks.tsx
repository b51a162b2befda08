import { useState } from 'react';
import { t } from '../i18n/index.ts';

/** The report has arrived: the code to keep, large enough to copy by hand. */
export function Thanks({ code }: { code: string }) {
  const [copied, setCopied] = useState(false);
  const clipboard: Clipboard | undefined = navigator.clipboard;
  return (
    <>
      <p>{t('tell.keep')}</p>
      <p className="follow-code">{code}</p>
      <div className="stack">
        {clipboard && (
          <button
            type="button"
            className="second wide"
            onClick={() =>
              clipboard.writeText(code).then(
                () => setCopied(true),
                () => setCopied(false),
              )
            }
          >
            {t(copied ? 'tell.copied' : 'tell.copy')}
          </button>
        )}
        <a className="button primary wide" href={`/12350/${encodeURIComponent(code)}`}>
          {t('tell.see')}
        </a>
      </div>
    </>
  );
}
