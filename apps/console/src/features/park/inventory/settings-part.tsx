import { getParkSettings, type ParkSettingsInput, putParkSettings } from '@yufang/contract/park';
import { Button, Form, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useCommand } from '../../../api/use-api.ts';
import { useMay } from '../../../shell/me.tsx';
import { Reading } from '../../../ui/index.ts';
import { SetHead } from './set-head.tsx';
import { useRange } from './use-range.ts';

type Values = {
  state: 'in-service' | 'new';
  gridStepM: number | null;
  domino: boolean;
  histories: number;
  seed: number;
  measureVessels: number | null;
};

/** Choices of the next assessment; what is left empty takes the engine's default. */
export function SettingsPart({ parkId }: { parkId: string }) {
  const { t } = useTranslation();
  const set = useApi(getParkSettings, { params: { parkId } });
  return (
    <Reading query={set}>
      {(data) => (
        <>
          <SetHead set={data} />
          <SettingsForm key={data.version} parkId={parkId} version={data.version} settings={data.settings} />
          <p className="yf-quiet">{t('park.settings.how')}</p>
        </>
      )}
    </Reading>
  );
}

function SettingsForm({
  parkId,
  version,
  settings: s,
}: {
  parkId: string;
  version: number;
  settings: ParkSettingsInput;
}) {
  const { t } = useTranslation();
  const may = useMay();
  const range = useRange();
  const writes = may(putParkSettings);
  const [form] = Form.useForm<Values>();
  const domino = Form.useWatch('domino', form) ?? s.domino !== null;
  const put = useCommand(putParkSettings, { stale: ['park'], done: t('park.saved') });
  const { measureVessels: _, ...kept } = s;
  const save = (v: Values) =>
    put.mutate({
      params: { parkId },
      body: {
        ...kept,
        version,
        state: v.state,
        gridStepM: v.gridStepM ?? null,
        domino: v.domino ? { histories: v.histories ?? 200_000, seed: v.seed ?? 1 } : null,
        ...(typeof v.measureVessels === 'number' ? { measureVessels: v.measureVessels } : {}),
      },
    });
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      disabled={!writes}
      className="park-settings"
      initialValues={{
        state: s.state,
        gridStepM: s.gridStepM,
        domino: s.domino !== null,
        histories: s.domino?.histories ?? 200_000,
        seed: s.domino?.seed ?? 1,
        measureVessels: s.measureVessels,
      }}
      onFinish={save}
    >
      <Form.Item name="state" label={t('park.settings.state')} extra={t('park.settings.stateHow')}>
        <Select
          options={(['in-service', 'new'] as const).map((value) => ({
            value,
            label: t(value === 'new' ? 'park.figure.stateNew' : 'park.figure.stateInService'),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="gridStepM"
        label={t('park.settings.grid')}
        extra={t('park.settings.gridHow')}
        rules={[range({ min: 5, max: 1000, unit: 'm' })]}
      >
        <InputNumber className="yf-wide" placeholder={t('park.settings.auto')} />
      </Form.Item>
      <Form.Item name="domino" label={t('park.settings.domino')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {domino && (
        <div className="park-form-two">
          <Form.Item
            name="histories"
            label={t('park.settings.histories')}
            rules={[range({ min: 1000, max: 5_000_000, unit: '' })]}
          >
            <InputNumber precision={0} step={100_000} className="yf-wide" />
          </Form.Item>
          <Form.Item
            name="seed"
            label={t('park.settings.seed')}
            rules={[range({ min: 0, max: 4_294_967_295, unit: '' })]}
          >
            <InputNumber precision={0} className="yf-wide" />
          </Form.Item>
        </div>
      )}
      <Form.Item
        name="measureVessels"
        label={t('park.settings.measures')}
        extra={t('park.settings.measuresHow')}
        rules={[range({ min: 0, max: 50, unit: '' })]}
      >
        <InputNumber precision={0} className="yf-wide" />
      </Form.Item>
      {writes && (
        <Button type="primary" htmlType="submit" loading={put.isPending}>
          {t('park.save')}
        </Button>
      )}
    </Form>
  );
}
