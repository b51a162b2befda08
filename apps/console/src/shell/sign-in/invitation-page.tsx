import { useNavigate, useParams } from '@tanstack/react-router';
import { acceptInvitation, getInvitation, joinByInvitation, type SessionView } from '@yufang/contract';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import { shortTime } from '../../ui/format.ts';
import { Reading } from '../../ui/screen-state.tsx';
import { useSession, useSetSession } from '../me.tsx';
import { SignInFrame } from './frame.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';
import { StepForm } from './step-form.tsx';

type Values = { username: string; password: string; repeat: string };

/** An invited person chooses a name and a password and is in; who is signed in already may take the duty with the account he has. */
export function InvitationPage() {
  const { t } = useTranslation();
  const word = useWord();
  const params = useParams({ strict: false }) as { code?: string };
  const code = params.code ?? '';
  const [form] = Form.useForm<Values>();
  const [joining] = Form.useForm<object>();
  const me = useSession().data?.me ?? null;
  const setSession = useSetSession();
  const navigate = useNavigate();
  const enter = (view: SessionView) => {
    setSession(view);
    void navigate({ to: '/sign-in' });
  };
  const invitation = useApi(getInvitation, { params: { code } });
  return (
    <SignInFrame title={t('shell.door.invitation')}>
      <Reading query={invitation}>
        {(given) => (
          <>
            <p className="yf-lead">
              {t('shell.door.invitationText', {
                name: given.name,
                by: given.invitedBy,
                enterprise: given.enterpriseName,
                role: word('role', given.role),
                until: shortTime(given.expiresAt),
              })}
            </p>
            {me && (
              <>
                <StepForm
                  route={joinByInvitation}
                  form={joining}
                  submit={t('shell.door.joinAs', { name: me.name, username: me.username })}
                  toInput={() => ({ params: { code } })}
                  onDone={enter}
                >
                  <p className="yf-quiet yf-gap-below">{t('shell.door.joinAsHint')}</p>
                </StepForm>
                <p className="yf-quiet yf-gap-above">{t('shell.door.otherAccount')}</p>
              </>
            )}
            <StepForm
              second={me !== null}
              route={acceptInvitation}
              form={form}
              submit={t('shell.door.accept')}
              toInput={(v: Values) => ({ params: { code }, body: { username: v.username, password: v.password } })}
              onDone={enter}
            >
              <Form.Item
                name="username"
                label={t('shell.door.chooseUsername')}
                extra={t('shell.door.usernameRules')}
                rules={[{ required: true, message: t('shell.door.usernameMissing') }]}
              >
                <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={32} />
              </Form.Item>
              <NewPasswordFields name="password" label={t('shell.door.password')} />
            </StepForm>
          </>
        )}
      </Reading>
    </SignInFrame>
  );
}
