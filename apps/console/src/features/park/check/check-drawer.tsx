import { createParkProjectCheck, listParkAssessments, type ParkVesselInput } from '@yufang/contract/park';
import { Button, Form, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { FormDrawer } from '../../../ui/index.ts';
import { usePark } from '../use-park.ts';
import { VesselDrawer } from './vessel-drawer.tsx';

type Vessel = Omit<ParkVesselInput, 'plant' | 'note'>;
type Values = { assessmentId: string; name: string; applicant: string; limits: 'new' | 'in-service' };

/** A proposed plant: its name, who applies, against which frozen assessment, and its vessels. */
export function CheckDrawer({ parkId, onClose }: { parkId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { park } = usePark(parkId);
  const [vessels, setVessels] = useState<readonly Vessel[]>([]);
  const [adding, setAdding] = useState(false);
  const frozen = useApi(listParkAssessments, { params: { parkId }, query: { state: 'frozen' } });
  const near = park && park.lon !== null && park.lat !== null ? { lon: park.lon, lat: park.lat } : null;
  const first = frozen.data?.rows[0]?.id;
  return (
    <FormDrawer<typeof createParkProjectCheck, Values>
      key={first ?? 'none'}
      route={createParkProjectCheck}
      title={t('park.check.new')}
      open
      onClose={onClose}
      initial={{ limits: 'new', ...(first ? { assessmentId: first } : {}) }}
      toInput={(v) => ({ params: { parkId }, body: { ...v, vessels: [...vessels] } })}
      submit={t('park.check.go')}
      done={t('park.check.queued')}
      stale={['park']}
      width={620}
    >
      <Form.Item
        name="assessmentId"
        label={t('park.check.against')}
        extra={frozen.data && !first ? t('park.check.noFrozen') : undefined}
        rules={[{ required: true }]}
      >
        <Select
          loading={frozen.isPending}
          options={(frozen.data?.rows ?? []).map((a) => ({ value: a.id, label: `${a.number} · ${a.title}` }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t('park.check.name')} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="applicant" label={t('park.check.applicant')} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="limits" label={t('park.check.limits')} extra={t('park.check.limitsHow')}>
        <Segmented
          options={(['new', 'in-service'] as const).map((value) => ({
            value,
            label: t(value === 'new' ? 'park.figure.stateNew' : 'park.figure.stateInService'),
          }))}
        />
      </Form.Item>
      <section aria-label={t('park.check.vessels')}>
        <h3>{t('park.check.vessels')}</h3>
        {vessels.length === 0 ? (
          <p className="yf-quiet">{t('park.check.noVessel')}</p>
        ) : (
          <ul className="park-ranked">
            {vessels.map((v) => (
              <li key={v.tag}>
                <span>
                  {v.tag} · {v.name} · {v.substance} · {v.volumeM3} m³
                </span>
                <Button type="link" size="small" onClick={() => setVessels(vessels.filter((one) => one.tag !== v.tag))}>
                  {t('park.remove')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <Button className="yf-gap-above" onClick={() => setAdding(true)}>
          {t('park.vessel.add')}
        </Button>
      </section>
      <VesselDrawer
        open={adding}
        near={near}
        taken={vessels.map((v) => v.tag)}
        onClose={() => setAdding(false)}
        onAdd={(v) => {
          setVessels([...vessels, v]);
          setAdding(false);
        }}
      />
    </FormDrawer>
  );
}
