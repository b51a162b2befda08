import { type County, placeIn } from './places.ts';
import { random } from './random.ts';

/** An invented park. The plan speaks of 8 chemical parks and 19 clusters; their names are not public, so ours are made up and say so. */
export type Park = {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly countyCode: string;
  readonly cityCode: string;
  readonly kind: 'chemical' | 'chemical_cluster' | 'industrial';
  readonly lon: number;
  readonly lat: number;
};

/** The first chemical park: where the demo's park officer and chemical works are. */
const FIRST_PARK = '410122';

/** 8 chemical parks, 19 chemical clusters and 13 other parks, spread over the counties. */
export function makeParks(seed: number, counties: readonly County[]): Park[] {
  const r = random(seed, 'parks');
  const kinds = [
    ...Array(8).fill('chemical'),
    ...Array(19).fill('chemical_cluster'),
    ...Array(13).fill('industrial'),
  ] as Park['kind'][];
  const own = counties.filter((c) => !c.zone);
  const first = own.find((c) => c.code === FIRST_PARK);
  const chosen = [
    ...(first ? [first] : []),
    ...r.sample(
      own.filter((c) => c !== first),
      kinds.length - (first ? 1 : 0),
    ),
  ];
  const words = {
    chemical: ['化工园区', 'Chemical Park'],
    chemical_cluster: ['化工产业集聚区', 'Chemical Cluster'],
    industrial: ['产业园区', 'Industrial Park'],
  } as const;
  return chosen.map((county, i) => {
    const kind = kinds[i] ?? 'industrial';
    const [zh, en] = words[kind];
    return {
      id: r.uuid(1_600_000_000_000),
      name: `${county.name.replace(/[市县区]$/, '')}${zh}（虚构）`,
      nameEn: `${en} ${i + 1} (invented)`,
      countyCode: county.code,
      cityCode: county.cityCode,
      kind,
      ...placeIn(r, county),
    };
  });
}
