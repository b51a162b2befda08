import { getRiskReference } from '@yufang/contract/risk';
import { z } from 'zod';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';

const Types = z.object({ items: z.array(z.object({ code: z.string(), label: z.string(), labelEn: z.string() })) });

type Kind = { readonly code: string; readonly label: string };

/** The kind of accident (GB 6441) that a row means: rows carry its code, those written by hand before 2026-11-29 its name; codes come with and without the zero before. */
export const accidentOf = <K extends Kind>(items: readonly K[], given: string | null | undefined): K | undefined =>
  given ? items.find((i) => i.label === given || i.code.replace(/^0/, '') === given.replace(/^0/, '')) : undefined;

/** The name of a kind of accident; what is no kind is shown as it stands. */
export function useAccident(): (given: string | null | undefined) => string | null {
  const reference = useApi(getRiskReference, {}, { staleTime: 600_000 });
  const items = Types.safeParse(reference.data?.editions.accident_types?.payload).data?.items ?? [];
  return (given) => {
    if (!given) return null;
    const found = accidentOf(items, given);
    return found ? (currentLanguage() === 'en' ? found.labelEn : found.label) : given;
  };
}
