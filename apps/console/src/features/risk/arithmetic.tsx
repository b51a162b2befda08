import type { GradeArithmetic } from '@yufang/contract/risk-rows';
import { useTranslation } from 'react-i18next';
import { GradeTag } from '../../ui/index.ts';

/** A grade with its arithmetic: each score with its words, the product, the band, the edition of the table. */
export function Arithmetic({ a }: { a: GradeArithmetic }) {
  const { t, i18n } = useTranslation();
  const zh = i18n.language.startsWith('zh');
  const product = t('risk.grading.product', { formula: (a.formula ?? '').replaceAll('*', ' × ') });
  return (
    <div className="yf-risk-sum" aria-live="polite">
      {a.factors.length > 0 && (
        <table>
          <tbody>
            {a.factors.map((f) => (
              <tr key={f.key}>
                <th scope="row">
                  {f.key} {zh ? f.label : f.labelEn}
                </th>
                <td className="yf-figures">{f.value}</td>
                <td>{zh ? f.scoreLabel : f.scoreLabelEn}</td>
              </tr>
            ))}
            <tr className="yf-risk-product">
              <th scope="row">{product}</th>
              <td className="yf-figures">{a.product}</td>
              <td>
                {a.factors.map((f) => f.value).join(' × ')} = {a.product}
                {a.band && ` → ${zh ? a.band.label : a.band.labelEn}`}
              </td>
            </tr>
          </tbody>
        </table>
      )}
      {a.direct.length > 0 && (
        <ul>
          {a.direct.map((d) => (
            <li key={d.code}>
              {t('risk.grading.direct')} {d.code}: {zh ? d.label : d.labelEn}
            </li>
          ))}
        </ul>
      )}
      <p>
        <GradeTag grade={a.grade} long />
        {a.scored && a.scored !== a.grade && <span className="yf-quiet"> {t('risk.grading.overridden')}</span>}
      </p>
      {a.edition && (
        <p className="yf-quiet">
          {t('risk.grading.edition', { method: a.method, edition: a.edition })}
          {a.status === 'draft' && ` · ${t('risk.grading.draft')}`}
        </p>
      )}
      {!a.grade && <p className="yf-quiet">{t('risk.grading.none')}</p>}
    </div>
  );
}
