import { useNavigate } from '@tanstack/react-router';
import { getOverview } from '@yufang/contract';
import { useEffect, useRef } from 'react';
import { useLiveEvent } from '../../api/live.ts';
import { useApi, useStale } from '../../api/use-api.ts';
import type { Layer } from './layers.ts';

/** What the address says of the page. */
export type PlaceSearch = {
  region?: string;
  /** One park, or one department's part, of what one sees. */
  parkId?: string;
  sector?: string;
  layer?: Layer;
  view?: 'map' | 'table';
  dots?: 'on';
  days?: string;
  by?: 'industry' | 'scale' | 'sector' | 'park' | 'county' | 'day';
  cutIndustry?: string;
  cutScale?: string;
  cutSector?: string;
};

/** At most one refresh in this time, however busy the province is: figures that jump are figures nobody can read. */
const REFRESH_MS = 1_000;

/** The place's figures, read again as soon as the counters move, but not twice within a second. */
export function usePlace(search: PlaceSearch) {
  const place = useApi(getOverview, {
    query: {
      ...(search.region ? { region: search.region } : {}),
      ...(search.parkId ? { parkId: search.parkId } : {}),
      ...(search.sector ? { sector: search.sector as never } : {}),
      days: Number(search.days ?? 30),
    },
  });
  const stale = useStale('overview', 'map');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const last = useRef(0);
  const refresh = () => {
    const wait = Math.max(0, last.current + REFRESH_MS - performance.now());
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      last.current = performance.now();
      stale();
    }, wait);
  };
  useLiveEvent('rollup', refresh);
  useLiveEvent('reset', refresh);
  useEffect(() => () => clearTimeout(timer.current), []);
  return place;
}

/** Go to a place or an enterprise; the rest of the address stays. */
export function useGo() {
  const navigate = useNavigate();
  return {
    region: (code: string) =>
      void navigate({
        to: '.',
        search: (old: Record<string, unknown>) => ({ ...old, region: code, parkId: undefined }),
      }),
    enterprise: (id: string) => void navigate({ to: `/enterprises/${id}` }),
    set: (patch: Partial<PlaceSearch>) =>
      void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, ...patch }), replace: true }),
  };
}
