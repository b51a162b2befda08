import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Fewer characters say nothing to whoever reads the change log; a contractor's reveal refuses them. */
const SHORTEST = 4;

/** Asks why a masked number is to be shown; each look is written down with its reason. */
export function RevealReason({ busy, onReason }: { busy: boolean; onReason: (reason: string) => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const said = reason.trim();
  return (
    <>
      <Space.Compact className="yf-gap-below">
        <Input
          aria-label={t('shell.reveal.reason')}
          placeholder={t('shell.reveal.reason')}
          maxLength={200}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
          onPressEnter={() => said.length >= SHORTEST && onReason(said)}
        />
        <Button loading={busy} disabled={said.length < SHORTEST} onClick={() => onReason(said)}>
          {t('shell.reveal.action')}
        </Button>
      </Space.Compact>
      <p className="yf-quiet yf-gap-below">{t('shell.reveal.hint', { least: SHORTEST })}</p>
    </>
  );
}
