import { useNavigate } from '@tanstack/react-router';
import { importChain, listExchangeBatches } from '@yufang/contract';
import { useTranslation } from 'react-i18next';
import { useLiveRefresh } from '../../api/live.ts';
import type { RowOf } from '../../api/use-api.ts';
import { useMay } from '../../shell/me.tsx';
import { type Column, ListScreen, number, StateTag, TimeText } from '../../ui/index.ts';
import { OfEnterprise } from '../org/of-enterprise.tsx';
import { ChainUpload } from './chain-upload.tsx';
import { STATE_TONE } from './tones.ts';
import { Whose } from './whose.tsx';

type Batch = RowOf<typeof listExchangeBatches>;

/** Data of an enterprise's own system: hand in a file, see what became of this one and of the earlier ones. */
export function ExchangePage() {
  return <OfEnterprise>{(id) => <Door enterpriseId={id} />}</OfEnterprise>;
}

function Door({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  useLiveRefresh(['exchange.'], ['exchange']);
  const open = (batchId: string) => void navigate({ to: `/enterprises/${enterpriseId}/exchange/${batchId}` });
  const count = (key: string, of: (b: Batch) => number): Column<Batch> => ({
    key,
    title: t(`exchange.outcome.${key}`),
    align: 'right',
    render: (_v, b) => <span className={of(b) === 0 ? 'yf-quiet' : 'yf-figures'}>{number(of(b))}</span>,
  });
  const columns: Column<Batch>[] = [
    { key: 'at', title: t('exchange.batch.at'), card: 'head', render: (_v, b) => <TimeText at={b.receivedAt} /> },
    {
      key: 'state',
      title: t('exchange.batch.state'),
      card: 'mark',
      render: (_v, b) => <StateTag tone={STATE_TONE[b.state]}>{t(`exchange.state.${b.state}`)}</StateTag>,
    },
    { key: 'rows', title: t('exchange.batch.rows'), align: 'right', render: (_v, b) => number(b.done) },
    count('created', (b) => b.counts.created ?? 0),
    count('updated', (b) => (b.counts.updated ?? 0) + (b.counts.deleted ?? 0)),
    count('unchanged', (b) => (b.counts.unchanged ?? 0) + (b.counts.stale ?? 0)),
    count('held', (b) => b.counts.held ?? 0),
    count('refused', (b) => b.counts.refused ?? 0),
  ];
  return (
    <ListScreen
      title={t('exchange.title')}
      lead={
        <>
          <Whose enterpriseId={enterpriseId} /> {t('exchange.lead')}
        </>
      }
      route={listExchangeBatches}
      input={() => ({ params: { enterpriseId } })}
      columns={columns}
      rowKey={(b) => b.batchId}
      onOpen={(b) => open(b.batchId)}
      countless
      above={may(importChain) && <ChainUpload enterpriseId={enterpriseId} onDone={open} />}
      empty={{ title: t('exchange.batch.empty'), text: t('exchange.batch.emptyText') }}
    />
  );
}
