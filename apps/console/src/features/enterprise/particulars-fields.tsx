import { getRegistrationForm } from '@yufang/contract';
import { COORDINATE_SYSTEMS, ENTERPRISE_TAGS, regionCovers, SCALES, SECTORS } from '@yufang/domain';
import { Cascader, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useWordOptions } from '../../i18n/use-word.ts';

type Option = { readonly code: string; readonly name: string; readonly nameEn: string | null };

/** The fields of an enterprise's particulars. `under`: where in the form's values they stand; `within`: only counties of this region. */
export function ParticularsFields({
  under,
  withCode,
  within = null,
}: {
  under?: string;
  withCode?: boolean;
  within?: string | null;
}) {
  const { t } = useTranslation();
  const options = useWordOptions();
  const at = (name: string) => (under ? [under, name] : name);
  const county: unknown = Form.useWatch(at('countyCode'));
  const form = Form.useFormInstance();
  const code = typeof county === 'string' ? county : undefined;
  const lists = useApi(getRegistrationForm, { query: { county: code } });
  const name = (o: { readonly name: string; readonly nameEn: string | null }) =>
    currentLanguage() === 'zh' ? o.name : (o.nameEn ?? o.name);
  const plain = (list: readonly Option[] | undefined) => (list ?? []).map((o) => ({ value: o.code, label: name(o) }));
  const required = [{ required: true, message: t('enterprise.field.required') }];
  return (
    <>
      <Form.Item name={at('name')} label={t('enterprise.column.name')} rules={required}>
        <Input maxLength={120} />
      </Form.Item>
      {withCode && (
        <Form.Item name={at('code')} label={t('enterprise.column.code')} extra={t('enterprise.field.codeHint')}>
          <Input maxLength={20} />
        </Form.Item>
      )}
      <Form.Item
        name={at('countyCode')}
        label={t('enterprise.field.county')}
        rules={required}
        getValueProps={(value) => ({
          value: typeof value === 'string' ? [`${value.slice(0, 4)}00`, value] : undefined,
        })}
        getValueFromEvent={(value: unknown) => (Array.isArray(value) ? String(value.at(-1)) : undefined)}
      >
        <Cascader
          showSearch
          options={(lists.data?.cities ?? []).flatMap((c) => {
            const counties = c.counties.filter((x) => within === null || regionCovers(within, x.code));
            return counties.length === 0 ? [] : [{ value: c.code, label: name(c), children: plain(counties) }];
          })}
          onChange={() => form.resetFields([at('townshipCode'), at('parkId')])}
        />
      </Form.Item>
      <Form.Item name={at('townshipCode')} label={t('enterprise.field.township')}>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={plain(lists.data?.townships)} />
      </Form.Item>
      <Form.Item name={at('parkId')} label={t('enterprise.field.park')}>
        <Select allowClear options={(lists.data?.parks ?? []).map((p) => ({ value: p.id, label: name(p) }))} />
      </Form.Item>
      <Form.Item name={at('industryCode')} label={t('enterprise.field.industry')} rules={required}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={(lists.data?.industries ?? [])
            .filter((i) => /^\d/.test(i.code))
            .map((i) => ({ value: i.code, label: `${i.code} ${name(i)}` }))}
        />
      </Form.Item>
      <Form.Item name={at('scale')} label={t('enterprise.column.scale')} rules={required}>
        <Select options={options('scale', SCALES)} />
      </Form.Item>
      <Form.Item name={at('sector')} label={t('enterprise.column.sector')} rules={required}>
        <Select options={options('sector', SECTORS)} />
      </Form.Item>
      <Form.Item name={at('tags')} label={t('enterprise.column.tags')}>
        <Select mode="multiple" options={options('tag', ENTERPRISE_TAGS)} />
      </Form.Item>
      <Form.Item name={at('headCount')} label={t('enterprise.column.headCount')}>
        <InputNumber min={0} max={1_000_000} precision={0} />
      </Form.Item>
      <Form.Item name={at('address')} label={t('enterprise.field.address')}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="yf-facts">
        <Form.Item name={at('lon')} label={t('enterprise.field.lon')}>
          <InputNumber min={-180} max={180} step={0.0001} />
        </Form.Item>
        <Form.Item name={at('lat')} label={t('enterprise.field.lat')}>
          <InputNumber min={-90} max={90} step={0.0001} />
        </Form.Item>
        <Form.Item name={at('crs')} label={t('enterprise.field.crs')}>
          <Select options={COORDINATE_SYSTEMS.map((c) => ({ value: c, label: t(`enterprise.crs.${c}`) }))} />
        </Form.Item>
      </div>
      <Form.Item name={at('contactName')} label={t('enterprise.field.contact')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name={at('contactPhone')} label={t('enterprise.particular.contactPhone')}>
        <Input maxLength={20} inputMode="tel" />
      </Form.Item>
    </>
  );
}
