import { listParkWorkItems } from '@yufang/contract/park';
import { useTranslation } from 'react-i18next';
import { ListScreen } from '../../../ui/index.ts';
import { ParkPages } from '../park-frame.tsx';
import { useParkId } from '../use-park.ts';
import { useItemColumns, useItemFilters } from './item-columns.tsx';
import { ItemPanel } from './item-panel.tsx';
import { ItemWhat } from './item-parts.tsx';

/** The park's work list: its own items first (一园一策), then the enterprises' by the risk they remove (一企一策). */
export function WorkPage() {
  const { t } = useTranslation();
  const parkId = useParkId();
  const columns = useItemColumns(true);
  const filters = useItemFilters();
  return (
    <>
      <ParkPages parkId={parkId} />
      <ListScreen
        title={t('park.work.title')}
        lead={t('park.work.lead')}
        route={listParkWorkItems}
        input={(s) => ({
          params: { parkId },
          query: {
            ...(s.whose ? { whose: s.whose as never } : {}),
            ...(s.state ? { state: s.state as never } : {}),
            ...(s.enterpriseId ? { enterpriseId: String(s.enterpriseId) } : {}),
            ...(s.overdue ? { overdue: 'true' } : {}),
          },
        })}
        rowKey={(i) => i.id}
        columns={columns}
        filters={[
          {
            kind: 'select',
            name: 'whose',
            label: t('park.work.whose'),
            options: (['park', 'enterprises'] as const).map((value) => ({ value, label: t(`park.work.of.${value}`) })),
          },
          ...filters,
        ]}
        panelTitle={(i) => <ItemWhat item={i} />}
        panel={(i, close) => <ItemPanel item={i} side="park" onDone={close} />}
        empty={{ title: t('park.work.empty'), text: t('park.work.emptyText') }}
      />
    </>
  );
}
