import { getOrgTree } from '@yufang/contract';
import { type ParkWorkItemView, turnParkItemIntoControl } from '@yufang/contract/park';
import { TIERS, type Tier } from '@yufang/domain';
import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { currentLanguage } from '../../../i18n/language.ts';
import { useWordOptions } from '../../../i18n/use-word.ts';
import { FormDrawer } from '../../../ui/index.ts';
import { useRange } from '../inventory/use-range.ts';

type Values = { dutyPostId: string; tier: Tier; everyDays: number; checkContent?: string };

/** Make an item part of the daily work: which post looks after it, and how often its inspection comes due. */
export function ControlDrawer({ item, onClose }: { item: ParkWorkItemView; onClose: () => void }) {
  const { t } = useTranslation();
  const options = useWordOptions();
  const range = useRange();
  const enterpriseId = item.enterpriseId ?? '';
  const tree = useApi(getOrgTree, { params: { enterpriseId } });
  return (
    <FormDrawer<typeof turnParkItemIntoControl, Values>
      route={turnParkItemIntoControl}
      title={t('park.work.turn')}
      open
      onClose={onClose}
      initial={{ tier: 'post', everyDays: 7 }}
      toInput={(v) => ({
        params: { enterpriseId, id: item.id },
        body: { ...v, version: item.version, lang: currentLanguage() === 'en' ? 'en' : 'zh' },
      })}
      submit={t('park.work.turn')}
      done={t('park.work.turned')}
      stale={['park', 'risk', 'inspection']}
    >
      <p className="yf-quiet yf-gap-below">{t('park.work.turnHow')}</p>
      <Form.Item name="dutyPostId" label={t('park.work.post')} rules={[{ required: true }]}>
        <Select
          loading={tree.isPending}
          showSearch={{ optionFilterProp: 'label' }}
          options={(tree.data?.posts ?? []).map((p) => ({
            value: p.id,
            label: `${p.orgUnitName} · ${p.name}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="tier" label={t('park.work.tier')} rules={[{ required: true }]}>
        <Select options={options('tier', TIERS)} />
      </Form.Item>
      <Form.Item
        name="everyDays"
        label={t('park.work.every')}
        rules={[{ required: true }, range({ min: 1, max: 365, unit: t('park.work.days') })]}
      >
        <InputNumber suffix={t('park.work.days')} className="yf-wide" />
      </Form.Item>
      <Form.Item name="checkContent" label={t('park.work.check')} extra={t('park.work.checkHow')}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
    </FormDrawer>
  );
}
