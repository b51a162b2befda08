import { useState } from 'react';
import { t } from '../i18n/index.ts';
import { go } from '../lib/router.ts';
import { codeIn, makeReader, sameCode } from '../scan/read-code.ts';
import { TypeCode } from '../scan/type-code.tsx';
import { Viewfinder } from '../scan/viewfinder.tsx';
import { useField } from '../ui/context.tsx';
import { Icon, Note, Page } from '../ui/parts.tsx';

/** Scan a point's code with the camera; without one, from a photo or typed; without any, the list. Knows its own points without a network. */
export function ScanScreen() {
  const { db } = useField();
  const [denied, setDenied] = useState(false);
  const [problem, setProblem] = useState<'notFound' | 'foreign' | null>(null);
  const [foreign, setForeign] = useState('');

  const found = async (text: string): Promise<boolean> => {
    const { kind, code } = codeIn(text);
    if (kind === 'invite') {
      go(`/invite/${code}`, { replace: true });
      return true;
    }
    const unit = (await db.unit.toArray()).find((u) => sameCode(u.pointCode, code));
    if (!unit?.pointCode) {
      setForeign(code);
      setProblem('foreign');
      return false;
    }
    navigator.vibrate?.(60);
    go(`/point/${unit.id}?code=${encodeURIComponent(unit.pointCode)}`, { replace: true });
    return true;
  };
  const fromPhoto = async (file: File | undefined) => {
    if (!file) return;
    setProblem(null);
    const bitmap = await createImageBitmap(file).catch(() => null);
    const text = bitmap && (await (await makeReader())(bitmap));
    if (text) await found(text);
    else setProblem('notFound');
  };

  return (
    <Page title={t('scan.title')} back="/">
      {!denied && <Viewfinder onText={found} onDenied={() => setDenied(true)} />}
      {problem !== null ? (
        <Note tone="warn">
          <p>{t(`scan.${problem}`, { code: foreign })}</p>
          {problem === 'foreign' && (
            <a className="button second wide" href={`/c/${encodeURIComponent(foreign)}`}>
              {t('scan.openCode')}
            </a>
          )}
        </Note>
      ) : (
        <p className="lead">{t(denied ? 'scan.denied' : 'scan.aim')}</p>
      )}
      <TypeCode label={t('scan.type')} button={t('scan.open')} onCode={(text) => void found(text)} />
      <div className="pair">
        <label className="button second">
          <Icon name="camera" />
          {t('scan.photo')}
          <input
            type="file"
            accept="image/*"
            capture="environment"
            className="unseen"
            onChange={(e) => void fromPhoto(e.target.files?.[0])}
          />
        </label>
        <button type="button" className="second" onClick={() => go('/points', { replace: true })}>
          <Icon name="place" />
          {t('scan.list')}
        </button>
      </div>
    </Page>
  );
}
