import {
  createParkProjectCheck,
  listParkAssessments,
  listParkSubstances,
  type ParkProjectCheckView,
  type ParkProposedVessel,
} from '@yufang/contract/park';
import { Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../../api/problem.ts';
import { useApi } from '../../../api/use-api.ts';
import { currentLanguage } from '../../../i18n/language.ts';
import { FormDrawer, number } from '../../../ui/index.ts';
import { useLandmarks } from '../inventory/use-landmarks.ts';
import { usePark } from '../use-park.ts';
import { VesselDrawer } from './vessel-drawer.tsx';

const NONE: readonly ParkProposedVessel[] = [];
type Values = { assessmentId: string; name: string; applicant: string; limits: 'new' | 'in-service' };

/** A proposed plant: its name, who applies, against which frozen assessment, and its vessels. */
export function CheckDrawer({
  parkId,
  from,
  onClose,
  onDone,
}: {
  parkId: string;
  /** An earlier check whose plant is tried once more, changed. */
  from: ParkProjectCheckView | null;
  onClose: () => void;
  onDone: (id: string) => void;
}) {
  const { t } = useTranslation();
  const { park } = usePark(parkId);
  const [vessels, setVessels] = useState<readonly ParkProposedVessel[]>(from?.given ?? NONE);
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const landmarks = useLandmarks(parkId);
  const substanceOf = useSubstanceNames();
  const frozen = useApi(listParkAssessments, { params: { parkId }, query: { state: 'frozen' } });
  const near = park && park.lon !== null && park.lat !== null ? { lon: park.lon, lat: park.lat } : null;
  const first = from?.assessmentId ?? frozen.data?.rows[0]?.id;
  const changed = typeof open === 'number' ? vessels[open] : undefined;
  return (
    <FormDrawer<typeof createParkProjectCheck, Values>
      key={first ?? 'none'}
      route={createParkProjectCheck}
      title={t('park.check.new')}
      open
      onClose={onClose}
      initial={{
        limits: from?.limits ?? 'new',
        ...(first ? { assessmentId: first } : {}),
        ...(from ? { name: from.name, applicant: from.applicant } : {}),
      }}
      toInput={(v) => ({ params: { parkId }, body: { ...v, vessels: [...vessels] } })}
      submit={t('park.check.go')}
      done={t('park.check.queued')}
      stale={['park']}
      onDone={(c) => onDone(c.id)}
      // Vessels are no fields of the form, but typed all the same.
      unsaved={vessels !== (from?.given ?? NONE)}
      blocked={vessels.length === 0 ? t('park.check.noVessel') : null}
      about={(problem) => whichVessel(problem, vessels)}
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
      <Form.Item name="name" label={t('park.check.name')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="applicant" label={t('park.check.applicant')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="limits"
        label={t('park.check.limits')}
        extra={t('park.check.limitsHow')}
        rules={[{ required: true }]}
      >
        <Radio.Group
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
            {vessels.map((v, i) => (
              <li key={v.tag}>
                <span>
                  {v.tag} · {v.name} · {substanceOf(v.substance)} · {number(v.volumeM3, 2)} m³
                </span>
                <span className="park-row-acts">
                  <Button type="link" size="small" onClick={() => setOpen(i)}>
                    {t('park.edit')}
                  </Button>
                  <Button type="link" size="small" onClick={() => setVessels(vessels.toSpliced(i, 1))}>
                    {t('park.remove')}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        )}
        <Button className="yf-gap-above" onClick={() => setOpen('new')}>
          {t('park.vessel.add')}
        </Button>
      </section>
      <VesselDrawer
        vessel={changed ?? (open === 'new' ? 'new' : null)}
        near={near}
        around={landmarks}
        taken={vessels.filter((_, i) => i !== open).map((v) => v.tag)}
        onClose={() => setOpen(null)}
        onDone={(v) => {
          setVessels(typeof open === 'number' ? vessels.with(open, v) : [...vessels, v]);
          setOpen(null);
        }}
      />
    </FormDrawer>
  );
}

/** Names of the library's substances in the language of the screen. */
export function useSubstanceNames(): (id: string) => string {
  const english = currentLanguage() === 'en';
  const substances = useApi(listParkSubstances, {}, { staleTime: Number.POSITIVE_INFINITY });
  return (id) => {
    const found = substances.data?.rows.find((s) => s.id === id);
    return found ? (english ? found.nameEn : found.nameZh) : id;
  };
}

/** Which vessel a refusal is about, and beside which other. */
function whichVessel(problem: unknown, vessels: readonly ParkProposedVessel[]): string | null {
  if (!(problem instanceof ApiProblem)) return null;
  const at = /^vessels\.(\d+)\./.exec(problem.field ?? '')?.[1];
  const own = at === undefined ? undefined : vessels[Number(at)];
  const names = [own && `${own.tag} ${own.name}`, problem.params.other].filter((x) => typeof x === 'string');
  return names.length > 0 ? names.join(' · ') : null;
}
