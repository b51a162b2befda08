import type { ParkProjectVerdict } from '@yufang/domain';
import { useTranslation } from 'react-i18next';

/** What an access check says, in shape and word; red only where a limit is broken. */
export function VerdictTag({ verdict }: { verdict: ParkProjectVerdict | null }) {
  const { t } = useTranslation();
  if (verdict === null) return <span className="yf-quiet">{t('park.check.pending')}</span>;
  const good = verdict === 'within_limits';
  return (
    <span className={`park-zone park-zone-${good ? 'acceptable' : 'unacceptable'}`}>
      <span aria-hidden="true">{good ? '○' : '◆'}</span> {t(`park.verdict.${verdict}`)}
    </span>
  );
}
