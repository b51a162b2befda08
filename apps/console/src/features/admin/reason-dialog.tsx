import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

/** Asks why before something is done that goes into the log with its reason. */
export function ReasonDialog({
  open,
  title,
  onClose,
  onReason,
}: {
  open: boolean;
  title: string;
  onClose: () => void;
  onReason: (reason: string) => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal open={open} title={title} onCancel={onClose} onOk={() => form.submit()} okText={title} destroyOnHidden>
      <Form form={form} layout="vertical" preserve={false} onFinish={({ reason }) => onReason(reason)}>
        <Form.Item name="reason" label={t('admin.reason')} rules={[{ required: true, whitespace: true }]}>
          <Input.TextArea rows={3} maxLength={200} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
