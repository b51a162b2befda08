import './public.css';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import {
  type ArchiveView,
  type EnterpriseView,
  getArchive,
  makePromise,
  printPaper,
  revealEnterprisePhone,
  setEnterpriseStatus,
  updateEnterprise,
} from '@yufang/contract';
import { Alert, Button, DatePicker, Form, Input, Popover, Select, Space, Tag } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveRefresh } from '../../api/live.ts';
import { useApi, useCommand } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useWord } from '../../i18n/use-word.ts';
import { useMay } from '../../shell/me.tsx';
import {
  DangerStatusTag,
  ExportButton,
  Facts,
  FormDrawer,
  GradeCounts,
  GradeTag,
  number,
  percent,
  Reading,
  RecordPage,
  Section,
  StateTag,
  Timeline,
  TimeText,
} from '../../ui/index.ts';
import { ParticularsFields } from './particulars-fields.tsx';

/** One enterprise, one archive: now, or at the end of any past day. */
export function ArchivePage() {
  const { enterpriseId = '' }: { enterpriseId?: string } = useParams({ strict: false });
  const { asOf }: { asOf?: string } = useSearch({ strict: false });
  const archive = useApi(getArchive, { params: { enterpriseId }, query: { asOf } });
  useLiveRefresh(['enterprise.', 'risk_', 'hidden_danger.', 'inspection_'], ['archive']);
  return <Reading query={archive}>{(data) => <Archive data={data} enterpriseId={enterpriseId} />}</Reading>;
}

