import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useId, useState } from 'react';
import type { Fix } from '../drafts/types.ts';
import { t } from '../i18n/index.ts';
import { dropFile, keepFile } from '../store/files.ts';
import { useField } from '../ui/context.tsx';
import { Icon } from '../ui/parts.tsx';
import { shrinkPhoto } from './photo.ts';

const MOST = 9;

/** Take photos, one tap to the camera; each is on the phone before its picture shows. */
export function Photos(props: {
  ids: readonly string[];
  ownerId: string;
  place: () => Fix | null;
  onChange: (ids: string[]) => void;
  label?: string;
  must?: boolean;
}) {
  const { db } = useField();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useId();
  const take = async (files: readonly File[]) => {
    setProblem(null);
    setBusy(true);
    const kept: string[] = [];
    for (const file of files.slice(0, MOST - props.ids.length)) {
      const small = await shrinkPhoto(file, new Date());
      if (!small) {
        setProblem(t('photo.bad'));
        continue;
      }
      try {
        kept.push(await keepFile(db, { ...small, kind: 'photo', ownerId: props.ownerId, place: props.place() }));
      } catch {
        setProblem(t('photo.full'));
      }
    }
    setBusy(false);
    if (kept.length > 0) props.onChange([...props.ids, ...kept]);
  };
  return (
    <div className="photos">
      {props.ids.map((id, i) => (
        <figure key={id} className="thumb">
          <LocalPhoto id={id} alt={t('inspect.photoN', { n: i + 1 })} />
          <button
            type="button"
            className="icon remove"
            aria-label={t('inspect.removePhoto', { n: i + 1 })}
            onClick={() => {
              props.onChange(props.ids.filter((x) => x !== id));
              void dropFile(db, id);
            }}
          >
            <Icon name="cross" />
          </button>
        </figure>
      ))}
      {props.ids.length < MOST && (
        <label className={`button camera ${props.must && props.ids.length === 0 ? 'must' : ''}`} htmlFor={input}>
          <Icon name="camera" />
          {props.label ?? t(props.must && props.ids.length === 0 ? 'inspect.photoMust' : 'inspect.photo')}
          <input
            id={input}
            type="file"
            accept="image/*"
            capture="environment"
            className="unseen"
            disabled={busy}
            onChange={(e) => {
              const files = [...(e.target.files ?? [])];
              e.target.value = '';
              void take(files);
            }}
          />
        </label>
      )}
      {problem && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** A photo that lies on this phone. */
export function LocalPhoto({ id, alt }: { id: string; alt: string }) {
  const { db } = useField();
  const file = useLiveQuery(() => db.files.get(id), [db, id]);
  const blob = file?.blob ?? null;
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url ? <img src={url} alt={alt} /> : <span className="no-photo">{alt}</span>;
}

/** A photo of a danger: from this phone while it is here, else from the server, which needs the network. */
export function AnyPhoto({ id, alt }: { id: string; alt: string }) {
  const { db, holder } = useField();
  const here = useLiveQuery(async () => Boolean((await db.files.get(id))?.blob), [db, id]);
  const [failed, setFailed] = useState(false);
  if (here === undefined) return null;
  if (here) return <LocalPhoto id={id} alt={alt} />;
  if (failed) return <span className="no-photo">{t('danger.photoOffline')}</span>;
  const src = `/api/v1/enterprises/${holder.enterpriseId}/attachments/${id}/file?size=thumb`;
  return <img src={src} alt={alt} loading="lazy" onError={() => setFailed(true)} />;
}
