import type { PublicReportView } from '@yufang/contract';
import { t } from '../i18n/index.ts';
import { timeText } from '../lib/format.ts';
import { has } from '../sync/api.ts';
import { Frame, useRead, Waiting } from './frame.tsx';

const looksRight = has<PublicReportView>({ followCode: 'string', state: 'string' });

/** What became of a report, by its code. */
export function FollowPage({ code }: { code: string }) {
  const [reply, again] = useRead(`/api/v1/public/reports/${encodeURIComponent(code.toUpperCase())}`, looksRight);
  const now = Date.now();
  return (
    <Frame title={t('follow.title')}>
      <p className="hint">{t('follow.code', { code: code.toUpperCase() })}</p>
      <Waiting reply={reply} again={again} />
      {reply?.ok && (
        <>
          <p className="note good state" role="status">
            {t(`follow.${reply.body.state}`)}
          </p>
          <dl className="facts">
            {(
              [
                ['follow.answer', reply.body.answer],
                ['follow.place', reply.body.place],
                ['follow.at', timeText(reply.body.at, now)],
                ['follow.changed', timeText(reply.body.changedAt, now)],
              ] as const
            ).map(([label, value]) =>
              value ? (
                <div key={label}>
                  <dt>{t(label)}</dt>
                  <dd>{value}</dd>
                </div>
              ) : null,
            )}
          </dl>
        </>
      )}
      <div className="stack ways">
        <a className="button second wide" href="/12350">
          {t('tell.another')}
        </a>
      </div>
    </Frame>
  );
}
