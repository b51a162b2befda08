import type { NoticeRow } from '@yufang/contract';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import { maybeT, t } from '../i18n/index.ts';
import { timeText } from '../lib/format.ts';
import { go } from '../lib/router.ts';
import { getMeta, setMeta } from '../store/db.ts';
import { call, has } from '../sync/api.ts';
import { useField } from '../ui/context.tsx';
import { Empty, Note, Page, Row } from '../ui/parts.tsx';
import { useNow } from '../ui/use-work.ts';

/** What concerns this person, newest first; the last ones stay on the phone for when there is no network. */
export function NoticesScreen() {
  const { db, holder } = useField();
  const now = useNow();
  const [state, setState] = useState<'asking' | 'fresh' | 'kept'>('asking');
  const kept = useLiveQuery(() => getMeta(db, 'notices'), [db]) as readonly NoticeRow[] | undefined;
  useEffect(() => {
    void call('GET', '/api/v1/notices?limit=50', { looksRight: has<{ rows: NoticeRow[] }>({ rows: 'array' }) }).then(
      async (reply) => {
        if (reply.ok) await setMeta(db, 'notices', reply.body.rows);
        setState(reply.ok ? 'fresh' : 'kept');
      },
    );
  }, [db]);
  const read = async (ids: readonly string[]) => {
    const reply = await call('POST', '/api/v1/notices/read', { body: { ids } });
    if (reply.ok)
      await setMeta(
        db,
        'notices',
        (kept ?? []).map((n) => (ids.includes(n.id) ? { ...n, read: true } : n)),
      );
  };
  const rows = (kept ?? []).filter((n) => n.enterpriseId === holder.enterpriseId);
  const unread = rows.filter((n) => !n.read).map((n) => n.id);
  return (
    <Page title={t('notices.title')} back="/me">
      {state === 'kept' && <Note>{t(rows.length > 0 ? 'notices.offline' : 'notices.failed')}</Note>}
      {state === 'fresh' && rows.length === 0 && <Empty title={t('notices.none')} />}
      {unread.length > 0 && state === 'fresh' && (
        <button type="button" className="second wide" onClick={() => void read(unread)}>
          {t('notices.readAll')}
        </button>
      )}
      <ul className="list">
        {rows.map((n) => (
          <Row
            key={n.id}
            late={n.urgency === 'urgent' && !n.read}
            title={<span className={n.read ? 'quiet' : undefined}>{topicText(n.topic)}</span>}
            sub={
              n.entity === 'hidden_danger'
                ? t('notices.danger', { number: n.params.number ?? '', name: n.params.name ?? '' })
                : [n.params.name ?? n.params.unit, n.entity === 'inspection_record' ? n.params.note : null]
                    .filter(Boolean)
                    .join(' · ')
            }
            end={timeText(n.at, now)}
            onClick={() => {
              if (!n.read) void read([n.id]);
              go(
                n.entity === 'hidden_danger'
                  ? `/danger/${n.entityId}`
                  : n.entity === 'inspection_record'
                    ? '/me/marks'
                    : '/',
              );
            }}
          />
        ))}
      </ul>
    </Page>
  );
}

function topicText(topic: string): string {
  const [entity, what = ''] = topic.split('.');
  if (entity === 'inspection_task') return t(what === 'overdue' ? 'notice.taskOverdue' : 'notice.dispatch');
  return maybeT(`notice.${what}`) ?? t('notice.other');
}
