import { Readable } from 'node:stream';
import { newId } from '../../platform/clock/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import { inspect } from '../attachment/inspect.ts';
import { fileStoreOf } from '../attachment/routes.ts';
import { storeUpload } from '../attachment/upload.ts';
import { addPlan, writePlan } from '../plan/plans.ts';
import { begin, finish } from '../risk/work.ts';
import { acting } from './act.ts';

type Box = readonly [x: number, y: number, width: number, height: number];
const [WIDE, HIGH] = [1600, 1000];

/** Where the objects of an invented chemical works stand, by what their names begin with: a second line stands beside the first. */
const SITE: readonly { readonly object: string; readonly boxes: readonly [Box, Box?] }[] = [
  {
    object: '合成装置',
    boxes: [
      [420, 120, 250, 250],
      [690, 120, 210, 250],
    ],
  },
  {
    object: '储罐区',
    boxes: [
      [980, 120, 260, 250],
      [1260, 120, 230, 250],
    ],
  },
  { object: '循环水场', boxes: [[980, 470, 220, 170]] },
  { object: '消防设施', boxes: [[1220, 470, 270, 170]] },
  { object: '库房', boxes: [[980, 740, 300, 160]] },
  { object: '厂内运输', boxes: [[1300, 740, 190, 160]] },
  {
    object: '检维修',
    boxes: [
      [690, 740, 210, 160],
      [690, 740, 210, 160],
    ],
  },
  {
    object: '配电室',
    boxes: [
      [420, 470, 200, 170],
      [640, 470, 260, 170],
    ],
  },
  { object: '化验室', boxes: [[420, 740, 250, 160]] },
  {
    object: '办公区',
    boxes: [
      [110, 120, 230, 330],
      [110, 470, 230, 170],
    ],
  },
  { object: '作业场所', boxes: [[110, 740, 230, 160]] },
];

const rect = ([x, y, w, h]: Box, style: string) => `<rect x="${x}" y="${y}" width="${w}" height="${h}" ${style}/>`;

/** The site as a draughtsman would draw it, without a word: the names are those of the areas, in the reader's own type. */
function drawing(): string {
  const walls = 'fill="#fff" stroke="#6b7470" stroke-width="3"';
  const boxes = SITE.flatMap((s) => s.boxes).filter((b) => b !== undefined);
  const tanks = [1040, 1130, 1310, 1400].flatMap((x) =>
    [190, 300].map((y) => `<circle cx="${x}" cy="${y}" r="34" fill="none" stroke="#8c9591" stroke-width="2.5"/>`),
  );
  const columns = [480, 560, 760, 840].map(
    (x) => `<circle cx="${x}" cy="245" r="22" fill="none" stroke="#8c9591" stroke-width="2.5"/>`,
  );
  const cells = [1010, 1070, 1130].map((x) => rect([x, 500, 44, 110], 'fill="none" stroke="#8c9591" stroke-width="2"'));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDE} ${HIGH}" width="${WIDE}" height="${HIGH}">
<rect width="${WIDE}" height="${HIGH}" fill="#f6f7f5"/>
${rect([50, 60, 1500, 880], 'fill="none" stroke="#4a514e" stroke-width="5"')}
<path d="M50 690H1550M380 60V940M940 60V940M50 420H1550" stroke="#e3e7e4" stroke-width="40" fill="none"/>
<path d="M50 690H1550M380 60V940M940 60V940M50 420H1550" stroke="#fff" stroke-width="3" stroke-dasharray="16 14" fill="none"/>
${boxes.map((b) => rect(b, walls)).join('')}${tanks.join('')}${columns.join('')}${cells.join('')}
<path d="M1500 20l14 34-14-9-14 9z" fill="#4a514e"/></svg>`;
}

const corners = ([x, y, w, h]: Box): [number, number][] =>
  [
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
  ].map(([cx = 0, cy = 0]) => [cx / WIDE, cy / HIGH]);

/** The four-colour map of the demo's works: an invented site plan, an area for each object that the works has, uploaded and drawn by its safety officer. */
export async function drawDemoPlan(where: {
  db: Database;
  config: Config;
  now: Date;
  dims: EnterpriseDims;
  actor: Actor;
}): Promise<void> {
  const { db, config, now, dims, actor } = where;
  const store = fileStoreOf(config.YUFANG_DATA);
  const sent = await store.receive(Readable.from([Buffer.from(drawing())]), 1_000_000);
  if (sent === 'too_large') throw new Error('the invented site plan grew too large');
  const found = await inspect(store, sent, 'plan');
  await acting(db, actor, dims, async (trx, chain) => {
    const id = newId();
    await storeUpload({ trx, chain, actor, now, store }, { id, query: { kind: 'plan' }, sent, found });
    const objects = await trx
      .selectFrom('risk_object')
      .select(['id', 'name'])
      .where('enterprise_id', '=', dims.enterpriseId)
      .where('state', '=', 'active')
      .orderBy('name')
      .execute();
    const work = begin({ trx, chain, actor, now });
    const plan = await addPlan(work, { name: '厂区总平面图（虚构）', attachmentId: id });
    const areas = SITE.flatMap(({ object, boxes }) =>
      objects
        .filter((o) => o.name.startsWith(object))
        .flatMap((o, i) => {
          const box = boxes[i];
          return box ? [{ id: newId(), name: o.name, objectId: o.id, unitId: null, polygon: corners(box) }] : [];
        }),
    );
    await writePlan(work, plan.id, { version: plan.version, name: plan.name, areas });
    await finish(work);
  });
}
