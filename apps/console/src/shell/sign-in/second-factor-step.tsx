import { type SessionView, verifySecondFactor } from '@yufang/contract';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { CodeField } from './code-field.tsx';
import { SignInFrame } from './frame.tsx';
import { SignOutLink } from './sign-out-link.tsx';
import { StepForm } from './step-form.tsx';

/** The code of the authenticator. */
export function SecondFactorStep({
  demoCode,
  onDone,
}: {
  demoCode: string | null;
  onDone: (view: SessionView) => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ code: string }>();
  return (
    <SignInFrame title={t('shell.door.secondFactor')} lead={t('shell.door.secondFactorText')}>
      <StepForm
        route={verifySecondFactor}
        form={form}
        submit={t('shell.door.verify')}
        toInput={(v: { code: string }) => ({ body: v })}
        onDone={onDone}
      >
        <CodeField
          demoCode={demoCode}
          onFill={(code) => {
            form.setFieldsValue({ code });
            form.submit();
          }}
        />
      </StepForm>
      <SignOutLink />
    </SignInFrame>
  );
}
