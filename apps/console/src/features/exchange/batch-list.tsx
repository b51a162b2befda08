import { importChain, listExchangeBatches } from '@yufang/contract';
import { App, Button, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { type RowOf, useCommand } from '../../api/use-api.ts';
import { useMay } from '../../shell/me.tsx';
import { type Column, ListScreen, number, TimeText } from '../../ui/index.ts';
import { OfEnterprise } from '../org/of-enterprise.tsx';
import { BatchResults } from './batch-results.tsx';

type Batch = RowOf<typeof listExchangeBatches>;

/** Imports of one enterprise, the latest first. */
export function BatchList() {
  return <OfEnterprise>{(id) => <Batches enterpriseId={id} />}</OfEnterprise>;
}

function Batches({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const may = useMay();
  const params = { enterpriseId };
  const send = useCommand(importChain, {
    stale: ['exchange', 'risk', 'danger', 'inspection', 'archive', 'overview'],
    onDone: (batch) => void message.success(t('exchange.taken', { rows: number(batch.results.length) })),
  });
  const take = async (file: File) => {
    try {
      const body: unknown = JSON.parse(await file.text());
      send.mutate({ params, body: Array.isArray(body) ? body : { ...(body as object) } });
    } catch {
      void message.error(t('exchange.notJson'), 6);
    }
  };
  const columns: Column<Batch>[] = [
    { key: 'at', title: t('exchange.column.at'), render: (_, r) => <TimeText at={r.receivedAt} /> },
    { key: 'by', title: t('exchange.column.by'), render: (_, r) => r.receivedBy },
    { key: 'variant', title: t('exchange.column.variant'), render: (_, r) => <code>{r.variant}</code> },
    { key: 'rows', title: t('exchange.column.rows'), align: 'right', render: (_, r) => number(sum(r.counts)) },
    ...(['created', 'updated', 'unchanged'] as const).map((outcome) => ({
      key: outcome,
      title: t(`exchange.outcome.${outcome}`),
      align: 'right' as const,
      render: (_: unknown, r: Batch) => number(r.counts[outcome] ?? 0),
    })),
    {
      key: 'problems',
      title: t('exchange.column.problems'),
      align: 'right',
      render: (_, r) => {
        const n = (r.counts.refused ?? 0) + (r.counts.held ?? 0) + (r.counts.stale ?? 0);
        return <span className={n > 0 ? 'yf-strong' : 'yf-quiet'}>{number(n)}</span>;
      },
    },
  ];
  return (
    <ListScreen
      title={t('exchange.title')}
      lead={t('exchange.lead')}
      route={listExchangeBatches}
      input={() => ({ params, query: {} })}
      columns={columns}
      rowKey={(r) => r.batchId}
      panelWidth={760}
      panelTitle={() => t('exchange.title')}
      panel={(r) => <BatchResults enterpriseId={enterpriseId} batchId={r.batchId} />}
      actions={
        may(importChain) && (
          <Upload
            accept=".json,application/json"
            showUploadList={false}
            beforeUpload={(file) => {
              void take(file);
              return false;
            }}
          >
            <Button type="primary" loading={send.isPending}>
              {t(send.isPending ? 'exchange.uploading' : 'exchange.upload')}
            </Button>
          </Upload>
        )
      }
      empty={{ title: t('exchange.empty'), text: t('exchange.emptyText') }}
    />
  );
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.entries(counts).reduce((n, [outcome, count]) => (outcome === 'released' ? n : n + count), 0);
