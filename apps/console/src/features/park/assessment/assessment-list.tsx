import { useNavigate } from '@tanstack/react-router';
import {
  createParkAssessment,
  createParkAssessmentOfFile,
  listParkAssessments,
  type ParkAssessmentRow,
} from '@yufang/contract/park';
import { PARK_ASSESSMENT_STATES } from '@yufang/domain';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../shell/me.tsx';
import { saysInvented } from '../../../ui/format.ts';
import { type Column, FormDrawer, ListScreen, number, TimeText } from '../../../ui/index.ts';
import { UploadButton } from '../inventory/upload-button.tsx';
import { ParkPages } from '../park-frame.tsx';
import { useParkId } from '../use-park.ts';
import { AssessmentTag } from './state-tag.tsx';

/** The park's assessments, newest first: drafts, those in review, frozen ones and withdrawn. */
export function AssessmentList() {
  const { t } = useTranslation();
  const may = useMay();
  const parkId = useParkId();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const show = (id: string) => void navigate({ to: `/parks/${parkId}/assessments/${id}` });
  const columns: Column<ParkAssessmentRow>[] = [
    { key: 'number', title: t('park.assessment.number'), render: (_, a) => a.number, align: 'right', width: 70 },
    {
      key: 'title',
      title: t('park.assessment.title'),
      card: 'head',
      render: (_, a) => (a.invented && !saysInvented(a.title) ? `${a.title} · ${t('park.invented')}` : a.title),
    },
    { key: 'state', title: t('park.column.state'), card: 'mark', render: (_, a) => <AssessmentTag state={a.state} /> },
    { key: 'source', title: t('park.assessment.source'), render: (_, a) => t(`park.source.${a.source}`) },
    {
      key: 'size',
      title: t('park.assessment.size'),
      render: (_, a) => t('park.assessment.sizeOf', { vessels: number(a.vessels), enterprises: a.enterprises }),
    },
    {
      key: 'result',
      title: t('park.assessment.result'),
      render: (_, a) => (a.resultRunId ? t('park.assessment.computed') : t('park.assessment.notComputed')),
    },
    {
      key: 'made',
      title: t('park.assessment.made'),
      render: (_, a) => (
        <>
          {a.created.name} <TimeText at={a.created.at} />
        </>
      ),
    },
  ];
  return (
    <>
      <ParkPages parkId={parkId} />
      <ListScreen
        title={t('park.assessment.listTitle')}
        lead={t('park.assessment.lead')}
        route={listParkAssessments}
        input={(s) => ({ params: { parkId }, query: s.state ? { state: s.state as never } : {} })}
        rowKey={(a) => a.id}
        columns={columns}
        onOpen={(a) => show(a.id)}
        filters={[
          {
            kind: 'select',
            name: 'state',
            label: t('park.column.state'),
            options: PARK_ASSESSMENT_STATES.map((value) => ({ value, label: t(`park.assessmentState.${value}`) })),
          },
        ]}
        empty={{ title: t('park.assessment.empty'), text: t('park.assessment.emptyText') }}
        actions={
          may(createParkAssessment) && (
            <>
              <UploadButton
                route={createParkAssessmentOfFile}
                input={{ params: { parkId }, query: {} }}
                accept=".json,application/json"
                onDone={(a) => show(a.id)}
              >
                {t('park.assessment.fromFile')}
              </UploadButton>
              <Button type="primary" onClick={() => setOpen(true)}>
                {t('park.assessment.new')}
              </Button>
            </>
          )
        }
      />
      <FormDrawer<typeof createParkAssessment, { title: string }>
        route={createParkAssessment}
        title={t('park.assessment.new')}
        open={open}
        onClose={() => setOpen(false)}
        toInput={(body) => ({ params: { parkId }, body })}
        submit={t('park.assessment.create')}
        stale={['park']}
        onDone={(a) => show(a.id)}
      >
        <p className="yf-quiet yf-gap-below">{t('park.assessment.newHow')}</p>
        <Form.Item name="title" label={t('park.assessment.title')} rules={[{ required: true }]}>
          <Input maxLength={200} placeholder={t('park.assessment.titleHint')} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
