import { useNavigate, useSearch } from '@tanstack/react-router';
import { followRegistration, registerEnterprise, resubmitRegistration } from '@yufang/contract';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblems, problemText } from '../../api/problem.ts';
import { useApi, useCommand } from '../../api/use-api.ts';
import { NewPasswordFields } from '../../shell/sign-in/new-password-fields.tsx';
import { showFieldProblems } from '../../ui/form-drawer.tsx';
import { Reading } from '../../ui/index.ts';
import { ParticularsFields } from './particulars-fields.tsx';
import { PublicFrame } from './public-frame.tsx';

/** An enterprise registers itself; its county decides; the code tells how it stands. */
export function RegisterPage() {
  const { t } = useTranslation();
  const { code }: { code?: string } = useSearch({ strict: false });
  return (
    <PublicFrame title={t('enterprise.register.title')}>{code ? <Stands code={code} /> : <Register />}</PublicFrame>
  );
}

const tidy = (p: Record<string, unknown>) => ({ crs: 'WGS84', tags: [], ...p, code: p.code || null });

function Register() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm();
  const [follow, setFollow] = useState('');
  const register = useCommand(registerEnterprise, { quiet: true });
  if (register.data) {
    return (
      <>
        <Alert type="success" showIcon title={t('enterprise.register.sent')} />
        <p>{t('enterprise.register.keep')}</p>
        <p className="yf-public-code">{register.data.followCode}</p>
        <p>
          {t('enterprise.column.code')}: {register.data.code}
        </p>
      </>
    );
  }
  const required = [{ required: true, message: t('enterprise.field.required') }];
  return (
    <>
      <p>{t('enterprise.register.lead')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        scrollToFirstError
        onFinish={(v: { particulars: Record<string, unknown>; head: never }) =>
          register.mutate(
            { body: { particulars: tidy(v.particulars) as never, head: v.head } },
            { onError: (error) => showFieldProblems(form, fieldProblems(error, t)) },
          )
        }
      >
        <h2>{t('enterprise.register.firm')}</h2>
        <ParticularsFields under="particulars" withCode />
        <h2>{t('enterprise.register.head')}</h2>
        <Form.Item name={['head', 'name']} label={t('enterprise.register.headName')} rules={required}>
          <Input maxLength={60} autoComplete="name" />
        </Form.Item>
        <Form.Item name={['head', 'phone']} label={t('enterprise.register.headPhone')} rules={required}>
          <Input inputMode="tel" maxLength={20} autoComplete="tel" />
        </Form.Item>
        <Form.Item
          name={['head', 'username']}
          label={t('enterprise.register.username')}
          extra={t('enterprise.register.usernameHint')}
          rules={required}
        >
          <Input maxLength={32} autoComplete="username" />
        </Form.Item>
        <NewPasswordFields name={['head', 'password']} label={t('enterprise.register.password')} />
        {register.error && (
          <Alert className="yf-gap-below" type="error" showIcon title={problemText(register.error, t)} />
        )}
        <div className="yf-public-actions">
          <Button type="primary" size="large" htmlType="submit" loading={register.isPending}>
            {t('enterprise.register.send')}
          </Button>
        </div>
      </Form>
      <h2>{t('enterprise.register.followTitle')}</h2>
      <Input.Search
        aria-label={t('enterprise.publicReport.code')}
        placeholder={t('enterprise.publicReport.code')}
        value={follow}
        onChange={(e) => setFollow(e.target.value)}
        onSearch={(v) => v.trim() && void navigate({ to: '/register', search: { code: v.trim() } } as never)}
      />
    </>
  );
}

function Stands({ code }: { code: string }) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  const stands = useApi(followRegistration, { params: { code } });
  const again = useCommand(resubmitRegistration, { quiet: true, stale: ['public'] });
  return (
    <Reading query={stands}>
      {(r) => (
        <>
          <p>
            <strong>{r.enterpriseName}</strong>
          </p>
          <Alert
            type={r.state === 'refused' ? 'warning' : 'info'}
            showIcon
            title={t(`enterprise.register.state.${r.state}`)}
            description={r.reason}
          />
          {r.state === 'approved' && (
            <div className="yf-public-actions">
              <Button type="primary" size="large" href="/console/sign-in">
                {t('enterprise.register.signIn')}
              </Button>
            </div>
          )}
          {r.state === 'refused' && (
            <Form
              form={form}
              layout="vertical"
              requiredMark="optional"
              initialValues={{ particulars: { name: r.enterpriseName, code: r.code } }}
              onFinish={(v: { particulars: Record<string, unknown> }) =>
                again.mutate(
                  { params: { code }, body: { particulars: tidy(v.particulars) as never } },
                  { onError: (error) => showFieldProblems(form, fieldProblems(error, t)) },
                )
              }
            >
              <h2>{t('enterprise.register.correct')}</h2>
              <ParticularsFields under="particulars" withCode />
              {again.error && (
                <Alert className="yf-gap-below" type="error" showIcon title={problemText(again.error, t)} />
              )}
              <div className="yf-public-actions">
                <Button type="primary" size="large" htmlType="submit" loading={again.isPending}>
                  {t('enterprise.register.sendAgain')}
                </Button>
              </div>
            </Form>
          )}
        </>
      )}
    </Reading>
  );
}
