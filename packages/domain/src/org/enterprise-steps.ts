import { no, ok, type Refusal, type Result } from '../result.ts';
import { type EnterpriseState, REGION_ROLES, type Role } from './vocabulary.ts';

/** What is done to an enterprise that was entered; to withdraw it is to say that it should never have been. */
export const ENTERPRISE_STEPS = ['suspend', 'resume', 'close', 'reopen', 'withdraw'] as const;
export type EnterpriseStep = (typeof ENTERPRISE_STEPS)[number];

const FROM: Readonly<Record<EnterpriseStep, readonly EnterpriseState[]>> = {
  suspend: ['active'],
  resume: ['suspended'],
  close: ['active', 'suspended'],
  reopen: ['closed'],
  withdraw: ['active', 'suspended', 'closed', 'refused'],
};
const TO = {
  suspend: 'suspended',
  resume: 'active',
  close: 'closed',
  reopen: 'active',
  withdraw: 'withdrawn',
} as const satisfies Record<EnterpriseStep, EnterpriseState>;
/** The enterprise itself may say that it stands still and that it works again; the rest is its county's. */
const OWN: readonly EnterpriseStep[] = ['suspend', 'resume'];

/** The state of an enterprise after a step. Refusals: `auth.forbidden`, `enterprise.wrong_status`. */
export function stepEnterprise(
  status: string,
  step: EnterpriseStep,
  role: Role,
): Result<(typeof TO)[EnterpriseStep], Refusal> {
  if (!OWN.includes(step) && !REGION_ROLES.some((r) => r === role))
    return no({ code: 'auth.forbidden', params: { role } });
  if (!FROM[step].some((s) => s === status))
    return no({ code: 'enterprise.wrong_status', params: { status, action: step } });
  return ok(TO[step]);
}

/** The steps that a role may take from a state: what a screen offers. */
export const enterpriseSteps = (status: EnterpriseState, role: Role): readonly EnterpriseStep[] =>
  ENTERPRISE_STEPS.filter((step) => stepEnterprise(status, step, role).ok);
