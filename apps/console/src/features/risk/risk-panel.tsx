import { Link } from '@tanstack/react-router';
import { getRiskEvent } from '@yufang/contract/risk';
import type { RiskEventView, RiskRow } from '@yufang/contract/risk-rows';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import { Facts, GradeTag, Reading, Section } from '../../ui/index.ts';
import { Arithmetic } from './arithmetic.tsx';
import { useAccident } from './use-accident.ts';

/** A risk beside the register: how it was graded, what controls it. */
export function RiskPanel({ row }: { row: Pick<RiskRow, 'id' | 'enterpriseId'> }) {
  const query = useApi(getRiskEvent, { params: { enterpriseId: row.enterpriseId, id: row.id } });
  return <Reading query={query}>{(e) => <RiskSummary e={e} />}</Reading>;
}

function RiskSummary({ e }: { e: RiskEventView }) {
  const { t } = useTranslation();
  const word = useWord();
  const accident = useAccident();
  return (
    <>
      <Facts
        items={[
          { label: t('risk.field.liveGrade'), value: <GradeTag grade={e.liveGrade} long /> },
          { label: t('risk.field.grade'), value: <GradeTag grade={e.grade} long /> },
          { label: t('risk.field.place'), value: `${e.objectName} / ${e.unitName}`, wide: true },
          { label: t('risk.field.accident'), value: accident(e.accidentType) },
          { label: t('risk.field.tier'), value: word('tier', e.tier) },
          { label: t('risk.field.consequence'), value: e.consequence, wide: true },
          {
            label: t('risk.field.review'),
            value: t('risk.review.line', { state: word('reviewState', e.reviewState), revision: e.revision }),
          },
          {
            label: t('risk.field.openDangers'),
            value: e.openDangers > 0 ? <Link to={`/dangers?eventId=${e.id}`}>{e.openDangers}</Link> : 0,
          },
        ]}
      />
      <Section title={t('risk.grading.title')}>
        <Arithmetic a={e.arithmetic} />
      </Section>
      <Section title={t('risk.measure.title')}>
        <ul className="yf-risk-measures">
          {e.measures.map((m) => (
            <li key={m.id}>
              <span className="yf-quiet">{word('measureClass', m.measureClass)}</span> {m.description}
              <div className="yf-quiet">
                {m.duties.map((d) => `${word('tier', d.tier)} ${d.postName}`).join(' · ') || t('risk.lacks.post')}
              </div>
            </li>
          ))}
          {e.measures.length === 0 && <li className="yf-quiet">{t('risk.measure.none')}</li>}
        </ul>
      </Section>
    </>
  );
}
