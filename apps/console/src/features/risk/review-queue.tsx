import { useNavigate, useSearch } from '@tanstack/react-router';
import { countRiskWork } from '@yufang/contract/risk-work';
import { REVIEW_STATES } from '@yufang/domain';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import { OfEnterprise } from './place.tsx';
import { RiskTable } from './risk-list.tsx';

/** What waits for a reviewer or an approver; every state is one click away with its count. */
export function ReviewQueue() {
  return <OfEnterprise>{(id) => <Queue enterpriseId={id} />}</OfEnterprise>;
}

function Queue({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const word = useWord();
  const navigate = useNavigate();
  const search: { reviewState?: string } = useSearch({ strict: false });
  const counts = useApi(countRiskWork, { params: { enterpriseId } });
  const at = search.reviewState ?? 'submitted';
  return (
    <RiskTable
      title={t('risk.review.queue')}
      lead={t('risk.review.lead')}
      preset={{ reviewState: 'submitted' }}
      above={
        <div className="yf-gap-below">
          <Segmented
            aria-label={t('risk.field.review')}
            value={at}
            options={REVIEW_STATES.map((s) => ({
              value: s,
              label: `${word('reviewState', s)} ${counts.data?.review[s] ?? ''}`,
            }))}
            onChange={(reviewState) =>
              void navigate({
                to: '.',
                search: (o: Record<string, unknown>) => ({ ...o, reviewState, row: undefined }),
                replace: true,
              })
            }
          />
        </div>
      }
    />
  );
}
