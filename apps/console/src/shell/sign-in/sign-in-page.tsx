import { Navigate, useSearch } from '@tanstack/react-router';
import type { SessionView } from '@yufang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed, Loading } from '../../ui/screen-state.tsx';
import { useSession, useSetSession } from '../me.tsx';
import { ChangePassword } from './change-password.tsx';
import { EnrolSecondFactor } from './enrol-second-factor.tsx';
import { SignInFrame } from './frame.tsx';
import { PasswordStep } from './password-step.tsx';
import { SecondFactorStep } from './second-factor-step.tsx';
import { SignOutLink } from './sign-out-link.tsx';

/** The way in: whatever step the session stands at, until it is signed in; then to where one wanted to go. */
export function SignInPage() {
  const { t } = useTranslation();
  const { from } = useSearch({ strict: false }) as { from?: string };
  const session = useSession();
  const setSession = useSetSession();
  const [password, setPassword] = useState<string | null>(null);
  const next = (view: SessionView) => setSession(view);
  if (session.error) {
    return (
      <SignInFrame title={t('shell.door.signIn')}>
        <Failed problem={session.error} retry={() => void session.refetch()} />
      </SignInFrame>
    );
  }
  if (!session.data) return <Loading />;
  switch (session.data.state) {
    case 'signed_in':
      return <Navigate to={inside(from)} replace />;
    case 'second_factor':
      return <SecondFactorStep demoCode={session.data.demoCode} onDone={next} />;
    case 'enrol_second_factor':
      return <EnrolSecondFactor password={password} onDone={next} />;
    case 'change_password':
      return <ChangePassword current={password} onDone={next} />;
    case 'no_assignment':
      return (
        <SignInFrame title={t('shell.door.noAssignment')} lead={t('shell.door.noAssignmentText')}>
          <SignOutLink />
        </SignInFrame>
      );
    case 'signed_out':
      return (
        <PasswordStep
          demo={session.data.demo}
          onDone={(view, typed) => {
            setPassword(typed);
            next(view);
          }}
        />
      );
  }
}

/** Only addresses of this console, so that a link cannot send a fresh sign-in elsewhere. */
const inside = (from: string | undefined): string =>
  from?.startsWith('/') && !from.startsWith('//') && !from.startsWith('/sign-in') ? from : '/';
