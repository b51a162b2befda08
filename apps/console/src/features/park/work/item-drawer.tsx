import { actOnEnterpriseParkItem, actOnParkItem, type ParkWorkItemView } from '@yufang/contract/park';
import type { ParkItemCommandType } from '@yufang/domain';
import { DatePicker, Form, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/index.ts';

type Values = { owner?: string; deadline?: Dayjs; note?: string };
/** Commands that need a sentence. */
const NOTED: readonly ParkItemCommandType[] = ['done', 'send_back', 'decline'];

/** One command on an item: who and by when, or what was done or why not. */
export function ItemDrawer({
  item,
  command,
  onClose,
  onDone,
}: {
  item: ParkWorkItemView;
  command: ParkItemCommandType;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const body = (v: Values) => ({
    version: item.version,
    command,
    ...(v.owner ? { owner: v.owner } : {}),
    ...(v.deadline ? { deadline: v.deadline.format('YYYY-MM-DD') } : {}),
    ...(v.note ? { note: v.note } : {}),
  });
  const shared = {
    title: t(`park.command.${command}`),
    open: true,
    onClose,
    submit: t(`park.command.${command}`),
    done: t('park.saved'),
    stale: ['park'],
    onDone,
    initial: {
      ...(item.owner ? { owner: item.owner } : {}),
      ...(item.deadline ? { deadline: dayjs(item.deadline) } : {}),
    },
  } as const;
  const fields = (
    <>
      {command === 'assign' && (
        <>
          <Form.Item name="owner" label={t('park.work.owner')} rules={[{ required: true }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="deadline" label={t('park.work.deadline')} rules={[{ required: true }]}>
            <DatePicker className="yf-wide" />
          </Form.Item>
        </>
      )}
      <Form.Item
        name="note"
        label={t(command === 'done' ? 'park.work.whatDone' : 'park.work.note')}
        rules={[{ required: NOTED.includes(command) }]}
      >
        <Input.TextArea rows={4} maxLength={1000} />
      </Form.Item>
    </>
  );
  const { enterpriseId } = item;
  if (enterpriseId === null)
    return (
      <FormDrawer<typeof actOnParkItem, Values>
        {...shared}
        route={actOnParkItem}
        toInput={(v) => ({ params: { parkId: item.parkId, id: item.id }, body: body(v) })}
      >
        {fields}
      </FormDrawer>
    );
  return (
    <FormDrawer<typeof actOnEnterpriseParkItem, Values>
      {...shared}
      route={actOnEnterpriseParkItem}
      toInput={(v) => ({ params: { enterpriseId, id: item.id }, body: body(v) })}
    >
      {fields}
    </FormDrawer>
  );
}
