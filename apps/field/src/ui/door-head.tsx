import { useState } from 'react';
import { LANGUAGE_NAMES, showLang, t, useLang } from '../i18n/index.ts';
import { getDevice, saveDevice } from '../store/device.ts';

/** Above the pages before signing in: whose app this is, the other language, and large type on the first page one sees. */
export function DoorHead() {
  const other = useLang() === 'zh' ? 'en' : 'zh';
  const [elder, setElder] = useState(getDevice().elder);
  return (
    <section className="brand" aria-label={t('me.display')}>
      <strong>{t('app.full')}</strong>
      <span className="brand-ways">
        <button
          type="button"
          className="link"
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
          lang={other === 'zh' ? 'zh-CN' : 'en'}
          onClick={() => void showLang(other)}
        >
          {LANGUAGE_NAMES[other]}
        </button>
      </span>
    </section>
  );
}
