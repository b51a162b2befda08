import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ArchiveView, getArchive, getRegistrationForm } from '@yufang/contract';
import { RISK_GRADES } from '@yufang/domain';
import { Alert, DatePicker, Space, Tag } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveRefresh } from '../../api/live.ts';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useWord } from '../../i18n/use-word.ts';
import {
  DangerStatusTag,
  DeadlineText,
  Facts,
  GradeTag,
  number,
  percent,
  Reading,
  RecordPage,
  Section,
  StateTag,
  saysInvented,
  TimeText,
} from '../../ui/index.ts';
import { LevelTag } from '../major-hazard/level-tag.tsx';
import { Actions, Phone } from './archive-actions.tsx';
import { ArchiveHistory } from './archive-history.tsx';

/** One enterprise, one archive: now, or at the end of any past day. */
export function ArchivePage() {
  const { enterpriseId = '' }: { enterpriseId?: string } = useParams({ strict: false });
  const { asOf }: { asOf?: string } = useSearch({ strict: false });
  const archive = useApi(getArchive, { params: { enterpriseId }, query: { asOf } });
  useLiveRefresh(['enterprise.', 'risk_', 'hidden_danger.', 'inspection_'], ['archive']);
  return <Reading query={archive}>{(data) => <Archive data={data} enterpriseId={enterpriseId} />}</Reading>;
}

const OPEN = ['reported', 'verified', 'assigned', 'rectifying', 'to_accept'] as const;

/** The name of an industry by its code (GB/T 4754): of its class, else of what it belongs to. */
function useIndustry(): (code: string) => string {
  const form = useApi(getRegistrationForm, { query: {} }, { staleTime: 3_600_000 });
  return (code) => {
    const digits = code.replace(/^[A-T]/, '');
    for (let n = digits.length; n >= 2; n -= 1) {
      const found = form.data?.industries.find((i) => i.code === digits.slice(0, n));
      if (found) return `${(currentLanguage() === 'en' && found.nameEn) || found.name} · ${code}`;
    }
    return code;
  };
}

