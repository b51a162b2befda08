import { getAttachmentFile } from '@yufang/contract/attachment';
import type { RecordView } from '@yufang/contract/inspection';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../api/client.ts';
import { Section } from '../../ui/index.ts';

/** The floor plan with the point's area outlined. */
export function PlanFigure({ enterpriseId, plan }: { enterpriseId: string; plan: NonNullable<RecordView['plan']> }) {
  const { t } = useTranslation();
  const points = plan.polygon.map(([x = 0, y = 0]) => `${x * plan.width},${y * plan.height}`).join(' ');
  return (
    <Section title={t('inspection.record.plan')}>
      <figure className="yf-insp-plan">
        <img
          src={urlOf(getAttachmentFile, { params: { enterpriseId, id: plan.attachmentId }, query: { size: 'full' } })}
          alt={plan.name}
          width={plan.width}
          height={plan.height}
          loading="lazy"
        />
        <svg viewBox={`0 0 ${plan.width} ${plan.height}`} aria-hidden="true">
          <polygon
            points={points}
            fill="var(--accent)"
            fillOpacity={0.3}
            stroke="var(--ink)"
            strokeWidth={plan.width / 200}
          />
        </svg>
      </figure>
    </Section>
  );
}
