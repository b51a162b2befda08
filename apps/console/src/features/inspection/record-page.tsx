import './inspection.css';
import { Link, useParams } from '@tanstack/react-router';
import { explainMarks, getRecord, type RecordView } from '@yufang/contract/inspection';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveRefresh } from '../../api/live.ts';
import { useApi } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import {
  Facts,
  FormDrawer,
  HistoryTimeline,
  number,
  Reading,
  RecordPage,
  Section,
  StateTag,
  TimeText,
} from '../../ui/index.ts';
import { Explanation, JudgeDrawer } from './explanation.tsx';
import { MarkReasons } from './marks.tsx';
import { PlanFigure } from './plan-figure.tsx';
import { RecordFiles } from './record-files.tsx';
import { TaskStateTag } from './task-state-tag.tsx';
import { WalkFigure } from './walk-figure.tsx';

/** One inspection record: what was found, and what speaks for or against it. */
export function RecordPageScreen() {
  const { enterpriseId = '', id = '' } = useParams({ strict: false }) as { enterpriseId?: string; id?: string };
  const record = useApi(getRecord, { params: { enterpriseId, id } });
  useLiveRefresh(['inspection_record.', 'attachment.'], ['inspection', 'history']);
  return <Reading query={record}>{(r) => <Shown record={r} />}</Reading>;
}

const ORIGINS: readonly string[] = ['field', 'hand', 'exchange'];

function Shown({ record: r }: { record: RecordView }) {
  const { t } = useTranslation();
  const word = useWord();
  const [explaining, setExplaining] = useState(false);
  const [judging, setJudging] = useState(false);
  const origin = ORIGINS.find((o) => r.origin.startsWith(o)) ?? 'other';
  const yes = (v: boolean) => t(v ? 'inspection.record.yes' : 'inspection.record.no');
  return (
    <RecordPage
      over={<Link to={`/enterprises/${r.enterpriseId}`}>{r.enterpriseName}</Link>}
      title={r.content}
      tags={
        <span className="yf-inline">
          <StateTag tone={r.result === 'abnormal' ? 'open' : 'done'}>{word('inspectionResult', r.result)}</StateTag>
          {r.marks.length > 0 && <StateTag tone="waiting">{t('inspection.record.marked')}</StateTag>}
        </span>
      }
      responsible={r.personName}
      responsibleLabel={t('inspection.record.person')}
      primary={
        <>
          {r.mayJudge && (
            <Button type={r.judgement ? 'default' : 'primary'} onClick={() => setJudging(true)}>
              {t('inspection.record.judge')}
            </Button>
          )}
          {r.mayExplain && (
            <Button type={r.mayJudge && !r.judgement ? 'default' : 'primary'} onClick={() => setExplaining(true)}>
              {t('inspection.record.explain')}
            </Button>
          )}
        </>
      }
      aside={
        <HistoryTimeline
          enterpriseId={r.enterpriseId}
          entityId={r.id}
          fields={{
            result: {
              label: t('inspection.record.result'),
              show: (v) => word('inspectionResult', v as typeof r.result),
            },
            note: { label: t('inspection.record.note') },
            marked: { label: t('inspection.record.marked') },
            explanation: { label: t('inspection.record.explanation') },
            judgement: {
              label: t('inspection.record.judgement'),
              show: (v) => t(`inspection.record.verdict.${v === null ? 'waiting' : String(v)}`),
            },
            judgementNote: { label: t('inspection.record.judgeNote') },
          }}
          actions={{
            create: t('inspection.record.history.create'),
            explain: t('inspection.record.history.explain'),
            judge: t('inspection.record.history.judge'),
            mark: t('inspection.record.history.mark'),
          }}
        />
      }
    >
      {r.marks.length > 0 && (
        <Section title={t('inspection.record.why')}>
          <MarkReasons enterpriseId={r.enterpriseId} marks={r.marks} />
          <Explanation record={r} />
        </Section>
      )}
      <Facts
        items={[
          { label: t('inspection.task.unit'), value: r.unitName },
          { label: t('inspection.record.claimed'), value: <TimeText at={r.claimedAt} /> },
          { label: t('inspection.record.received'), value: <TimeText at={r.receivedAt} /> },
          ...(r.claimedRaw ? [{ label: t('inspection.record.raw'), value: <TimeText at={r.claimedRaw} /> }] : []),
          {
            label: t('inspection.record.offset'),
            value:
              r.clockOffsetMs === null
                ? null
                : t('inspection.record.offsetSeconds', { seconds: Math.round(r.clockOffsetMs / 1000) }),
          },
          {
            label: t('inspection.record.duration'),
            value:
              r.durationMs === null
                ? null
                : t('inspection.record.seconds', { seconds: Math.round(r.durationMs / 1000) }),
          },
          {
            label: t('inspection.record.task'),
            value: r.taskState && (
              <span className="yf-inline">
                <TaskStateTag state={r.taskState} /> <TimeText at={r.dueAt} due />
              </span>
            ),
          },
          {
            label: t('inspection.record.place'),
            value:
              r.place &&
              `${r.place.lon.toFixed(5)}, ${r.place.lat.toFixed(5)}${
                r.place.accuracyM === null
                  ? ''
                  : ` ${t('inspection.record.accuracy', { metres: Math.round(r.place.accuracyM) })}`
              }`,
          },
          {
            label: t('inspection.record.distance'),
            value: r.distanceM === null ? null : t('inspection.record.metres', { metres: number(r.distanceM) }),
          },
          { label: t('inspection.record.scanned'), value: yes(r.scanned) },
          { label: t('inspection.record.origin'), value: t(`inspection.record.origins.${origin}`) },
          { label: t('inspection.record.device'), value: r.deviceId },
          {
            label: t('inspection.record.danger'),
            value: r.dangerId && (
              <Link to={`/enterprises/${r.enterpriseId}/dangers/${r.dangerId}`}>{r.dangerNumber}</Link>
            ),
          },
          {
            label: t('inspection.record.note'),
            value: r.note && <span className="yf-insp-text">{r.note}</span>,
            wide: true,
          },
        ]}
      />
      <RecordFiles record={r} />
      {r.walk.length > 1 && <WalkFigure record={r} />}
      {r.plan && <PlanFigure enterpriseId={r.enterpriseId} plan={r.plan} />}
      <FormDrawer<typeof explainMarks, { text: string }>
        route={explainMarks}
        title={t('inspection.record.explain')}
        open={explaining}
        onClose={() => setExplaining(false)}
        initial={{ text: r.explanation ?? '' }}
        toInput={({ text }) => ({ params: { enterpriseId: r.enterpriseId, id: r.id }, body: { text } })}
        submit={t('inspection.record.explain')}
        done={t('inspection.record.explainDone')}
        stale={['inspection', 'history']}
      >
        <p className="yf-quiet yf-gap-below">{t('inspection.record.explainHint')}</p>
        <Form.Item name="text" label={t('inspection.record.explanation')} rules={[{ required: true }]}>
          <Input.TextArea rows={5} maxLength={1000} showCount />
        </Form.Item>
      </FormDrawer>
      <JudgeDrawer record={r} open={judging} onClose={() => setJudging(false)} />
    </RecordPage>
  );
}
