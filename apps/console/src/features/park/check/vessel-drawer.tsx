import type { ParkProposedVessel, ParkVesselInput } from '@yufang/contract/park';
import { Button, Drawer, Form, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Landmark } from '../inventory/position-fields.tsx';
import { tidyVessel } from '../inventory/tidy-vessel.ts';
import { VesselFields } from '../inventory/vessel-fields.tsx';

/** One vessel of a proposed plant, new or to be changed; nothing is sent yet. */
export function VesselDrawer({
  vessel,
  near,
  around,
  taken,
  onClose,
  onDone,
}: {
  /** null: closed. */
  vessel: ParkProposedVessel | 'new' | null;
  near: { readonly lon: number; readonly lat: number } | null;
  around: readonly Landmark[];
  /** Tags of the others on the list. */
  taken: readonly string[];
  onClose: () => void;
  onDone: (vessel: ParkProposedVessel) => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<ParkVesselInput>();
  const known = vessel === 'new' ? null : vessel;
  const finish = (values: ParkVesselInput) => {
    if (taken.includes(values.tag.trim())) {
      form.setFields([{ name: 'tag', errors: [t('park.check.tagTaken')] }]);
      return;
    }
    const { plant: _, note: __, ...given } = tidyVessel(values);
    onDone(given);
  };
  return (
    <Drawer
      open={vessel !== null}
      onClose={onClose}
      title={t(known ? 'park.check.changeVessel' : 'park.vessel.add')}
      size={560}
      destroyOnHidden
      footer={
        <Space>
          <Button type="primary" onClick={() => form.submit()}>
            {t(known ? 'park.save' : 'park.check.addVessel')}
          </Button>
          <Button onClick={onClose}>{t('shell.action.cancel')}</Button>
        </Space>
      }
    >
      <Form<ParkVesselInput>
        // Its fields have ids of their own: the project's form under it has a field of the same name.
        name="proposed"
        key={known?.tag ?? 'new'}
        form={form}
        layout="vertical"
        requiredMark="optional"
        scrollToFirstError
        preserve={false}
        initialValues={known ?? { crs: 'CGCS2000', fillFraction: 0.8 }}
        onFinish={finish}
      >
        <VesselFields near={near} around={around} plain />
      </Form>
    </Drawer>
  );
}
