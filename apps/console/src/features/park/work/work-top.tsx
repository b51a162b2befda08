import { listParkWorkItems } from '@yufang/contract/park';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { Reading } from '../../../ui/screen-state.tsx';
import { ItemState, ItemWhat } from './item-parts.tsx';

/** The first five open items of the park's work list. */
export function WorkTop({ parkId }: { parkId: string }) {
  const { t } = useTranslation();
  const items = useApi(listParkWorkItems, { params: { parkId }, query: { limit: 20 } });
  return (
    <Reading query={items} rows={3}>
      {({ rows }) => {
        const open = rows.filter((i) => i.state !== 'verified' && i.state !== 'declined').slice(0, 5);
        if (open.length === 0) return <p className="yf-quiet">{t('park.work.none')}</p>;
        return (
          <ul className="park-work-top">
            {open.map((i) => (
              <li key={i.id}>
                <ItemWhat item={i} />
                <ItemState item={i} />
              </li>
            ))}
          </ul>
        );
      }}
    </Reading>
  );
}
