import type { ParkVesselInput } from '@yufang/contract/park';
import { Button, Drawer, Form, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { tidyVessel } from '../inventory/tidy-vessel.ts';
import { VesselFields } from '../inventory/vessel-fields.tsx';

type Vessel = Omit<ParkVesselInput, 'plant' | 'note'>;

/** One vessel of a proposed plant; nothing is sent yet. */
export function VesselDrawer({
  open,
  near,
  taken,
  onClose,
  onAdd,
}: {
  open: boolean;
  near: { readonly lon: number; readonly lat: number } | null;
  /** Tags that are on the list already. */
  taken: readonly string[];
  onClose: () => void;
  onAdd: (vessel: Vessel) => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<ParkVesselInput>();
  const finish = (values: ParkVesselInput) => {
    if (taken.includes(values.tag)) {
      form.setFields([{ name: 'tag', errors: [t('park.check.tagTaken')] }]);
      return;
    }
    const { plant: _, note: __, ...vessel } = tidyVessel(values);
    onAdd(vessel);
    form.resetFields();
  };
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('park.vessel.add')}
      size={560}
      destroyOnHidden
      footer={
        <Space>
          <Button type="primary" onClick={() => form.submit()}>
            {t('park.check.addVessel')}
          </Button>
          <Button onClick={onClose}>{t('shell.action.cancel')}</Button>
        </Space>
      }
    >
      <Form<ParkVesselInput>
        // Its fields have ids of their own: the project's form under it has a field of the same name.
        name="proposed"
        form={form}
        layout="vertical"
        requiredMark="optional"
        scrollToFirstError
        initialValues={{ crs: 'CGCS2000', fillFraction: 0.8 }}
        onFinish={finish}
      >
        <VesselFields near={near} plain />
      </Form>
    </Drawer>
  );
}
