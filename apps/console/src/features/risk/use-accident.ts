import { getRiskReference } from '@yufang/contract/risk';
import { z } from 'zod';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';

const Types = z.object({ items: z.array(z.object({ code: z.string(), label: z.string(), labelEn: z.string() })) });

/** The name of a kind of accident (GB 6441): rows that came by exchange or template carry its code, those written by hand its name. */
export function useAccident(): (given: string | null | undefined) => string | null {
  const reference = useApi(getRiskReference, {}, { staleTime: 600_000 });
  const items = Types.safeParse(reference.data?.editions.accident_types?.payload).data?.items ?? [];
  return (given) => {
    if (!given) return null;
    const found = items.find((i) => i.label === given || i.code.replace(/^0/, '') === given.replace(/^0/, ''));
    return found ? (currentLanguage() === 'en' ? found.labelEn : found.label) : given;
  };
}
