import { listEnterpriseParkWorkItems } from '@yufang/contract/park';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasRole, useMe } from '../../../shell/me.tsx';
import { ListScreen } from '../../../ui/index.ts';
import { useItemColumns, useItemFilters } from '../work/item-columns.tsx';
import { ItemPanel } from '../work/item-panel.tsx';
import { ItemWhat } from '../work/item-parts.tsx';

/** An enterprise's own work list (一企一策): each measure with the risk it removes, to be turned into daily work. */
export function OwnWork({ enterpriseId, above }: { enterpriseId: string; above: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const columns = useItemColumns(false);
  const filters = useItemFilters();
  const side = hasRole(me, ['park_officer']) ? 'park' : 'enterprise';
  return (
    <ListScreen
      title={t('park.own.workTitle')}
      lead={t('park.own.workLead')}
      route={listEnterpriseParkWorkItems}
      input={(s) => ({
        params: { enterpriseId },
        query: {
          ...(s.state ? { state: s.state as never } : {}),
          ...(s.overdue ? { overdue: 'true' } : {}),
        },
      })}
      rowKey={(i) => i.id}
      columns={columns}
      above={above}
      filters={filters}
      panelTitle={(i) => <ItemWhat item={i} />}
      panel={(i, close) => <ItemPanel item={i} side={side} onDone={close} />}
      empty={{ title: t('park.work.empty'), text: t('park.own.workEmpty') }}
    />
  );
}
