import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../i18n/language.ts';

/** One step of the way from the province down; without `to` it cannot be climbed to (outside one's duty). */
export type PathStep = {
  readonly code: string;
  readonly name: string;
  readonly nameEn?: string | null;
  readonly to?: string;
  readonly search?: Record<string, unknown>;
};

/** Where I am: 河南省 / 郑州市 / 中牟县 / 企业, each step above the last one climbable. */
export function RegionPath({ steps, label }: { steps: readonly PathStep[]; label?: string }) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  return (
    <nav aria-label={label ?? t('shell.top.scope')} className="yf-path">
      <ol>
        {steps.map((step, i) => {
          const name = (english && step.nameEn) || step.name;
          const here = i === steps.length - 1;
          return (
            <li key={step.code}>
              {step.to && !here ? (
                <Link to={step.to} search={step.search ?? {}}>
                  {name}
                </Link>
              ) : (
                <span {...(here ? { 'aria-current': 'location' as const } : {})}>{name}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
