import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** Six digits of the authenticator; while the demo runs the code can be filled in. */
export function CodeField({ demoCode, onFill }: { demoCode: string | null; onFill: (code: string) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="code"
        label={t('shell.door.code')}
        rules={[{ required: true, pattern: /^\d{6}$/, message: t('shell.door.codeMissing') }]}
      >
        <Input className="yf-code" inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
      </Form.Item>
      {demoCode && (
        <p className="yf-door-demo-code">
          {t('shell.door.demoCode')} <code>{demoCode}</code>
          <Button type="link" size="small" onClick={() => onFill(demoCode)}>
            {t('shell.door.fillIn')}
          </Button>
        </p>
      )}
    </>
  );
}
