import type { ParkWorkItemView } from '@yufang/contract/park';
import { PARK_ITEM_STATES } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../../ui/index.ts';
import type { Column } from '../../../ui/list-screen.tsx';
import { ItemRisk, ItemState, ItemWhat } from './item-parts.tsx';

/** Columns of a work list. @param whose show whose item it is */
export function useItemColumns(whose: boolean): Column<ParkWorkItemView>[] {
  const { t } = useTranslation();
  return [
    { key: 'what', title: t('park.work.what'), card: 'head', render: (_, i) => <ItemWhat item={i} /> },
    ...(whose
      ? [
          {
            key: 'who',
            title: t('park.work.whose'),
            render: (_: unknown, i: ParkWorkItemView) => i.enterpriseName ?? t('park.work.thePark'),
          },
        ]
      : []),
    { key: 'state', title: t('park.column.state'), card: 'mark', render: (_, i) => <ItemState item={i} /> },
    { key: 'risk', title: t('park.work.risk'), align: 'right', render: (_, i) => <ItemRisk item={i} /> },
    { key: 'owner', title: t('park.work.owner'), render: (_, i) => i.owner ?? '–' },
    {
      key: 'control',
      title: t('park.work.control'),
      render: (_, i) => (i.kind !== 'measure' ? '–' : t(i.control ? 'park.work.inTasks' : 'park.work.notInTasks')),
    },
  ];
}

/** What a work list is narrowed by. */
export function useItemFilters(): Filter[] {
  const { t } = useTranslation();
  return [
    {
      kind: 'select',
      name: 'state',
      label: t('park.column.state'),
      options: PARK_ITEM_STATES.map((value) => ({ value, label: t(`park.itemState.${value}`) })),
    },
    {
      kind: 'select',
      name: 'overdue',
      label: t('park.work.overdue'),
      options: [{ value: 'true', label: t('park.work.overdue') }],
    },
  ];
}
