import { getParkVesselTemplate, importParkVessels } from '@yufang/contract/park';
import { Segmented, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../i18n/language.ts';
import { ExportButton } from '../../../ui/index.ts';
import { ImportDrawer } from '../inventory/import-drawer.tsx';
import { TankQuestions, type TankTold } from './tank-questions.tsx';

/** Vessels from a file: our own form, or the data standard's table of tanks with what that leaves open told once. */
export function VesselImport({
  enterpriseId,
  open,
  onClose,
}: {
  enterpriseId: string;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [standard, setStandard] = useState(false);
  const [told, setTold] = useState<TankTold>({});
  const lang = currentLanguage() === 'en' ? 'en' : 'zh';
  const params = { enterpriseId };
  return (
    <ImportDrawer
      open={open}
      onClose={onClose}
      title={t('park.import.excel')}
      lead={t(standard ? 'park.tank.standardLead' : 'park.import.excelLead')}
      route={importParkVessels}
      params={params}
      accept={standard ? '.xlsx,.json' : '.xlsx'}
      query={standard ? queryOf(told) : {}}
      // What was dropped is the other form: it is asked for what that leaves open.
      onRefused={(code) => {
        if (code === 'park.tank_asked') setStandard(true);
      }}
      waits={standard && !(told.crs && told.pressure)}
      extra={
        <>
          <Segmented
            className="yf-gap-below"
            aria-label={t('park.tank.form')}
            value={standard ? 'standard' : 'own'}
            onChange={(value) => setStandard(value === 'standard')}
            options={[
              { value: 'own', label: t('park.tank.ownForm') },
              { value: 'standard', label: t('park.tank.standard') },
            ]}
          />
          {standard ? (
            <TankQuestions told={told} onTold={setTold} />
          ) : (
            <div>
              <Space wrap>
                <ExportButton
                  route={getParkVesselTemplate}
                  input={{ params, query: { lang } }}
                  label={t('park.import.template')}
                />
                <ExportButton
                  route={getParkVesselTemplate}
                  input={{ params, query: { lang, filled: 'true' } }}
                  label={t('park.import.templateFilled')}
                />
              </Space>
            </div>
          )}
        </>
      }
    />
  );
}

/** What was told, as a query; what was not is not in it. */
const queryOf = (told: TankTold): Record<string, string> =>
  Object.fromEntries(
    Object.entries(told).flatMap(([k, v]) => (v === undefined || v === null ? [] : [[k, String(v)] as const])),
  );
