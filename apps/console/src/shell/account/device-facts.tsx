import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TimeText } from '../../ui/time-text.tsx';
import { deviceName } from './device-name.ts';

type Device = {
  readonly device: Parameters<typeof deviceName>[0];
  readonly ip: string | null;
  readonly lastSeenAt: string;
  readonly startedAt: string;
};

/** A device on which somebody is signed in: what it is, from where, last seen and since when. `children`: a tag behind its name. */
export function DeviceFacts({ of, children }: { of: Device; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div>
      <strong title={of.device ?? undefined}>{deviceName(of.device)}</strong> {children}
      <p className="yf-quiet">
        {of.ip && <span className="yf-figures">{of.ip} · </span>}
        {t('shell.account.lastSeen')} <TimeText at={of.lastSeenAt} relative /> · {t('shell.account.since')}{' '}
        <TimeText at={of.startedAt} />
      </p>
    </div>
  );
}
