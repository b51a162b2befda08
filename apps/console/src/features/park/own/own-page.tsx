import '../park.css';
import { useParams } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../shell/me.tsx';
import { Empty } from '../../../ui/screen-state.tsx';
import { useAddress } from '../use-park.ts';
import { InPark } from './in-park.tsx';
import { OwnRisk } from './own-risk.tsx';
import { OwnVessels } from './own-vessels.tsx';
import { OwnWork } from './own-work.tsx';

const PARTS = ['risk', 'vessels', 'work'] as const;
type Part = (typeof PARTS)[number];

/** An enterprise's part of its park's risk: what it brings and gets, its vessels, its work list (一企一策). */
export function OwnPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { enterpriseId }: { enterpriseId?: string } = useParams({ strict: false });
  const id = enterpriseId ?? me.scope.enterpriseId;
  const [search, set] = useAddress<{ part: Part; row: string; state: string; search: string; overdue: string }>();
  const part = search.part ?? 'risk';
  if (!id) return <Empty title={t('park.own.none')} />;
  const above = (
    <Segmented
      className="yf-gap-below park-parts"
      aria-label={t('park.own.label')}
      value={part}
      options={PARTS.map((value) => ({ value, label: t(`park.own.${value}`) }))}
      onChange={(value) =>
        set({ part: value, row: undefined, state: undefined, search: undefined, overdue: undefined })
      }
    />
  );
  if (part === 'vessels')
    return (
      <InPark enterpriseId={id} title={t('park.own.vesselsTitle')} above={above}>
        <OwnVessels enterpriseId={id} above={above} />
      </InPark>
    );
  if (part === 'work') return <OwnWork enterpriseId={id} above={above} />;
  return <OwnRisk enterpriseId={id} above={above} />;
}
