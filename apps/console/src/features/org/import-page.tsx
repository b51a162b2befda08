import { getPeopleTemplate, importPeople } from '@yufang/contract';
import { useTranslation } from 'react-i18next';
import { ImportWizard } from '../enterprise/import-wizard.tsx';
import { OfEnterprise } from './of-enterprise.tsx';

/** People and posts by Excel. */
export function PeopleImportPage() {
  const { t } = useTranslation();
  return (
    <OfEnterprise>
      {(enterpriseId) => (
        <ImportWizard
          title={t('org.import.title')}
          lead={t('org.import.lead')}
          template={getPeopleTemplate}
          route={importPeople}
          params={{ enterpriseId }}
          stale={['org', 'archive']}
        />
      )}
    </OfEnterprise>
  );
}
