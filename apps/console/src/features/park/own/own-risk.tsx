import type { RouteReply } from '@yufang/contract';
import { getEnterpriseParkRisk } from '@yufang/contract/park';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { currentLanguage } from '../../../i18n/language.ts';
import { saysInvented } from '../../../ui/format.ts';
import { Empty, percent, Reading, Section, StatFigure, TimeText } from '../../../ui/index.ts';
import { PlainTable } from '../../risk/plain-table.tsx';
import { mass, power } from '../numbers.ts';
import { Power } from '../power.tsx';
import { namesOf } from '../result/model.ts';
import { LimitTag } from '../result/zone-tag.tsx';
import { OwnMap } from './own-map.tsx';

type Own = NonNullable<RouteReply<typeof getEnterpriseParkRisk>['own']>;

/** What the enterprise brings to its park's risk and gets from its neighbours, by the newest frozen assessment. */
export function OwnRisk({ enterpriseId, above }: { enterpriseId: string; above: ReactNode }) {
  const { t } = useTranslation();
  const risk = useApi(getEnterpriseParkRisk, { params: { enterpriseId } });
  return (
    <>
      <header className="yf-head">
        <div>
          <p className="yf-over">{risk.data?.parkName}</p>
          <h1>{t('park.own.title')}</h1>
          <p className="yf-lead">{t('park.own.lead')}</p>
        </div>
      </header>
      {above}
      <Reading query={risk}>
        {({ parkId, assessment, own }) => {
          if (parkId === null) return <Empty title={t('park.own.noPark')} text={t('park.own.noParkText')} />;
          if (!assessment || !own) return <Empty title={t('park.own.noResult')} text={t('park.own.noResultText')} />;
          return (
            <>
              <p>
                {assessment.title}
                {assessment.invented && !saysInvented(assessment.title) && ` · ${t('park.invented')}`}{' '}
                <span className="yf-quiet">
                  {t('park.home.frozen')} <TimeText at={assessment.frozenAt} />
                </span>
              </p>
              <OwnFigures own={own} />
              <aside className="park-statement">
                <p>
                  <strong>{t('park.statement.screening')}</strong> {t('park.statement.text')}
                </p>
              </aside>
              <OwnMap own={own} />
              <OwnTables own={own} />
            </>
          );
        }}
      </Reading>
    </>
  );
}

function OwnFigures({ own }: { own: Own }) {
  const { t } = useTranslation();
  return (
    <div className="park-figures">
      <StatFigure label={t('park.own.share')} value={own.share} text={percent(own.share)} />
      <StatFigure
        label={t('park.column.pllOwn')}
        value={own.pllPerYear}
        text=<Power value={own.pllPerYear} />
        unit={t('park.unit.deathsPerYear')}
        note={t('park.own.domino', { pll: power(own.dominoPllPerYear) })}
      />
      <StatFigure
        label={t('park.own.toOthers')}
        value={own.toOthersPerYear}
        text=<Power value={own.toOthersPerYear} />
        unit={t('park.unit.failuresPerYear')}
      />
      <StatFigure
        label={t('park.own.fromOthers')}
        value={own.fromOthersPerYear}
        text=<Power value={own.fromOthersPerYear} />
        unit={t('park.unit.failuresPerYear')}
      />
    </div>
  );
}

function OwnTables({ own }: { own: Own }) {
  const { t } = useTranslation();
  const names = useMemo(() => namesOf(own.directory, currentLanguage() === 'en'), [own]);
  const right = { align: 'right' } as const;
  // What was tried and removes nothing is no measure; how many such there are is said below.
  const helping = own.measures.filter((m) => m.totalRemovedPerYear > 0);
  const idle = own.measures.length - helping.length;
  return (
    <>
      <Section title={t('park.tab.vessels')}>
        <PlainTable
          className="yf-table"
          aria-label={t('park.tab.vessels')}
          size="middle"
          rowKey="id"
          dataSource={own.vessels.toSorted((a, b) => b.share - a.share)}
          columns={[
            { key: 'name', title: t('park.column.vessel'), render: (_, v) => names.vesselName(v.id) },
            { key: 'substance', title: t('park.column.substance'), render: (_, v) => names.substanceOf(v.id) },
            { key: 'mass', title: t('park.column.inventory'), ...right, render: (_, v) => mass(v.inventoryKg) },
            { key: 'share', title: t('park.column.share'), ...right, render: (_, v) => percent(v.share) },
            { key: 'pll', title: t('park.column.pllOwn'), ...right, render: (_, v) => <Power value={v.pllPerYear} /> },
            {
              key: 'spread',
              title: t('park.column.spreads'),
              ...right,
              render: (_, v) => <Power value={v.dominoSpreadPerYear} />,
            },
            {
              key: 'suffer',
              title: t('park.column.suffers'),
              ...right,
              render: (_, v) => <Power value={v.dominoFailuresPerYear} />,
            },
          ]}
        />
      </Section>
      <Section title={t('park.tab.targets')}>
        <PlainTable
          className="yf-table"
          aria-label={t('park.tab.targets')}
          size="middle"
          rowKey="id"
          dataSource={own.targets}
          locale={{ emptyText: t('park.own.noTarget') }}
          columns={[
            { key: 'name', title: t('park.column.target'), render: (_, x) => x.name },
            { key: 'verdict', title: t('park.column.verdict'), render: (_, x) => <LimitTag breaks={x.breaks} /> },
            { key: 'ratio', title: t('park.column.ratio'), ...right, render: (_, x) => `${power(x.ratio)}×` },
            { key: 'own', title: t('park.own.ownShare'), ...right, render: (_, x) => percent(x.ownShare) },
          ]}
        />
      </Section>
      <Section title={t('park.tab.measures')}>
        <PlainTable
          className="yf-table"
          aria-label={t('park.tab.measures')}
          size="middle"
          rowKey={(m) => `${m.vesselId} ${m.measure}`}
          dataSource={helping}
          locale={{ emptyText: t('park.measure.none') }}
          columns={[
            { key: 'measure', title: t('park.column.measure'), render: (_, m) => t(`park.measureKind.${m.measure}`) },
            { key: 'vessel', title: t('park.column.vessel'), render: (_, m) => names.vesselName(m.vesselId) },
            {
              key: 'removed',
              title: t('park.column.removed'),
              ...right,
              render: (_, m) => <Power value={m.totalRemovedPerYear} />,
            },
          ]}
        />
        {idle > 0 && <p className="yf-quiet yf-gap-above">{t('park.own.idle', { n: idle })}</p>}
      </Section>
    </>
  );
}