function Archive({ data, enterpriseId }: { data: ArchiveView; enterpriseId: string }) {
  const { t } = useTranslation();
  const word = useWord();
  const navigate = useNavigate();
  const e = data.enterprise;
  const base = `/enterprises/${enterpriseId}`;
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
          {e.invented && <Tag>{t('enterprise.invented')}</Tag>}
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
      aside={<HistoryList data={data} />}
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
            { label: t('enterprise.field.industry'), value: e.industryCode },
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
              value: e.promise ? `${e.promise.text} (${e.promise.on ?? ''})` : null,
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
        <GradeCounts counts={data.risks.colours} />
        <Rows
          rows={data.risks.rows.map((r) => ({
            key: r.id,
            cells: [
              <GradeTag key="g" grade={r.liveGrade} />,
              <Link key="n" to={`${base}/risks/${r.id}`}>
                {r.name}
              </Link>,
              r.unitName,
            ],
          }))}
        />
      </Section>
      <Section title={t('enterprise.archive.controls')}>
        <Facts
          items={[
            { label: t('enterprise.archive.measures'), value: number(data.controls.measures) },
            {
              label: t('enterprise.archive.controlRate'),
              value: percent(data.controls.measures > 0 ? data.controls.controlled / data.controls.measures : null),
            },
            { label: t('enterprise.archive.items'), value: number(data.controls.items) },
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
            { label: t('enterprise.archive.records'), value: number(data.inspections.records) },
            { label: t('enterprise.archive.abnormal'), value: number(data.inspections.abnormal) },
            { label: t('enterprise.archive.marked'), value: number(data.inspections.marked) },
            { label: t('enterprise.archive.tasksOverdue'), value: number(data.inspections.tasksOverdue) },
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
              word('inspectionResult', r.result as never),
              r.person ?? '–',
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
            { label: t('enterprise.archive.found'), value: number(data.dangers.found) },
            { label: t('enterprise.archive.open'), value: number(data.dangers.open) },
            { label: t('enterprise.archive.major'), value: number(data.dangers.major) },
            { label: t('enterprise.archive.overdue'), value: number(data.dangers.overdue) },
          ]}
        />
        <Rows
          rows={data.dangers.rows.map((d) => ({
            key: d.id,
            cells: [
              <Link key="n" to={`${base}/dangers/${d.id}`}>
                {d.number}
              </Link>,
              d.name,
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
    <table className="yf-plain-table">
      <tbody>
        {rows.map((r) => (
          <tr key={r.key}>
            {r.cells.map((cell, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the row
              <td key={i}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HistoryList({ data }: { data: ArchiveView }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <Timeline
      title={t('enterprise.archive.history')}
      entries={data.history.map((h) => ({
        key: String(h.seq),
        at: h.at,
        who: h.actorName,
        role: h.actorRole === 'system' ? t('shell.record.system') : word('role', h.actorRole as never),
        what: t(
          [
            `enterprise.change.${h.entity}.${h.action}`,
            `enterprise.change.any.${h.action}`,
            'enterprise.change.any.update',
          ],
          {
            entity: t([`enterprise.entity.${h.entity}`, 'enterprise.entity.other']),
          },
        ),
        changes: [],
      }))}
    />
  );
}

function Phone({ e, past }: { e: EnterpriseView; past: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const [reason, setReason] = useState('');
  const reveal = useCommand(revealEnterprisePhone);
  if (reveal.data) return reveal.data.phone;
  if (!e.contactPhone || past || !may(revealEnterprisePhone)) return e.contactPhone ?? '–';
  return (
    <Space>
      {e.contactPhone}
      <Popover
        trigger="click"
        content={
          <Space>
            <Input
              aria-label={t('enterprise.reveal.reason')}
              placeholder={t('enterprise.reveal.reason')}
              value={reason}
              onChange={(x) => setReason(x.target.value)}
            />
            <Button
              disabled={!reason.trim()}
              onClick={() => reveal.mutate({ params: { enterpriseId: e.enterpriseId }, body: { reason } })}
            >
              {t('enterprise.reveal.action')}
            </Button>
          </Space>
        }
      >
        <Button type="link">{t('enterprise.reveal.action')}</Button>
      </Popover>
    </Space>
  );
}

/** Door plate, change, state: what the present role may do. */
function Actions({ e, past }: { e: EnterpriseView; past: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const [stating, setStating] = useState(false);
  const [promising, setPromising] = useState(false);
  if (past) return null;
  const params = { enterpriseId: e.enterpriseId };
  const given = { ...e, lon: e.givenLon ?? e.lon, lat: e.givenLat ?? e.lat, contactPhone: undefined };
  return (
    <>
      {may(printPaper) && (
        <ExportButton
          route={printPaper}
          input={{ params: { ...params, paper: 'door-plate' }, query: { lang: currentLanguage() } }}
          label={t('enterprise.archive.doorPlate')}
        />
      )}
      {may(makePromise) && <Button onClick={() => setPromising(true)}>{t('enterprise.promise.action')}</Button>}
      {may(setEnterpriseStatus) && <Button onClick={() => setStating(true)}>{t('enterprise.status.action')}</Button>}
      {may(updateEnterprise) && <Button onClick={() => setEditing(true)}>{t('enterprise.edit')}</Button>}
      <FormDrawer
        route={updateEnterprise}
        title={t('enterprise.edit')}
        open={editing}
        onClose={() => setEditing(false)}
        initial={given as never}
        toInput={(values: Record<string, unknown>) => ({
          params,
          body: { ...changed(values, given), version: e.version } as never,
        })}
        submit={t('enterprise.editSubmit')}
        done={t('enterprise.saved')}
        stale={['enterprise', 'archive']}
      >
        <Alert className="yf-gap-below" type="info" title={t('enterprise.editHint')} />
        <ParticularsFields />
      </FormDrawer>
      <FormDrawer
        route={makePromise}
        title={t('enterprise.promise.action')}
        open={promising}
        onClose={() => setPromising(false)}
        toInput={(body: { text: string }) => ({ params, body })}
        initial={{ text: e.promise?.text ?? '' }}
        submit={t('enterprise.promise.submit')}
        done={t('enterprise.saved')}
        stale={['enterprise', 'archive']}
      >
        <p className="yf-quiet">{t('enterprise.promise.hint')}</p>
        <Form.Item
          name="text"
          label={t('enterprise.promise.text')}
          rules={[{ required: true, whitespace: true, message: t('enterprise.field.required') }]}
        >
          <Input.TextArea maxLength={500} rows={4} showCount />
        </Form.Item>
      </FormDrawer>
      <FormDrawer
        route={setEnterpriseStatus}
        title={t('enterprise.status.action')}
        open={stating}
        onClose={() => setStating(false)}
        toInput={(values: { action: 'suspend'; reason: string }) => ({
          params,
          body: { ...values, version: e.version },
        })}
        submit={t('enterprise.status.submit')}
        done={t('enterprise.saved')}
        stale={['enterprise', 'archive']}
      >
        <Form.Item
          name="action"
          label={t('enterprise.status.what')}
          rules={[{ required: true, message: t('enterprise.field.required') }]}
        >
          <Select
            options={(['suspend', 'resume', 'close', 'reopen', 'withdraw'] as const).map((a) => ({
              value: a,
              label: t(`enterprise.status.${a}`),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('enterprise.status.reason')}
          rules={[{ required: true, message: t('enterprise.field.required') }]}
        >
          <Input.TextArea maxLength={500} rows={3} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}

/** Only what was changed is sent: what one did not touch, one does not decide. */
function changed(values: Record<string, unknown>, was: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([k, v]) =>
      JSON.stringify(v ?? null) === JSON.stringify(was[k] ?? null) ? [] : [[k, v ?? null]],
    ),
  );
}
