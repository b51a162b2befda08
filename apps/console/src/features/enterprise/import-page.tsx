import { getEnterpriseTemplate, importEnterprises } from '@yufang/contract';
import { useTranslation } from 'react-i18next';
import { ImportWizard } from './import-wizard.tsx';

/** Enterprises by Excel. */
export function EnterpriseImportPage() {
  const { t } = useTranslation();
  return (
    <ImportWizard
      title={t('enterprise.import.title')}
      lead={t('enterprise.import.lead')}
      template={getEnterpriseTemplate}
      route={importEnterprises}
      stale={['enterprise', 'overview']}
    />
  );
}
