import { Link, useNavigate } from '@tanstack/react-router';
import { createParkGrading, listParkGradings, type ParkGradingRow } from '@yufang/contract/park-grading';
import { listReference } from '@yufang/contract/reference';
import { Button, Form, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useMay } from '../../shell/me.tsx';
import { Empty, FormDrawer, Reading, TimeText } from '../../ui/index.ts';
import { ParkFrame } from '../park/park-frame.tsx';
import { ScrollX } from '../park/scroll-x.tsx';
import { useParkId } from '../park/use-park.ts';
import { GradeText, GradingState } from './labels.tsx';

/** Every grading of a park, newest first: what it was, by which table, who scored and who judged. */
export function GradingList() {
  const { t } = useTranslation();
  const may = useMay();
  const parkId = useParkId();
  const [open, setOpen] = useState(false);
  const gradings = useApi(listParkGradings, { params: { parkId } });
  return (
    <ParkFrame
      title={t('parkGrading.title')}
      lead={t('parkGrading.lead')}
      actions={
        may(createParkGrading) && (
          <Button type="primary" onClick={() => setOpen(true)}>
            {t('parkGrading.begin')}
          </Button>
        )
      }
    >
      <Reading query={gradings}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={t('parkGrading.empty')} text={t('parkGrading.emptyHint')} />
          ) : (
            <GradingTable rows={rows} />
          )
        }
      </Reading>
      <Begin parkId={parkId} rows={gradings.data?.rows ?? []} open={open} onClose={() => setOpen(false)} />
    </ParkFrame>
  );
}

function GradingTable({ rows }: { rows: readonly ParkGradingRow[] }) {
  const { t } = useTranslation();
  const heads = ['number', 'title', 'grade', 'percent', 'state', 'scored', 'reviewed'] as const;
  return (
    <ScrollX>
      <table className="yf-plain-table">
        <thead>
          <tr>
            {heads.map((h) => (
              <th key={h} scope="col">
                {t(`parkGrading.column.${h}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((g) => (
            <tr key={g.id}>
              <td className="yf-figures">{g.number}</td>
              <td>
                <Link to={`/parks/${g.parkId}/gradings/${g.id}`}>{g.title}</Link>{' '}
                {g.invented && <Tag>{t('parkGrading.invented')}</Tag>}
              </td>
              <td>
                <GradeText g={g} />
              </td>
              <td className="yf-figures">{g.percent === null ? '–' : g.percent}</td>
              <td>
                <GradingState state={g.state} />
              </td>
              <td>
                {g.submitted?.name ?? g.created.name} <TimeText at={g.submitted?.at ?? g.created.at} />
              </td>
              <td>
                {g.reviewed ? (
                  <>
                    {g.reviewed.name} <TimeText at={g.reviewed.at} />
                  </>
                ) : (
                  '–'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

function Begin(of: { parkId: string; rows: readonly ParkGradingRow[]; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { parkId, rows, open, onClose } = of;
  const tables = useApi(listReference, { query: { kind: 'park_grading' } }, { enabled: open });
  const table = tables.data?.rows.find((r) => r.applies);
  const title = table ? (currentLanguage() === 'en' ? table.titleEn : table.title) : '';
  return (
    <FormDrawer
      route={createParkGrading}
      title={t('parkGrading.begin')}
      open={open}
      onClose={onClose}
      toInput={(v: { title: string; basedOn?: string }) => ({
        params: { parkId },
        body: { title: v.title, basedOn: v.basedOn || null },
      })}
      submit={t('parkGrading.begin')}
      stale={['park-grading']}
      onDone={(g) => void navigate({ to: `/parks/${parkId}/gradings/${g.id}` })}
    >
      <p className="yf-quiet">{t('parkGrading.beginHint', { title })}</p>
      <Form.Item
        name="title"
        label={t('parkGrading.name')}
        rules={[{ required: true, message: t('parkGrading.required') }]}
      >
        <Input maxLength={200} placeholder={t('parkGrading.nameHint')} />
      </Form.Item>
      <Form.Item name="basedOn" label={t('parkGrading.basedOn')}>
        <Select
          allowClear
          placeholder={t('parkGrading.basedOnNone')}
          options={rows.filter((r) => r.state !== 'withdrawn').map((r) => ({ value: r.id, label: r.title }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}
