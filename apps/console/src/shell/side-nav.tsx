import {
  AlertOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  CarryOutOutlined,
  DashboardOutlined,
  GlobalOutlined,
  SettingOutlined,
} from '@ant-design/icons';
import { useLinkProps, useRouterState } from '@tanstack/react-router';
import type { Role } from '@yufang/domain';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NavGroup } from '../features/feature.ts';
import { entryAt, navFor } from './nav-tree.ts';

const ICONS: Readonly<Record<NavGroup, ComponentType>> = {
  situation: GlobalOutlined,
  enterprises: BankOutlined,
  risks: ApartmentOutlined,
  inspection: CarryOutOutlined,
  dangers: AlertOutlined,
  monitoring: DashboardOutlined,
  supervision: AuditOutlined,
  settings: SettingOutlined,
};

/** Groups by duty; the group one is in shows its entries. */
export function SideNav({ role }: { role: Role }) {
  const { t } = useTranslation();
  const pathname = useRouterState({ select: (s) => s.location.pathname.replace(/^\/console/, '') || '/' });
  const groups = navFor(role);
  const here = entryAt(
    groups.flatMap((g) => g.entries),
    pathname,
  );
  return (
    <nav className="yf-nav" aria-label={t('shell.nav.label')}>
      <ul>
        {groups.map(({ group, entries }) => {
          const Icon = ICONS[group];
          const first = entries[0];
          const inside = here !== null && entries.includes(here);
          if (!first) return null;
          return (
            <li key={group} className={inside ? 'yf-nav-in' : undefined}>
              <NavLink to={first.to} className="yf-nav-group" current={inside && entries.length === 1}>
                <Icon />
                {t(`shell.nav.${group}`)}
              </NavLink>
              {inside && entries.length > 1 && (
                <ul>
                  {entries.map((entry) => (
                    <li key={entry.to}>
                      <NavLink to={entry.to} className="yf-nav-entry" current={entry === here}>
                        {t(entry.label)}
                      </NavLink>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** A link that is current only when told so: the router's own would mark every address that begins the present one. */
function NavLink({
  to,
  className,
  current,
  children,
}: {
  to: string;
  className: string;
  current: boolean;
  children: ReactNode;
}) {
  const props = useLinkProps({ to, search: keepRegion });
  return (
    <a {...props} className={className} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  );
}

/** From screen to screen only the place goes along, not the filters of the last list. */
const keepRegion = (search: Record<string, unknown>) => (search.region === undefined ? {} : { region: search.region });
