import { Link, useParams, useSearch } from '@tanstack/react-router';
import { downloadRefusedRows, EXCHANGE_OUTCOMES, getExchangeBatch, listExchangeRows } from '@yufang/contract';
import { Alert } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { type RowOf, useApi } from '../../api/use-api.ts';
import { useMay } from '../../shell/me.tsx';
import {
  type Column,
  dayOf,
  ExportButton,
  Facts,
  type Filter,
  ListScreen,
  number,
  Reading,
  StateTag,
  TimeText,
} from '../../ui/index.ts';
import type { RowSearch } from './routes.tsx';
import { OUTCOME_TONE, STATE_TONE } from './tones.ts';
import { Whose } from './whose.tsx';

type Row = RowOf<typeof listExchangeRows>;
type Issue = Row['issues'][number];
const TABLES = [
  'riskUnit',
  'riskEvent',
  'controlMeasure',
  'checkTask',
  'checkRecord',
  'hiddenDanger',
  'unitStop',
  'unknown',
];

/** What became of one file: its counts, and every row with the reason, by outcome, table, field or reason. */
export function BatchPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { enterpriseId = '', batchId = '' } = useParams({ strict: false }) as {
    enterpriseId?: string;
    batchId?: string;
  };
  const params = { enterpriseId, id: batchId };
  const search: z.output<typeof RowSearch> & { row?: string } = useSearch({ strict: false });
  const { row: _, ...query } = search;
  const batch = useApi(getExchangeBatch, { params, query: { results: 'none' } });
  return (
    <Reading query={batch}>
      {(b) => (
        <ListScreen
          title={t('exchange.batch.title')}
          lead={
            <span className="yf-inline">
              <Whose enterpriseId={enterpriseId} />
              <Link to={`/enterprises/${enterpriseId}/exchange`}>{t('exchange.batch.all')}</Link>
              <TimeText at={b.receivedAt} />
              <StateTag tone={STATE_TONE[b.state]}>{t(`exchange.state.${b.state}`)}</StateTag>
            </span>
          }
          route={listExchangeRows}
          input={() => ({ params, query })}
          columns={columnsOf(t)}
          rowKey={(r) => String(r.n)}
          filters={filtersOf(t, b.reasons)}
          panel={(r) => <Shown row={r} />}
          panelTitle={(r) => r.at}
          actions={
            may(downloadRefusedRows) &&
            (b.counts.refused ?? 0) > 0 && (
              <ExportButton
                route={downloadRefusedRows}
                input={{ params }}
                label={t('exchange.batch.download', { count: b.counts.refused ?? 0 })}
              />
            )
          }
          above={
            <>
              {(b.state === 'failed' || b.state === 'interrupted') && (
                <Alert
                  className="yf-gap-below"
                  type="warning"
                  showIcon
                  title={t('exchange.batch.broken', { done: number(b.done), total: number(b.total) })}
                  description={b.failure === null ? undefined : sentence(t, { field: '', code: b.failure })}
                />
              )}
              {b.shortenedAt !== null && (
                <Alert
                  className="yf-gap-below"
                  type="info"
                  showIcon
                  title={t('exchange.batch.shortened', { day: dayOf(b.shortenedAt) })}
                />
              )}
              <div className="yf-gap-below">
                <Facts
                  tight
                  items={[
                    { label: t('exchange.batch.rows'), value: number(b.total) },
                    ...EXCHANGE_OUTCOMES.map((o) => ({
                      label: t(`exchange.outcome.${o}`),
                      value: number(b.counts[o] ?? 0),
                    })),
                    { label: t('exchange.batch.released'), value: number(b.released) },
                  ]}
                />
              </div>
            </>
          }
        />
      )}
    </Reading>
  );
}

/** The sentence of a reason; what has none is shown by its code. */
const sentence = (t: TFunction, { code, params = {} }: Issue): string =>
  problemText(new ApiProblem({ status: 422, code, params, requestId: null }), t);
/** A field by its name in the standard and in words. */
const fieldName = (t: TFunction, field: string): string => {
  if (field === '') return t('exchange.row.whole');
  const label = t(`exchange.field.${field.replaceAll('.', '_')}`, { defaultValue: '' });
  return label === '' ? field : `${label} ${field}`;
};
const tableName = (t: TFunction, entity: string): string => t(`exchange.table.${entity}`, { defaultValue: entity });

const columnsOf = (t: TFunction): Column<Row>[] => [
  {
    key: 'at',
    title: t('exchange.row.at'),
    card: 'head',
    render: (_v, r) => <span className="yf-figures">{r.at}</span>,
  },
  { key: 'entity', title: t('exchange.row.table'), render: (_v, r) => tableName(t, r.entity) },
  {
    key: 'outcome',
    title: t('exchange.row.outcome'),
    card: 'mark',
    render: (_v, r) => <StateTag tone={OUTCOME_TONE[r.outcome]}>{t(`exchange.outcome.${r.outcome}`)}</StateTag>,
  },
  {
    key: 'field',
    title: t('exchange.row.field'),
    render: (_v, r) => <Reasons row={r} of={(i) => fieldName(t, i.field)} />,
  },
  { key: 'why', title: t('exchange.row.why'), render: (_v, r) => <Reasons row={r} of={(i) => sentence(t, i)} /> },
];

/** Every reason of a row on a line of its own, so that field and sentence stand side by side. */
function Reasons({ row, of }: { row: Row; of: (issue: Issue) => string }) {
  const all = [...row.issues, ...row.warnings];
  if (all.length === 0) return <span className="yf-quiet">–</span>;
  return all.map((issue) => <div key={`${issue.field} ${issue.code}`}>{of(issue)}</div>);
}

function filtersOf(t: TFunction, reasons: readonly { field: string; code: string }[]): Filter[] {
  const some = (values: readonly string[], label: (v: string) => string) =>
    [...new Set(values)].map((value) => ({ value, label: label(value) }));
  return [
    {
      kind: 'select',
      name: 'outcome',
      label: t('exchange.row.outcome'),
      options: some(EXCHANGE_OUTCOMES, (o) => t(`exchange.outcome.${o}`)),
    },
    { kind: 'select', name: 'entity', label: t('exchange.row.table'), options: some(TABLES, (e) => tableName(t, e)) },
    {
      kind: 'select',
      name: 'field',
      label: t('exchange.row.field'),
      options: some(
        reasons.flatMap((r) => (r.field === '' ? [] : [r.field])),
        (f) => fieldName(t, f),
      ),
    },
    {
      kind: 'select',
      name: 'reason',
      label: t('exchange.row.why'),
      options: some(
        reasons.map((r) => r.code),
        (code) => sentence(t, { field: '', code }),
      ),
    },
  ];
}

function Shown({ row }: { row: Row }) {
  const { t } = useTranslation();
  return (
    <Facts
      items={[
        { label: t('exchange.row.outcome'), value: t(`exchange.outcome.${row.outcome}`) },
        { label: t('exchange.row.table'), value: tableName(t, row.entity) },
        { label: t('exchange.row.id'), value: row.id, wide: true },
        ...[...row.issues, ...row.warnings].map((issue) => ({
          key: `${issue.field} ${issue.code}`,
          label: fieldName(t, issue.field),
          value: (
            <>
              {sentence(t, issue)}
              {Object.entries(issue.params ?? {}).map(([name, value]) => (
                <div key={name} className="yf-quiet yf-figures">
                  {t(`exchange.param.${name}`, { defaultValue: name })} {String(value)}
                </div>
              ))}
            </>
          ),
          wide: true,
        })),
      ]}
    />
  );
}