function Archive({ data, enterpriseId }: { data: ArchiveView; enterpriseId: string }) {
  const { t } = useTranslation();
  const word = useWord();
  const navigate = useNavigate();
  const e = data.enterprise;
  const base = `/enterprises/${enterpriseId}`;
  const industry = useIndustry();
  // A past day has no list behind its figures: there they are plain.
  const to = (path: string, search: Record<string, unknown>, figure: string) =>
    data.asOf ? (
      <span className="yf-big">{figure}</span>
    ) : (
      <Link className="yf-big" to={path} search={{ enterpriseId, ...search } as never}>
        {figure}
      </Link>
    );
  const day = (
    <DatePicker
      aria-label={t('enterprise.archive.asOf')}
      placeholder={t('enterprise.archive.now')}
      value={data.asOf ? dayjs(data.asOf) : null}
      disabledDate={(d) => d.isAfter(dayjs()) || (data.since !== null && d.isBefore(dayjs(data.since)))}
      onChange={(d) =>
        void navigate({ to: '.', search: { asOf: d ? d.format('YYYY-MM-DD') : undefined }, replace: true } as never)
      }
    />
  );
  if (!e)
    return (
      <RecordPage title={t('enterprise.archive.notYet')} more={day}>
        <p>{t('enterprise.archive.notYetHint', { day: data.since ?? '' })}</p>
      </RecordPage>
    );
  return (
    <RecordPage
      over={[e.cityName, e.countyName, e.townshipName, e.parkName].filter(Boolean).join(' / ')}
      title={e.name}
      tags={
        <>
          <StateTag tone={e.status === 'active' ? 'done' : 'waiting'}>{word('enterpriseState', e.status)}</StateTag>
          {e.invented && !saysInvented(e.name) && <Tag>{t('enterprise.invented')}</Tag>}
          {e.tags.map((x) => (
            <Tag key={x}>{word('tag', x as never)}</Tag>
          ))}
        </>
      }
      more={
        <>
          {day}
          <Actions e={e} past={data.asOf !== null} />
        </>
      }
      aside={<ArchiveHistory data={data} enterpriseId={enterpriseId} />}
    >
      {data.asOf && (
        <Alert
          className="yf-gap-below"
          type="info"
          showIcon
          title={t('enterprise.archive.replayed', { day: data.asOf })}
        />
      )}
      <Section title={t('enterprise.archive.identity')}>
        <Facts
          items={[
            { label: t('enterprise.column.code'), value: <span className="yf-figures">{e.code}</span> },
            { label: t('enterprise.field.industry'), value: industry(e.industryCode) },
            { label: t('enterprise.column.scale'), value: word('scale', e.scale) },
            { label: t('enterprise.column.sector'), value: word('sector', e.sector) },
            { label: t('enterprise.column.headCount'), value: e.headCount === null ? null : number(e.headCount) },
            { label: t('enterprise.field.address'), value: e.address },
            {
              label: t('enterprise.field.position'),
              value: e.lon === null || e.lat === null ? null : `${e.lon.toFixed(5)}, ${e.lat.toFixed(5)} (WGS84)`,
            },
            { label: t('enterprise.field.contact'), value: e.contactName },
            { label: t('enterprise.field.phone'), value: <Phone e={e} past={data.asOf !== null} /> },
            {
              label: t('enterprise.archive.promise'),
              value: e.promise && [e.promise.text, e.promise.by, e.promise.on].filter(Boolean).join(' · '),
              wide: true,
            },
          ]}
        />
      </Section>
      <Section
        title={t('enterprise.archive.people')}
        extra={
          <Space>
            <Link to={`${base}/people`}>{t('enterprise.archive.openPeople')}</Link>
            <Link to={`${base}/org`}>{t('enterprise.archive.openOrg')}</Link>
            <Link to={`${base}/exchange`}>{t('exchange.nav')}</Link>
          </Space>
        }
      >
        <Facts
          items={[
            { label: t('enterprise.archive.peopleTotal'), value: number(data.people.total) },
            { label: t('enterprise.archive.units'), value: number(data.people.units) },
            {
              label: t('enterprise.archive.posts'),
              value: t('enterprise.archive.postsHeld', { held: data.people.postsHeld, total: data.people.posts }),
            },
          ]}
        />
      </Section>
      <Section
        title={t('enterprise.archive.risks')}
        extra={
          <Link to="/risks" search={{ enterpriseId } as never}>
            {t('enterprise.archive.openRisks')}
          </Link>
        }
      >
        <Facts
          tight
          items={RISK_GRADES.map((grade) => ({
            label: <GradeTag grade={grade} long bare />,
            key: grade,
            value: to('/risks', { liveGrade: grade }, number(data.risks.colours[grade])),
          }))}
        />
        <Rows
          rows={data.risks.rows.map((r) => ({
            key: r.id,
            cells: [
              <GradeTag key="g" grade={r.liveGrade} />,
              <Link key="n" to={`${base}/risks/${r.id}`}>
                {r.name}
              </Link>,
              r.unitName,
              r.tier ? word('tier', r.tier as never) : '–',
            ],
          }))}
        />
      </Section>
      <Section
        title={t('enterprise.archive.majorHazards')}
        extra={<Link to={`${base}/major-hazard-units`}>{t('enterprise.archive.openMajorHazards')}</Link>}
      >
        <Rows
          rows={data.majorHazards.rows.map((u) => ({
            key: u.id,
            cells: [
              <LevelTag key="l" level={u.level} />,
              u.name,
              <span key="s" className="yf-figures">
                S = {u.s}
                {u.r !== null && ` · R = ${u.r}`}
              </span>,
              <span key="d" className="yf-inline">
                {u.unverified && <Tag>{t('majorHazard.unverified')}</Tag>}
                <span className="yf-figures">{u.assessedOn}</span>
              </span>,
            ],
          }))}
        />
      </Section>
      <Section title={t('enterprise.archive.controls')}>
        <Facts
          items={[
            { label: t('enterprise.archive.measures'), value: to('/risks', {}, number(data.controls.measures)) },
            {
              label: t('enterprise.archive.controlRate'),
              value: percent(data.controls.measures > 0 ? data.controls.controlled / data.controls.measures : null),
            },
            { label: t('enterprise.archive.items'), value: to('/inspection/items', {}, number(data.controls.items)) },
          ]}
        />
      </Section>
      <Section
        title={t('enterprise.archive.inspections')}
        extra={
          <Link to="/inspection/records" search={{ enterpriseId } as never}>
            {t('enterprise.archive.openRecords')}
          </Link>
        }
      >
        <Facts
          items={[
            {
              label: t('enterprise.archive.records'),
              value: to('/inspection/records', {}, number(data.inspections.records)),
            },
            {
              label: t('enterprise.archive.abnormal'),
              value: to('/inspection/records', { result: ['abnormal'] }, number(data.inspections.abnormal)),
            },
            {
              label: t('enterprise.archive.marked'),
              value: to('/inspection/records', { marked: 'true' }, number(data.inspections.marked)),
            },
            {
              label: t('enterprise.archive.tasksOverdue'),
              value: to('/inspection/tasks', { state: ['overdue'] }, number(data.inspections.tasksOverdue)),
            },
          ]}
        />
        <Rows
          rows={data.inspections.rows.map((r) => ({
            key: r.id,
            cells: [
              <Link key="t" to={`${base}/records/${r.id}`}>
                <TimeText at={r.at} />
              </Link>,
              r.unitName,
              r.person ?? '–',
              <span key="r" className={r.result === 'abnormal' ? 'yf-strong' : undefined}>
                {word('inspectionResult', r.result as never)}
                {r.marked && ` · ${t('enterprise.archive.marked')}`}
              </span>,
            ],
          }))}
        />
      </Section>
      <Section
        title={t('enterprise.archive.dangers')}
        extra={
          <Link to="/dangers" search={{ enterpriseId } as never}>
            {t('enterprise.archive.openDangers')}
          </Link>
        }
      >
        <Facts
          items={[
            { label: t('enterprise.archive.found'), value: to('/dangers', {}, number(data.dangers.found)) },
            {
              label: t('enterprise.archive.open'),
              value: to('/dangers', { status: [...OPEN] }, number(data.dangers.open)),
            },
            {
              label: t('enterprise.archive.major'),
              value: to('/dangers', { level: 'major', status: [...OPEN] }, number(data.dangers.major)),
            },
            {
              label: t('enterprise.archive.closed'),
              value: to('/dangers', { status: ['closed'] }, number(data.dangers.closed)),
            },
            {
              label: t('enterprise.archive.overdue'),
              value: to('/dangers', { overdue: 'true' }, number(data.dangers.overdue)),
            },
          ]}
        />
        <Rows
          rows={data.dangers.rows.map((d) => ({
            key: d.id,
            cells: [
              <TimeText key="t" at={d.foundAt} />,
              <Link key="n" to={`${base}/dangers/${d.id}`}>
                {d.name}
              </Link>,
              <DeadlineText key="d" day={d.deadline} closed={!OPEN.some((o) => o === d.status)} seenOn={data.asOf} />,
              <DangerStatusTag key="s" status={d.status as never} level={d.level as never} />,
            ],
          }))}
        />
      </Section>
      <Section
        title={t('enterprise.archive.trainings')}
        extra={<Link to={`${base}/trainings`}>{t('enterprise.archive.openTrainings')}</Link>}
      >
        <Rows
          rows={data.trainings.rows.map((r) => ({
            key: r.id,
            cells: [r.heldOn, r.title, t('enterprise.archive.hours', { hours: r.hours, people: r.people })],
          }))}
        />
      </Section>
      <Section
        title={t('enterprise.archive.contractors')}
        extra={<Link to={`${base}/contractors`}>{t('enterprise.archive.openContractors')}</Link>}
      >
        <Rows
          rows={data.contractors.map((c) => ({
            key: c.id,
            cells: [c.name, c.work ?? '–', c.agreementOn ?? t('enterprise.archive.noAgreement')],
          }))}
        />
      </Section>
    </RecordPage>
  );
}

function Rows({ rows }: { rows: readonly { key: string; cells: readonly ReactNode[] }[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return <p className="yf-quiet">{t('enterprise.archive.none')}</p>;
  return (
    <div className="yf-scroll-x">
      <table className="yf-plain-table">
        <tbody>
          {rows.map((r) => (
            <tr key={r.key}>
              {r.cells.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the row
                <td key={i} className={i > 1 && i === r.cells.length - 1 ? 'yf-end-keep' : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
