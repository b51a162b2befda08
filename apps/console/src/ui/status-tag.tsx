import type { DangerLevel, DangerStatus } from '@yufang/domain';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** How a state reads: open work is ink, work that waits for someone else is outlined, done is grey. Never a grade's colour. */
export type Tone = 'open' | 'waiting' | 'done' | 'void';

/** A state in a word. */
export function StateTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`yf-state yf-state-${tone}`}>{children}</span>;
}

const DANGER_TONE: Readonly<Record<DangerStatus, Tone>> = {
  reported: 'waiting',
  verified: 'open',
  assigned: 'open',
  rectifying: 'open',
  to_accept: 'waiting',
  closed: 'done',
  invalid: 'void',
  withdrawn: 'void',
};

/** The status of a hidden danger; `major` puts the red mark and the word 重大 before it. */
export function DangerStatusTag({ status, level }: { status: DangerStatus; level?: DangerLevel }) {
  const { t } = useTranslation();
  return (
    <span className="yf-inline">
      {level === 'major' && (
        <span className="yf-grade yf-grade-red">
          <span aria-hidden="true" className="yf-grade-shape">
            ◆
          </span>
          {t('word.grade.red')}
        </span>
      )}
      <StateTag tone={DANGER_TONE[status]}>{t(`word.dangerStatus.${status}`)}</StateTag>
    </span>
  );
}
