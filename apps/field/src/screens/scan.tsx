import { useEffect, useRef, useState } from 'react';
import { t } from '../i18n/index.ts';
import { go } from '../lib/router.ts';
import { type CodeReader, codeIn, makeReader } from '../scan/read-code.ts';
import { useField } from '../ui/context.tsx';
import { Icon, Note, Page } from '../ui/parts.tsx';

const LOOK_MS = 180;

/** Scan a point's code with the camera; without one, from a photo; without any, the list. */
export function ScanScreen() {
  const { db } = useField();
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<'denied' | 'notFound' | 'foreign' | null>(null);
  const [foreign, setForeign] = useState('');

  const found = async (text: string): Promise<boolean> => {
    const { kind, code } = codeIn(text);
    if (kind === 'invite') {
      go(`/invite/${code}`, { replace: true });
      return true;
    }
    const unit = (await db.unit.toArray()).find((u) => u.pointCode === code);
    if (!unit) {
      setForeign(code);
      setProblem('foreign');
      return false;
    }
    navigator.vibrate?.(60);
    go(`/point/${unit.id}?code=${encodeURIComponent(code)}`, { replace: true });
    return true;
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the camera is opened once
  useEffect(() => {
    let stopped = false;
    let stream: MediaStream | null = null;
    const look = async (read: CodeReader) => {
      while (!stopped) {
        const text = video.current && video.current.readyState >= 2 ? await read(video.current) : null;
        if (text && !stopped && (await found(text))) return;
        await new Promise((done) => setTimeout(done, LOOK_MS));
      }
    };
    (async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
        if (stopped || !video.current) {
          for (const track of stream.getTracks()) track.stop();
          return;
        }
        video.current.srcObject = stream;
        await video.current.play();
        await look(await makeReader());
      } catch {
        if (!stopped) setProblem('denied');
      }
    })();
    return () => {
      stopped = true;
      stream?.getTracks().forEach((track) => {
        track.stop();
      });
    };
  }, []);

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
      {problem !== 'denied' && (
        <div className="viewfinder">
          <video ref={video} playsInline muted aria-label={t('scan.aim')} />
        </div>
      )}
      {problem === null ? (
        <p className="lead">{t('scan.aim')}</p>
      ) : (
        <Note tone="warn">
          {t(`scan.${problem}`)}
          {problem === 'foreign' && navigator.onLine && (
            <a href={`/c/${encodeURIComponent(foreign)}`}>{t('scan.openCode')}</a>
          )}
        </Note>
      )}
      <div className="stack">
        <label className="button second wide">
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
        <button type="button" className="second wide" onClick={() => go('/points', { replace: true })}>
          <Icon name="place" />
          {t('scan.list')}
        </button>
      </div>
    </Page>
  );
}
