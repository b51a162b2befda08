import './risk.css';
import { Link, useParams } from '@tanstack/react-router';
import { getRiskEvent, reviewRiskEvent, updateRiskEvent } from '@yufang/contract/risk';
import type { RiskEventView } from '@yufang/contract/risk-rows';
import { Alert, Button, Input, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveRefresh } from '../../api/live.ts';
import { useApi, useCommand } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import { useMay } from '../../shell/me.tsx';
import { Facts, GradeTag, Reading, RecordPage, Section, StateTag } from '../../ui/index.ts';
import { Arithmetic } from './arithmetic.tsx';
import { GradingEditor } from './grading-editor.tsx';
import { RiskHistory } from './history.tsx';
import { Measures } from './measures.tsx';
import { REVIEW_TONE } from './risk-list.tsx';
import { SheetEditor } from './sheet-editor.tsx';
import { useKeepRisk } from './use-keep-risk.ts';
import { useTierOptions } from './use-tier-options.ts';

/** One risk: its worksheet row, its grade with the arithmetic, its measures, its review and everything that happened to it. */
export function RiskRecord() {
  const { enterpriseId = '', id = '' } = useParams({ strict: false }) as { enterpriseId?: string; id?: string };
  useLiveRefresh(['risk', 'control_measure', 'hidden_danger.'], ['risk', 'history']);
  const query = useApi(getRiskEvent, { params: { enterpriseId, id } });
  return <Reading query={query}>{(e) => <Sheet key={e.id} e={e} />}</Reading>;
}

function Sheet({ e }: { e: RiskEventView }) {
  const { t } = useTranslation();
  const word = useWord();
  const tiers = useTierOptions([e.grade]);
  const may = useMay();
  const [grading, setGrading] = useState(false);
  const edit = useCommand(updateRiskEvent, {
    done: t('risk.saved'),
    stale: ['risk', 'plan', 'history'],
    onDone: useKeepRisk(),
  });
  const key = { enterpriseId: e.enterpriseId, id: e.id };
  const writes = may(updateRiskEvent) && e.state === 'active';
  const due = e.reidentification;
  return (
    <RecordPage
      over={
        <Link
          to={`/risks/tree?enterpriseId=${e.enterpriseId}&node=unit:${e.unitId}`}
        >{`${e.objectName} / ${e.unitName}`}</Link>
      }
      title={e.name}
      tags={
        <>
          <GradeTag grade={e.liveGrade} long />
          <StateTag tone={REVIEW_TONE[e.reviewState]}>{word('reviewState', e.reviewState)}</StateTag>
          <span className="yf-quiet">{t('risk.review.revision', { revision: e.revision })}</span>
        </>
      }
      deadline={e.nextReviewOn}
      deadlineLabel={t('risk.field.nextReview')}
      primary={<ReviewButtons e={e} />}
      aside={<RiskHistory e={e} />}
    >
      {e.openDangers > 0 && (
        <Alert
          type="warning"
          showIcon
          className="yf-gap-below"
          title={<Link to={`/dangers?eventId=${e.id}`}>{t('risk.record.raised', { count: e.openDangers })}</Link>}
        />
      )}
      {due.state !== 'later' && due.reason !== 'never_reviewed' && (
        <Alert
          type="warning"
          showIcon
          className="yf-gap-below"
          title={t(`risk.record.due.${due.reason}`, { on: due.dueOn ?? '', days: Math.abs(due.daysLeft ?? 0) })}
        />
      )}
      {e.reviewNote && (
        <Alert
          type="info"
          showIcon
          className="yf-gap-below"
          title={t('risk.review.noteOf', {
            note: e.reviewNote === 'reidentification' ? t('risk.review.reidentify') : e.reviewNote,
          })}
        />
      )}
      <Section
        title={t('risk.grading.title')}
        extra={
          e.mayEdit && writes && !grading ? (
            <Button onClick={() => setGrading(true)}>
              {e.grade ? t('risk.grading.again') : t('risk.grading.start')}
            </Button>
          ) : null
        }
      >
        {grading ? <GradingEditor e={e} onClose={() => setGrading(false)} /> : <Arithmetic a={e.arithmetic} />}
        <Facts
          items={[
            {
              label: t('risk.field.tier'),
              value: writes ? (
                <Select
                  aria-label={t('risk.field.tier')}
                  className="yf-risk-post"
                  value={e.tier}
                  loading={edit.isPending}
                  options={tiers}
                  onChange={(tier) => edit.mutate({ params: key, body: { version: e.version, tier } })}
                />
              ) : (
                word('tier', e.tier)
              ),
            },
            {
              label: t('risk.work.tiers'),
              value:
                e.uncoveredTiers.length > 0
                  ? e.uncoveredTiers.map((x) => word('tier', x)).join(' · ')
                  : t('risk.record.covered'),
            },
          ]}
        />
      </Section>
      <Section title={word('worksheet', e.worksheet)}>
        <SheetEditor key={`${e.version}`} e={e} editable={e.mayEdit && writes} />
      </Section>
      <Measures e={e} />
      <Section title={t('risk.review.people')}>
        <Facts
          items={[
            { label: t('risk.review.author'), value: e.authorName },
            { label: t('risk.review.reviewer'), value: e.reviewerName },
            { label: t('risk.review.approver'), value: e.approverName },
            { label: t('risk.review.approvedOn'), value: e.reviewedOn },
            { label: t('risk.field.nextReview'), value: e.nextReviewOn },
          ]}
        />
      </Section>
    </RecordPage>
  );
}

/** The steps of the review that this person may take now; returning and revising ask for the reason. */
function ReviewButtons({ e }: { e: RiskEventView }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'return' | 'revise' | null>(null);
  const [reason, setReason] = useState('');
  const keep = useKeepRisk();
  const command = useCommand(reviewRiskEvent, {
    done: t('risk.saved'),
    stale: ['risk', 'history'],
    onDone: (now) => {
      keep(now);
      setAsking(null);
    },
  });
  const params = { enterpriseId: e.enterpriseId, id: e.id };
  const plain = e.commands.filter((c) => c === 'submit' || c === 'review' || c === 'approve');
  const asked = e.commands.filter((c) => c === 'return' || c === 'revise');
  return (
    <Space wrap>
      {asked.map((c) => (
        <Button key={c} onClick={() => setAsking(c)}>
          {t(`risk.review.${c}`)}
        </Button>
      ))}
      {plain.map((c) => (
        <Button
          key={c}
          type="primary"
          loading={command.isPending}
          onClick={() => command.mutate({ params, body: { version: e.version, command: { type: c } } })}
        >
          {t(`risk.review.${c}`)}
        </Button>
      ))}
      <Modal
        open={asking !== null}
        title={asking ? t(`risk.review.${asking}`) : ''}
        onCancel={() => setAsking(null)}
        okButtonProps={{ disabled: reason.trim() === '', loading: command.isPending }}
        onOk={() =>
          asking &&
          command.mutate({ params, body: { version: e.version, command: { type: asking, reason: reason.trim() } } })
        }
      >
        <Input.TextArea
          aria-label={t('risk.review.reason')}
          placeholder={t('risk.review.reason')}
          rows={3}
          maxLength={1000}
          value={reason}
          onChange={(x) => setReason(x.target.value)}
        />
      </Modal>
    </Space>
  );
}
