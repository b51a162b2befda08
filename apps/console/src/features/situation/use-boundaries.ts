import { useQuery } from '@tanstack/react-query';
import type { FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** What every area of the boundary file carries. */
export type AreaProps = {
  readonly adcode: string;
  readonly name: string;
  readonly nameEn?: string;
  readonly city?: string;
  readonly cx?: number;
  readonly cy?: number;
};
export type Areas = FeatureCollection<Geometry, AreaProps>;
/** Cities, counties and the outline of the province, in WGS-84. */
export type Boundaries = {
  readonly city: Areas;
  readonly county: Areas;
  readonly province: FeatureCollection<Geometry>;
};

/** The boundaries, read once a visit (the server answers 304 while they stay the same). */
export function useBoundaries() {
  return useQuery({
    queryKey: ['map', 'boundaries'],
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
    queryFn: async ({ signal }): Promise<Boundaries> => {
      const reply = await fetch('/api/v1/map/boundaries', { signal, credentials: 'same-origin' });
      if (!reply.ok) throw new Error(`map boundaries: ${reply.status}`);
      const topology: Topology<{
        city: GeometryCollection<AreaProps>;
        county: GeometryCollection<AreaProps>;
        province: GeometryCollection;
      }> = await reply.json();
      const { city, county, province } = topology.objects;
      return {
        city: feature(topology, city),
        county: feature(topology, county),
        province: feature(topology, province),
      };
    },
  });
}
