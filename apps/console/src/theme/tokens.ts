import type { RiskGrade } from '@yufang/domain';
import { type ThemeConfig, theme } from 'antd';

/** How the console is shown: day or night, normal or elder size. */
export type Display = { readonly mode: 'light' | 'dark'; readonly elder: boolean };

/** The one quiet accent of the interface; never used for a grade. */
export const ACCENT = '#0B6E6E';

/**
 * The four grades: `solid` for marks and maps, `ground` with `ink` for tags on light paper, and the same pair for the dark theme.
 * Each `ink` on its `ground` is at least 4.5 : 1. A grade never appears without its shape and word: use `GradeTag`.
 */
export const GRADES: Readonly<
  Record<
    RiskGrade,
    { solid: string; onSolid: string; ground: string; ink: string; darkGround: string; darkInk: string; shape: string }
  >
> = {
  red: {
    solid: '#C5221F',
    onSolid: '#FFFFFF',
    ground: '#FCE8E6',
    ink: '#8C1512',
    darkGround: '#4A1715',
    darkInk: '#FFC9C4',
    shape: '◆',
  },
  orange: {
    solid: '#D9630B',
    onSolid: '#FFFFFF',
    ground: '#FDEEDF',
    ink: '#8A3D02',
    darkGround: '#472408',
    darkInk: '#FFCFA3',
    shape: '▲',
  },
  yellow: {
    solid: '#F0B400',
    onSolid: '#1F2328',
    ground: '#FEF5D6',
    ink: '#664C00',
    darkGround: '#3F3205',
    darkInk: '#FFE08A',
    shape: '●',
  },
  blue: {
    solid: '#1F6FD6',
    onSolid: '#FFFFFF',
    ground: '#E4EFFC',
    ink: '#0F4A96',
    darkGround: '#102F57',
    darkInk: '#BFDBFF',
    shape: '■',
  },
};

/** System fonts, Chinese first; also for what draws its own text: charts and the map. */
export const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif';

const LIGHT = {
  colorTextBase: '#1F2328',
  colorBgBase: '#FFFFFF',
  colorBgLayout: '#F6F7F5',
  colorBorder: '#C9CFCB',
  colorBorderSecondary: '#E3E7E4',
  colorTextPlaceholder: '#676E6B',
  colorTextDescription: '#545B58',
  colorTextSecondary: '#4A514E',
  colorTextTertiary: '#5C6461',
  colorLink: ACCENT,
  // Under the pointer a link grows darker, never paler than can be read.
  colorLinkHover: '#095757',
  colorLinkActive: '#095757',
  colorPrimary: ACCENT,
  colorPrimaryHover: '#095757',
  colorInfo: ACCENT,
  colorSuccess: ACCENT,
};

const DARK = {
  colorTextBase: '#E6EDF0',
  colorBgBase: '#0C1418',
  colorBgLayout: '#0C1418',
  colorBgContainer: '#111C21',
  colorBgElevated: '#17242A',
  colorBorder: '#33454D',
  colorBorderSecondary: '#22323A',
  colorTextPlaceholder: '#93A3AB',
  colorTextDescription: '#A5B4BB',
  colorTextSecondary: '#B6C4CA',
  colorTextTertiary: '#9DADB4',
  colorLink: '#5CC4BF',
  colorLinkHover: '#8FDCD8',
  colorLinkActive: '#8FDCD8',
  colorPrimary: '#227F7B',
  colorPrimaryHover: '#2A8A86',
  colorInfo: '#5CC4BF',
  colorSuccess: '#5CC4BF',
};

/** Ant Design's theme for a display. Elder mode re-scales everything by two tokens, so screens must not fix pixels of type. `calm`: nothing moves. */
export function antdTheme({ mode, elder }: Display, calm: boolean): ThemeConfig {
  const palette = mode === 'dark' ? DARK : LIGHT;
  return {
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: 'yf' },
    token: {
      ...palette,
      colorError: mode === 'dark' ? '#FF8F86' : '#A61B18',
      colorWarning: mode === 'dark' ? '#E8B36A' : '#7A4A00',
      // Red belongs to the gravest grade: what failed is said in ink on quiet paper.
      colorErrorBg: mode === 'dark' ? '#1B2930' : '#F6F7F5',
      colorErrorBorder: mode === 'dark' ? '#4A5D66' : '#AEB5B1',
      // Ant Design derives grounds from the colour and makes mud of dark ones; these are ours.
      colorWarningBg: mode === 'dark' ? '#1B2930' : '#F6F7F5',
      colorWarningBorder: mode === 'dark' ? '#4A5D66' : '#AEB5B1',
      ...(mode === 'dark'
        ? {
            colorInfoBg: '#12302F',
            colorInfoBorder: '#245C5C',
            colorPrimaryBg: '#12302F',
            colorPrimaryBgHover: '#163B39',
          }
        : {
            colorInfoBg: '#F0F6F5',
            colorInfoBorder: '#BFD9D6',
            colorPrimaryBg: '#E7F2F1',
            colorPrimaryBgHover: '#DDEDEC',
          }),
      colorSuccessBg: mode === 'dark' ? '#12302F' : '#F0F6F5',
      colorSuccessBorder: mode === 'dark' ? '#245C5C' : '#BFD9D6',
      controlItemBgActive: mode === 'dark' ? '#12302F' : '#E7F2F1',
      controlItemBgActiveHover: mode === 'dark' ? '#163B39' : '#DDEDEC',
      controlItemBgHover: mode === 'dark' ? '#17242A' : '#F3F7F6',
      fontFamily: FONT,
      fontSize: elder ? 20 : 14,
      lineHeight: elder ? 1.6 : 22 / 14,
      controlHeight: elder ? 44 : 32,
      borderRadius: 4,
      borderRadiusLG: 6,
      wireframe: false,
      // Off in the library too: the stylesheet takes the transitions away whose end its motions would wait for.
      motion: !calm,
      motionDurationFast: '0.12s',
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.18s',
      boxShadow: '0 1px 2px rgb(31 35 40 / 8%), 0 8px 24px rgb(31 35 40 / 10%)',
      boxShadowSecondary: '0 1px 2px rgb(31 35 40 / 8%), 0 8px 24px rgb(31 35 40 / 10%)',
    },
    components: {
      Table: {
        headerBg: mode === 'dark' ? '#17242A' : '#F6F7F5',
        headerColor: palette.colorTextSecondary,
        headerSplitColor: 'transparent',
        rowHoverBg: mode === 'dark' ? '#17242A' : '#F3F7F6',
        rowSelectedBg: mode === 'dark' ? '#12302F' : '#E7F2F1',
        rowSelectedHoverBg: mode === 'dark' ? '#163B39' : '#DDEDEC',
        cellPaddingBlock: elder ? 14 : 9,
        cellPaddingInline: 12,
      },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Drawer: { paddingLG: 24 },
      Form: { verticalLabelPadding: '0 0 4px', itemMarginBottom: elder ? 26 : 20 },
      Tooltip: { colorBgSpotlight: mode === 'dark' ? '#2A3B43' : '#1F2328', colorTextLightSolid: '#FFFFFF' },
    },
  };
}
