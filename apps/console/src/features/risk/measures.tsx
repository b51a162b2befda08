import { createItem } from '@yufang/contract/inspection';
import { createMeasure, setMeasureDuties, updateMeasure } from '@yufang/contract/risk';
import type { MeasureView, RiskEventView } from '@yufang/contract/risk-rows';
import { listDutyPosts } from '@yufang/contract/risk-work';
import { MEASURE_CLASSES, TIERS } from '@yufang/domain';
import { Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useWord, useWordOptions } from '../../i18n/use-word.ts';
import { useMay } from '../../shell/me.tsx';
import { FormDrawer, Section } from '../../ui/index.ts';
import { NewItemDrawer } from '../inspection/item-drawer.tsx';
import { useBulk } from './bulk-bar.tsx';
import { PlainTable } from './plain-table.tsx';

type Editing = { what: 'new' } | { what: 'edit' | 'duties' | 'item'; measure: MeasureView } | null;

/** The measures of a risk: what, which class, who answers at which tier, what is checked how often. */
export function Measures({ e }: { e: RiskEventView }) {
  const { t } = useTranslation();
  const word = useWord();
  const may = useMay();
  const [open, setOpen] = useState<Editing>(null);
  const bulk = useBulk(e.enterpriseId);
  const writes = may(createMeasure) && e.state === 'active';
  return (
    <Section
      title={t('risk.measure.title')}
      extra={writes ? <Button onClick={() => setOpen({ what: 'new' })}>{t('risk.measure.add')}</Button> : null}
    >
      <PlainTable<MeasureView>
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={e.measures}
        locale={{ emptyText: t('risk.measure.none') }}
        columns={[
          { key: 'class', title: t('risk.measure.class'), render: (_, m) => word('measureClass', m.measureClass) },
          {
            key: 'text',
            title: t('risk.measure.description'),
            render: (_, m) => (
              <span className="yf-risk-name">
                <span>{m.description}</span>
                <span className="yf-quiet">
                  {m.dataSource === 'monitoring'
                    ? t('risk.measure.monitored')
                    : m.checkContent
                      ? `${t('risk.measure.check')} ${m.checkContent}`
                      : t('risk.measure.noCheck')}
                </span>
              </span>
            ),
          },
          {
            key: 'duties',
            title: t('risk.measure.duties'),
            render: (_, m) =>
              m.duties.length === 0 ? (
                <strong>{t('risk.lacks.post')}</strong>
              ) : (
                <ul className="yf-risk-duties">
                  {m.duties.map((d) => (
                    <li key={d.tier}>
                      <span className="yf-quiet">{word('tier', d.tier)}</span> {d.postName}
                    </li>
                  ))}
                </ul>
              ),
          },
          {
            key: 'items',
            title: t('risk.measure.items'),
            render: (_, m) =>
              m.items.length === 0
                ? '–'
                : m.items.map((i) => (
                    <div key={i.id}>
                      <span className="yf-quiet">{word('tier', i.tier)}</span>{' '}
                      {t('risk.measure.every', { n: i.cycleN, unit: word('cycleUnit', i.cycleUnit as 'day') })}
                    </div>
                  )),
          },
          ...(writes
            ? [
                {
                  key: 'do',
                  title: t('risk.column.do'),
                  render: (_: unknown, m: MeasureView) => (
                    <span className="yf-risk-row">
                      <Button size="small" onClick={() => setOpen({ what: 'edit', measure: m })}>
                        {t('risk.measure.edit')}
                      </Button>
                      {may(createItem) && m.dataSource === 'inspection' && (
                        <Button size="small" onClick={() => setOpen({ what: 'item', measure: m })}>
                          {t('inspection.item.add')}
                        </Button>
                      )}
                      <Button size="small" onClick={() => setOpen({ what: 'duties', measure: m })}>
                        {t('risk.measure.setDuties')}
                      </Button>
                      <Button
                        size="small"
                        onClick={() =>
                          bulk.run([{ entity: 'measure', id: m.id, version: m.version, set: { state: 'withdrawn' } }])
                        }
                      >
                        {t('risk.bulk.withdraw')}
                      </Button>
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      <MeasureDrawer
        e={e}
        open={open?.what === 'new' || open?.what === 'edit'}
        measure={open?.what === 'edit' ? open.measure : null}
        onClose={() => setOpen(null)}
      />
      <NewItemDrawer
        measure={
          open?.what === 'item'
            ? {
                enterpriseId: e.enterpriseId,
                measureId: open.measure.id,
                content: open.measure.checkContent ?? open.measure.description,
              }
            : null
        }
        onClose={() => setOpen(null)}
      />
      <DutiesDrawer e={e} measure={open?.what === 'duties' ? open.measure : null} onClose={() => setOpen(null)} />
    </Section>
  );
}

type Values = {
  measureClass: (typeof MEASURE_CLASSES)[number];
  dataSource: 'inspection' | 'monitoring';
  description: string;
  checkContent?: string | null;
  dutyPostId?: string | null;
};

function MeasureDrawer({
  e,
  open,
  measure,
  onClose,
}: {
  e: RiskEventView;
  open: boolean;
  measure: MeasureView | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const options = useWordOptions();
  const posts = useApi(listDutyPosts, { params: { enterpriseId: e.enterpriseId } });
  const fields = (
    <>
      <Form.Item name="measureClass" label={t('risk.measure.class')} rules={[{ required: true }]}>
        <Select options={options('measureClass', MEASURE_CLASSES)} />
      </Form.Item>
      <Form.Item
        name="description"
        label={t('risk.measure.description')}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item name="dataSource" label={t('risk.measure.source')}>
        <Radio.Group
          options={(['inspection', 'monitoring'] as const).map((v) => ({ value: v, label: t(`risk.measure.${v}`) }))}
        />
      </Form.Item>
      <Form.Item name="checkContent" label={t('risk.measure.check')} extra={t('risk.measure.checkHint')}>
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
      <Form.Item name="dutyPostId" label={t('risk.field.post')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={(posts.data?.posts ?? []).map((p) => ({ value: p.id, label: `${p.name} · ${p.orgUnitName}` }))}
        />
      </Form.Item>
    </>
  );
  const common = { open, onClose, submit: t('risk.save'), done: t('risk.saved'), stale: ['risk', 'paper'] };
  const body = (v: Values) => ({ ...v, checkContent: v.checkContent ?? null, dutyPostId: v.dutyPostId ?? null });
  if (measure)
    return (
      <FormDrawer<typeof updateMeasure, Values>
        {...common}
        key={`${measure.id}-${measure.version}`}
        route={updateMeasure}
        title={t('risk.measure.edit')}
        initial={{
          measureClass: measure.measureClass,
          dataSource: measure.dataSource,
          description: measure.description,
          checkContent: measure.checkContent,
          dutyPostId: measure.dutyPostId,
        }}
        toInput={(v) => ({
          params: { enterpriseId: e.enterpriseId, id: measure.id },
          body: { ...body(v), version: measure.version },
        })}
      >
        {fields}
      </FormDrawer>
    );
  return (
    <FormDrawer<typeof createMeasure, Values>
      {...common}
      route={createMeasure}
      title={t('risk.measure.add')}
      initial={{ measureClass: 'engineering', dataSource: 'inspection' }}
      toInput={(v) => ({ params: { enterpriseId: e.enterpriseId }, body: { ...body(v), eventId: e.id } })}
    >
      {fields}
    </FormDrawer>
  );
}

type DutyValues = Partial<Record<(typeof TIERS)[number], string | null>>;

function DutiesDrawer({ e, measure, onClose }: { e: RiskEventView; measure: MeasureView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const word = useWord();
  const posts = useApi(listDutyPosts, { params: { enterpriseId: e.enterpriseId } });
  return (
    <FormDrawer<typeof setMeasureDuties, DutyValues>
      key={`${measure?.id ?? ''}-${measure?.version ?? 0}`}
      route={setMeasureDuties}
      title={t('risk.measure.setDuties')}
      open={measure !== null}
      onClose={onClose}
      submit={t('risk.save')}
      done={t('risk.saved')}
      stale={['risk', 'paper']}
      initial={Object.fromEntries((measure?.duties ?? []).map((d) => [d.tier, d.postId]))}
      toInput={(v) => ({
        params: { enterpriseId: e.enterpriseId, id: measure?.id ?? '' },
        body: {
          version: measure?.version ?? 1,
          duties: TIERS.flatMap((tier) => (v[tier] ? [{ tier, postId: v[tier] }] : [])),
        },
      })}
    >
      <p className="yf-quiet">{t('risk.measure.dutiesHint')}</p>
      {TIERS.map((tier) => (
        <Form.Item key={tier} name={tier} label={word('tier', tier)}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={(posts.data?.posts ?? []).map((p) => ({ value: p.id, label: `${p.name} · ${p.orgUnitName}` }))}
          />
        </Form.Item>
      ))}
    </FormDrawer>
  );
}
