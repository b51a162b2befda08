import { Link } from '@tanstack/react-router';
import { getEnterprise } from '@yufang/contract';
import { useApi } from '../../api/use-api.ts';
import { useMe } from '../../shell/me.tsx';

/** Whose data it is, for those who look at several: the enterprise's name, leading to its archive. */
export function Whose({ enterpriseId }: { enterpriseId: string }) {
  const inside = useMe().scope.kind === 'enterprise';
  const { data } = useApi(getEnterprise, { params: { enterpriseId } }, { enabled: !inside });
  return inside || !data ? null : <Link to={`/enterprises/${enterpriseId}`}>{data.name}</Link>;
}
