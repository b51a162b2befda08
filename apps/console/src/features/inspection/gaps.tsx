import { Link } from '@tanstack/react-router';
import { listInspectionGaps } from '@yufang/contract/inspection';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';

/** Where control has a hole, as lists one can work off. */
export function Gaps({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const gaps = useApi(listInspectionGaps, { params: { enterpriseId } });
  if (!gaps.data) return null;
  const { postsWithoutItems, postsWithoutHolder, itemsWithoutPost } = gaps.data;
  if (postsWithoutItems.length + postsWithoutHolder.length + itemsWithoutPost === 0) {
    return <p className="yf-quiet yf-gap-below">{t('inspection.gap.none')}</p>;
  }
  return (
    <section className="yf-gap-below" aria-label={t('inspection.gap.title')}>
      {itemsWithoutPost > 0 && (
        <p>
          <Link className="yf-strong" to="/inspection/items" search={{ without: 'post' }}>
            {t('inspection.gap.itemsWithoutPost')}: {t('inspection.gap.items', { count: itemsWithoutPost })}
          </Link>
        </p>
      )}
      {postsWithoutHolder.length > 0 && (
        <p>
          <span className="yf-strong">{t('inspection.gap.postsWithoutHolder')}:</span>{' '}
          {postsWithoutHolder.map((p, i) => (
            <span key={p.id}>
              {i > 0 && ' · '}
              <Link to="/inspection/items" search={{ postId: p.id }}>
                {p.name}
              </Link>{' '}
              <small className="yf-quiet">{t('inspection.gap.items', { count: p.items })}</small>
            </span>
          ))}
        </p>
      )}
      {postsWithoutItems.length > 0 && (
        <p>
          <span className="yf-strong">{t('inspection.gap.postsWithoutItems')}:</span>{' '}
          {postsWithoutItems.map((p) => p.name).join(' · ')}
        </p>
      )}
    </section>
  );
}
