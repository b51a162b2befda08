import { Form, InputNumber } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../../ui/screen-state.tsx';
import { canDrawMap } from '../../situation/map-style.ts';

const PlanMap = lazy(async () => ({ default: (await import('../map/plan-map.tsx')).PlanMap }));
/** Half the side of the window about a known place, degrees: about 1 km. */
const AROUND = 0.01;
/** Henan, where nothing is known. */
const HENAN = { lon: 113.65, lat: 34.76 };

/**
 * Longitude and latitude as figures or by a click on the plan (WGS-84). `near`: what the plan shows first. `onClick`: such as setting the reference
 * system that a click means.
 */
export function PositionFields({
  near,
  onClicked,
}: {
  near: { readonly lon: number; readonly lat: number } | null;
  onClicked?: () => void;
}) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const lon: unknown = Form.useWatch('lon', form);
  const lat: unknown = Form.useWatch('lat', form);
  const placed = typeof lon === 'number' && typeof lat === 'number';
  const nearLon = near?.lon ?? HENAN.lon;
  const nearLat = near?.lat ?? HENAN.lat;
  const origin = useMemo(() => ({ lonDeg: nearLon, latDeg: nearLat }), [nearLon, nearLat]);
  const around = near ? AROUND : 40 * AROUND;
  const layers = useMemo(
    () =>
      placed
        ? {
            mark: {
              type: 'FeatureCollection' as const,
              features: [
                {
                  type: 'Feature' as const,
                  properties: {},
                  geometry: { type: 'Point' as const, coordinates: [lon, lat] },
                },
              ],
            },
          }
        : {},
    [placed, lon, lat],
  );
  const clicked = ([x, y]: readonly [number, number]) => {
    form.setFieldsValue({ lon: Number(x.toFixed(6)), lat: Number(y.toFixed(6)) });
    onClicked?.();
  };
  return (
    <>
      <div className="park-form-two">
        <Form.Item name="lon" label={t('park.column.lon')} rules={[{ required: true }]}>
          <InputNumber min={-180} max={180} step={0.0001} className="yf-wide" />
        </Form.Item>
        <Form.Item name="lat" label={t('park.column.lat')} rules={[{ required: true }]}>
          <InputNumber min={-90} max={90} step={0.0001} className="yf-wide" />
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
              fit={[nearLon - around, nearLat - around, nearLon + around, nearLat + around]}
              layers={layers}
              onPlace={clicked}
            />
          </Suspense>
        </div>
      )}
    </>
  );
}
