import { getParkProjectCheck, getParkRun, type ParkProjectCheckView } from '@yufang/contract/park';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useStale } from '../../../api/use-api.ts';
import { Facts, Loading, number, Reading } from '../../../ui/index.ts';
import { RunFailure, RunProgress } from '../assessment/run-panel.tsx';
import { changeShare } from '../numbers.ts';
import { Power } from '../power.tsx';
import { ZoneTag } from '../result/zone-tag.tsx';
import { VerdictTag } from './verdict-tag.tsx';

const FnChart = lazy(async () => ({ default: (await import('../result/fn-chart.tsx')).FnChart }));
const LOOK_MS = 700;

/** One access check: its run while it goes, then what it found. */
export function CheckPanel({ parkId, id }: { parkId: string; id: string }) {
  const { t } = useTranslation();
  const check = useApi(getParkProjectCheck, { params: { parkId, id } });
  const runId = check.data?.runId ?? null;
  const input = { params: { parkId, id: runId ?? '' } };
  const seen = useApi(getParkRun, input, { enabled: runId !== null });
  const going = seen.data?.state === 'queued' || seen.data?.state === 'running';
  useApi(getParkRun, input, { enabled: going, ...(going ? { refetchInterval: LOOK_MS } : {}) });
  const stale = useStale('park');
  const over = seen.data?.state === 'done' && check.data?.verdict === null;
  useEffect(() => {
    if (over) stale();
  }, [over, stale]);
  return (
    <Reading query={check}>
      {(c) => (
        <>
          <p className="park-check-verdict">
            <VerdictTag verdict={c.verdict} />
          </p>
          {going && seen.data && <RunProgress run={seen.data} />}
          {c.verdict === null && <RunFailure run={seen.data} />}
          <Facts
            items={[
              { label: t('park.check.applicant'), value: c.applicant },
              { label: t('park.column.vessels'), value: number(c.vessels) },
              {
                label: t('park.statement.inputHash'),
                value: <span className="park-hash">{c.inputHash}</span>,
                wide: true,
              },
            ]}
          />
          {c.findings && <Findings f={c.findings} />}
        </>
      )}
    </Reading>
  );
}

function Findings({ f }: { f: NonNullable<ParkProjectCheckView['findings']> }) {
  const { t } = useTranslation();
  const series = useMemo(
    () => [
      { name: t('park.check.with'), points: f.societalAfter.curve, role: 'main' as const },
      { name: t('park.check.without'), points: f.societalBefore.curve, role: 'second' as const },
    ],
    [f, t],
  );
  const rows = [
    [t('park.figure.pll'), f.pllBeforePerYear, f.pllAfterPerYear],
    [t('park.figure.highest'), f.maximumBeforePerYear, f.maximumAfterPerYear],
  ] as const;
  return (
    <>
      <table className="yf-plain-table yf-gap-above">
        <caption className="yf-visually-hidden">{t('park.check.figures')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('park.check.without')}</th>
            <th scope="col">{t('park.check.with')}</th>
            <th scope="col">{t('park.whatIf.change')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, before, after]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>
                <Power value={before} digits={3} />
              </td>
              <td>
                <Power value={after} digits={3} />
              </td>
              <td>{changeShare(before, after)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('park.figure.fn')}</th>
            <td>
              <ZoneTag zone={f.societalBefore.verdict.zone} />
            </td>
            <td>
              <ZoneTag zone={f.societalAfter.verdict.zone} />
            </td>
            <td>{f.societalBreaks ? t('park.check.societalBreaks') : ''}</td>
          </tr>
        </tbody>
      </table>
      {f.targets.length === 0 ? (
        <p className="yf-gap-above">{t('park.check.noTarget')}</p>
      ) : (
        <table className="yf-plain-table yf-gap-above">
          <caption className="yf-visually-hidden">{t('park.tab.targets')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('park.column.target')}</th>
              <th scope="col">{t('park.column.limit')}</th>
              <th scope="col">{t('park.check.without')}</th>
              <th scope="col">{t('park.check.with')}</th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {f.targets.map((x) => (
              <tr key={x.id}>
                <td>{x.name}</td>
                <td>
                  <Power value={x.limitPerYear} />
                </td>
                <td>
                  <Power value={x.beforePerYear} />
                </td>
                <td>
                  <Power value={x.afterPerYear} />
                </td>
                <td className="yf-strong">{t(`park.check.change.${x.change}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Suspense fallback={<Loading rows={5} />}>
        <FnChart series={series} small />
      </Suspense>
    </>
  );
}
