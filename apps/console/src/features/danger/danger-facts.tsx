import { Link } from '@tanstack/react-router';
import type { DangerView } from '@yufang/contract/danger';
import { useTranslation } from 'react-i18next';
import { useWord } from '../../i18n/use-word.ts';
import { DeadlineText, type Fact, Facts, GradeTag, Section, StateTag, TimeText } from '../../ui/index.ts';
import { Photos } from './photos.tsx';

/** Everything known of a danger, in the order in which one asks for it. */
export function DangerFacts({ danger: d }: { danger: DangerView }) {
  const { t } = useTranslation();
  const word = useWord();
  const column = (key: string, value: Fact['value'], wide?: boolean): Fact => ({
    label: t(`danger.column.${key}`),
    value,
    ...(wide ? { wide } : {}),
  });
  const yes = (v: boolean | null) => (v === null ? null : t(v ? 'danger.yes' : 'danger.no'));
  const dues = Object.entries(d.dues);
  return (
    <>
      <Section title={t('danger.section.facts')}>
        <Facts
          items={[
            ...(d.description
              ? [column('description', <span className="yf-danger-text">{d.description}</span>, true)]
              : []),
            column('found', <TimeText at={d.foundAt} />),
            column('received', <TimeText at={d.receivedAt} />),
            column('reporter', d.reporterName),
            column('source', word('dangerSource', d.source)),
            column('kind', word('dangerKind', d.kind)),
            ...(d.factor ? [column('factor', word('factor', d.factor))] : []),
            ...(d.cause ? [column('cause', d.cause, true)] : []),
            ...(d.location ? [column('location', d.location)] : []),
            ...(d.contractorName ? [column('contractor', d.contractorName)] : []),
            ...(d.treatment ? [column('treatment', word('treatment', d.treatment))] : []),
            ...(d.failedAcceptances > 0 ? [column('failed', d.failedAcceptances)] : []),
            ...(d.reopened > 0 ? [column('reopened', d.reopened)] : []),
          ]}
        />
      </Section>
      {d.unit && (
        <Section title={t('danger.section.risk')}>
          <Facts
            items={[
              column('unit', <Graded enterpriseId={d.enterpriseId} item={d.unit} />, true),
              ...(d.event ? [column('event', <Graded enterpriseId={d.enterpriseId} item={d.event} />, true)] : []),
              ...(d.measure ? [column('measure', d.measure.description, true)] : []),
            ]}
          />
        </Section>
      )}
      {d.five && (
        <Section title={t('danger.section.treatment')}>
          <Facts
            items={(['measures', 'responsible', 'funds', 'deadline', 'contingency'] as const).map((key) => ({
              label: t(`danger.five.${key}`),
              value:
                key === 'responsible' ? (d.names[d.five?.responsible ?? ''] ?? d.five?.responsible) : d.five?.[key],
              wide: key === 'measures' || key === 'contingency',
            }))}
          />
        </Section>
      )}
      {d.files.length > 0 && (
        <Section title={t('danger.section.photos')}>
          <Photos danger={d} />
        </Section>
      )}
      {(d.rectifiedAt || d.acceptedAt || d.extension) && (
        <Section title={t('danger.section.result')}>
          <Facts
            items={[
              ...(d.extension
                ? [
                    column(
                      'extension',
                      `${d.extension.until} · ${t(`danger.extension.${d.extension.state}`)} · ${d.extension.reason}`,
                      true,
                    ),
                  ]
                : []),
              ...(d.rectifiedAt
                ? [
                    column('rectified', <TimeText at={d.rectifiedAt} />),
                    ...(d.rectifiedReceivedAt && d.rectifiedReceivedAt !== d.rectifiedAt
                      ? [column('rectifiedReceived', <TimeText at={d.rectifiedReceivedAt} />)]
                      : []),
                    column('rectifiedBy', d.rectifiedByName),
                    column('rectifiedNote', d.rectifiedNote, true),
                  ]
                : []),
              ...(d.acceptedAt
                ? [
                    column('accepted', <TimeText at={d.acceptedAt} />),
                    column('acceptedBy', d.acceptedByName),
                    column('acceptedNote', d.acceptedNote, true),
                    column('onTime', yes(d.closedOnTime)),
                  ]
                : []),
            ]}
          />
        </Section>
      )}
      {dues.length > 0 && (
        <Section title={t('danger.section.dues')}>
          <Facts
            items={dues.map(([what, due]) => ({
              label: t(`danger.dues.${what}`),
              value: (
                <span className="yf-inline">
                  <DeadlineText day={due.on} />
                  {due.late && <StateTag tone="open">{t('danger.late')}</StateTag>}
                </span>
              ),
            }))}
          />
        </Section>
      )}
    </>
  );
}

function Graded({ enterpriseId, item }: { enterpriseId: string; item: NonNullable<DangerView['unit']> }) {
  const { t } = useTranslation();
  return (
    <span className="yf-inline">
      <Link to="/dangers" search={{ enterpriseId, unitId: item.id }}>
        {item.name}
      </Link>
      <span className="yf-quiet">{t('danger.risk.assessed')}</span> <GradeTag grade={item.grade} />
      {item.liveGrade !== item.grade && (
        <>
          <span className="yf-quiet">{t('danger.risk.live')}</span> <GradeTag grade={item.liveGrade} />
        </>
      )}
    </span>
  );
}
