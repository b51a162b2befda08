import { completeUscc } from '@yufang/domain';

/** One of the three invented enterprises whose chain files are written in the national dress. */
export type Sample = {
  readonly file: string;
  readonly creditCode: string;
  /** Number of the chemical registration system: region and serial. */
  readonly companyCode: string;
  readonly name: string;
  readonly countyCode: string;
  readonly cityCode: string;
  readonly industryCode: string;
  readonly sector: 'emergency';
  readonly scale: 'above' | 'small';
  readonly headCount: number;
  readonly lon: number;
  readonly lat: number;
  readonly tags: readonly string[];
  /** Trades of the generator whose risks its chain is made of. */
  readonly trades: readonly string[];
  /** Its departments with the lines or areas each has. */
  readonly places: readonly (readonly [department: string, person: string, areas: readonly string[]])[];
};

/** Chemical works, wood works with explosive dust, cold store. Names, numbers and people are invented. */
export const SAMPLES: readonly Sample[] = [
  {
    file: 'chemical.json',
    creditCode: completeUscc('91410122MJ00001A'),
    companyCode: '410122901',
    name: '中牟鼎新化学有限公司（虚构样例）',
    countyCode: '410122',
    cityCode: '410100',
    industryCode: 'C2614',
    sector: 'emergency',
    scale: 'above',
    headCount: 240,
    lon: 113.982,
    lat: 34.731,
    tags: ['hazardous_chemical', 'major_hazard_source'],
    trades: ['chemical-plant', 'oil-depot'],
    places: [
      ['合成车间', '王国强', ['R-101', 'R-102', 'R-201']],
      ['储运部', '李海涛', ['罐组一', '罐组二']],
    ],
  },
  {
    file: 'dust-wood.json',
    creditCode: completeUscc('91410225MJ00002B'),
    companyCode: '410225902',
    name: '兰考嵩岳木业有限公司（虚构样例）',
    countyCode: '410225',
    cityCode: '410200',
    industryCode: 'C2021',
    sector: 'emergency',
    scale: 'above',
    headCount: 132,
    lon: 114.82,
    lat: 34.83,
    tags: ['dust_explosion'],
    trades: ['dust-explosion', 'wood'],
    places: [
      ['砂光车间', '张文辉', ['1号线', '2号线']],
      ['板材车间', '刘志刚', ['甲线', '乙线']],
    ],
  },
  {
    file: 'cold-store.json',
    creditCode: completeUscc('91411103MJ00003C'),
    companyCode: '411103903',
    name: '漯河百川冷链食品有限公司（虚构样例）',
    countyCode: '411103',
    cityCode: '411100',
    industryCode: 'C1353',
    sector: 'emergency',
    scale: 'small',
    headCount: 78,
    lon: 114.0,
    lat: 33.58,
    tags: ['ammonia', 'confined_space'],
    trades: ['ammonia-refrigeration', 'warehouse'],
    places: [
      ['制冷机房', '陈建军', ['1号机组', '2号机组']],
      ['冷库与加工部', '杨丽', ['A库', 'B库']],
    ],
  },
];
