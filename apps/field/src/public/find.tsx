import { useState } from 'react';
import { t } from '../i18n/index.ts';
import { codeIn } from '../scan/read-code.ts';
import { TypeCode } from '../scan/type-code.tsx';
import { Viewfinder } from '../scan/viewfinder.tsx';
import { Icon, Note } from '../ui/parts.tsx';
import { Frame } from './frame.tsx';

/** Look an enterprise up by its code: with the camera when one asks for it, or typed. */
export function FindPage() {
  const [looking, setLooking] = useState(false);
  const [denied, setDenied] = useState(false);
  const open = (text: string) => {
    const { kind, code } = codeIn(text);
    if (code === '') return;
    location.assign(kind === 'invite' ? `/invite/${encodeURIComponent(code)}` : `/c/${encodeURIComponent(code)}`);
  };
  return (
    <Frame title={t('find.title')}>
      <p className="lead">{t('find.lead')}</p>
      {denied && <Note tone="warn">{t('scan.noCamera')}</Note>}
      {looking && !denied ? (
        <Viewfinder
          onText={(text) => {
            open(text);
            return Promise.resolve(true);
          }}
          onDenied={() => setDenied(true)}
        />
      ) : (
        !denied && (
          <button type="button" className="primary wide" onClick={() => setLooking(true)}>
            <Icon name="camera" />
            {t('find.camera')}
          </button>
        )
      )}
      <TypeCode label={t('find.code')} button={t('find.open')} onCode={open} />
      <div className="stack ways">
        <a className="button second wide" href="/12350">
          {t('tell.title')}
        </a>
        <a className="button link" href="/field/">
          {t('signIn.title')}
        </a>
      </div>
    </Frame>
  );
}
