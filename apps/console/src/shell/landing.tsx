import { Navigate } from '@tanstack/react-router';
import { Empty } from '../ui/screen-state.tsx';
import { useMe } from './me.tsx';
import { navFor } from './nav-tree.ts';

/** The first page of a role: the first entry of its navigation. */
export function Landing() {
  const first = navFor(useMe().role)[0]?.entries[0];
  return first ? <Navigate to={first.to} replace /> : <Empty />;
}
