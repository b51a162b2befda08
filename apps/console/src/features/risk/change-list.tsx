import type { RouteReply } from '@yufang/contract';
import { listRiskChanges, withdrawRiskChange } from '@yufang/contract/risk-work';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand, usePages } from '../../api/use-api.ts';
import { useMay } from '../../shell/me.tsx';
import { Section, StateTag } from '../../ui/index.ts';
import { PlainTable } from './plain-table.tsx';

type Change = RouteReply<typeof listRiskChanges>['rows'][number];

/** The changes that were noted, newest first, with how many risks each makes due; one noted by mistake is withdrawn here. */
export function ChangeList({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const pages = usePages(listRiskChanges, { params: { enterpriseId }, query: { limit: 20 } });
  const withdraw = useCommand(withdrawRiskChange, { done: t('risk.change.withdrawn'), stale: ['risk'] });
  if (pages.rows.length === 0) return null;
  return (
    <Section title={t('risk.change.list')}>
      <PlainTable<Change>
        rowKey="id"
        size="middle"
        pagination={false}
        scroll={{ x: 'max-content' }}
        aria-label={t('risk.change.list')}
        dataSource={pages.rows}
        columns={[
          { key: 'on', title: t('risk.change.on'), dataIndex: 'happenedOn' },
          { key: 'kind', title: t('risk.change.kind'), render: (_, c) => t(`risk.changeKind.${c.kind}`) },
          { key: 'what', title: t('risk.change.what'), dataIndex: 'note' },
          {
            key: 'where',
            title: t('risk.change.where'),
            render: (_, c) => c.objectName ?? t('risk.change.everywhere'),
          },
          {
            key: 'affected',
            title: t('risk.change.affected'),
            align: 'right',
            render: (_, c) => (c.state === 'active' ? c.affected : '–'),
          },
          {
            key: 'do',
            title: t('risk.column.do'),
            render: (_, c) =>
              c.state === 'withdrawn' ? (
                <StateTag tone="void">{t('risk.change.isWithdrawn')}</StateTag>
              ) : (
                may(withdrawRiskChange) && (
                  <Popconfirm
                    title={t('risk.change.withdrawAsk')}
                    onConfirm={() =>
                      withdraw.mutate({ params: { enterpriseId, id: c.id }, body: { version: c.version } })
                    }
                  >
                    <Button size="small">{t('risk.bulk.withdraw')}</Button>
                  </Popconfirm>
                )
              ),
          },
        ]}
      />
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('shell.list.more')}
        </Button>
      )}
    </Section>
  );
}
