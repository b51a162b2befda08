import './reference.css';
import { RISK_GRADES } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/language.ts';
import { GradeTag } from '../../ui/index.ts';

/** Said at the head of the page already. */
const IN_THE_HEAD: ReadonlySet<string> = new Set(['source', 'certainty', 'status', 'title', 'titleEn']);

/** The content of an edition as nested tables: lists of alike objects by column, everything else by name, in the reader's language. */
export function PayloadView({ value, top }: { value: unknown; top?: boolean }) {
  const name = useName();
  if (Array.isArray(value)) {
    if (value.every((v) => typeof v !== 'object' || v === null))
      return <span>{value.map(String).join('、') || '–'}</span>;
    return <Rows rows={value} />;
  }
  if (typeof value === 'object' && value !== null) {
    return (
      <table className="yf-payload">
        <tbody>
          {inLanguage(Object.entries(value))
            .filter(([key]) => !top || !IN_THE_HEAD.has(key))
            .map(([key, v]) => (
              <tr key={key}>
                <th scope="row">{name(key)}</th>
                <td>
                  <Value name={key} value={v} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    );
  }
  return <Value name="" value={value} />;
}

function Value({ name, value }: { name: string; value: unknown }) {
  const { t } = useTranslation();
  if (value === null || value === undefined || value === '') return <span>–</span>;
  if (typeof value === 'object') return <PayloadView value={value} />;
  if (typeof value === 'boolean') return <span>{t(value ? 'reference.yes' : 'reference.no')}</span>;
  const grade = RISK_GRADES.find((g) => g === value);
  if (grade && /^(grade|colour|code|level|to|from)$/.test(name)) return <GradeTag grade={grade} bare />;
  if (name === 'certainty') return <span>{t([`reference.certainty.${value}`, String(value)])}</span>;
  return <span className={typeof value === 'number' ? 'yf-figures' : undefined}>{String(value)}</span>;
}

function Rows({ rows }: { rows: readonly unknown[] }) {
  const name = useName();
  const keys = [...new Set(rows.flatMap((r) => (typeof r === 'object' && r !== null ? Object.keys(r) : [])))];
  const names = inLanguage(keys.map((k) => [k, null])).map(([k]) => k);
  return (
    <table className="yf-payload">
      <thead>
        <tr>
          {names.map((n) => (
            <th key={n} scope="col">
              {name(n)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          // Rows of a published edition neither move nor go.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is constant
          <tr key={i}>
            {names.map((n) => (
              <td key={n}>
                <Value
                  name={n}
                  value={
                    typeof row === 'object' && row !== null ? Object.entries(row).find(([k]) => k === n)?.[1] : row
                  }
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Of a text kept in both languages (`label`, `labelEn`) the one that is read. */
function inLanguage<E extends readonly [string, unknown]>(entries: readonly E[]): readonly E[] {
  const keys = new Set(entries.map(([k]) => k));
  const english = currentLanguage() === 'en';
  return entries.filter(([k]) => (english ? !keys.has(`${k}En`) : !(k.endsWith('En') && keys.has(k.slice(0, -2)))));
}

/** What a key of the data is called. */
function useName(): (key: string) => string {
  const { t } = useTranslation();
  return (key) => t([`reference.key.${key.replace(/En$/, '')}`, `reference.key.${key}`], { defaultValue: key });
}
