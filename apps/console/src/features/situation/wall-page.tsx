import './situation.css';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/language.ts';
import { fullTime } from '../../ui/format.ts';
import { Reading } from '../../ui/screen-state.tsx';
import { Attention } from './attention.tsx';
import { Figures } from './figures.tsx';
import { JustNow } from './just-now.tsx';
import { type PlaceSearch, usePlace } from './place-state.ts';
import { Places } from './places.tsx';

/** The same page for a wall of 1920×1080: dark, large, still; nothing to click but the way back. */
export function WallPage() {
  const { t } = useTranslation();
  const search = useSearch({ strict: false }) as PlaceSearch;
  const place = usePlace(search);
  const now = useNow();
  useEffect(() => {
    const root = document.documentElement;
    const before = root.dataset.mode;
    root.dataset.mode = 'dark';
    return () => {
      root.dataset.mode = before;
    };
  }, []);
  return (
    <div className="sit-wall">
      <Reading query={place} rows={12}>
        {(data) => (
          <>
            <header>
              <h1>
                {t('situation.wall.title', {
                  place: (currentLanguage() === 'en' && data.place.nameEn) || data.place.name,
                })}
              </h1>
              <time>{fullTime(now)}</time>
              <Link to="/overview" search={{ region: search.region, layer: search.layer }}>
                {t('situation.wall.close')}
              </Link>
            </header>
            <div className={data.place.kind !== 'enterprise' ? 'sit-wall-body' : 'sit-wall-body sit-wall-plain'}>
              {data.place.kind !== 'enterprise' && <Places place={data} search={search} dark bare />}
              <aside>
                <Figures place={data} />
                <Attention place={data} limit={4} />
                <JustNow most={6} />
              </aside>
            </div>
          </>
        )}
      </Reading>
    </div>
  );
}

function useNow(): string {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
