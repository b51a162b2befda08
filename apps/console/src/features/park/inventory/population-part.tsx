import { getParkPopulation, putParkPopulation, uploadParkPopulation } from '@yufang/contract/park';
import { COORDINATE_SYSTEMS, type CoordinateSystem } from '@yufang/domain';
import { App, Button, Form, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useCommand } from '../../../api/use-api.ts';
import { useMay } from '../../../shell/me.tsx';
import { FormDrawer, number, Reading } from '../../../ui/index.ts';
import { PlainTable } from '../../risk/plain-table.tsx';
import { PlacesMap } from './places-map.tsx';
import { PositionFields } from './position-fields.tsx';
import { SetHead } from './set-head.tsx';
import { UploadButton } from './upload-button.tsx';
import { useLandmarks } from './use-landmarks.ts';
import { useRange } from './use-range.ts';

type Cell = { lon: number; lat: number; day: number; night: number };

/** People by place, by day and by night: from a table, or one place at a time. */
export function PopulationPart({ parkId }: { parkId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const { message } = App.useApp();
  const [crs, setCrs] = useState<CoordinateSystem>('CGCS2000');
  const [adding, setAdding] = useState(false);
  const set = useApi(getParkPopulation, { params: { parkId } });
  const put = useCommand(putParkPopulation, { stale: ['park'] });
  const range = useRange();
  const landmarks = useLandmarks(parkId);
  const writes = may(putParkPopulation);
  return (
    <Reading query={set}>
      {(data) => (
        <>
          <SetHead set={data} />
          {writes && (
            <div className="park-tools">
              <Select
                aria-label={t('park.vessel.crs')}
                value={crs}
                options={COORDINATE_SYSTEMS.map((value) => ({ value, label: value }))}
                onChange={setCrs}
              />
              <UploadButton
                route={uploadParkPopulation}
                input={{ params: { parkId }, query: { version: data.version, crs } }}
                accept=".csv,.xlsx"
                onDone={(r) => void message.success(t('park.population.uploaded', { n: r.rows.length }))}
              >
                {t('park.population.upload')}
              </UploadButton>
              <Button onClick={() => setAdding(true)}>{t('park.population.add')}</Button>
            </div>
          )}
          <p className="yf-quiet yf-gap-below">{t('park.population.columns')}</p>
          {data.rows.length > 0 && (
            <PlacesMap
              label={t('park.inventory.population')}
              places={data.rows.slice(0, 2000).map((c, i) => ({
                id: String(i),
                label: number(c.day),
                lon: c.lon,
                lat: c.lat,
              }))}
            />
          )}
          <PlainTable
            className="yf-table yf-gap-above"
            aria-label={t('park.inventory.population')}
            size="middle"
            rowKey="index"
            dataSource={data.rows.map((c, index) => ({ ...c, index }))}
            pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
            locale={{ emptyText: t('park.population.empty') }}
            columns={[
              { key: 'lon', title: t('park.column.lon'), align: 'right', render: (_, c) => c.lon.toFixed(6) },
              { key: 'lat', title: t('park.column.lat'), align: 'right', render: (_, c) => c.lat.toFixed(6) },
              { key: 'day', title: t('park.population.day'), align: 'right', render: (_, c) => number(c.day) },
              { key: 'night', title: t('park.population.night'), align: 'right', render: (_, c) => number(c.night) },
              { key: 'note', title: t('park.vessel.note'), render: (_, c) => c.note ?? '–' },
              ...(writes
                ? [
                    {
                      key: 'act',
                      title: '',
                      render: (_: unknown, c: { index: number }) => (
                        <Button
                          type="link"
                          size="small"
                          onClick={() =>
                            put.mutate({
                              params: { parkId },
                              body: { version: data.version, rows: data.rows.toSpliced(c.index, 1) },
                            })
                          }
                        >
                          {t('park.remove')}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          <FormDrawer<typeof putParkPopulation, Cell>
            route={putParkPopulation}
            title={t('park.population.add')}
            open={adding}
            onClose={() => setAdding(false)}
            toInput={({ lon, lat, day, night }) => ({
              params: { parkId },
              body: { version: data.version, rows: [...data.rows, { lon, lat, day, night }] },
            })}
            submit={t('park.save')}
            stale={['park']}
          >
            <PositionFields near={data.rows[0] ?? null} around={landmarks} />
            <Form.Item
              name="day"
              label={t('park.population.day')}
              rules={[{ required: true }, range({ min: 0, max: 1e7, unit: '' })]}
            >
              <InputNumber className="yf-wide" />
            </Form.Item>
            <Form.Item
              name="night"
              label={t('park.population.night')}
              rules={[{ required: true }, range({ min: 0, max: 1e7, unit: '' })]}
            >
              <InputNumber className="yf-wide" />
            </Form.Item>
          </FormDrawer>
        </>
      )}
    </Reading>
  );
}
