import './park.css';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { saysInvented } from '../../ui/format.ts';
import { usePark, useParkId } from './use-park.ts';

/** The park's own pages. */
const PAGES = ['', 'inventory', 'assessments', 'work', 'checks', 'gradings'] as const;

/** A page of a park: whose it is, what it is, the park's other pages, and what is to be done. */
export function ParkFrame({
  title,
  lead,
  over,
  actions,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  /** In place of the park's name above the title. */
  over?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const parkId = useParkId();
  const { park, name } = usePark(parkId);
  return (
    <>
      <ParkPages parkId={parkId} />
      <header className="yf-head">
        <div>
          <p className="yf-over">
            {over ?? name}
            {!over && park?.invented && !saysInvented(name) && ` · ${t('park.invented')}`}
          </p>
          <h1>{title}</h1>
          {lead && <p className="yf-lead">{lead}</p>}
        </div>
        {actions && <div className="yf-head-actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}

/** Links to the park's pages; the present one is marked. */
export function ParkPages({ parkId }: { parkId: string }) {
  const { t } = useTranslation();
  return (
    <nav className="park-pages" aria-label={t('park.pages.label')}>
      {PAGES.map((page) => (
        <Link
          key={page}
          to={page ? `/parks/${parkId}/${page}` : `/parks/${parkId}`}
          activeOptions={{ exact: page === '', includeSearch: false }}
        >
          {t(`park.pages.${page || 'home'}`)}
        </Link>
      ))}
    </nav>
  );
}
