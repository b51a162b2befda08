import { createItem, type ItemRow, updateItem } from '@yufang/contract/inspection';
import { CYCLE_UNITS, OCCASIONS, TIERS, WORKDAY_KINDS } from '@yufang/domain';
import { Form, type FormInstance, Input, InputNumber, Radio, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWordOptions } from '../../i18n/use-word.ts';
import { FormDrawer } from '../../ui/index.ts';
import { useInspectors } from './dispatch-drawer.tsx';

type Values = Pick<ItemRow, 'content' | 'cycleN' | 'cycleUnit' | 'workdayKind' | 'photoRequired'> & {
  state?: ItemRow['state'];
  postId?: string | undefined;
  tier?: ItemRow['tier'];
  occasion?: ItemRow['occasion'];
  workStart?: string | undefined;
  workEnd?: string | undefined;
};

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Change what is checked, by whom, how often and at which hours. */
export function ItemDrawer({ item, onClose }: { item: ItemRow; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDrawer<typeof updateItem, Values>
      route={updateItem}
      title={t('inspection.item.edit')}
      open
      onClose={onClose}
      initial={{
        ...item,
        postId: item.postId ?? undefined,
        workStart: item.workStart?.slice(0, 5),
        workEnd: item.workEnd?.slice(0, 5),
      }}
      toInput={(v) => ({
        params: { enterpriseId: item.enterpriseId, id: item.id },
        body: {
          ...itemBody(v),
          state: v.state ?? 'active',
          expectedVersion: item.version,
        },
      })}
      submit={t('inspection.item.save')}
      done={t('inspection.item.saved')}
      stale={['inspection']}
    >
      {(form) => (
        <>
          <ItemFields form={form} enterpriseId={item.enterpriseId} />
          <Form.Item name="state" label={t('inspection.item.state')}>
            <Radio.Group
              options={(['active', 'withdrawn'] as const).map((value) => ({
                value,
                label: t(`inspection.item.${value}`),
              }))}
            />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}

/** The measure that a new item is to check, with its own words to begin from. */
export type NewItem = { readonly enterpriseId: string; readonly measureId: string; readonly content: string };

/** Add an item to a measure by hand, besides those that follow from its duties. */
export function NewItemDrawer({ measure, onClose }: { measure: NewItem | null; onClose: () => void }) {
  const { t } = useTranslation();
  const enterpriseId = measure?.enterpriseId ?? '';
  return (
    <FormDrawer<typeof createItem, Values>
      route={createItem}
      title={t('inspection.item.add')}
      open={measure !== null}
      onClose={onClose}
      initial={{
        content: measure?.content ?? '',
        cycleN: 1,
        cycleUnit: 'week',
        workdayKind: 'every_day',
        photoRequired: false,
      }}
      toInput={(v) => ({
        params: { enterpriseId },
        body: { ...itemBody(v), measureId: measure?.measureId ?? '' },
      })}
      submit={t('inspection.item.save')}
      done={t('inspection.item.saved')}
      stale={['inspection', 'risk']}
    >
      {(form) => <ItemFields form={form} enterpriseId={enterpriseId} />}
    </FormDrawer>
  );
}

/** What is checked, by whom, how often and at which hours. */
function ItemFields({ form, enterpriseId }: { form: FormInstance<Values>; enterpriseId: string }) {
  const { t } = useTranslation();
  const options = useWordOptions();
  const { posts } = useInspectors(enterpriseId);
  return (
    <>
      <Form.Item name="content" label={t('inspection.task.content')} rules={[{ required: true }]}>
        <Input.TextArea rows={3} maxLength={4000} showCount />
      </Form.Item>
      <Form.Item name="postId" label={t('inspection.task.post')}>
        <Select options={posts} showSearch={{ optionFilterProp: 'label' }} allowClear />
      </Form.Item>
      <Form.Item name="tier" label={t('inspection.item.tier')}>
        <Select options={options('tier', TIERS)} allowClear />
      </Form.Item>
      <Form.Item name="cycleN" label={t('inspection.item.cycleN')} rules={[{ required: true }]}>
        <InputNumber min={0.25} max={999} />
      </Form.Item>
      <Form.Item name="cycleUnit" label={t('inspection.item.cycleUnit')} rules={[{ required: true }]}>
        <Select options={options('cycleUnit', CYCLE_UNITS)} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(a: Values, b: Values) => a.cycleUnit !== b.cycleUnit}>
        {() =>
          form.getFieldValue('cycleUnit') === 'special' && (
            <Form.Item name="occasion" label={t('inspection.item.occasion')} extra={t('inspection.item.special')}>
              <Select options={options('occasion', OCCASIONS)} allowClear />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="workdayKind" label={t('inspection.item.workdays')}>
        <Radio.Group options={options('workdayKind', WORKDAY_KINDS)} />
      </Form.Item>
      <Form.Item
        name="workStart"
        label={t('inspection.item.from')}
        extra={t('inspection.item.timeHint')}
        rules={[{ pattern: TIME }]}
      >
        <Input maxLength={5} />
      </Form.Item>
      <Form.Item name="workEnd" label={t('inspection.item.to')} rules={[{ pattern: TIME }]}>
        <Input maxLength={5} />
      </Form.Item>
      <Form.Item name="photoRequired" label={t('inspection.item.photo')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  );
}

/** The form's values as both routes take them. */
const itemBody = (v: Values) => ({
  content: v.content,
  postId: v.postId ?? null,
  tier: v.tier ?? null,
  cycleN: v.cycleN,
  cycleUnit: v.cycleUnit,
  occasion: v.cycleUnit === 'special' ? (v.occasion ?? null) : null,
  workdayKind: v.workdayKind,
  workStart: v.workStart || null,
  workEnd: v.workEnd || null,
  photoRequired: v.photoRequired,
});
