import type { MajorHazardResult } from '@yufang/contract/major-hazard';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { ScrollX } from '../park/scroll-x.tsx';
import { LevelTag } from './level-tag.tsx';

/** S and R of a unit line by line, each figure with where it comes from and how sure that is. */
export function Arithmetic({ r }: { r: MajorHazardResult }) {
  const { t } = useTranslation();
  const basis = useBasis();
  return (
    <div className="yf-gap-above" aria-live="polite">
      <ScrollX>
        <table className="yf-plain-table yf-hazard-table">
          <thead>
            <tr>
              <th scope="col">{t('majorHazard.item.substance')}</th>
              <th scope="col" className="yf-end">
                {t('majorHazard.item.quantity')}
              </th>
              <th scope="col" className="yf-end">
                {t('majorHazard.item.critical')}
              </th>
              <th scope="col" className="yf-end">
                {t('majorHazard.sum.ratio')}
              </th>
              <th scope="col" className="yf-end">
                {t('majorHazard.item.beta')}
              </th>
              <th scope="col" className="yf-end">
                {t('majorHazard.sum.weighted')}
              </th>
              <th scope="col">{t('majorHazard.sum.basis')}</th>
            </tr>
          </thead>
          <tbody>
            {r.lines.map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a substance may stand in a unit twice
              <tr key={i}>
                <td>{line.substance}</td>
                <td className="yf-end">{line.quantityT}</td>
                <td className="yf-end">{line.criticalQuantityT}</td>
                <td className="yf-end">{line.ratio}</td>
                <td className="yf-end">{line.beta}</td>
                <td className="yf-end">{line.weighted}</td>
                <td>
                  {basis(line)} <Certainty line={line} />
                </td>
              </tr>
            ))}
            <tr>
              <td className="yf-strong">{t('majorHazard.sum.total')}</td>
              <td />
              <td />
              <td className="yf-end yf-strong">{r.s}</td>
              <td />
              <td className="yf-end yf-strong">{r.weightedSum}</td>
              <td />
            </tr>
          </tbody>
        </table>
      </ScrollX>
      <p className="yf-figures yf-gap-above">
        {t('majorHazard.sum.s', { s: r.s })}
        {' → '}
        {r.isMajorHazard ? t('majorHazard.sum.sAtLeast') : t('majorHazard.sum.sBelow')}
      </p>
      {r.r !== null && r.level !== null && (
        <>
          <p className="yf-figures">{t('majorHazard.sum.alpha', { alpha: r.alpha, people: r.peopleWithin500M })}</p>
          <p className="yf-figures">
            {t('majorHazard.sum.r', { alpha: r.alpha, sum: r.weightedSum, r: r.r })}
            {' → '}
            {t(`majorHazard.sum.band.${r.level}`)} <LevelTag level={r.level} />
          </p>
        </>
      )}
      <p className="yf-quiet">
        {t('majorHazard.sum.rounded')}
        {r.unverified && ` ${t('majorHazard.unverifiedHint')}`}
      </p>
    </div>
  );
}

type Line = MajorHazardResult['lines'][number];

function Certainty({ line }: { line: Line }) {
  const { t } = useTranslation();
  if (line.quantityBasis === 'stated') return <Tag>{t('majorHazard.certainty.stated')}</Tag>;
  return line.betaCertainty === 'confirmed' ? null : <Tag>{t(`majorHazard.certainty.${line.betaCertainty}`)}</Tag>;
}

function useBasis(): (line: Line) => string {
  const { t } = useTranslation();
  const one = (basis: string): string => {
    const [table = '', row] = basis.split(':');
    const no = /^table(\d)$/.exec(table)?.[1];
    if (no === undefined) return t('majorHazard.sum.tableSymbol', { no: 4, symbol: basis });
    if (row === undefined) return t('majorHazard.sum.tableOnly', { no });
    return /^\d+$/.test(row)
      ? t('majorHazard.sum.table', { no, row })
      : t('majorHazard.sum.tableSymbol', { no, symbol: row });
  };
  return (line) =>
    line.quantityBasis === 'stated'
      ? t('majorHazard.sum.stated', { basis: line.basis ?? '' })
      : `Q ${one(line.quantityBasis)} · β ${one(line.betaBasis)}`;
}
