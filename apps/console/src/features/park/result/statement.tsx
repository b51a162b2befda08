import { useTranslation } from 'react-i18next';
import type { EngineResult } from './model.ts';

/** Keys of the engine's statement that are a version of a data set. */
const DATA_SETS = [
  'engine',
  'substances',
  'frequencies',
  'ignition',
  'scenarios',
  'dominoThresholds',
  'criteria',
  'dispersion',
  'outcomes',
  'effects',
] as const;

/** What to know before trusting a figure: that it is screening level, every note of the engine, and which data it rests on. */
export function ScreeningStatement({ result, invented }: { result: EngineResult; invented?: boolean }) {
  const { t } = useTranslation();
  return (
    <aside className="park-statement" aria-label={t('park.statement.label')}>
      <p>
        <strong>{t('park.statement.screening')}</strong> {t('park.statement.text')}
        {invented && ` ${t('park.statement.invented')}`}
      </p>
      <details>
        <summary>{t('park.statement.more', { n: result.notes.length })}</summary>
        <ul>
          {result.notes.map((n) => (
            <li key={n.code}>
              {t([n.code, 'client.unknown'], { ns: 'problem', keySeparator: false, code: n.code, ...n.params })}
              {typeof n.params?.substances === 'string' && (
                <span className="yf-quiet"> {n.params.substances.replaceAll('、', ' · ')}</span>
              )}
            </li>
          ))}
        </ul>
        <dl>
          {DATA_SETS.map((key) => (
            <div key={key}>
              <dt>{t(`park.statement.set.${key}`)}</dt>
              <dd>{String(result.statement[key] ?? '–')}</dd>
            </div>
          ))}
          <div>
            <dt>{t('park.statement.inputHash')}</dt>
            <dd className="park-hash">{result.inputHash}</dd>
          </div>
        </dl>
      </details>
    </aside>
  );
}
