import { createTraining, listTrainings, type TrainingRow, updateTraining } from '@yufang/contract';
import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../api/use-api.ts';
import { useMay } from '../../shell/me.tsx';
import { type Column, Facts, FormDrawer, ListScreen, number } from '../../ui/index.ts';
import { OfEnterprise } from './of-enterprise.tsx';
import { PeopleField } from './people-field.tsx';
import { PlainSearch } from './routes.tsx';

const STALE = ['org', 'archive'];

/** Trainings: who learnt what, when, how long. */
export function TrainingList() {
  return <OfEnterprise>{(id) => <Trainings enterpriseId={id} />}</OfEnterprise>;
}

function Trainings({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const params = { enterpriseId };
  const required = [{ required: true, message: t('org.required') }];
  const columns: Column<TrainingRow>[] = [
    { key: 'day', title: t('org.training.heldOn'), render: (_, r) => <span className="yf-figures">{r.heldOn}</span> },
    { key: 'title', title: t('org.training.name'), render: (_, r) => <strong>{r.title}</strong> },
    { key: 'hours', title: t('org.training.hours'), align: 'right', render: (_, r) => number(r.hours, 1) },
    { key: 'people', title: t('org.training.attendees'), align: 'right', render: (_, r) => number(r.attendees.length) },
  ];
  return (
    <>
      <ListScreen
        title={t('org.training.title')}
        route={listTrainings}
        input={(s) => ({ params, query: PlainSearch.parse(s) as never })}
        columns={columns}
        rowKey={(r) => r.id}
        filters={[{ kind: 'search', name: 'search' }]}
        panelTitle={(r) => r.title}
        panel={(r, close) => <Training enterpriseId={enterpriseId} row={r} close={close} />}
        actions={
          may(createTraining) && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('org.training.add')}
            </Button>
          )
        }
        empty={{ text: t('org.training.empty') }}
      />
      <FormDrawer
        route={createTraining}
        title={t('org.training.add')}
        open={adding}
        onClose={() => setAdding(false)}
        toInput={(v: { title: string; heldOn: string; hours: number; attendees?: string[]; note?: string }) => ({
          params,
          body: v,
        })}
        submit={t('org.save')}
        done={t('org.saved')}
        stale={STALE}
      >
        <Form.Item name="title" label={t('org.training.name')} rules={required}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="heldOn" label={t('org.training.heldOn')} rules={required}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="hours" label={t('org.training.hours')} rules={required}>
          <InputNumber min={0} max={999} step={0.5} />
        </Form.Item>
        <Form.Item name="attendees" label={t('org.training.attendees')}>
          <PeopleField enterpriseId={enterpriseId} />
        </Form.Item>
        <Form.Item name="note" label={t('org.training.note')}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}

function Training({ enterpriseId, row, close }: { enterpriseId: string; row: TrainingRow; close: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const withdraw = useCommand(updateTraining, { stale: STALE, done: t('org.saved'), onDone: close });
  return (
    <>
      <Facts
        items={[
          { label: t('org.training.heldOn'), value: row.heldOn },
          { label: t('org.training.hours'), value: number(row.hours, 1) },
          { label: t('org.training.attendees'), value: row.attendees.map((a) => a.name).join('、'), wide: true },
          { label: t('org.training.note'), value: row.note, wide: true },
        ]}
      />
      {may(updateTraining) && (
        <Button
          onClick={() =>
            withdraw.mutate({
              params: { enterpriseId, id: row.id },
              body: { version: row.version, state: 'withdrawn' },
            })
          }
        >
          {t('org.withdraw')}
        </Button>
      )}
    </>
  );
}
