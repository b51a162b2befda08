import { confirmSecondFactor, enrolSecondFactor, type SessionView } from '@yufang/contract';
import { Form, Input } from 'antd';
import { toString as qrSvg } from 'qrcode';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../api/use-api.ts';
import { CodeField } from './code-field.tsx';
import { SignInFrame } from './frame.tsx';
import { SignOutLink } from './sign-out-link.tsx';
import { StepForm } from './step-form.tsx';

type Enrolment = { readonly uri: string; readonly secret: string; readonly demoCode: string | null };

/** Scan once with an authenticator, confirm with its first code. The password is asked again only when it is no longer at hand. */
export function EnrolSecondFactor({
  password,
  onDone,
}: {
  password: string | null;
  onDone: (view: SessionView) => void;
}) {
  const { t } = useTranslation();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  return (
    <SignInFrame title={t('shell.door.enrol')} lead={t('shell.door.enrolText')}>
      <Enrolling password={password} enrolment={enrolment} onBegun={setEnrolment} onDone={onDone} />
      <SignOutLink />
    </SignInFrame>
  );
}

/** The two halves of an enrolment, also used on the account's security page. */
export function Enrolling({
  password,
  enrolment,
  second,
  onBegun,
  onDone,
}: {
  password: string | null;
  enrolment: Enrolment | null;
  /** On a page whose main action is another. */
  second?: boolean;
  onBegun: (enrolment: Enrolment) => void;
  onDone: (view: SessionView) => void;
}) {
  const { t } = useTranslation();
  const [askForm] = Form.useForm<{ password: string }>();
  const [codeForm] = Form.useForm<{ code: string }>();
  const begin = useCommand(enrolSecondFactor, { quiet: true, stale: [], onDone: onBegun });
  const { mutate } = begin;
  useEffect(() => {
    if (password) mutate({ body: { password } });
  }, [password, mutate]);

  if (!enrolment) {
    if (password && !begin.isError) return null;
    return (
      <StepForm
        route={enrolSecondFactor}
        {...(second ? { second } : {})}
        form={askForm}
        submit={t('shell.door.begin')}
        toInput={(v: { password: string }) => ({ body: v })}
        onDone={onBegun}
      >
        <Form.Item
          name="password"
          label={t('shell.door.passwordAgain')}
          rules={[{ required: true, message: t('shell.door.passwordMissing') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={128} />
        </Form.Item>
      </StepForm>
    );
  }
  return (
    <>
      <SecretCode enrolment={enrolment} />
      <StepForm
        route={confirmSecondFactor}
        {...(second ? { second } : {})}
        form={codeForm}
        submit={t('shell.door.confirmEnrol')}
        toInput={(v: { code: string }) => ({ body: v })}
        onDone={onDone}
      >
        <CodeField
          demoCode={enrolment.demoCode}
          onFill={(code) => {
            codeForm.setFieldsValue({ code });
            codeForm.submit();
          }}
        />
      </StepForm>
    </>
  );
}

function SecretCode({ enrolment }: { enrolment: Enrolment }) {
  const { t } = useTranslation();
  const [image, setImage] = useState('');
  useEffect(() => {
    let current = true;
    void qrSvg(enrolment.uri, { type: 'svg', margin: 1, width: 176 }).then((svg) => {
      if (current) setImage(`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`);
    });
    return () => {
      current = false;
    };
  }, [enrolment.uri]);
  return (
    <div className="yf-secret">
      {image && <img src={image} alt={t('shell.door.qr')} width="176" height="176" />}
      <p className="yf-secret-text">
        <span className="yf-quiet">{t('shell.door.secret')}</span>
        <code>{enrolment.secret}</code>
      </p>
    </div>
  );
}
