import { readdirSync, readFileSync } from 'node:fs';
import type { Scale, Sector } from '@yufang/domain';
import * as z from 'zod';
import { COMMON_RISKS } from './common-risks.ts';
import type { RiskProfile, TradeProfile } from './profile.ts';
import { OWN_TRADES, type ShortRisk } from './trades-own.ts';

const FOLDER = new URL('../codes/templates/', import.meta.url);

/** What the generator reads of a trade template; the platform's own reader checks the rest. */
const Template = z.object({
  payload: z.object({
    trade: z.string(),
    tags: z.array(z.string()),
    industries: z.array(z.string()),
    post: z.object({ name: z.string(), duty: z.string(), emergency: z.string() }),
    risks: z.array(
      z.object({
        kind: z.enum(['place', 'activity', 'process']),
        object: z.string(),
        unit: z.string(),
        event: z.string(),
        accidentType: z.string(),
        consequence: z.string(),
        scores: z.object({ L: z.number(), E: z.number(), C: z.number() }),
        criteria: z.array(z.string()).default([]),
        measures: z.array(z.object({ measureClass: z.string(), text: z.string(), check: z.string().nullable() })),
      }),
    ),
  }),
});

/** What a template does not say: the word in the firm's name, its department, how frequent and how large its firms are. */
type Setting = {
  readonly word: string;
  readonly section: string;
  readonly sector: Sector;
  readonly weight: number;
  readonly scales: readonly (readonly [Scale, number])[];
};
const SMALL = [
  ['above', 1],
  ['small', 4],
  ['micro', 5],
] as const;
const MIDDLE = [
  ['above', 3],
  ['small', 4],
  ['micro', 3],
] as const;
const TINY = [
  ['small', 2],
  ['micro', 8],
] as const;
const SETTINGS: Readonly<Record<string, Setting>> = {
  'ammonia-refrigeration': { word: '冷链食品', section: 'C', sector: 'emergency', weight: 4, scales: MIDDLE },
  'confined-space': { word: '食品', section: 'C', sector: 'emergency', weight: 5, scales: MIDDLE },
  'deep-well-casting': { word: '铝业', section: 'C', sector: 'industry', weight: 2, scales: MIDDLE },
  'dust-explosion': { word: '木业', section: 'C', sector: 'emergency', weight: 5, scales: SMALL },
  garment: { word: '服饰', section: 'C', sector: 'industry', weight: 7, scales: SMALL },
  'gas-restaurant': { word: '餐饮', section: 'H', sector: 'commerce', weight: 14, scales: TINY },
  'hazchem-shop': { word: '化工经营', section: 'F', sector: 'emergency', weight: 5, scales: TINY },
  'lithium-battery': { word: '电池', section: 'C', sector: 'industry', weight: 3, scales: MIDDLE },
  'metal-melting': { word: '铸造', section: 'C', sector: 'emergency', weight: 5, scales: MIDDLE },
  spraying: { word: '机械', section: 'C', sector: 'emergency', weight: 8, scales: MIDDLE },
  warehouse: { word: '物流', section: 'G', sector: 'commerce', weight: 7, scales: MIDDLE },
  wood: { word: '家具', section: 'C', sector: 'forestry', weight: 5, scales: SMALL },
};

/** A firm takes about one of these for each risk of its trade. */
const common: readonly RiskProfile[] = COMMON_RISKS.map(profileOf);

/** Every trade of the invented province: the shipped templates and those beside them, each with the risks that every firm has. */
export function readTrades(): TradeProfile[] {
  const templates = readdirSync(FOLDER)
    .filter((f) => f.endsWith('.json'))
    .sort()
    .flatMap((f) => fromTemplate(Template.parse(JSON.parse(readFileSync(new URL(f, FOLDER), 'utf8'))).payload));
  const own = OWN_TRADES.map((t): TradeProfile => {
    const [name, duty, emergency] = t.post;
    return { ...t, post: { name, duty, emergency }, risks: t.risks.map(profileOf), common };
  });
  return [...templates, ...own];
}

function fromTemplate(p: z.infer<typeof Template>['payload']): TradeProfile[] {
  const setting = SETTINGS[p.trade];
  const division = p.industries[0];
  if (!setting || !division) return [];
  const { word, section, sector, weight, scales } = setting;
  return [
    {
      code: p.trade,
      word,
      industryCode: `${section}${division}`,
      sector,
      tags: p.tags,
      weight,
      scales,
      post: p.post,
      risks: p.risks,
      common,
    },
  ];
}

function profileOf(r: ShortRisk): RiskProfile {
  const [kind, object, unit, event, accidentType, consequence, [L, E, C], measures] = r;
  return {
    kind,
    object,
    unit,
    event,
    accidentType,
    consequence,
    scores: { L, E, C },
    criteria: [],
    measures: measures.map(([measureClass, text, check]) => ({ measureClass, text, check })),
  };
}
