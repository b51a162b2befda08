import { Link } from '@tanstack/react-router';
import {
  actOnEnterpriseParkItem,
  actOnParkItem,
  type ParkWorkItemView,
  turnParkItemIntoControl,
} from '@yufang/contract/park';
import { type ParkItemCommandType, type ParkItemState, stepItem } from '@yufang/domain';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../../shell/me.tsx';
import { Facts, TimeText } from '../../../ui/index.ts';
import { ControlDrawer } from './control-drawer.tsx';
import { ItemDrawer } from './item-drawer.tsx';
import { ItemRisk, ItemState } from './item-parts.tsx';

/** The commands from a state, the likeliest first; whether one may be given is the rule's to say. */
const FROM: Readonly<Record<ParkItemState, readonly ParkItemCommandType[]>> = {
  proposed: ['assign', 'decline'],
  assigned: ['done', 'assign', 'decline'],
  done: ['verify', 'send_back'],
  verified: [],
  declined: ['reopen'],
};
/** Without a state the list of tasks shows the overdue ones alone. */
const ANY_TASK = ['open', 'done', 'done_late', 'overdue'] as const;

/** An item with what is known of it, and what can be done with it next. */
export function ItemPanel({
  item,
  side,
  onDone,
}: {
  item: ParkWorkItemView;
  side: 'park' | 'enterprise';
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const may = useMay();
  const me = useMe();
  const [asking, setAsking] = useState<ParkItemCommandType | null>(null);
  const [turning, setTurning] = useState(false);
  const route = item.enterpriseId === null ? actOnParkItem : actOnEnterpriseParkItem;
  const facts = { state: item.state, doneBy: item.done?.by ?? null };
  const steps = may(route)
    ? FROM[item.state].map((c) => ({ c, step: stepItem(facts, c, { side, id: me.accountId }) }))
    : [];
  const commands = steps.flatMap(({ c, step }) => (step.ok ? [c] : []));
  const own = steps.some(({ step }) => !step.ok && step.error.code === 'park.own_verification');
  const turnable =
    item.kind === 'measure' &&
    item.enterpriseId !== null &&
    item.control === null &&
    item.state !== 'declined' &&
    item.state !== 'verified' &&
    may(turnParkItemIntoControl);
  return (
    <>
      <Facts
        items={[
          { label: t('park.column.state'), value: <ItemState item={item} /> },
          { label: t('park.work.risk'), value: <ItemRisk item={item} /> },
          { label: t('park.work.owner'), value: item.owner },
          { label: t('park.work.deadline'), value: item.deadline },
          ...(item.measure
            ? [{ label: t('park.column.measure'), value: t(`park.measureHow.${item.measure}`), wide: true }]
            : []),
          { label: t('park.work.note'), value: item.note, wide: true },
          {
            label: t('park.work.doneBy'),
            value: item.done && (
              <>
                {item.done.name} <TimeText at={item.done.at} />
              </>
            ),
          },
          {
            label: t('park.work.verifiedBy'),
            value: item.verified && (
              <>
                {item.verified.name} <TimeText at={item.verified.at} />
              </>
            ),
          },
          {
            label: t('park.work.control'),
            value: item.control && (
              <span className="yf-inline">
                <Link to="/inspection/items" search={{ unitId: item.control.unitId, enterpriseId: item.enterpriseId }}>
                  {t('park.work.toItems')}
                </Link>
                {item.control.itemId && (
                  <Link
                    to="/inspection/tasks"
                    search={{ itemId: item.control.itemId, enterpriseId: item.enterpriseId, state: ANY_TASK }}
                  >
                    {t('park.work.toTasks')}
                  </Link>
                )}
              </span>
            ),
            wide: true,
          },
          {
            label: t('park.work.from'),
            value: (
              <Link to={`/parks/${item.parkId}/assessments/${item.assessmentId}`}>{t('park.work.assessment')}</Link>
            ),
            wide: true,
          },
        ].filter((f) => side === 'park' || f.label !== t('park.work.from'))}
      />
      <Space wrap className="yf-gap-above">
        {turnable && (
          <Button type="primary" onClick={() => setTurning(true)}>
            {t('park.work.turn')}
          </Button>
        )}
        {commands.map((c, i) => (
          <Button key={c} type={i === 0 && !turnable ? 'primary' : 'default'} onClick={() => setAsking(c)}>
            {t(`park.command.${c}`)}
          </Button>
        ))}
      </Space>
      {own && (
        <p className="yf-quiet yf-gap-above">{t(['park.own_verification'], { ns: 'problem', keySeparator: false })}</p>
      )}
      {asking && <ItemDrawer item={item} command={asking} onClose={() => setAsking(null)} onDone={onDone} />}
      {turning && <ControlDrawer item={item} onClose={() => setTurning(false)} />}
    </>
  );
}
