import { useNavigate } from '@tanstack/react-router';
import { listNotices, NOTICE_URGENCIES, type NoticeRow, readNotices } from '@yufang/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLiveEvent } from '../../api/live.ts';
import { useCommand, useStale } from '../../api/use-api.ts';
import { type Column, Facts, ListScreen, StateTag, TimeText } from '../../ui/index.ts';
import { NoticeSearch } from './routes.tsx';
import { useNoticeWords } from './words.ts';

/** What the reader must know, newest first. */
export function NoticeList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const say = useNoticeWords();
  const stale = useStale('notice');
  const read = useCommand(readNotices, { stale: ['notice'] });
  const readAll = useCommand(readNotices, { stale: ['notice'], done: t('notice.readDone') });
  useLiveEvent('notice', stale);
  const columns: Column<NoticeRow>[] = [
    {
      key: 'what',
      title: t('notice.column.what'),
      render: (_, row) => (
        <>
          {!row.read && <span className="yf-visually-hidden">{t('notice.unread')} </span>}
          <span className={row.read ? 'yf-quiet' : 'yf-strong'}>{say.what(row)}</span>{' '}
          <span className="yf-quiet">{say.about(row)}</span>
        </>
      ),
    },
    { key: 'enterprise', title: t('notice.column.enterprise'), dataIndex: 'enterpriseName' },
    {
      key: 'urgency',
      title: t('notice.column.urgency'),
      render: (_, row) => (
        <StateTag tone={row.urgency === 'info' ? 'done' : row.urgency === 'action' ? 'waiting' : 'open'}>
          {t(`notice.urgency.${row.urgency}`)}
        </StateTag>
      ),
    },
    { key: 'at', title: t('notice.column.at'), render: (_, row) => <TimeText at={row.at} relative /> },
  ];
  return (
    <ListScreen
      title={t('notice.title')}
      lead={t('notice.lead')}
      route={listNotices}
      input={(search) => {
        const { unread, urgency } = NoticeSearch.parse(search);
        return { query: { ...(unread ? { unread } : {}), ...(urgency ? { urgency } : {}) } };
      }}
      columns={columns}
      rowKey={(row) => row.id}
      countless
      filters={[
        {
          kind: 'select',
          name: 'unread',
          label: t('notice.filter.unread'),
          options: [
            { value: 'true', label: t('notice.filter.unreadOnly') },
            { value: 'false', label: t('notice.filter.read') },
          ],
        },
        {
          kind: 'select',
          name: 'urgency',
          label: t('notice.filter.urgency'),
          options: NOTICE_URGENCIES.map((value) => ({ value, label: t(`notice.urgency.${value}`) })),
        },
      ]}
      actions={
        <Button loading={readAll.isPending} onClick={() => readAll.mutate({ body: { all: true } })}>
          {t('notice.readAll')}
        </Button>
      }
      bulk={(rows, clear) => (
        <Button onClick={() => readAll.mutate({ body: { ids: rows.map((r) => r.id) } }, { onSuccess: clear })}>
          {t('notice.readSome')}
        </Button>
      )}
      onActivate={(row) => {
        if (!row.read) read.mutate({ body: { ids: [row.id] } });
      }}
      panel={(row) => (
        <>
          <Facts
            items={[
              { label: t('notice.column.what'), value: `${say.what(row)} ${say.about(row)}`, wide: true },
              { label: t('notice.column.enterprise'), value: row.enterpriseName },
              { label: t('notice.column.at'), value: <TimeText at={row.at} /> },
            ]}
          />
          <Button type="primary" className="yf-gap-above" onClick={() => void navigate(say.path(row))}>
            {t('notice.open')}
          </Button>
        </>
      )}
      panelTitle={(row) => say.what(row)}
      panelWidth={440}
      empty={{ title: t('notice.empty'), text: t('notice.emptyText') }}
    />
  );
}
