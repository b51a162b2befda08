import { useState } from 'react';
import { showLang, t, useLang } from '../i18n/index.ts';
import { getDevice, saveDevice } from '../store/device.ts';

/** Each language by its own name, so that whoever took the wrong one finds the way back. */
const OTHER = { zh: { code: 'en', name: 'English' }, en: { code: 'zh', name: '\u4e2d\u6587' } } as const;

/** Above the pages before signing in: whose app this is, the other language, and large type on the first page one sees. */
export function DoorHead() {
  const other = OTHER[useLang()];
  const [elder, setElder] = useState(getDevice().elder);
  return (
    <section className="brand" aria-label={t('me.display')}>
      <strong>{t('app.full')}</strong>
      <span className="brand-ways">
        <button
          type="button"
          className="link"
          aria-pressed={elder}
          onClick={() => {
            saveDevice({ elder: !elder });
            document.documentElement.classList.toggle('elder', !elder);
            setElder(!elder);
          }}
        >
          {t(elder ? 'me.elderOff' : 'me.elder')}
        </button>
        <button
          type="button"
          className="link"
          lang={other.code === 'zh' ? 'zh-CN' : 'en'}
          onClick={() => void showLang(other.code)}
        >
          {other.name}
        </button>
      </span>
    </section>
  );
}
