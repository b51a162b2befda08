import { Link } from '@tanstack/react-router';
import type { RecordMarkView } from '@yufang/contract/inspection';
import { useTranslation } from 'react-i18next';
import { useWord } from '../../i18n/use-word.ts';

/** Which sentence says why: some marks have two grounds. */
function sentence({ mark, why }: RecordMarkView): string {
  switch (mark) {
    case 'answered_in_seconds':
      return why.records === undefined ? 'answered_in_seconds' : 'answered_in_round';
    case 'same_photo_again':
      return why.same === 'file' ? 'same_photo_file' : 'same_photo_picture';
    case 'bulk_at_night':
      return why.by === 'received' ? 'bulk_at_night_received' : 'bulk_at_night_claimed';
    case 'clock_wrong':
      return why.aheadSeconds === undefined ? 'clock_wrong_offset' : 'clock_wrong_ahead';
    case 'back_dated':
      return why.by === 'sequence' ? 'back_dated_sequence' : 'back_dated_overdue';
    default:
      return mark;
  }
}

/** The names of a record's marks, for a list. */
export function MarkNames({ marks }: { marks: readonly RecordMarkView[] }) {
  const word = useWord();
  if (marks.length === 0) return <span className="yf-quiet">–</span>;
  return <span className="yf-insp-marks">{marks.map((m) => word('recordMark', m.mark)).join(' · ')}</span>;
}

/** Each mark with its figures, and the earlier record where there is one. */
export function MarkReasons({ enterpriseId, marks }: { enterpriseId: string; marks: readonly RecordMarkView[] }) {
  const { t } = useTranslation();
  const word = useWord();
  if (marks.length === 0) return <p className="yf-quiet">{t('inspection.record.noMarks')}</p>;
  return (
    <ul className="yf-insp-reasons">
      {marks.map((m) => (
        <li key={m.mark}>
          <strong>{word('recordMark', m.mark)}</strong> {t(`inspection.why.${sentence(m)}`, m.why)}{' '}
          {typeof m.why.before === 'string' && (
            <Link to={`/enterprises/${enterpriseId}/records/${m.why.before}`}>{t('inspection.why.before')}</Link>
          )}
        </li>
      ))}
    </ul>
  );
}
