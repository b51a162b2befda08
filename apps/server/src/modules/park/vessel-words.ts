import type { ParkFrequencyKind, ParkVesselKind } from '@yufang/domain';

type Words = {
  readonly sheet: string;
  readonly columns: Readonly<Record<VesselColumn, string>>;
  readonly notes: Readonly<Partial<Record<VesselColumn, string>>>;
  readonly kind: Readonly<Record<ParkVesselKind, string>>;
  readonly frequencyKind: Readonly<Record<ParkFrequencyKind, string>>;
};

/** Columns of the import form, in order. People's units: kPa absolute, °C, per cent. */
export const VESSEL_COLUMNS = [
  'tag',
  'name',
  'plant',
  'kind',
  'frequencyKind',
  'substance',
  'volumeM3',
  'fillPercent',
  'pressureKpa',
  'temperatureC',
  'lon',
  'lat',
  'crs',
  'bundAreaM2',
  'shutOffS',
  'sprayHeatFactor',
  'fireproofingMin',
  'note',
] as const;
export type VesselColumn = (typeof VESSEL_COLUMNS)[number];
export const REQUIRED_COLUMNS: readonly VesselColumn[] = [
  'tag',
  'name',
  'kind',
  'substance',
  'volumeM3',
  'fillPercent',
  'pressureKpa',
  'temperatureC',
  'lon',
  'lat',
];

/** Words of the workbook: paper is made on the server, so its words are too. */
export const VESSEL_WORDS: Readonly<Record<'zh' | 'en', Words>> = {
  zh: {
    sheet: '容器清单',
    columns: {
      tag: '位号',
      name: '名称',
      plant: '所属装置',
      kind: '容器型式',
      frequencyKind: '失效频率类别',
      substance: '物质',
      volumeM3: '容积(m³)',
      fillPercent: '充装率(%)',
      pressureKpa: '绝对压力(kPa)',
      temperatureC: '温度(℃)',
      lon: '经度',
      lat: '纬度',
      crs: '坐标系',
      bundAreaM2: '围堰面积(m²)',
      shutOffS: '联锁切断时间(s)',
      sprayHeatFactor: '喷淋后受热份额',
      fireproofingMin: '防火层延时(min)',
      note: '备注',
    },
    notes: {
      substance: '中文名、英文名或 CAS 号，须在物质库内',
      fillPercent: '液相所占容积；气体填 0；不超过 98',
      pressureKpa: '绝对压力，常压约 101.3',
      crs: '不填按 CGCS2000',
      frequencyKind: '不填按容器型式取',
      sprayHeatFactor: '0-1，喷淋后仍到达罐壁的热量份额',
    },
    kind: { atmospheric: '常压储罐', pressurised: '压力容器', elongated: '塔器等细长容器', small: '小型容器' },
    frequencyKind: {
      'pressure-storage': '压力储罐',
      'process-vessel': '工艺容器',
      'atmospheric-single': '单容常压罐',
      'atmospheric-full-containment': '全容常压罐',
      'road-rail-tank': '罐车',
      'shell-tube-exchanger': '管壳式换热器',
    },
  },
  en: {
    sheet: 'Vessels',
    columns: {
      tag: 'Tag',
      name: 'Name',
      plant: 'Plant',
      kind: 'Vessel type',
      frequencyKind: 'Failure frequency row',
      substance: 'Substance',
      volumeM3: 'Volume (m³)',
      fillPercent: 'Fill (%)',
      pressureKpa: 'Absolute pressure (kPa)',
      temperatureC: 'Temperature (°C)',
      lon: 'Longitude',
      lat: 'Latitude',
      crs: 'Reference system',
      bundAreaM2: 'Bund area (m²)',
      shutOffS: 'Shut-off after (s)',
      sprayHeatFactor: 'Heat share under spray',
      fireproofingMin: 'Fireproofing (min)',
      note: 'Note',
    },
    notes: {
      substance: 'Chinese or English name, or CAS number, of the substance library',
      fillPercent: 'liquid share of the volume; 0 for a gas; at most 98',
      pressureKpa: 'absolute; the atmosphere is about 101.3',
      crs: 'CGCS2000 when empty',
      frequencyKind: 'by the vessel type when empty',
      sprayHeatFactor: '0-1, share of heat that still reaches the wall',
    },
    kind: {
      atmospheric: 'atmospheric tank',
      pressurised: 'pressurised vessel',
      elongated: 'column or other slender vessel',
      small: 'small vessel',
    },
    frequencyKind: {
      'pressure-storage': 'pressure storage',
      'process-vessel': 'process vessel',
      'atmospheric-single': 'atmospheric, single containment',
      'atmospheric-full-containment': 'atmospheric, full containment',
      'road-rail-tank': 'road or rail tank',
      'shell-tube-exchanger': 'shell and tube exchanger',
    },
  },
};
