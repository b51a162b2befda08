import { listParkSubstances } from '@yufang/contract/park';
import { COORDINATE_SYSTEMS, PARK_FREQUENCY_KINDS, PARK_VESSEL_KINDS } from '@yufang/domain';
import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { currentLanguage } from '../../../i18n/language.ts';
import { type Landmark, PositionFields } from './position-fields.tsx';
import { ScaledNumber } from './scaled-number.tsx';
import { useRange, VESSEL_RANGES } from './use-range.ts';

/** The fields of a vessel, each named by its place in the body; pressure is shown in MPa, temperature in °C, and kept in SI. */
export function VesselFields({
  near,
  around,
  plain,
}: {
  near: { readonly lon: number; readonly lat: number } | null;
  /** What stands there already, to find the place by. */
  around: readonly Landmark[];
  /** A proposed plant's vessel: no plant name, no note. */
  plain?: boolean;
}) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const english = currentLanguage() === 'en';
  const substances = useApi(listParkSubstances, {}, { staleTime: Number.POSITIVE_INFINITY });
  const range = useRange();
  const required = [{ required: true }];
  return (
    <>
      <div className="park-form-two">
        <Form.Item name="tag" label={t('park.vessel.tag')} rules={required}>
          <Input maxLength={60} placeholder="V-101" />
        </Form.Item>
        <Form.Item name="name" label={t('park.vessel.name')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      {!plain && (
        <Form.Item name="plant" label={t('park.vessel.plant')}>
          <Input maxLength={200} />
        </Form.Item>
      )}
      <div className="park-form-two">
        <Form.Item name="kind" label={t('park.vessel.kind')} rules={required}>
          <Select options={PARK_VESSEL_KINDS.map((value) => ({ value, label: t(`park.vesselKind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="frequencyKind" label={t('park.vessel.frequencyKind')}>
          <Select
            allowClear
            placeholder={t('park.vessel.byKind')}
            options={PARK_FREQUENCY_KINDS.map((value) => ({ value, label: t(`park.frequencyKind.${value}`) }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="substance" label={t('park.column.substance')} rules={required}>
        <Select
          showSearch={{ optionFilterProp: 'search' }}
          loading={substances.isPending}
          options={(substances.data?.rows ?? []).map((s) => ({
            value: s.id,
            label: `${english ? s.nameEn : s.nameZh} · ${s.cas}`,
            search: `${s.nameZh} ${s.nameEn} ${s.cas} ${s.id}`,
          }))}
        />
      </Form.Item>
      <div className="park-form-two">
        <Form.Item name="volumeM3" label={t('park.vessel.volume')} rules={[...required, range(VESSEL_RANGES.volumeM3)]}>
          <InputNumber suffix="m³" className="yf-wide" />
        </Form.Item>
        <Form.Item
          name="fillFraction"
          label={t('park.vessel.fill')}
          extra={t('park.vessel.fillHow')}
          rules={[...required, range(VESSEL_RANGES.fillFraction)]}
        >
          <ScaledNumber {...VESSEL_RANGES.fillFraction} />
        </Form.Item>
        <Form.Item
          name="pressurePa"
          label={t('park.vessel.pressure')}
          rules={[...required, range(VESSEL_RANGES.pressurePa)]}
        >
          <ScaledNumber {...VESSEL_RANGES.pressurePa} />
        </Form.Item>
        <Form.Item
          name="temperatureK"
          label={t('park.vessel.temperature')}
          rules={[...required, range(VESSEL_RANGES.temperatureK)]}
        >
          <ScaledNumber {...VESSEL_RANGES.temperatureK} />
        </Form.Item>
        <Form.Item name="bundAreaM2" label={t('park.vessel.bund')} rules={[range(VESSEL_RANGES.bundAreaM2)]}>
          <InputNumber suffix="m²" className="yf-wide" />
        </Form.Item>
        <Form.Item
          name={['barriers', 'shutOffS']}
          label={t('park.vessel.shutOff')}
          rules={[range(VESSEL_RANGES.shutOffS)]}
        >
          <InputNumber suffix="s" className="yf-wide" />
        </Form.Item>
        <Form.Item
          name={['barriers', 'sprayHeatFactor']}
          label={t('park.vessel.spray')}
          rules={[range(VESSEL_RANGES.sprayHeatFactor)]}
        >
          <ScaledNumber {...VESSEL_RANGES.sprayHeatFactor} />
        </Form.Item>
        <Form.Item
          name={['barriers', 'fireproofingMin']}
          label={t('park.vessel.fireproofing')}
          rules={[range(VESSEL_RANGES.fireproofingMin)]}
        >
          <InputNumber suffix="min" className="yf-wide" />
        </Form.Item>
      </div>
      <Form.Item name="crs" label={t('park.vessel.crs')} extra={t('park.vessel.crsHow')} rules={required}>
        <Select options={COORDINATE_SYSTEMS.map((value) => ({ value, label: value }))} />
      </Form.Item>
      <PositionFields near={near} around={around} onClicked={() => form.setFieldsValue({ crs: 'WGS84' })} />
      {!plain && (
        <Form.Item name="note" label={t('park.vessel.note')}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      )}
    </>
  );
}
