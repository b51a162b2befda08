import type { ParkVesselView } from '@yufang/contract/park';
import { PARK_VESSEL_STATES, type ParkVesselState } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../i18n/language.ts';
import type { Filter } from '../../../ui/index.ts';
import type { Column } from '../../../ui/list-screen.tsx';
import { StateTag, type Tone } from '../../../ui/status-tag.tsx';
import { mass } from '../numbers.ts';

const TONE: Readonly<Record<ParkVesselState, Tone>> = {
  draft: 'open',
  submitted: 'waiting',
  confirmed: 'done',
  returned: 'open',
  withdrawn: 'void',
};

/** Where an entry stands; `hasConfirmed` says that an earlier edition goes on counting. */
export function VesselState({ vessel }: { vessel: ParkVesselView }) {
  const { t } = useTranslation();
  return (
    <span className="yf-two-lines">
      <span>
        <StateTag tone={TONE[vessel.state]}>{t(`park.vesselState.${vessel.state}`)}</StateTag>
      </span>
      {vessel.hasConfirmed && vessel.state !== 'confirmed' && vessel.state !== 'withdrawn' && (
        <span className="yf-quiet">{t('park.vessel.hasConfirmed')}</span>
      )}
      {vessel.reason && <span className="yf-quiet">{vessel.reason}</span>}
    </span>
  );
}

/** Columns of a list of vessels. @param whose show the enterprise */
export function useVesselColumns(whose: boolean): Column<ParkVesselView>[] {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  return [
    {
      key: 'name',
      title: t('park.column.vessel'),
      card: 'head',
      render: (_, v) => (
        <span className="yf-two-lines">
          <span>{v.name}</span>
          <span className="yf-quiet">{[v.tag, v.plant].filter(Boolean).join(' · ')}</span>
        </span>
      ),
    },
    ...(whose
      ? [
          {
            key: 'firm',
            title: t('park.column.enterprise'),
            render: (_: unknown, v: ParkVesselView) => v.enterpriseName,
          },
        ]
      : []),
    { key: 'state', title: t('park.column.state'), card: 'mark', render: (_, v) => <VesselState vessel={v} /> },
    { key: 'kind', title: t('park.vessel.kind'), render: (_, v) => t(`park.vesselKind.${v.kind}`) },
    {
      key: 'substance',
      title: t('park.column.substance'),
      render: (_, v) => (english ? v.substanceEn : v.substanceZh),
    },
    {
      key: 'mass',
      title: t('park.column.inventory'),
      align: 'right',
      render: (_, v) => (v.inventoryKg === null ? '–' : mass(v.inventoryKg)),
    },
    {
      key: 'conditions',
      title: t('park.vessel.conditions'),
      align: 'right',
      render: (_, v) => `${(v.pressurePa / 1e6).toFixed(2)} MPa · ${(v.temperatureK - 273.15).toFixed(0)} °C`,
    },
    {
      key: 'barriers',
      title: t('park.vessel.barriers'),
      render: (_, v) => <Barriers vessel={v} />,
    },
  ];
}

/** What a list of vessels is narrowed by. */
export function useVesselFilters(): Filter[] {
  const { t } = useTranslation();
  return [
    { kind: 'search', name: 'search', label: t('park.vessel.search') },
    {
      kind: 'select',
      name: 'state',
      label: t('park.column.state'),
      options: PARK_VESSEL_STATES.map((value) => ({ value, label: t(`park.vesselState.${value}`) })),
    },
  ];
}

/** Barriers that are there, in words. */
export function Barriers({
  vessel: { barriers: b, bundAreaM2 },
}: {
  vessel: Pick<ParkVesselView, 'barriers' | 'bundAreaM2'>;
}) {
  const { t } = useTranslation();
  const said = [
    bundAreaM2 !== null && t('park.vessel.bundOf', { area: Math.round(bundAreaM2) }),
    b.shutOffS !== undefined && t('park.vessel.shutOffOf', { s: b.shutOffS }),
    b.sprayHeatFactor !== undefined && t('park.vessel.sprayOf', { share: Math.round(b.sprayHeatFactor * 100) }),
    b.fireproofingMin !== undefined && t('park.vessel.fireproofingOf', { min: b.fireproofingMin }),
  ].filter(Boolean);
  return <>{said.join(' · ') || '–'}</>;
}
