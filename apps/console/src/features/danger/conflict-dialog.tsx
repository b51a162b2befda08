import { Alert, Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { DangerStatusTag, Timeline } from '../../ui/index.ts';
import { useDangerHistory } from './history-texts.tsx';
import type { Conflict } from './use-give.ts';

/** Somebody was quicker: what changed since, what stands now, and the choice to act all the same or to look. */
export function ConflictDialog({
  conflict,
  busy,
  onAgain,
  onDrop,
}: {
  conflict: Conflict;
  busy: boolean;
  onAgain: (version: number) => void;
  onDrop: () => void;
}) {
  const { t } = useTranslation();
  const { entryOf } = useDangerHistory();
  const { danger, changes } = conflict.facts;
  const possible = danger.allowed.includes(conflict.command.type);
  return (
    <Modal
      open
      title={t('danger.conflict.title')}
      onCancel={onDrop}
      width={640}
      footer={
        <>
          <Button onClick={onDrop} type={possible ? 'default' : 'primary'}>
            {t('danger.conflict.look')}
          </Button>
          {possible && (
            <Button type="primary" loading={busy} onClick={() => onAgain(danger.version)}>
              {t('danger.conflict.again')}
            </Button>
          )}
        </>
      }
    >
      <p>{t('danger.conflict.lead')}</p>
      <p className="yf-gap-below">
        <DangerStatusTag status={danger.status} level={danger.level} />
      </p>
      <Timeline entries={changes.map(entryOf)} />
      {!possible && <Alert type="warning" showIcon title={t('danger.conflict.gone')} />}
    </Modal>
  );
}
