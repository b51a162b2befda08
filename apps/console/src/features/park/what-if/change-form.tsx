import type { ParkDirectory, WhatIfChange } from '@yufang/contract/park';
import { Button, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RangedNumber } from '../inventory/ranged-number.tsx';
import { isWithin, type Range, VESSEL_RANGES } from '../inventory/use-range.ts';
import { atMetres } from '../map/plane.ts';

const KINDS = ['fill', 'move', 'barrier', 'set', 'remove'] as const;
type Kind = (typeof KINDS)[number];

/** Choose a vessel (here or on a plan) and what to try on it. One change answers at once. */
export function ChangeForm({
  directory,
  vessel,
  onVessel,
  onChange,
  busy,
  moving,
  onMoving,
}: {
  directory: ParkDirectory;
  vessel: string | null;
  onVessel: (id: string | null) => void;
  onChange: (change: WhatIfChange) => void;
  busy: boolean;
  /** The next click on a plan moves the vessel there. */
  moving: boolean;
  onMoving: (moving: boolean) => void;
}) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>('fill');
  const at = directory.vessels.find((v) => v.id === vessel);
  const firm = new Map(directory.enterprises.map((e) => [e.id, e.name]));
  return (
    <section aria-label={t('park.whatIf.try')}>
      <h2>{t('park.whatIf.try')}</h2>
      <Select
        className="yf-wide"
        aria-label={t('park.column.vessel')}
        placeholder={t('park.whatIf.choose')}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        value={at ? at.id : null}
        options={directory.vessels.map((v) => ({
          value: v.id,
          label: `${v.name} · ${firm.get(v.enterpriseId) ?? v.enterpriseId}`,
        }))}
        onChange={(id: string | undefined) => onVessel(id ?? null)}
      />
      {at ? (
        <>
          <Segmented
            className="park-kinds"
            aria-label={t('park.whatIf.kind')}
            value={kind}
            options={KINDS.map((value) => ({ value, label: t(`park.change.${value}`) }))}
            onChange={(value) => {
              setKind(value);
              onMoving(false);
            }}
          />
          {kind === 'fill' && <Fill key={at.id} at={at} onChange={onChange} busy={busy} />}
          {kind === 'move' && (
            <Move key={at.id} at={at} onChange={onChange} busy={busy} moving={moving} onMoving={onMoving} />
          )}
          {kind === 'barrier' && <Barrier key={at.id} at={at} onChange={onChange} busy={busy} />}
          {kind === 'set' && <Bund key={at.id} at={at} onChange={onChange} busy={busy} />}
          {kind === 'remove' && (
            <Button type="primary" loading={busy} onClick={() => onChange({ type: 'remove', vesselId: at.id })}>
              {t('park.whatIf.removeIt')}
            </Button>
          )}
        </>
      ) : (
        <p className="yf-quiet">{t('park.whatIf.chooseHow')}</p>
      )}
    </section>
  );
}

/** The vessel as it stands now: a change begins from its figures. */
type Vessel = ParkDirectory['vessels'][number];
type Part = { at: Vessel; onChange: (change: WhatIfChange) => void; busy: boolean };

/** Nothing given, or a figure that is allowed. */
const fine = (range: Range, value: number | null): boolean => value === null || isWithin(range, value);

function Fill({ at, onChange, busy }: Part) {
  const { t } = useTranslation();
  const [fill, setFill] = useState<number | null>(at.fillFraction);
  return (
    <Try
      busy={busy}
      ready={fill !== null && fill !== at.fillFraction && fine(VESSEL_RANGES.fillFraction, fill)}
      onTry={() => onChange({ type: 'fill', vesselId: at.id, fillFraction: fill ?? 0 })}
    >
      <RangedNumber label={t('park.vessel.fill')} range={VESSEL_RANGES.fillFraction} value={fill} onChange={setFill} />
    </Try>
  );
}

