import { changePassword, type SessionView } from '@yufang/contract';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { SignInFrame } from './frame.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';
import { SignOutLink } from './sign-out-link.tsx';
import { StepForm } from './step-form.tsx';

type Values = { current?: string; next: string; repeat: string };

/** The step before anything else when a password was given by somebody else or has grown old. */
export function ChangePassword({ current, onDone }: { current: string | null; onDone: (view: SessionView) => void }) {
  const { t } = useTranslation();
  return (
    <SignInFrame title={t('shell.door.changePassword')} lead={t('shell.door.changePasswordText')}>
      <ChangePasswordForm current={current} onDone={onDone} />
      <SignOutLink />
    </SignInFrame>
  );
}

/** Also used on the account's security page. */
export function ChangePasswordForm({
  current,
  onDone,
}: {
  current: string | null;
  onDone: (view: SessionView) => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  return (
    <StepForm
      route={changePassword}
      form={form}
      submit={t('shell.door.changePassword')}
      toInput={(v: Values) => ({ body: { current: v.current ?? current ?? '', next: v.next } })}
      onDone={(view) => {
        form.resetFields();
        onDone(view);
      }}
    >
      {current === null && (
        <Form.Item
          name="current"
          label={t('shell.door.currentPassword')}
          rules={[{ required: true, message: t('shell.door.passwordMissing') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={128} />
        </Form.Item>
      )}
      <NewPasswordFields name="next" label={t('shell.door.newPassword')} />
    </StepForm>
  );
}
