import type { ParkVesselView } from '@yufang/contract/park';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../i18n/language.ts';
import { Facts, number, TimeText } from '../../../ui/index.ts';
import { mass } from '../numbers.ts';
import { Barriers, VesselState } from './vessel-columns.tsx';

/** All that was entered of a vessel. */
export function VesselFactsPanel({ vessel: v }: { vessel: ParkVesselView }) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  return (
    <Facts
      items={[
        { label: t('park.column.state'), value: <VesselState vessel={v} /> },
        { label: t('park.column.enterprise'), value: v.enterpriseName },
        { label: t('park.vessel.tag'), value: v.tag },
        { label: t('park.vessel.plant'), value: v.plant },
        { label: t('park.vessel.kind'), value: t(`park.vesselKind.${v.kind}`) },
        { label: t('park.vessel.frequencyKind'), value: v.frequencyKind && t(`park.frequencyKind.${v.frequencyKind}`) },
        { label: t('park.column.substance'), value: english ? v.substanceEn : v.substanceZh },
        { label: t('park.column.inventory'), value: v.inventoryKg === null ? null : mass(v.inventoryKg) },
        { label: t('park.vessel.volume'), value: `${number(v.volumeM3, 2)} m³` },
        { label: t('park.vessel.fill'), value: `${number(v.fillFraction * 100, 1)}%` },
        { label: t('park.vessel.pressure'), value: `${number(v.pressurePa / 1e6, 3)} MPa` },
        { label: t('park.vessel.temperature'), value: `${number(v.temperatureK - 273.15, 1)} °C` },
        { label: t('park.vessel.barriers'), value: <Barriers vessel={v} />, wide: true },
        {
          label: t('park.vessel.position'),
          value: `${v.lon.toFixed(6)}, ${v.lat.toFixed(6)} (WGS-84)${v.crs === 'WGS84' ? '' : ` · ${t('park.vessel.given', { lon: v.givenLon.toFixed(6), lat: v.givenLat.toFixed(6), crs: v.crs })}`}`,
          wide: true,
        },
        { label: t('park.vessel.factor'), value: v.frequencyFactor ?? 1 },
        { label: t('park.vessel.note'), value: v.note },
        { label: t('park.vessel.origin'), value: t(`park.origin.${v.origin}`, { defaultValue: v.origin }) },
        { label: t('park.column.updated'), value: <TimeText at={v.updatedAt} /> },
      ]}
    />
  );
}
