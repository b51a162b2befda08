import type { UseRow } from '@yufang/contract';
import type { Sector, UseReason } from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import type { RegionName } from '../../platform/db/region-names.ts';
import { WORDS } from '../enterprise/words.ts';
import type { Sheet } from '../inspection/export.ts';

type Lang = 'zh' | 'en';
type Names = {
  readonly regions: ReadonlyMap<string, RegionName>;
  readonly sectors: ReadonlyMap<string, { readonly name: string; readonly name_en: string }>;
};

const REASON: Readonly<Record<UseReason, Record<Lang, string>>> = {
  tasks_late: { zh: '排查按时率', en: 'Tasks on time' },
  few_dangers_found: { zh: '百次排查发现隐患', en: 'Dangers per 100 inspections' },
  records_marked: { zh: '存疑记录占比', en: 'Doubtful records' },
  days_silent: { zh: '沉默天数', en: 'Days silent' },
  measures_without_item: { zh: '措施无排查项占比', en: 'Measures without a check' },
  posts_without_card: { zh: '岗位无告知卡占比', en: 'Posts without a card' },
};
const SHARE: ReadonlySet<UseReason> = new Set([
  'tasks_late',
  'records_marked',
  'measures_without_item',
  'posts_without_card',
]);

const TITLES = {
  zh: [
    '企业',
    '市',
    '区县',
    '行业部门',
    '规模',
    '行业',
    '使用指数',
    '统计日',
    '最近使用',
    '原因（数值，同业中位数，扣分）',
  ],
  en: [
    'Enterprise',
    'City',
    'County',
    'Department',
    'Scale',
    'Industry',
    'Use index',
    'Day',
    'Last used',
    'Reasons (figure, median of the trade, points lost)',
  ],
} as const;
const WIDTHS = [36, 12, 14, 18, 12, 8, 10, 12, 14, 80];

/** The list of those built but not used as a sheet: a row an enterprise, its reasons in one cell, the dearest first. */
export const useSheet = (lang: Lang, names: Names): Sheet<UseRow> => ({
  name: lang === 'zh' ? '建而不用' : 'Built but not used',
  columns: TITLES[lang].map((title, i) => ({ title, width: WIDTHS[i] ?? 12 })),
  cells: (r) => [
    r.enterpriseName,
    regionName(names, r.cityCode, lang),
    regionName(names, r.countyCode, lang),
    sectorName(names, r.sector, lang),
    WORDS[lang].scale[r.scale] ?? r.scale,
    r.industry,
    r.score,
    r.day,
    r.lastActivityAt === null ? null : shanghaiDay(r.lastActivityAt),
    r.reasons.map((reason) => reasonText(reason, lang)).join(lang === 'zh' ? '；' : '; '),
  ],
  cut: (n) => (lang === 'zh' ? `仅导出前 ${n} 行，请缩小筛选范围` : `Only the first ${n} rows: narrow the filter`),
});

const regionName = ({ regions }: Names, code: string, lang: Lang): string => {
  const found = regions.get(code);
  return (lang === 'en' ? found?.nameEn : null) ?? found?.name ?? code;
};
const sectorName = ({ sectors }: Names, code: Sector, lang: Lang): string => {
  const found = sectors.get(code);
  return (lang === 'en' ? found?.name_en : found?.name) ?? code;
};

function reasonText({ code, value, peer, points }: UseRow['reasons'][number], lang: Lang): string {
  const figure = SHARE.has(code) ? `${Math.round(value * 1000) / 10}%` : String(Math.round(value * 10) / 10);
  const median = peer === null ? '' : lang === 'zh' ? `，同业 ${round(peer)}` : `, trade ${round(peer)}`;
  return `${REASON[code][lang]} ${figure}${median} −${round(points)}`;
}
const round = (n: number): number => Math.round(n * 10) / 10;
