import { listRegions } from '@yufang/contract';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';

/** Divisions down to the counties, for choosing from. */
export function useRegions() {
  return useApi(listRegions, {}, { staleTime: 3_600_000 }).data?.rows ?? [];
}

/** The name of a division by its code: 河南省 / 郑州市 / 中牟县 as far as known, else the code itself. */
export function useRegionName(): (code: string | null) => string {
  const byCode = new Map(useRegions().map((r) => [r.code, r]));
  const english = currentLanguage() === 'en';
  return (code) => {
    if (!code) return '–';
    const names: string[] = [];
    for (let at = byCode.get(code); at && at.level !== 'province'; at = byCode.get(at.parentCode ?? '')) {
      names.unshift((english && at.nameEn) || at.name);
    }
    const here = byCode.get(code);
    return names.length > 0 ? names.join(english ? ' / ' : '') : (((english && here?.nameEn) || here?.name) ?? code);
  };
}
