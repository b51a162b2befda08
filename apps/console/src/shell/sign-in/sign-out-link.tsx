import { signOut } from '@yufang/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../api/use-api.ts';

/** Begin again as somebody else. */
export function SignOutLink() {
  const { t } = useTranslation();
  const leave = useCommand(signOut, { stale: ['session'] });
  return (
    <p className="yf-door-more">
      <Button type="link" loading={leave.isPending} onClick={() => leave.mutate({})}>
        {t('shell.door.other')}
      </Button>
    </p>
  );
}
