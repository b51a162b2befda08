import { listEnterpriseParkVessels, listParkVessels } from '@yufang/contract/park';
import { useMemo } from 'react';
import { useApi } from '../../../api/use-api.ts';
import type { Landmark } from './position-fields.tsx';

/** As many vessels as one page gives; a plan to find a place by needs no more. */
const MOST = 200;

/** The park's vessels as landmarks on a plan that a place is chosen on. */
export function useLandmarks(parkId: string): readonly Landmark[] {
  const vessels = useApi(listParkVessels, { params: { parkId }, query: { limit: MOST } }, { staleTime: 60_000 });
  // What is still being written may stand anywhere yet.
  return useMemo(() => namesOf(vessels.data?.rows.filter((v) => v.state !== 'draft')), [vessels.data]);
}

/** The same of an enterprise: its own vessels alone, since it does not see its neighbours'. */
export function useOwnLandmarks(enterpriseId: string, without?: string): readonly Landmark[] {
  const vessels = useApi(
    listEnterpriseParkVessels,
    { params: { enterpriseId }, query: { limit: MOST } },
    { staleTime: 60_000 },
  );
  return useMemo(() => namesOf(vessels.data?.rows.filter((v) => v.id !== without)), [vessels.data, without]);
}

const namesOf = (
  rows: readonly { id: string; tag: string; name: string; lon: number; lat: number; state: string }[] | undefined,
): readonly Landmark[] =>
  (rows ?? [])
    .filter((v) => v.state !== 'withdrawn')
    .map((v) => ({ id: v.id, name: `${v.tag} ${v.name}`, lon: v.lon, lat: v.lat }));
