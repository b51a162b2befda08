import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { listParks } from '@yufang/contract';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';

/** The park of the address. */
export function useParkId(): string {
  const { parkId = '' }: { parkId?: string } = useParams({ strict: false });
  return parkId;
}

/** The row of the address under its park. */
export function useRowId(): string {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  return id;
}

/** What is known of a park by everybody: its name in the language of the screen, where it lies, whether it is invented. */
export function usePark(parkId: string) {
  const parks = useApi(listParks, { query: {} }, { staleTime: 600_000 });
  const park = parks.data?.rows.find((p) => p.id === parkId);
  const english = currentLanguage() === 'en';
  return { park, name: park ? (english && park.nameEn) || park.name : '' };
}

/** The address as the screen's state: what it says, and how to change it. */
export function useAddress<S extends Record<string, unknown>>(): readonly [Partial<S>, (patch: Partial<S>) => void] {
  const search: Partial<S> = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = (patch: Partial<S>) =>
    void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, ...patch }), replace: true });
  return [search, set];
}
