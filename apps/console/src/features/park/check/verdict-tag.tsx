import type { ParkProjectCheckRow } from '@yufang/contract/park';
import { useTranslation } from 'react-i18next';

/** What an access check says, in shape and word, red only where a limit is broken; before that, where its run stands. */
export function VerdictTag({ check }: { check: Pick<ParkProjectCheckRow, 'verdict' | 'runState'> }) {
  const { t } = useTranslation();
  const { verdict, runState } = check;
  if (verdict === null) {
    const ended = runState === 'failed' || runState === 'cancelled';
    return <span className="yf-quiet">{t(ended ? `park.check.ended.${runState}` : 'park.check.pending')}</span>;
  }
  const good = verdict === 'within_limits';
  return (
    <span className={`park-zone park-zone-${good ? 'acceptable' : 'unacceptable'}`}>
      <span aria-hidden="true">{good ? '○' : '◆'}</span> {t(`park.verdict.${verdict}`)}
    </span>
  );
}
