import { ROLES, type Role } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import { useWord } from '../../i18n/use-word.ts';

/** The chain that no enterprise owns. */
export const PLATFORM_CHAIN = '00000000-0000-0000-0000-000000000000';

/** How the log's own words read: tables, actions, roles. What has no word yet is shown as it is. */
export function useLogWords() {
  const { t, i18n } = useTranslation();
  const word = useWord();
  const said = (kind: string, name: string) =>
    i18n.exists(`audit.${kind}.${name}`) ? t(`audit.${kind}.${name}`) : name;
  return {
    entity: (name: string) => said('entity', name),
    // What is done to a danger has the words of its own record.
    action: (name: string, entity?: string) =>
      entity === 'hidden_danger' && i18n.exists(`danger.did.${name}`) ? t(`danger.did.${name}`) : said('action', name),
    role: (name: string) => (isRole(name) ? word('role', name) : t('shell.record.system')),
    chain: (id: string, name: string | null) =>
      id === PLATFORM_CHAIN ? t('audit.platform') : (name ?? id.slice(0, 8)),
  };
}

const isRole = (name: string): name is Role => ROLES.some((r) => r === name);
