import { listParks, savePark } from '@yufang/contract';
import { Button, Form, Input, InputNumber, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { FormDrawer, Reading, saysInvented } from '../../ui/index.ts';
import { useRegionName, useRegions } from './use-region-name.ts';

const KINDS = ['chemical', 'chemical_cluster', 'industrial', 'other'] as const;
type Values = {
  name: string;
  nameEn?: string | null;
  countyCode: string;
  kind: (typeof KINDS)[number];
  lon?: number | null;
  lat?: number | null;
  state: 'active' | 'closed';
};
type Open = { readonly id: string; readonly initial: Partial<Values> };

/** Parks with a management body of their own. */
export function ParkPage() {
  const { t } = useTranslation();
  const regions = useRegions().filter((r) => r.level === 'county');
  const region = useRegionName();
  const [open, setOpen] = useState<Open | null>(null);
  const parks = useApi(listParks, {});
  return (
    <>
      <header className="yf-head">
        <div>
          <h1>{t('admin.parks.title')}</h1>
          <p className="yf-lead">{t('admin.parks.lead')}</p>
        </div>
        <div className="yf-head-actions">
          <Button
            type="primary"
            onClick={() => setOpen({ id: crypto.randomUUID(), initial: { kind: 'industrial', state: 'active' } })}
          >
            {t('admin.parks.add')}
          </Button>
        </div>
      </header>
      <Reading query={parks}>
        {({ rows }) => (
          <Table
            className="yf-table"
            rowKey="id"
            size="middle"
            pagination={rows.length > 50 ? { pageSize: 50 } : false}
            dataSource={rows}
            locale={{ emptyText: t('admin.parks.empty') }}
            columns={[
              {
                key: 'name',
                title: t('admin.column.name'),
                render: (_, r) =>
                  r.invented && !saysInvented(r.name) ? `${r.name} · ${t('admin.parks.invented')}` : r.name,
              },
              { key: 'kind', title: t('admin.parks.kind'), render: (_, r) => t(`admin.parks.kinds.${r.kind}`) },
              { key: 'region', title: t('admin.column.region'), render: (_, r) => region(r.countyCode) },
              { key: 'state', title: t('admin.column.state'), render: (_, r) => t(`admin.parks.states.${r.state}`) },
              {
                key: 'act',
                title: '',
                align: 'right',
                render: (_, r) => (
                  <Button
                    type="link"
                    onClick={() =>
                      setOpen({ id: r.id, initial: { ...r, state: r.state === 'closed' ? 'closed' : 'active' } })
                    }
                  >
                    {t('admin.act.edit')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Reading>
      <FormDrawer<typeof savePark, Values>
        route={savePark}
        title={t('admin.parks.title')}
        open={open !== null}
        onClose={() => setOpen(null)}
        initial={open?.initial ?? {}}
        toInput={(body) => ({ params: { id: open?.id ?? '' }, body })}
        submit={t('admin.act.save')}
        done={t('admin.done.saved')}
        stale={['reference']}
      >
        <Form.Item name="name" label={t('admin.column.name')} rules={[{ required: true }]}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('admin.column.nameEn')}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="countyCode" label={t('admin.column.region')} rules={[{ required: true }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={regions.map((r) => ({ value: r.code, label: region(r.code) }))}
          />
        </Form.Item>
        <Form.Item name="kind" label={t('admin.parks.kind')} rules={[{ required: true }]}>
          <Select options={KINDS.map((value) => ({ value, label: t(`admin.parks.kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item name="lon" label={t('admin.parks.lon')}>
          <InputNumber min={110} max={117} step={0.001} />
        </Form.Item>
        <Form.Item name="lat" label={t('admin.parks.lat')}>
          <InputNumber min={31} max={37} step={0.001} />
        </Form.Item>
        <Form.Item name="state" label={t('admin.column.state')} rules={[{ required: true }]}>
          <Select
            options={(['active', 'closed'] as const).map((value) => ({
              value,
              label: t(`admin.parks.states.${value}`),
            }))}
          />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
