import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { getSession, type Me, type RouteDef, type SessionView } from '@yufang/contract';
import type { Role } from '@yufang/domain';
import { createContext, type ReactNode, use } from 'react';
import { call } from '../api/client.ts';

/** Where the sign-in stands; asked once and kept until somebody signs in or out. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }): Promise<SessionView> => call(getSession, {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
  retry: 2,
});

const MeContext = createContext<Me | null>(null);

/** Gives the signed-in person to everything inside the shell. */
export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** The signed-in person: account, role, scope, permissions. Only inside the shell. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error('useMe() outside the shell');
  return me;
}

/** Whether the present role may call a route: what it may not call needs no button. */
export function useMay(): (route: Pick<RouteDef, 'id'>) => boolean {
  const me = useMe();
  return (route) => me.permissions.includes(route.id);
}

/** Whether the present role is one of these. */
export const hasRole = (me: Pick<Me, 'role'>, roles: readonly Role[]): boolean => roles.includes(me.role);

/** The session as last known, for the sign-in screens. */
export const useSession = () => useQuery(sessionQuery);

/** Put a new state of the session in place; everything read under another duty is dropped. */
export function useSetSession(): (session: SessionView) => void {
  const client = useQueryClient();
  return (session) => {
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    client.setQueryData(sessionQuery.queryKey, session);
  };
}
