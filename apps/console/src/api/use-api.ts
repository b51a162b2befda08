import {
  keepPreviousData,
  queryOptions,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { RouteCall, RouteDef, RouteReply } from '@yufang/contract';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from './client.ts';
import { ApiProblem, problemText } from './problem.ts';

/** A route's place in the cache: by tag, then route, then input, so that a whole capability can be made stale at once. */
export const keyOf = <D extends RouteDef>(def: D, input: RouteCall<D>) => [def.tag, def.id, input] as const;

/** Options of a query for a route, for loaders and prefetching. */
export const apiQuery = <D extends RouteDef>(def: D, input: RouteCall<D>) =>
  queryOptions({
    queryKey: keyOf(def, input),
    queryFn: ({ signal }): Promise<RouteReply<D>> => call(def, input, signal),
  });

/** Read a route. The previous answer stays on screen while a new one is fetched. `enabled: false` waits. */
export function useApi<D extends RouteDef>(
  def: D,
  input: RouteCall<D>,
  options: { readonly enabled?: boolean; readonly refetchInterval?: number; readonly staleTime?: number } = {},
): UseQueryResult<RouteReply<D>, Error> {
  return useQuery({ ...apiQuery(def, input), placeholderData: keepPreviousData, ...options });
}

/** A route whose reply is a keyset page. */
export type PageRoute = RouteDef & { readonly reply: import('zod').z.ZodType<Page<unknown>> };
export type Page<R> = { rows: R[]; next: string | null; total: number | null };
/** The row of a page route. */
export type RowOf<D extends PageRoute> = RouteReply<D> extends Page<infer R> ? R : never;

/** Read a keyset-paged route page by page; `rows` are all rows read so far. */
export function usePages<D extends PageRoute>(def: D, input: RouteCall<D>, enabled = true) {
  const query = useInfiniteQuery({
    queryKey: [...keyOf(def, input), 'pages'],
    enabled,
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam, signal }): Promise<Page<RowOf<D>>> => {
      const given = input as { query?: Record<string, unknown> };
      const at = pageParam ? { ...given, query: { ...given.query, after: pageParam } } : given;
      // Only the cursor was added, which every page route takes; the reply was parsed by the route's own schema.
      return (await call(def, at as RouteCall<D>, signal)) as Page<RowOf<D>>;
    },
    getNextPageParam: (last) => last.next,
  });
  const pages = query.data?.pages ?? [];
  return {
    ...query,
    rows: pages.flatMap((p) => p.rows),
    total: pages[0]?.total,
    isEmpty: query.isSuccess && !pages[0]?.rows.length,
  };
}

/**
 * Write through a route. A refusal is said as a message unless `quiet`; afterwards everything read under `stale` tags is read again
 * (default: the route's own tag).
 */
export function useCommand<D extends RouteDef>(
  def: D,
  options: {
    readonly stale?: readonly string[];
    readonly quiet?: boolean;
    readonly done?: string;
    readonly onDone?: (reply: RouteReply<D>) => void;
  } = {},
): UseMutationResult<RouteReply<D>, Error, RouteCall<D>> {
  const client = useQueryClient();
  const { message } = App.useApp();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: (input: RouteCall<D>) => call(def, input),
    onSuccess: (reply) => {
      for (const tag of options.stale ?? [def.tag]) void client.invalidateQueries({ queryKey: [tag] });
      if (options.done) void message.success(options.done);
      options.onDone?.(reply);
    },
    onError: (problem) => {
      // Somebody else was quicker: show what the record says now.
      if (problem instanceof ApiProblem && problem.status === 409)
        void client.invalidateQueries({ queryKey: [def.tag] });
      if (!options.quiet) void message.error(problemText(problem, t), 6);
    },
  });
}

/**
 * Keep what a command answered as what its record says now, so that the next act carries the new version without waiting for the reading that
 * follows: `const keep = useKeep(getRiskEvent); … onDone: (e) => keep({ params: { enterpriseId: e.enterpriseId, id: e.id } }, e)`.
 */
export function useKeep<D extends RouteDef>(reads: D): (input: RouteCall<D>, says: RouteReply<D>) => void {
  const client = useQueryClient();
  return (input, says) => void client.setQueryData(keyOf(reads, input), says);
}

/** Make everything read under a contract tag stale: `const stale = useStale('danger'); … stale()`. */
export function useStale(...tags: readonly string[]): () => void {
  const client = useQueryClient();
  return () => {
    for (const tag of tags) void client.invalidateQueries({ queryKey: [tag] });
  };
}
