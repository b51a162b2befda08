import {
  confirmParkVessel,
  confirmParkVessels,
  importParkFile,
  listParkVessels,
  type ParkVesselView,
  returnParkVessel,
  withdrawParkVessel,
} from '@yufang/contract/park';
import { App, Button, Form, Input, InputNumber, Popconfirm, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../api/use-api.ts';
import { useMay } from '../../../shell/me.tsx';
import { FormDrawer, ListScreen } from '../../../ui/index.ts';
import { ParkPages } from '../park-frame.tsx';
import { ImportDrawer } from './import-drawer.tsx';
import { useLandmarks } from './use-landmarks.ts';
import { useVesselColumns, useVesselFilters } from './vessel-columns.tsx';
import { VesselFactsPanel } from './vessel-facts-panel.tsx';
import { VesselPlace } from './vessel-place.tsx';

/** The vessels that the park's enterprises reported: confirmed one by one or several at once, or returned with a reason. */
export function ParkVessels({ parkId, above }: { parkId: string; above: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const { message } = App.useApp();
  const columns = useVesselColumns(true);
  const filters = useVesselFilters();
  const [importing, setImporting] = useState(false);
  const confirm = useCommand(confirmParkVessels, {
    stale: ['park'],
    onDone: (r) =>
      void message.success(
        [
          t('park.vessel.confirmed', { n: r.confirmed }),
          r.leftAlone > 0 && t('park.vessel.leftAlone', { n: r.leftAlone }),
        ]
          .filter(Boolean)
          .join(' '),
      ),
  });
  return (
    <>
      <ParkPages parkId={parkId} />
      <ListScreen
        title={t('park.inventory.vessels')}
        lead={t('park.inventory.vesselsLead')}
        route={listParkVessels}
        input={(s) => ({
          params: { parkId },
          query: {
            ...(s.state ? { state: s.state as never } : {}),
            ...(s.enterpriseId ? { enterpriseId: String(s.enterpriseId) } : {}),
            ...(s.search ? { search: String(s.search) } : {}),
          },
        })}
        rowKey={(v) => v.id}
        columns={columns}
        above={above}
        filters={filters}
        panelTitle={(v) => v.name}
        panel={(v) => <Panel vessel={v} parkId={parkId} />}
        {...(may(confirmParkVessels)
          ? {
              bulk: (rows: readonly ParkVesselView[], clear: () => void) => (
                <Button
                  loading={confirm.isPending}
                  onClick={() =>
                    confirm.mutate({ params: { parkId }, body: { ids: rows.map((r) => r.id) } }, { onSuccess: clear })
                  }
                >
                  {t('park.vessel.confirm')}
                </Button>
              ),
            }
          : {})}
        actions={
          may(importParkFile) && (
            <>
              <Button onClick={() => setImporting(true)}>{t('park.import.parkFile')}</Button>
              <Popconfirm
                title={t('park.vessel.confirmAllAsk')}
                onConfirm={() => confirm.mutate({ params: { parkId }, body: {} })}
              >
                <Button type="primary" loading={confirm.isPending}>
                  {t('park.vessel.confirmAll')}
                </Button>
              </Popconfirm>
            </>
          )
        }
        empty={{ title: t('park.vessel.empty'), text: t('park.vessel.emptyPark') }}
      />
      <ImportDrawer
        open={importing}
        onClose={() => setImporting(false)}
        title={t('park.import.parkFile')}
        lead={t('park.import.parkFileLead')}
        route={importParkFile}
        params={{ parkId }}
        accept=".json,application/json"
      />
    </>
  );
}

/** One vessel: what was entered, where it stands, and the park's judgement while it lies with the park. */
function Panel({ vessel, parkId }: { vessel: ParkVesselView; parkId: string }) {
  const { t } = useTranslation();
  const around = useLandmarks(parkId);
  const may = useMay();
  const [returning, setReturning] = useState(false);
  const [factor, setFactor] = useState<number | null>(null);
  const confirm = useCommand(confirmParkVessel, { stale: ['park'], done: t('park.vessel.confirmedOne') });
  const withdraw = useCommand(withdrawParkVessel, { stale: ['park'], done: t('park.vessel.withdrawn') });
  const params = { enterpriseId: vessel.enterpriseId, id: vessel.id };
  return (
    <>
      <VesselFactsPanel vessel={vessel} />
      <VesselPlace vessel={vessel} around={around} />
      {vessel.state === 'submitted' && may(confirmParkVessel) && (
        <div className="yf-gap-above">
          <div className="park-factor">
            <span>{t('park.vessel.factor')}</span>
            <InputNumber
              min={0}
              max={1000}
              step={0.1}
              aria-label={t('park.vessel.factor')}
              placeholder="1"
              value={factor}
              onChange={(v) => setFactor(v)}
              aria-describedby="park-factor-how"
            />
            <span id="park-factor-how" className="yf-quiet">
              {t('park.vessel.factorHow')}
            </span>
          </div>
          <Space className="yf-gap-above">
            <Button
              type="primary"
              loading={confirm.isPending}
              onClick={() =>
                confirm.mutate({
                  params,
                  body: { version: vessel.version, ...(factor === null ? {} : { frequencyFactor: factor }) },
                })
              }
            >
              {t('park.vessel.confirm')}
            </Button>
            <Button onClick={() => setReturning(true)}>{t('park.vessel.return')}</Button>
          </Space>
        </div>
      )}
      {vessel.state !== 'withdrawn' && may(withdrawParkVessel) && (
        <Popconfirm
          title={t('park.vessel.withdrawAsk', { name: vessel.name })}
          onConfirm={() => withdraw.mutate({ params, body: { version: vessel.version } })}
        >
          <Button className="yf-gap-above" loading={withdraw.isPending}>
            {t('park.vessel.withdraw')}
          </Button>
        </Popconfirm>
      )}
      <FormDrawer<typeof returnParkVessel, { reason: string }>
        route={returnParkVessel}
        title={t('park.vessel.return')}
        open={returning}
        onClose={() => setReturning(false)}
        toInput={({ reason }) => ({ params, body: { version: vessel.version, reason } })}
        submit={t('park.vessel.return')}
        stale={['park']}
      >
        <Form.Item name="reason" label={t('park.assessment.reason')} rules={[{ required: true }]}>
          <Input.TextArea rows={4} maxLength={1000} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