function Move({
  at,
  onChange,
  busy,
  moving,
  onMoving,
}: {
  at: Vessel;
  onChange: (change: WhatIfChange) => void;
  busy: boolean;
  moving: boolean;
  onMoving: (moving: boolean) => void;
}) {
  const { t } = useTranslation();
  const [east, setEast] = useState<number | null>(0);
  const [north, setNorth] = useState<number | null>(0);
  const go = () => {
    const [lon, lat] = atMetres({ lonDeg: at.lon, latDeg: at.lat }, east ?? 0, north ?? 0);
    onChange({ type: 'move', vesselId: at.id, lon, lat });
  };
  return (
    <>
      <Button type={moving ? 'primary' : 'default'} aria-pressed={moving} onClick={() => onMoving(!moving)}>
        {t(moving ? 'park.whatIf.clickNow' : 'park.whatIf.byClick')}
      </Button>
      <Try busy={busy} ready={(east ?? 0) !== 0 || (north ?? 0) !== 0} onTry={go}>
        <div className="park-field">
          <span>{t('park.whatIf.east')}</span>
          <InputNumber value={east} onChange={setEast} step={10} suffix="m" aria-label={t('park.whatIf.east')} />
        </div>
        <div className="park-field">
          <span>{t('park.whatIf.north')}</span>
          <InputNumber value={north} onChange={setNorth} step={10} suffix="m" aria-label={t('park.whatIf.north')} />
        </div>
      </Try>
    </>
  );
}

function Barrier({ at, onChange, busy }: Part) {
  const { t } = useTranslation();
  const was = at.barriers;
  const [shutOffS, setShutOff] = useState<number | null>(was.shutOffS ?? null);
  const [spray, setSpray] = useState<number | null>(was.sprayHeatFactor ?? null);
  const [fireproofingMin, setFireproofing] = useState<number | null>(was.fireproofingMin ?? null);
  // What differs from now; an emptied field takes the barrier away.
  const given = {
    ...(shutOffS === (was.shutOffS ?? null) ? {} : { shutOffS }),
    ...(spray === (was.sprayHeatFactor ?? null) ? {} : { sprayHeatFactor: spray }),
    ...(fireproofingMin === (was.fireproofingMin ?? null) ? {} : { fireproofingMin }),
  };
  return (
    <Try
      busy={busy}
      ready={
        Object.keys(given).length > 0 &&
        fine(VESSEL_RANGES.shutOffS, shutOffS) &&
        fine(VESSEL_RANGES.sprayHeatFactor, spray) &&
        fine(VESSEL_RANGES.fireproofingMin, fireproofingMin)
      }
      onTry={() => onChange({ type: 'barrier', vesselId: at.id, ...given })}
    >
      <RangedNumber
        label={t('park.vessel.shutOff')}
        range={VESSEL_RANGES.shutOffS}
        value={shutOffS}
        onChange={setShutOff}
      />
      <RangedNumber
        label={t('park.vessel.spray')}
        range={VESSEL_RANGES.sprayHeatFactor}
        value={spray}
        onChange={setSpray}
      />
      <RangedNumber
        label={t('park.vessel.fireproofing')}
        range={VESSEL_RANGES.fireproofingMin}
        value={fireproofingMin}
        onChange={setFireproofing}
      />
      <p className="yf-quiet">{t('park.whatIf.actInDominoes')}</p>
    </Try>
  );
}

function Bund({ at, onChange, busy }: Part) {
  const { t } = useTranslation();
  const [bundAreaM2, setBund] = useState<number | null>(at.bundAreaM2);
  const [volumeM3, setVolume] = useState<number | null>(at.volumeM3);
  const given = {
    ...(bundAreaM2 === null || bundAreaM2 === at.bundAreaM2 ? {} : { bundAreaM2 }),
    ...(volumeM3 === null || volumeM3 === at.volumeM3 ? {} : { volumeM3 }),
  };
  return (
    <Try
      busy={busy}
      ready={
        Object.keys(given).length > 0 &&
        fine(VESSEL_RANGES.bundAreaM2, bundAreaM2) &&
        fine(VESSEL_RANGES.volumeM3, volumeM3)
      }
      onTry={() => onChange({ type: 'set', vesselId: at.id, ...given })}
    >
      <RangedNumber
        label={t('park.vessel.bund')}
        range={VESSEL_RANGES.bundAreaM2}
        value={bundAreaM2}
        onChange={setBund}
      />
      <RangedNumber
        label={t('park.vessel.volume')}
        range={VESSEL_RANGES.volumeM3}
        value={volumeM3}
        onChange={setVolume}
      />
    </Try>
  );
}

function Try({
  children,
  busy,
  ready,
  onTry,
}: {
  children: React.ReactNode;
  busy: boolean;
  ready: boolean;
  onTry: () => void;
}) {
  const { t } = useTranslation();
  return (
    <form
      className="park-try"
      onSubmit={(e) => {
        e.preventDefault();
        onTry();
      }}
    >
      {children}
      <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
        {t('park.whatIf.go')}
      </Button>
    </form>
  );
}
