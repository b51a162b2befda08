import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/record-page.tsx';
import { useMe, useSetSession } from '../me.tsx';
import { ChangePasswordForm } from '../sign-in/change-password.tsx';
import { Enrolling } from '../sign-in/enrol-second-factor.tsx';

/** Password and authenticator of the account. */
export function SecurityPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { message } = App.useApp();
  const setSession = useSetSession();
  const [enrolment, setEnrolment] = useState<Parameters<typeof Enrolling>[0]['enrolment']>(null);
  const done = (text: string) => (view: Parameters<typeof setSession>[0]) => {
    setSession(view);
    setEnrolment(null);
    message.success(text);
  };
  return (
    <div className="yf-narrow">
      <header className="yf-head">
        <div>
          <h1>{t('shell.top.security')}</h1>
          <p className="yf-lead">{t('shell.account.signedInAs', { name: me.name, username: me.username })}</p>
        </div>
      </header>
      <Section title={t('shell.account.password')}>
        <ChangePasswordForm current={null} onDone={done(t('shell.account.passwordChanged'))} />
      </Section>
      <Section title={t('shell.account.authenticator')}>
        <p className="yf-gap-below">{t(`shell.account.factor.${me.secondFactor}`)}</p>
        <Enrolling
          second
          password={null}
          enrolment={enrolment}
          onBegun={setEnrolment}
          onDone={done(t('shell.account.enrolled'))}
        />
      </Section>
    </div>
  );
}
