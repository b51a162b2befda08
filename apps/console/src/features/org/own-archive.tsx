import { Navigate } from '@tanstack/react-router';
import { OfEnterprise } from './of-enterprise.tsx';

/** One's own enterprise's archive. */
export function OwnArchive() {
  return <OfEnterprise>{(id) => <Navigate to={`/enterprises/${id}`} replace />}</OfEnterprise>;
}
