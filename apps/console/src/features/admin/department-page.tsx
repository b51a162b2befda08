import { listDepartments, saveDepartment } from '@yufang/contract';
import { SECTORS, type Sector } from '@yufang/domain';
import { Button, Form, Input, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useWord, useWordOptions } from '../../i18n/use-word.ts';
import { FormDrawer, Reading } from '../../ui/index.ts';
import { useRegionName, useRegions } from './use-region-name.ts';

type Values = { sector: Sector; regionCode: string; name: string; nameEn?: string };
type Open = { readonly id: string; readonly initial: Partial<Values> };

/** Industry departments at each level; a department officer's duty points at sector and region. */
export function DepartmentPage() {
  const { t } = useTranslation();
  const word = useWord();
  const options = useWordOptions();
  const regions = useRegions();
  const region = useRegionName();
  const [sector, setSector] = useState<Sector | undefined>();
  const [open, setOpen] = useState<Open | null>(null);
  const departments = useApi(listDepartments, { query: sector ? { sector } : {} });
  return (
    <>
      <header className="yf-head">
        <div>
          <h1>{t('admin.departments.title')}</h1>
          <p className="yf-lead">{t('admin.departments.lead')}</p>
        </div>
        <div className="yf-head-actions">
          <Button type="primary" onClick={() => setOpen({ id: crypto.randomUUID(), initial: {} })}>
            {t('admin.departments.add')}
          </Button>
        </div>
      </header>
      <Select
        className="yf-filter yf-gap-below"
        allowClear
        aria-label={t('admin.column.sector')}
        placeholder={t('admin.column.sector')}
        options={options('sector', SECTORS)}
        value={sector}
        onChange={setSector}
      />
      <Reading query={departments}>
        {({ rows }) => (
          <Table
            className="yf-table"
            rowKey="id"
            size="middle"
            pagination={rows.length > 50 ? { pageSize: 50 } : false}
            dataSource={rows}
            locale={{ emptyText: t('admin.departments.empty') }}
            columns={[
              { key: 'name', title: t('admin.column.name'), dataIndex: 'name' },
              { key: 'sector', title: t('admin.column.sector'), render: (_, r) => word('sector', r.sector) },
              { key: 'region', title: t('admin.column.region'), render: (_, r) => region(r.regionCode) },
              {
                key: 'act',
                title: '',
                align: 'right',
                render: (_, r) => (
                  <Button
                    type="link"
                    onClick={() =>
                      setOpen({
                        id: r.id,
                        initial: {
                          sector: r.sector,
                          regionCode: r.regionCode,
                          name: r.name,
                          ...(r.nameEn ? { nameEn: r.nameEn } : {}),
                        },
                      })
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
      <FormDrawer<typeof saveDepartment, Values>
        route={saveDepartment}
        title={t('admin.departments.title')}
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
        <Form.Item name="sector" label={t('admin.column.sector')} rules={[{ required: true }]}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={options('sector', SECTORS)} />
        </Form.Item>
        <Form.Item name="regionCode" label={t('admin.column.region')} rules={[{ required: true }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={regions.map((r) => ({ value: r.code, label: region(r.code) }))}
          />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
