import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../shell/me.tsx';
import { Empty } from '../../ui/index.ts';

/** The enterprise a screen is about: the address says, else the caller's own; null for a regulator who has not chosen one. */
export function useEnterpriseId(): string | null {
  const search: { enterpriseId?: string } = useSearch({ strict: false });
  const { scope } = useMe();
  const own = 'enterpriseId' in scope && typeof scope.enterpriseId === 'string' ? scope.enterpriseId : null;
  return search.enterpriseId ?? own;
}

/** A screen of one enterprise, or what to do to have one. */
export function OfEnterprise({ children }: { children: (enterpriseId: string) => ReactNode }) {
  const { t } = useTranslation();
  const id = useEnterpriseId();
  return id ? children(id) : <Empty title={t('risk.place.none')} text={t('risk.place.choose')} />;
}
