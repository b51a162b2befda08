import { Link } from '@tanstack/react-router';
import {
  createParkProjectCheck,
  getParkProjectCheck,
  getParkRun,
  type ParkProjectCheckView,
} from '@yufang/contract/park';
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useStale } from '../../../api/use-api.ts';
import { useMay } from '../../../shell/me.tsx';
import { Facts, Loading, number, Reading } from '../../../ui/index.ts';
import { RunFailure, RunProgress } from '../assessment/run-panel.tsx';
import { changeShare } from '../numbers.ts';
import { Power } from '../power.tsx';
import { ZoneTag } from '../result/zone-tag.tsx';
import { useSubstanceNames } from './check-drawer.tsx';
import { VerdictTag } from './verdict-tag.tsx';

const FnChart = lazy(async () => ({ default: (await import('../result/fn-chart.tsx')).FnChart }));
const LOOK_MS = 700;

/** One access check: its run while it goes, then what it found. */
export function CheckPanel({
  parkId,
  id,
  onAgain,
}: {
  parkId: string;
  id: string;
  /** Try the same plant once more, changed. */
  onAgain: (check: ParkProjectCheckView) => void;
}) {
  const { t } = useTranslation();
  const may = useMay();
  const check = useApi(getParkProjectCheck, { params: { parkId, id } });
  const runId = check.data?.runId ?? null;
  const input = { params: { parkId, id: runId ?? '' } };
  const seen = useApi(getParkRun, input, { enabled: runId !== null });
  const going = seen.data?.state === 'queued' || seen.data?.state === 'running';
  useApi(getParkRun, input, { enabled: going, ...(going ? { refetchInterval: LOOK_MS } : {}) });
  const stale = useStale('park');
  // The run knows first; the check and its line in the list follow.
  const behind =
    seen.data !== undefined && !going && check.data !== undefined && check.data.runState !== seen.data.state;
  useEffect(() => {
    if (behind) stale();
  }, [behind, stale]);
  return (
    <Reading query={check}>
      {(c) => (
        <>
          <p className="park-check-verdict">
            <VerdictTag check={c} />
          </p>
          {going && seen.data && <RunProgress run={seen.data} />}
          {c.verdict === null && <RunFailure run={seen.data} />}
          {c.findings && (
            <aside className="park-statement">
              <p>
                <strong>{t('park.statement.screening')}</strong> {t('park.statement.text')}
                {c.assessment.invented && ` ${t('park.statement.invented')}`}
              </p>
            </aside>
          )}
          <Facts
            items={[
              { label: t('park.check.applicant'), value: c.applicant },
              {
                label: t('park.check.against'),
                value: (
                  <Link to={`/parks/${parkId}/assessments/${c.assessmentId}`}>
                    {t('park.assessment.no', { n: c.assessment.number })} {c.assessment.title}
                  </Link>
                ),
              },
              {
                label: t('park.check.limits'),
                value: t(c.limits === 'new' ? 'park.figure.stateNew' : 'park.figure.stateInService'),
              },
              { label: t('park.column.vessels'), value: number(c.vessels) },
            ]}
          />
          <Plant given={c.given} />
          {c.findings && <Findings f={c.findings} />}
          <Facts
            items={[
              {
                label: t('park.statement.inputHash'),
                value: <span className="park-hash">{c.inputHash}</span>,
                wide: true,
              },
            ]}
          />
          {!going && c.given.length > 0 && may(createParkProjectCheck) && (
            <Button className="yf-gap-above" onClick={() => onAgain(c)}>
              {t('park.check.again')}
            </Button>
          )}
        </>
      )}
    </Reading>
  );
}

/** The vessels that were proposed. */
function Plant({ given }: { given: ParkProjectCheckView['given'] }) {
  const { t } = useTranslation();
  const substanceOf = useSubstanceNames();
  if (given.length === 0) return null;
  return (
    <ul className="park-ranked yf-gap-above" aria-label={t('park.check.vessels')}>
      {given.map((v) => (
        <li key={v.tag}>
          <span>
            {v.tag} · {v.name} · {substanceOf(v.substance)} · {number(v.volumeM3, 2)} m³ ·{' '}
            {number(v.fillFraction * 100, 1)}%
          </span>
          <span className="yf-quiet">
            {v.lon.toFixed(5)}, {v.lat.toFixed(5)} ({v.crs})
          </span>
        </li>
      ))}
    </ul>
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
            <td>
              {f.societalBreaks ? t('park.check.societalBreaks') : f.societalWorse ? t('park.check.change.worse') : ''}
            </td>
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
