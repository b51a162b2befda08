import type { Random } from './random.ts';

/** Parts of invented names. Persons' names are common syllables drawn by chance; any likeness to a real person is chance too. */
const FAMILY = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'.split('');
const GIVEN = '伟强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志文辉红玉兰春梅海燕鹏飞雪峰晓东丽敏静宁波旭阳凯瑞'.split('');
const FIRM =
  '恒源 中豫 嵩岳 天中 黄河 鼎新 瑞丰 宏泰 金象 华盛 永兴 三门 龙泉 富康 德裕 正阳 颍川 淮源 伏牛 太行 星辰 百川 長青 汇通 东城 新启 同信 安和 巨力 润泽'
    .replace('長', '长')
    .split(' ');
const FIRM_TAIL = '有限公司 有限公司 有限公司 有限责任公司 股份有限公司'.split(' ');

/** An invented person's name. */
export const personName = (r: Random): string => r.pick(FAMILY) + r.pick(GIVEN) + (r.chance(0.6) ? r.pick(GIVEN) : '');

/** An invented mobile number in the 199 0000-9999 block style of samples: never one that a text should be sent to. */
export const phoneNumber = (r: Random): string => `199${String(r.int(0, 99_999_999)).padStart(8, '0')}`;

/** An invented firm's name; it says what it is. */
export const firmName = (r: Random, what: { place: string; trade: string; micro: boolean; serial: number }): string =>
  what.micro
    ? `${what.place}${r.pick(FAMILY)}${r.pick(GIVEN)}${what.trade}${r.pick(['店', '厂', '加工部', '经营部'])}（虚构${what.serial}）`
    : `${what.place}${r.pick(FIRM)}${r.pick(['', '达', '鑫', '隆'])}${what.trade}${r.pick(FIRM_TAIL)}（虚构${what.serial}）`;
