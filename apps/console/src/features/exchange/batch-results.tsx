import { EXCHANGE_OUTCOMES, type ExchangeBatch, type ExchangeRowResult, getExchangeBatch } from '@yufang/contract';
import { Segmented, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.ts';
import { fullTime, number, Reading } from '../../ui/index.ts';

/** One import: what became of each row; those that were not written come first. */
export function BatchResults({ enterpriseId, batchId }: { enterpriseId: string; batchId: string }) {
  const batch = useApi(getExchangeBatch, { params: { enterpriseId, id: batchId } });
  return <Reading query={batch}>{(data) => <Results batch={data} />}</Reading>;
}

const WORST_FIRST = ['refused', 'held', 'stale', 'created', 'updated', 'deleted', 'unchanged'] as const;

function Results({ batch }: { batch: ExchangeBatch }) {
  const { t } = useTranslation();
  const [only, setOnly] = useState<string>('');
  const present = EXCHANGE_OUTCOMES.filter((o) => batch.results.some((r) => r.outcome === o));
  const rows = batch.results
    .filter((r) => only === '' || r.outcome === only)
    .toSorted((a, b) => WORST_FIRST.indexOf(a.outcome) - WORST_FIRST.indexOf(b.outcome));
  const say = (issue: ExchangeRowResult['issues'][number]) => {
    const { code, params, field } = issue;
    const text = problemText(new ApiProblem({ status: 422, code, requestId: null, ...(params ? { params } : {}) }), t);
    return field ? `${field}: ${text}` : text;
  };
  return (
    <>
      <p className="yf-quiet yf-figures">{fullTime(batch.receivedAt)}</p>
      <Segmented
        className="yf-gap-below"
        aria-label={t('exchange.result.only')}
        value={only}
        options={[
          { value: '', label: `${t('exchange.result.all')} ${number(batch.results.length)}` },
          ...present.map((o) => ({
            value: o,
            label: `${t(`exchange.outcome.${o}`)} ${number(batch.results.filter((r) => r.outcome === o).length)}`,
          })),
        ]}
        onChange={setOnly}
      />
      {batch.released > 0 && <p className="yf-gap-below">{t('exchange.released', { count: batch.released })}</p>}
      <Table<ExchangeRowResult>
        size="small"
        rowKey={(r) => `${r.at} ${r.id ?? ''}`}
        dataSource={rows}
        pagination={{ pageSize: 50, showSizeChanger: false, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: t('exchange.none') }}
        columns={[
          { key: 'at', title: t('exchange.result.place'), render: (_, r) => <code>{r.at}</code> },
          {
            key: 'entity',
            title: t('exchange.result.entity'),
            render: (_, r) => t(`exchange.entity.${r.entity}`, { defaultValue: r.entity }),
          },
          {
            key: 'outcome',
            title: t('exchange.result.outcome'),
            render: (_, r) => (
              <span className={r.outcome === 'refused' || r.outcome === 'held' ? 'yf-strong' : undefined}>
                {t(`exchange.outcome.${r.outcome}`)}
              </span>
            ),
          },
          {
            key: 'why',
            title: t('exchange.result.why'),
            render: (_, r) => (
              <ul className="yf-two-lines">
                {r.issues.map((i) => (
                  <li key={`${i.field} ${i.code}`}>{say(i)}</li>
                ))}
                {r.warnings.map((i) => (
                  <li key={`w ${i.field} ${i.code}`} className="yf-quiet">
                    {t('exchange.result.warning')}: {say(i)}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </>
  );
}
