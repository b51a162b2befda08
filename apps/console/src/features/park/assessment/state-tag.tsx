import type { ParkAssessmentState, ParkRunState } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import { StateTag, type Tone } from '../../../ui/status-tag.tsx';

const TONE: Readonly<Record<ParkAssessmentState, Tone>> = {
  draft: 'open',
  in_review: 'waiting',
  frozen: 'done',
  withdrawn: 'void',
};
const RUN_TONE: Readonly<Record<ParkRunState, Tone>> = {
  queued: 'waiting',
  running: 'open',
  done: 'done',
  cancelled: 'void',
  failed: 'open',
};

/** Where an assessment stands. */
export function AssessmentTag({ state }: { state: ParkAssessmentState }) {
  const { t } = useTranslation();
  return <StateTag tone={TONE[state]}>{t(`park.assessmentState.${state}`)}</StateTag>;
}

/** Where a computation stands. */
export function RunTag({ state }: { state: ParkRunState }) {
  const { t } = useTranslation();
  return <StateTag tone={RUN_TONE[state]}>{t(`park.runState.${state}`)}</StateTag>;
}
