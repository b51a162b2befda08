import { getPasswordRules } from '@yufang/contract';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';

/** A new password twice, with the rules it must keep said before it is typed. `name` is its path in the body. */
export function NewPasswordFields({ name, label }: { name: string | string[]; label: string }) {
  const { t } = useTranslation();
  const rules = useApi(getPasswordRules, {}, { staleTime: Number.POSITIVE_INFINITY });
  const said = rules.data ? t('shell.door.passwordRules', { ...rules.data }) : undefined;
  return (
    <>
      <Form.Item
        name={name}
        label={label}
        extra={said}
        rules={[{ required: true, message: t('shell.door.passwordMissing') }]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t('shell.door.repeat')}
        dependencies={[name]}
        rules={[
          { required: true, message: t('shell.door.passwordMissing') },
          ({ getFieldValue }) => ({
            validator: async (_, value: string) => {
              if (value && value !== getFieldValue(name)) throw new Error(t('shell.door.repeatWrong'));
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
    </>
  );
}
