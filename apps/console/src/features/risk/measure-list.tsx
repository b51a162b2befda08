import './risk.css';
import { Link, useSearch } from '@tanstack/react-router';
import { listInspectors } from '@yufang/contract/inspection';
import { exportMeasures, listMeasures, type MeasureRow } from '@yufang/contract/risk-measures';
import { MEASURE_CLASSES, TIERS } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useWord, useWordOptions } from '../../i18n/use-word.ts';
import { useMay, useMe } from '../../shell/me.tsx';
import { type Column, type Filter, GradeTag, ListScreen } from '../../ui/index.ts';
import { useEnterpriseId } from './place.tsx';
import type { MeasureSearch } from './routes.tsx';

/** Every control within one's duty; inside an enterprise those of a post or of a person: what somebody answers for. */
export function MeasureList() {
  const { t } = useTranslation();
  const word = useWord();
  const options = useWordOptions();
  const may = useMay();
  const inside = useMe().scope.kind === 'enterprise';
  const enterpriseId = useEnterpriseId();
  const query: z.output<typeof MeasureSearch> & { region?: string } = useSearch({ strict: false });
  const asksWho = enterpriseId !== null && may(listInspectors);
  const who = useApi(listInspectors, { params: { enterpriseId: enterpriseId ?? '' } }, { enabled: asksWho });
  const columns: Column<MeasureRow>[] = [
    {
      key: 'measure',
      card: 'head',
      title: t('risk.measure.description'),
      render: (_, r) => (
        <span className="yf-risk-name">
          <strong>{r.description}</strong>
          <span className="yf-quiet">
            {[
              word('measureClass', r.measureClass),
              r.checkContent ? `${t('risk.measure.check')} ${r.checkContent}` : t('risk.measure.noCheck'),
            ].join(' · ')}
          </span>
        </span>
      ),
    },
    {
      key: 'grade',
      card: 'mark',
      title: t('risk.field.liveGrade'),
      width: 110,
      render: (_, r) => <GradeTag grade={r.liveGrade} />,
    },
    {
      key: 'risk',
      title: t('risk.field.event'),
      render: (_, r) => (
        <span className="yf-risk-name">
          <Link to={`/enterprises/${r.enterpriseId}/risks/${r.eventId}`}>{r.eventName}</Link>
          <span className="yf-quiet">
            {[...(inside ? [] : [r.enterpriseName]), r.objectName, r.unitName].join(' / ')}
          </span>
        </span>
      ),
    },
    {
      key: 'duties',
      title: t('risk.measure.duties'),
      render: (_, r) =>
        r.duties.length === 0 ? (
          <strong>{t('risk.lacks.post')}</strong>
        ) : (
          <ul className="yf-risk-duties">
            {r.duties.map((d) => (
              <li key={d.tier}>
                <span className="yf-quiet">{word('tier', d.tier)}</span> {d.postName}
                {d.people.length > 0 && <span className="yf-quiet"> {d.people.join(' · ')}</span>}
              </li>
            ))}
          </ul>
        ),
    },
  ];
  const filters: Filter[] = [
    { kind: 'search', name: 'search' },
    ...(asksWho
      ? [
          {
            kind: 'select' as const,
            name: 'personId',
            label: t('risk.measure.person'),
            options: (who.data?.people ?? []).map((p) => ({ value: p.id, label: [p.name, ...p.posts].join(' · ') })),
          },
          {
            kind: 'select' as const,
            name: 'postId',
            label: t('risk.field.post'),
            options: (who.data?.posts ?? []).map((p) => ({ value: p.id, label: `${p.name} · ${p.orgUnitName}` })),
          },
        ]
      : []),
    {
      kind: 'select',
      name: 'measureClass',
      label: t('risk.measure.class'),
      options: options('measureClass', MEASURE_CLASSES),
    },
    { kind: 'select', name: 'tier', label: t('risk.field.tier'), options: options('tier', TIERS) },
    {
      kind: 'select',
      name: 'lacks',
      label: t('risk.field.lacks'),
      options: (['post', 'item'] as const).map((v) => ({ value: v, label: t(`risk.lacks.${v}`) })),
    },
  ];
  return (
    <ListScreen<typeof listMeasures, typeof exportMeasures>
      title={t('risk.measure.list')}
      lead={t('risk.measure.lead')}
      route={listMeasures}
      input={() => ({ query })}
      columns={columns}
      rowKey={(r) => r.id}
      filters={filters}
      exporting={{ route: exportMeasures, input: { query: { ...query, lang: currentLanguage() } } }}
      empty={{ title: t('risk.measure.nothing'), text: t('risk.measure.nothingText') }}
    />
  );
}
