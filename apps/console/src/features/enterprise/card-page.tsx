import { useParams } from '@tanstack/react-router';
import { type ScanResult, scanCard } from '@yufang/contract';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import { DangerStatusTag, Facts, GradeCounts, GradeTag, percent, Reading, TimeText } from '../../ui/index.ts';
import { PublicFrame } from './public-frame.tsx';

/** What the code on the door opens, by who scans it. */
export function CardPage() {
  const { code = '' }: { code?: string } = useParams({ strict: false });
  const { t } = useTranslation();
  const scan = useApi(scanCard, { params: { code } });
  return (
    <PublicFrame title={scan.data?.card.name ?? t('enterprise.card.title')}>
      <Reading query={scan}>{(data) => <Card scan={data} code={code} />}</Reading>
    </PublicFrame>
  );
}

function Card({ scan, code }: { scan: ScanResult; code: string }) {
  const { t } = useTranslation();
  const word = useWord();
  const { card } = scan;
  return (
    <>
      {card.invented && <p className="yf-quiet">{t('enterprise.invented')}</p>}
      {scan.as === 'foreign' && <Alert type="warning" showIcon title={t('enterprise.card.foreign')} />}
      {scan.as === 'worker' && (
        <div className="yf-public-actions">
          <Button type="primary" size="large" href={`/field/#${scan.to}`}>
            {t('enterprise.card.tasks', { open: scan.tasksOpen, overdue: scan.tasksOverdue })}
          </Button>
        </div>
      )}
      <p>
        <GradeTag grade={card.level} long /> {card.countyName} · {word('enterpriseState', card.status)}
      </p>
      <GradeCounts counts={card.colours} />
      <h2>{t('enterprise.card.promise')}</h2>
      <p>{card.promise ? card.promise.text : t('enterprise.card.noPromise')}</p>
      {card.promise && <p className="yf-quiet">{[card.promise.by, card.promise.on].filter(Boolean).join(' · ')}</p>}
      <Facts
        items={[
          {
            label: t('enterprise.archive.controlRate'),
            value: percent(card.measures > 0 ? card.measuresControlled / card.measures : null),
          },
          { label: t('enterprise.card.last'), value: card.lastInspectionOn },
        ]}
      />
      {scan.as === 'inspector' && (
        <>
          <h2>{t('enterprise.card.openDangers')}</h2>
          <ul>
            {scan.dangers.map((d) => (
              <li key={d.id}>
                <a href={`/console/enterprises/${scan.enterpriseId}/dangers/${d.id}`}>{d.number}</a> {d.name}{' '}
                <DangerStatusTag status={d.status as never} level={d.level as never} />
              </li>
            ))}
          </ul>
          {scan.dangers.length === 0 && <p className="yf-quiet">{t('enterprise.archive.none')}</p>}
          <h2>{t('enterprise.card.redRisks')}</h2>
          <ul>
            {scan.redRisks.map((r) => (
              <li key={r.id}>
                <GradeTag grade={r.grade} /> {r.unitName} · {r.name}
              </li>
            ))}
          </ul>
          {scan.redRisks.length === 0 && <p className="yf-quiet">{t('enterprise.archive.none')}</p>}
          <h2>{t('enterprise.card.lastInspections')}</h2>
          <ul>
            {scan.inspections.map((r) => (
              <li key={r.id}>
                <TimeText at={r.at} /> {r.unitName} · {word('inspectionResult', r.result as never)}
              </li>
            ))}
          </ul>
          <div className="yf-public-actions">
            <Button type="primary" size="large" href={`/console${scan.to}`}>
              {t('enterprise.card.archive')}
            </Button>
          </div>
        </>
      )}
      <div className="yf-public-actions">
        <Button size="large" href={`/console/report?card=${encodeURIComponent(code)}`}>
          {t('enterprise.card.report')}
        </Button>
      </div>
    </>
  );
}
