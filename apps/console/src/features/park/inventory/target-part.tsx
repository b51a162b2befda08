import { getParkTargets, putParkTargets } from '@yufang/contract/park';
import { PARK_TARGET_CLASSES, type ParkTargetClass } from '@yufang/domain';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useCommand } from '../../../api/use-api.ts';
import { useMay } from '../../../shell/me.tsx';
import { FormDrawer, Reading } from '../../../ui/index.ts';
import { PlainTable } from '../../risk/plain-table.tsx';
import { PlacesMap } from './places-map.tsx';
import { PositionFields } from './position-fields.tsx';
import { SetHead } from './set-head.tsx';
import { useLandmarks } from './use-landmarks.ts';

type Target = { id: string; name: string; targetClass: ParkTargetClass; lon: number; lat: number };

/** Protected targets: schools, hospitals, homes and other places with their class of GB 36894. */
export function TargetPart({ parkId }: { parkId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState<Partial<Target> | null>(null);
  const set = useApi(getParkTargets, { params: { parkId } });
  const put = useCommand(putParkTargets, { stale: ['park'] });
  const landmarks = useLandmarks(parkId);
  const writes = may(putParkTargets);
  return (
    <Reading query={set}>
      {(data) => (
        <>
          <SetHead set={data} />
          {writes && (
            <div className="park-tools">
              <Button type="primary" onClick={() => setEditing({ id: crypto.randomUUID().slice(0, 8) })}>
                {t('park.target.add')}
              </Button>
            </div>
          )}
          {data.rows.length > 0 && (
            <PlacesMap
              label={t('park.inventory.targets')}
              places={data.rows.map((x) => ({ id: x.id, label: x.name, lon: x.lon, lat: x.lat }))}
            />
          )}
          <PlainTable<Target>
            className="yf-table yf-gap-above"
            aria-label={t('park.inventory.targets')}
            size="middle"
            rowKey="id"
            dataSource={data.rows}
            pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
            locale={{ emptyText: t('park.target.none') }}
            columns={[
              { key: 'name', title: t('park.column.target'), render: (_, x) => x.name },
              { key: 'class', title: t('park.column.class'), render: (_, x) => t(`park.targetClass.${x.targetClass}`) },
              { key: 'lon', title: t('park.column.lon'), align: 'right', render: (_, x) => x.lon.toFixed(6) },
              { key: 'lat', title: t('park.column.lat'), align: 'right', render: (_, x) => x.lat.toFixed(6) },
              ...(writes
                ? [
                    {
                      key: 'act',
                      title: '',
                      render: (_: unknown, x: Target) => (
                        <>
                          <Button type="link" size="small" onClick={() => setEditing(x)}>
                            {t('park.edit')}
                          </Button>
                          <Button
                            type="link"
                            size="small"
                            onClick={() =>
                              put.mutate({
                                params: { parkId },
                                body: { version: data.version, rows: data.rows.filter((one) => one.id !== x.id) },
                              })
                            }
                          >
                            {t('park.remove')}
                          </Button>
                        </>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          <FormDrawer<typeof putParkTargets, Target>
            route={putParkTargets}
            title={t(editing?.name === undefined ? 'park.target.add' : 'park.edit')}
            open={editing !== null}
            onClose={() => setEditing(null)}
            initial={editing ?? {}}
            toInput={(values) => {
              const target = { ...values, id: editing?.id ?? values.id };
              return {
                params: { parkId },
                body: { version: data.version, rows: [...data.rows.filter((x) => x.id !== target.id), target] },
              };
            }}
            submit={t('park.save')}
            stale={['park']}
          >
            <Form.Item name="name" label={t('park.column.target')} rules={[{ required: true }]}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item
              name="targetClass"
              label={t('park.column.class')}
              extra={t('park.target.classHow')}
              rules={[{ required: true }]}
            >
              <Select
                options={PARK_TARGET_CLASSES.map((value) => ({ value, label: t(`park.targetClass.${value}`) }))}
              />
            </Form.Item>
            <PositionFields near={data.rows[0] ?? null} around={landmarks} />
          </FormDrawer>
        </>
      )}
    </Reading>
  );
}
