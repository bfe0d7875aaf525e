import type { Permission } from '../../tenancy/access.ts';
import { useSession } from './use-fleet.ts';

/** Who is signed in, and what he may do somewhere; the cloud asks again at every deed. */
export function useOperator(): { sign: string | null; may(permission: Permission): boolean } {
  const { sign = null, permissions } = useSession().data ?? {};
  return { sign, may: (permission) => permissions === undefined || permissions.includes(permission) };
}
