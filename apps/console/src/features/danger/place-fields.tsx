import { listDangerPlaces } from '@yufang/contract/danger';
import { Form, type FormInstance, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { GradeTag } from '../../ui/index.ts';

/** The risk a danger springs from: a unit, then one of its events. Both may be left open. */
export function PlaceFields({ enterpriseId, form }: { enterpriseId: string; form: FormInstance }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const unitId: unknown = Form.useWatch('unitId', form);
  const places = useApi(listDangerPlaces, {
    params: { enterpriseId },
    query: { ...(search ? { search } : {}), ...(typeof unitId === 'string' ? { unitId } : {}) },
  });
  const option = (p: { id: string; name: string; liveGrade: Parameters<typeof GradeTag>[0]['grade'] }) => ({
    value: p.id,
    label: (
      <span className="yf-inline">
        {p.name} <GradeTag grade={p.liveGrade} bare />
      </span>
    ),
  });
  return (
    <div className="yf-danger-report-row">
      <Form.Item name="unitId" label={t('danger.report.unit')}>
        <Select
          allowClear
          showSearch={{ filterOption: false, onSearch: setSearch }}
          loading={places.isFetching}
          options={(places.data?.units ?? []).map(option)}
          onChange={() => form.setFieldValue('eventId', undefined)}
        />
      </Form.Item>
      <Form.Item name="eventId" label={t('danger.report.event')}>
        <Select allowClear disabled={!unitId} options={(places.data?.events ?? []).map(option)} />
      </Form.Item>
    </div>
  );
}
