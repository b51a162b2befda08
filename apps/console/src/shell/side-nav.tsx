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
import { Link, useRouterState } from '@tanstack/react-router';
import type { Role } from '@yufang/domain';
import type { ComponentType } from 'react';
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
              <Link
                to={first.to}
                search={keepRegion}
                className="yf-nav-group"
                {...(inside && entries.length === 1 ? { 'aria-current': 'page' as const } : {})}
              >
                <Icon />
                {t(`shell.nav.${group}`)}
              </Link>
              {inside && entries.length > 1 && (
                <ul>
                  {entries.map((entry) => (
                    <li key={entry.to}>
                      <Link
                        to={entry.to}
                        search={keepRegion}
                        className="yf-nav-entry"
                        {...(entry === here ? { 'aria-current': 'page' as const } : {})}
                      >
                        {t(entry.label)}
                      </Link>
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

/** From screen to screen only the place goes along, not the filters of the last list. */
const keepRegion = (search: Record<string, unknown>) => (search.region === undefined ? {} : { region: search.region });
