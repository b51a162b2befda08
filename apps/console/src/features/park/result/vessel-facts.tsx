import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { percent } from '../../../ui/format.ts';
import { Facts } from '../../../ui/record-page.tsx';
import { mass } from '../numbers.ts';
import { Power } from '../power.tsx';
import type { RiskView } from './model.ts';

/** The chosen vessel's part in the park's risk, and the measures that would lower it most. */
export function VesselFacts({
  view,
  id,
  onClose,
  more,
}: {
  view: RiskView;
  id: string;
  onClose: () => void;
  /** What can be done with the vessel: try a change. */
  more?: ReactNode;
}) {
  const { t } = useTranslation();
  const v = view.result.vessels.find((one) => one.id === id);
  if (!v) return null;
  const best = (view.result.measures?.ranked ?? []).filter((m) => m.vesselId === id).slice(0, 3);
  return (
    <section className="park-vessel" aria-label={view.vesselName(id)}>
      <header>
        <h2>{view.vesselName(id)}</h2>
        <Button type="link" size="small" onClick={onClose}>
          {t('park.vessels.close')}
        </Button>
      </header>
      <p className="yf-quiet">{view.enterpriseName(v.enterpriseId)}</p>
      <Facts
        tight
        items={[
          { label: t('park.column.substance'), value: view.substanceOf(id) },
          { label: t('park.column.inventory'), value: mass(v.inventoryKg) },
          { label: t('park.column.share'), value: percent(v.share) },
          { label: t('park.column.pllOwn'), value: <Power value={v.pllPerYear} /> },
          { label: t('park.column.pllDomino'), value: <Power value={v.dominoPllPerYear} /> },
          { label: t('park.column.spreads'), value: <Power value={v.dominoSpreadPerYear} /> },
          { label: t('park.column.suffers'), value: <Power value={v.dominoFailuresPerYear} /> },
        ]}
      />
      {best.length > 0 && (
        <>
          <h3>{t('park.vessels.best')}</h3>
          <ol className="park-ranked">
            {best.map((m) => (
              <li key={m.measure}>
                <span>{t(`park.measureKind.${m.measure}`)}</span>
                <span className="yf-figures">
                  −<Power value={m.totalRemovedPerYear} />
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
      {more}
    </section>
  );
}
