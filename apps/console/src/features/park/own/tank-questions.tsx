import {
  COORDINATE_SYSTEMS,
  type CoordinateSystem,
  PARK_FREQUENCY_KINDS,
  PARK_VESSEL_KINDS,
  type ParkFrequencyKind,
  type ParkVesselKind,
  TANK_PRESSURES,
  TANK_STORES,
  type TankPressure,
  type TankStore,
} from '@yufang/domain';
import { Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRange } from '../inventory/use-range.ts';

/** What the data standard's table of tanks leaves open, as told for the whole file. Absent or null: not told. */
export type TankTold = {
  readonly crs?: CoordinateSystem | null;
  readonly pressure?: TankPressure | null;
  readonly store?: TankStore | null;
  readonly fillPercent?: number | null;
  readonly kind?: ParkVesselKind | null;
  readonly frequencyKind?: ParkFrequencyKind | null;
};

/** The questions, each once for the file. None has a ready answer: whoever knows the table chooses. */
export function TankQuestions({ told, onTold }: { told: TankTold; onTold: (told: TankTold) => void }) {
  const { t } = useTranslation();
  const unsaid = t('park.tank.unsaid');
  const range = useRange();
  return (
    <Form<TankTold>
      layout="vertical"
      requiredMark="optional"
      initialValues={told}
      onValuesChange={(_, all) => onTold(all)}
    >
      <div className="park-form-two">
        <Form.Item name="crs" label={t('park.tank.crs')} required>
          <Select options={COORDINATE_SYSTEMS.map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="pressure" label={t('park.tank.pressure')} required>
          <Select options={TANK_PRESSURES.map((value) => ({ value, label: t(`park.tank.pressures.${value}`) }))} />
        </Form.Item>
        <Form.Item name="store" label={t('park.tank.store')} extra={t('park.tank.storeHow')}>
          <Select
            allowClear
            placeholder={t('park.tank.storeUnsaid')}
            options={TANK_STORES.map((value) => ({ value, label: t(`park.tank.stores.${value}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="fillPercent"
          label={t('park.tank.fill')}
          extra={t('park.tank.fillHow')}
          rules={[range({ min: 1, max: 98, unit: '%' })]}
        >
          <InputNumber suffix="%" placeholder={unsaid} className="yf-wide" />
        </Form.Item>
        <Form.Item name="kind" label={t('park.vessel.kind')} extra={t('park.tank.kindHow')}>
          <Select
            allowClear
            placeholder={unsaid}
            options={PARK_VESSEL_KINDS.map((value) => ({ value, label: t(`park.vesselKind.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="frequencyKind" label={t('park.vessel.frequencyKind')} extra={t('park.tank.frequencyHow')}>
          <Select
            allowClear
            placeholder={unsaid}
            options={PARK_FREQUENCY_KINDS.map((value) => ({ value, label: t(`park.frequencyKind.${value}`) }))}
          />
        </Form.Item>
      </div>
    </Form>
  );
}
