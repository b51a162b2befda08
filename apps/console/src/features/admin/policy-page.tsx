import { getSecurityPolicy, type SecurityPolicy, saveSecurityPolicy } from '@yufang/contract';
import { Alert, Button, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../api/problem.ts';
import { useApi, useCommand } from '../../api/use-api.ts';
import { Reading } from '../../ui/index.ts';

/** Each rule with its bounds, as the server checks them. An empty field of the last two means: no limit, or the server's setting. */
const RULES = [
  ['minLength', 8, 64],
  ['minClasses', 1, 4],
  ['notLast', 0, 24],
  ['lockAfter', 3, 20],
  ['lockMinutes', 1, 1440],
  ['absoluteHours', 1, 168],
  ['keptDays', 1, 180],
  ['maxAgeDays', 30, 730],
  ['idleMinutes', 1, 1440],
] as const;
const MAY_BE_EMPTY = new Set<string>(['maxAgeDays', 'idleMinutes']);

/** Rules of passwords and sessions for the whole platform. */
export function PolicyPage() {
  const { t } = useTranslation();
  const policy = useApi(getSecurityPolicy, {});
  return (
    <div className="yf-narrow">
      <header className="yf-head">
        <div>
          <h1>{t('admin.policy.title')}</h1>
          <p className="yf-lead">{t('admin.policy.lead')}</p>
        </div>
      </header>
      <Reading query={policy}>{(data) => <PolicyForm key={data.version} policy={data} />}</Reading>
    </div>
  );
}

function PolicyForm({ policy }: { policy: SecurityPolicy }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<SecurityPolicy>();
  const [problem, setProblem] = useState<unknown>(null);
  const save = useCommand(saveSecurityPolicy, { quiet: true, done: t('admin.policy.saved') });
  const finish = (values: SecurityPolicy) => {
    setProblem(null);
    const body = {
      ...values,
      maxAgeDays: values.maxAgeDays ?? null,
      idleMinutes: values.idleMinutes ?? null,
      version: policy.version,
    };
    save.mutate({ body }, { onError: setProblem });
  };
  return (
    <Form form={form} layout="vertical" initialValues={policy} onFinish={finish}>
      {problem !== null && <Alert type="error" showIcon className="yf-gap-below" title={problemText(problem, t)} />}
      {RULES.map(([name, min, max]) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`admin.policy.${name}`)}
          extra={t('admin.policy.bounds', { min, max })}
          rules={MAY_BE_EMPTY.has(name) ? [] : [{ required: true }]}
        >
          <InputNumber min={min} max={max} precision={0} style={{ width: '12rem' }} />
        </Form.Item>
      ))}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('admin.policy.save')}
      </Button>
    </Form>
  );
}
