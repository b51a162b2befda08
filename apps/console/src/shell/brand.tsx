import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** The product's mark: a shield with a tick. */
export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg aria-hidden="true" className="yf-brand-mark" viewBox="0 0 32 32" width={size} height={size}>
      <rect width="32" height="32" rx="7" />
      <path d="M16 5.5 25 9v7.2c0 5-3.7 8.6-9 10.3-5.3-1.7-9-5.3-9-10.3V9z" />
      <path d="m11.600 16 3.200 3.200 5.800-6.200" />
    </svg>
  );
}

/** Mark and name, leading to the first page. */
export function Brand() {
  const { t } = useTranslation();
  return (
    <Link to="/" className="yf-brand">
      <BrandMark />
      <strong>{t('shell.product')}</strong>
    </Link>
  );
}
