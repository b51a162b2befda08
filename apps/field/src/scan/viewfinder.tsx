import { useEffect, useRef } from 'react';
import { t } from '../i18n/index.ts';
import { type CodeReader, makeReader } from './read-code.ts';

const LOOK_MS = 180;

/** The camera's picture, looked at until a code is in it that `onText` takes (answers true). The camera is given back when this goes. */
export function Viewfinder(props: { onText: (text: string) => Promise<boolean>; onDenied: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the camera is opened once
  useEffect(() => {
    let stopped = false;
    let stream: MediaStream | null = null;
    const look = async (read: CodeReader) => {
      while (!stopped) {
        const text = video.current && video.current.readyState >= 2 ? await read(video.current) : null;
        if (text && !stopped && (await props.onText(text))) return;
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
        if (!stopped) props.onDenied();
      }
    })();
    return () => {
      stopped = true;
      stream?.getTracks().forEach((track) => {
        track.stop();
      });
    };
  }, []);
  return (
    <div className="viewfinder">
      <video ref={video} playsInline muted aria-label={t('scan.aim')} />
    </div>
  );
}
