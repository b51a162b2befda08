import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { ParkFrame } from '../park-frame.tsx';
import { useAddress, useParkId } from '../use-park.ts';
import { ParkVessels } from './park-vessels.tsx';
import { PopulationPart } from './population-part.tsx';
import { SettingsPart } from './settings-part.tsx';
import { TargetPart } from './target-part.tsx';
import { WeatherPart } from './weather-part.tsx';

const PARTS = ['vessels', 'population', 'targets', 'weather', 'settings'] as const;
type Part = (typeof PARTS)[number];

/** What an assessment is made of: vessels of the enterprises, people, protected targets, weather, choices. */
export function InventoryPage() {
  const { t } = useTranslation();
  const parkId = useParkId();
  const [search, set] = useAddress<{ part: Part }>();
  const part = search.part ?? 'vessels';
  const parts = (
    <Segmented
      className="yf-gap-below park-parts"
      aria-label={t('park.inventory.title')}
      value={part}
      options={PARTS.map((value) => ({ value, label: t(`park.inventory.${value}`) }))}
      onChange={(value) => set({ part: value })}
    />
  );
  if (part === 'vessels') return <ParkVessels parkId={parkId} above={parts} />;
  return (
    <ParkFrame title={t(`park.inventory.${part}`)} lead={t(`park.inventory.${part}Lead`)}>
      {parts}
      {part === 'population' && <PopulationPart parkId={parkId} />}
      {part === 'targets' && <TargetPart parkId={parkId} />}
      {part === 'weather' && <WeatherPart parkId={parkId} />}
      {part === 'settings' && <SettingsPart parkId={parkId} />}
    </ParkFrame>
  );
}
