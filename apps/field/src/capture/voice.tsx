import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useRef, useState } from 'react';
import type { Fix } from '../drafts/types.ts';
import { t } from '../i18n/index.ts';
import { dropFile, keepFile } from '../store/files.ts';
import { useField } from '../ui/context.tsx';
import { Icon } from '../ui/parts.tsx';

const LONGEST_S = 60;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/** A voice note of at most a minute, for hands that do not type. Hidden where the browser cannot record. */
export function Voice(props: {
  id: string | null;
  ownerId: string;
  place: () => Fix | null;
  onChange: (id: string | null) => void;
}) {
  const { db } = useField();
  const recorder = useRef<MediaRecorder | null>(null);
  const [seconds, setSeconds] = useState<number | null>(null);
  const [denied, setDenied] = useState(false);
  const stop = () => recorder.current?.state === 'recording' && recorder.current.stop();
  useEffect(() => {
    if (seconds === null) return;
    if (seconds >= LONGEST_S) recorder.current?.stop();
    const timer = setTimeout(() => setSeconds((s) => (s === null ? null : s + 1)), 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  // Leaving the question ends the recording and keeps it.
  useEffect(() => () => void (recorder.current?.state === 'recording' && recorder.current.stop()), []);

  if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices) return null;
  const begin = async () => {
    setDenied(false);
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    if (!stream) return setDenied(true);
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const made = new MediaRecorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: 24_000 });
    const parts: Blob[] = [];
    made.ondataavailable = (e) => void (e.data.size > 0 && parts.push(e.data));
    made.onstop = async () => {
      setSeconds(null);
      for (const track of stream.getTracks()) track.stop();
      const blob = new Blob(parts, { type: made.mimeType });
      if (blob.size === 0) return;
      const takenAt = new Date().toISOString();
      const kept = await keepFile(db, {
        blob,
        kind: 'voice',
        ownerId: props.ownerId,
        takenAt,
        place: props.place(),
      }).catch(() => null);
      if (kept) props.onChange(kept);
    };
    recorder.current = made;
    made.start();
    setSeconds(0);
  };
  if (props.id) {
    const { id } = props;
    return (
      <div className="voice">
        <Player id={id} />
        <button
          type="button"
          className="icon"
          aria-label={t('inspect.voiceRemove')}
          onClick={() => {
            props.onChange(null);
            void dropFile(db, id);
          }}
        >
          <Icon name="cross" />
        </button>
      </div>
    );
  }
  return (
    <>
      <button
        type="button"
        className={seconds === null ? 'camera' : 'camera recording'}
        onClick={() => (seconds === null ? void begin() : stop())}
      >
        <Icon name="mic" />
        {seconds === null ? t('inspect.voice') : t('inspect.voiceStop', { s: seconds })}
      </button>
      {denied && (
        <p className="error" role="alert">
          {t('inspect.voiceDenied')}
        </p>
      )}
    </>
  );
}

function Player({ id }: { id: string }) {
  const { db } = useField();
  const blob = useLiveQuery(() => db.files.get(id), [db, id])?.blob ?? null;
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  // biome-ignore lint/a11y/useMediaCaption: the person's own note, just spoken
  return url ? <audio controls src={url} aria-label={t('inspect.voiceKept')} /> : <span>{t('inspect.voiceKept')}</span>;
}
