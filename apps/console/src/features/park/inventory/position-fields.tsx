import { Form, InputNumber } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../../ui/screen-state.tsx';
import { canDrawMap } from '../../situation/map-style.ts';
import { drawVessels } from '../map/plan-data.ts';
import { boxOf } from '../map/plane.ts';
import { useRange } from './use-range.ts';

const PlanMap = lazy(async () => ({ default: (await import('../map/plan-map.tsx')).PlanMap }));
/** Half the side of the window about a known place, degrees: about 1 km. */
const AROUND = 0.01;
/** What the plan shows about the outermost landmarks, degrees: about 300 m. */
const LEAST = 0.003;
/** Henan, where nothing is known. */
const HENAN = { lon: 113.65, lat: 34.76 };

/** Something that stands on the plan already: the ground has no picture, so a place is found by what is beside it. */
export type Landmark = { readonly id: string; readonly name: string; readonly lon: number; readonly lat: number };

/**
 * Longitude and latitude as figures or by a click on the plan (WGS-84). `near`: what the plan shows first where there are no landmarks. `onClick`: such as
 * setting the reference system that a click means.
 */
export function PositionFields({
  near,
  around,
  onClicked,
}: {
  near: { readonly lon: number; readonly lat: number } | null;
  around: readonly Landmark[];
  onClicked?: () => void;
}) {
  const { t } = useTranslation();
  const range = useRange();
  const form = Form.useFormInstance();
  const lon: unknown = Form.useWatch('lon', form);
  const lat: unknown = Form.useWatch('lat', form);
  const placed = typeof lon === 'number' && typeof lat === 'number';
  const nearLon = near?.lon ?? HENAN.lon;
  const nearLat = near?.lat ?? HENAN.lat;
  const origin = useMemo(() => ({ lonDeg: nearLon, latDeg: nearLat }), [nearLon, nearLat]);
  const wide = near ? AROUND : 40 * AROUND;
  // By its figures: a list that was fetched again is no reason to move the plan.
  const box = boxOf(around.map((x): [number, number] => [x.lon, x.lat]));
  const fit = box
    ? ([box[0] - LEAST, box[1] - LEAST, box[2] + LEAST, box[3] + LEAST] as const)
    : ([nearLon - wide, nearLat - wide, nearLon + wide, nearLat + wide] as const);
  const layers = useMemo(
    () => ({
      vessels: drawVessels(
        around.map((x) => ({ id: x.id, label: x.name, at: [x.lon, x.lat] as const, share: 0 })),
        null,
      ),
      ...(placed ? { mark: markAt(lon, lat) } : {}),
    }),
    [around, placed, lon, lat],
  );
  const clicked = ([x, y]: readonly [number, number]) => {
    form.setFieldsValue({ lon: Number(x.toFixed(6)), lat: Number(y.toFixed(6)) });
    onClicked?.();
  };
  return (
    <>
      <div className="park-form-two">
        <Form.Item
          name="lon"
          label={t('park.column.lon')}
          rules={[{ required: true }, range({ min: -180, max: 180, unit: '°' })]}
        >
          <InputNumber step={0.0001} suffix="°" className="yf-wide" />
        </Form.Item>
        <Form.Item
          name="lat"
          label={t('park.column.lat')}
          rules={[{ required: true }, range({ min: -90, max: 90, unit: '°' })]}
        >
          <InputNumber step={0.0001} suffix="°" className="yf-wide" />
        </Form.Item>
      </div>
      {canDrawMap() && (
        <div className="yf-gap-below">
          <p className="yf-quiet">{t('park.vessel.clickMap')}</p>
          <Suspense fallback={<Loading rows={3} />}>
            <PlanMap
              className="park-map park-map-small"
              label={t('park.vessel.clickMap')}
              origin={origin}
              fit={fit}
              layers={layers}
              onPlace={clicked}
            />
          </Suspense>
        </div>
      )}
    </>
  );
}

const markAt = (lon: number, lat: number) => ({
  type: 'FeatureCollection' as const,
  features: [
    {
      type: 'Feature' as const,
      properties: {},
      geometry: { type: 'Point' as const, coordinates: [lon, lat] },
    },
  ],
});
