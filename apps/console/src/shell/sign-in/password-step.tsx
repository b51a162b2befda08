import { listDemoAccounts, type SessionView, signIn } from '@yufang/contract';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { FEATURES } from '../../features/index.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useWord } from '../../i18n/use-word.ts';
import { SignInFrame } from './frame.tsx';
import { StepForm } from './step-form.tsx';

type Values = { username: string; password: string };

/** Name and password; while the demo runs also the invented accounts to try. */
export function PasswordStep({
  demo,
  onDone,
}: {
  demo: boolean;
  onDone: (view: SessionView, password: string) => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const registers = FEATURES.some((f) =>
    f.publicRoutes?.some((r) => 'path' in r.options && r.options.path === 'register'),
  );
  return (
    <SignInFrame title={t('shell.door.signIn')}>
      <StepForm
        route={signIn}
        form={form}
        submit={t('shell.door.signIn')}
        toInput={(v: Values) => ({ body: { ...v, locale: currentLanguage() } })}
        onDone={(view, v) => onDone(view, v.password)}
      >
        <Form.Item
          name="username"
          label={t('shell.door.username')}
          rules={[{ required: true, message: t('shell.door.usernameMissing') }]}
        >
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus maxLength={64} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('shell.door.password')}
          rules={[{ required: true, message: t('shell.door.passwordMissing') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={128} />
        </Form.Item>
      </StepForm>
      <p className="yf-door-more">
        {registers && <a href="/console/register">{t('shell.door.register')}</a>}
        <a href="/field/">{t('shell.door.phone')}</a>
      </p>
      {demo && (
        <DemoAccounts
          onPick={(values) => {
            form.setFieldsValue(values);
            form.submit();
          }}
        />
      )}
    </SignInFrame>
  );
}

/** Roles to try: a click signs in. */
function DemoAccounts({ onPick }: { onPick: (values: Values) => void }) {
  const { t } = useTranslation();
  const word = useWord();
  const accounts = useApi(listDemoAccounts, {});
  const rows = accounts.data?.rows ?? [];
  if (rows.length === 0) return null;
  const english = currentLanguage() === 'en';
  return (
    <section className="yf-door-demo" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t('shell.door.demo')}</h2>
      <p className="yf-quiet">{t('shell.door.demoText')}</p>
      <ul>
        {rows.map((row) => (
          <li key={row.username}>
            <button type="button" onClick={() => onPick({ username: row.username, password: row.password })}>
              <strong>{word('role', row.role)}</strong>
              <span>{(english && row.scope.nameEn) || row.scope.name}</span>
              <code>{row.username}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
