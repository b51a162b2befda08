import {
  createParkVessel,
  listEnterpriseParkVessels,
  type ParkVesselInput,
  type ParkVesselView,
  submitParkVessels,
  updateParkVessel,
  withdrawParkVessel,
} from '@yufang/contract/park';
import { App, Button, Popconfirm, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../../api/problem.ts';
import { useCommand } from '../../../api/use-api.ts';
import { useMay } from '../../../shell/me.tsx';
import { FormDrawer, ListScreen } from '../../../ui/index.ts';
import { tidyVessel } from '../inventory/tidy-vessel.ts';
import { useOwnLandmarks } from '../inventory/use-landmarks.ts';
import { useVesselColumns, useVesselFilters } from '../inventory/vessel-columns.tsx';
import { VesselFactsPanel } from '../inventory/vessel-facts-panel.tsx';
import { VesselFields } from '../inventory/vessel-fields.tsx';
import { VesselPlace } from '../inventory/vessel-place.tsx';
import { VesselImport } from './vessel-import.tsx';

/** The vessels an enterprise reports to its park: by hand, from Excel, with their position by figures or by a click. */
export function OwnVessels({ enterpriseId, above }: { enterpriseId: string; above: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const { message } = App.useApp();
  const columns = useVesselColumns(false);
  const filters = useVesselFilters();
  const [editing, setEditing] = useState<ParkVesselView | 'new' | null>(null);
  const [importing, setImporting] = useState(false);
  const params = { enterpriseId };
  const submit = useCommand(submitParkVessels, {
    stale: ['park'],
    onDone: (r) => void message.success(t('park.vessel.submitted', { n: r.submitted })),
  });
  const writes = may(createParkVessel);
  return (
    <>
      <ListScreen
        title={t('park.own.vesselsTitle')}
        lead={t('park.own.vesselsLead')}
        route={listEnterpriseParkVessels}
        input={(s) => ({
          params,
          query: {
            ...(s.state ? { state: s.state as never } : {}),
            ...(s.search ? { search: String(s.search) } : {}),
          },
        })}
        rowKey={(v) => v.id}
        columns={columns}
        above={above}
        filters={filters}
        panelTitle={(v) => v.name}
        panel={(v) => <OwnPanel vessel={v} onEdit={() => setEditing(v)} writes={writes} />}
        {...(writes
          ? {
              bulk: (rows: readonly ParkVesselView[], clear: () => void) => (
                <Button
                  loading={submit.isPending}
                  onClick={() => submit.mutate({ params, body: { ids: rows.map((r) => r.id) } }, { onSuccess: clear })}
                >
                  {t('park.vessel.submit')}
                </Button>
              ),
              actions: (
                <>
                  <Button onClick={() => setImporting(true)}>{t('park.import.excel')}</Button>
                  <Popconfirm
                    title={t('park.vessel.submitAllAsk')}
                    onConfirm={() => submit.mutate({ params, body: {} })}
                  >
                    <Button loading={submit.isPending}>{t('park.vessel.submitAll')}</Button>
                  </Popconfirm>
                  <Button type="primary" onClick={() => setEditing('new')}>
                    {t('park.vessel.add')}
                  </Button>
                </>
              ),
            }
          : {})}
        empty={{ title: t('park.vessel.empty'), text: t('park.vessel.emptyOwn') }}
      />
      <VesselForm enterpriseId={enterpriseId} vessel={editing} onClose={() => setEditing(null)} />
      <VesselImport enterpriseId={enterpriseId} open={importing} onClose={() => setImporting(false)} />
    </>
  );
}

function OwnPanel({ vessel, onEdit, writes }: { vessel: ParkVesselView; onEdit: () => void; writes: boolean }) {
  const { t } = useTranslation();
  const around = useOwnLandmarks(vessel.enterpriseId);
  const withdraw = useCommand(withdrawParkVessel, { stale: ['park'], done: t('park.vessel.withdrawn') });
  const params = { enterpriseId: vessel.enterpriseId, id: vessel.id };
  return (
    <>
      <VesselFactsPanel vessel={vessel} />
      <VesselPlace vessel={vessel} around={around} />
      {writes && vessel.state !== 'withdrawn' && (
        // What the park has confirmed is taken out of use by the park.
        <Space className="yf-gap-above">
          <Button type="primary" onClick={onEdit}>
            {t('park.edit')}
          </Button>
          {!vessel.hasConfirmed && (
            <Button
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate({ params, body: { version: vessel.version } })}
            >
              {t('park.vessel.withdraw')}
            </Button>
          )}
        </Space>
      )}
    </>
  );
}

/** The other vessel that a refusal names. */
const besides = (problem: unknown): string | null =>
  problem instanceof ApiProblem && typeof problem.params.other === 'string' ? problem.params.other : null;

/** A vessel anew, or one that is there: two routes, one set of fields. */
function VesselForm({
  enterpriseId,
  vessel,
  onClose,
}: {
  enterpriseId: string;
  vessel: ParkVesselView | 'new' | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const around = useOwnLandmarks(enterpriseId, typeof vessel === 'object' ? vessel?.id : undefined);
  const shared = {
    onClose,
    done: t('park.saved'),
    stale: ['park'],
    submit: t('park.save'),
    width: 620,
    about: besides,
  } as const;
  if (vessel === null || vessel === 'new')
    return (
      <FormDrawer<typeof createParkVessel, ParkVesselInput>
        {...shared}
        route={createParkVessel}
        title={t('park.vessel.add')}
        open={vessel === 'new'}
        initial={{ crs: 'CGCS2000', fillFraction: 0.8 }}
        toInput={(v) => ({ params: { enterpriseId }, body: tidyVessel(v) })}
      >
        <VesselFields near={null} around={around} />
      </FormDrawer>
    );
  return (
    <FormDrawer<typeof updateParkVessel, ParkVesselInput>
      {...shared}
      route={updateParkVessel}
      title={t('park.vessel.change', { name: vessel.name })}
      open
      initial={{ ...vessel, lon: vessel.givenLon, lat: vessel.givenLat }}
      toInput={(v) => ({
        params: { enterpriseId, id: vessel.id },
        body: { ...tidyVessel(v), version: vessel.version },
      })}
    >
      <p className="yf-quiet yf-gap-below">{t('park.vessel.changeHow')}</p>
      <VesselFields near={{ lon: vessel.lon, lat: vessel.lat }} around={around} />
    </FormDrawer>
  );
}
