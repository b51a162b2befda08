import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../shell/me.tsx';
import { Empty } from '../../ui/index.ts';

/** The enterprise of the address, else one's own. */
export function OfEnterprise({ children }: { children: (enterpriseId: string) => ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const { enterpriseId }: { enterpriseId?: string } = useParams({ strict: false });
  const id = enterpriseId ?? me.scope.enterpriseId;
  return id ? children(id) : <Empty title={t('org.none')} />;
}
