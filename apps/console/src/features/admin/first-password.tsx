import { Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';

/** A first password, shown once: read it out or copy it, then it is gone. */
export function FirstPassword({
  made,
  onClose,
}: {
  made: { username: string; password: string } | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      open={made !== null}
      title={t('admin.password.title')}
      onCancel={onClose}
      onOk={onClose}
      okText={t('admin.password.noted')}
      cancelButtonProps={{ style: { display: 'none' } }}
    >
      <p>{t('admin.password.text', { username: made?.username ?? '' })}</p>
      <Typography.Paragraph copyable code>
        {made?.password ?? ''}
      </Typography.Paragraph>
    </Modal>
  );
}
