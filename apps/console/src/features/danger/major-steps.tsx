import { type DangerView, listMajorCriteria } from '@yufang/contract/danger';
import { PLAN_ELEMENTS } from '@yufang/domain';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { Facts, Section, TimeText } from '../../ui/index.ts';

/** What a major danger needs beyond a general one, step by step, each with who did it and when. */
export function MajorSteps({ danger: d }: { danger: DangerView }) {
  const { t } = useTranslation();
  const m = d.major;
  const who = (id: string | null | undefined) => (id ? (d.names[id] ?? id) : '');
  const level = d.supervision?.level;
  const steps: { key: string; at: string | null; by?: string | undefined; body?: ReactNode; skipped?: boolean }[] = [
    { key: 'criteria', at: d.receivedAt, body: <Criteria codes={d.criteria} /> },
    {
      key: 'limited',
      at: m?.limitedAt ?? null,
      skipped: d.status === 'closed',
      body:
        m?.limitMode &&
        `${t(m.limitMode === 'stop' ? 'danger.major.modeStop' : 'danger.major.modeLimit')}: ${m.limitScope ?? ''}`,
    },
    {
      key: 'reported',
      at: m?.reportedUpAt ?? null,
      by: who(m?.reportedUpBy),
      body: m?.situation && (
        <Facts
          items={[
            { label: t('danger.field.situation'), value: m.situation, wide: true },
            { label: t('danger.field.analysis'), value: m.analysis, wide: true },
          ]}
        />
      ),
    },
    {
      key: 'plan',
      at: m?.plan?.filedAt ?? null,
      by: who(m?.plan?.filedBy),
      body: m?.plan && (
        <details>
          <summary>{t('danger.major.plan')}</summary>
          <Facts items={PLAN_ELEMENTS.map((e) => ({ label: t(`danger.plan.${e}`), value: m.plan?.[e], wide: true }))} />
        </details>
      ),
    },
    {
      key: 'listed',
      at: d.supervision?.listedAt ?? null,
      by: who(d.supervision?.listedBy),
      skipped: d.status === 'closed',
      body:
        level &&
        [
          t(`danger.field.level${level.charAt(0).toUpperCase()}${level.slice(1)}`),
          d.supervision?.until && t('danger.major.until', { day: d.supervision.until }),
          d.supervision?.publishedIn && t('danger.major.published', { where: d.supervision.publishedIn }),
          d.supervision?.liftedAt && t('danger.major.lifted'),
          d.supervision?.liftingPublishedIn &&
            t('danger.major.liftingPublished', { where: d.supervision.liftingPublishedIn }),
        ]
          .filter(Boolean)
          .join(' · '),
    },
    { key: 'evaluated', at: m?.evaluatedAt ?? null, by: who(m?.evaluatedBy), body: m?.evaluators },
    {
      key: 'resumed',
      at: m?.resumption?.requestedAt ?? null,
      by: who(m?.resumption?.reviewedBy ?? m?.resumption?.requestedBy),
      skipped: m?.limitedAt == null,
      body: m?.resumption && t(`danger.major.${m.resumption.state}`),
    },
  ];
  return (
    <Section title={t('danger.section.major')}>
      <ol className="yf-danger-steps">
        {steps.map((step) => (
          <li key={step.key} data-done={step.at !== null}>
            <p className="yf-inline">
              <strong>{t(`danger.major.${step.key}`)}</strong>
              {step.at ? (
                <span className="yf-quiet">
                  <TimeText at={step.at} /> {step.by}
                </span>
              ) : (
                <span className="yf-quiet">{t(step.skipped ? 'danger.major.notNeeded' : 'danger.major.none')}</span>
              )}
            </p>
            {step.at && step.body && <div>{step.body}</div>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** The criteria a danger meets, in full words with their clause. */
function Criteria({ codes }: { codes: readonly string[] }) {
  const criteria = useApi(listMajorCriteria, {}, { staleTime: 600_000 });
  const english = currentLanguage() === 'en';
  const items = criteria.data?.sets.flatMap((s) =>
    s.items.map((i) => ({ ...i, full: `${s.setId}/${i.code}`, set: s })),
  );
  return (
    <ul className="yf-danger-missing">
      {codes.map((code) => {
        const item = items?.find((i) => i.full === code);
        return (
          <li key={code}>
            {item ? (english ? item.textEn : item.text) : code}
            {item && (
              <span className="yf-quiet">
                {' '}
                {[english ? item.set.titleEn : item.set.title, item.clause ?? item.code].join(' ')}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
