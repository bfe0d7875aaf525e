import { Fault } from '../fault.ts';
import type { Operator, Permission } from '../tenancy/access.ts';
import { siteName, wholeCloud } from '../tenancy/place.ts';
import { readLayerName } from './layer-name.ts';
import type { LayerState } from './twin-store.ts';

const membersOf = ({ released, staged }: LayerState) => [...(released?.members ?? []), ...(staged?.members ?? [])];

/**
 * Whether a layer is his: the fleet's is the provider's, a tenant's, a site's and a gateway's belong to who has the place, and
 * a group belongs to who has every gateway in it; one without members is the provider's.
 */
export function mayAtLayer(operator: Operator, permission: Permission, state: LayerState): boolean {
  const { kind, id } = readLayerName(state.layer);
  if (kind === 'gateway') return operator.may(permission, id);
  if (kind === 'tenant') return operator.mayAt(permission, `tenant:${id}`);
  if (kind === 'site') return operator.mayAt(permission, siteName(id));
  const members = kind === 'group' ? membersOf(state) : [];
  if (members.length === 0) return operator.mayAt(permission, wholeCloud);
  return members.every((gateway) => operator.may(permission, gateway));
}

/** Throws Faults: `not-found` where he must not know of the layer, `forbidden` where he may not do this with it. */
export function requireAtLayer(operator: Operator, permission: Permission, state: LayerState): void {
  if (mayAtLayer(operator, permission, state)) return;
  if (mayAtLayer(operator, 'fleet.see', state))
    throw new Fault('forbidden', `this needs ${permission} at ${state.layer}`);
  throw new Fault('not-found', `there is no layer ${state.layer}`);
}

/** Whoever names gateways has them all. */
export function requireGateways(operator: Operator, permission: Permission, gateways: readonly string[] = []): void {
  for (const gateway of gateways) operator.require(permission, gateway);
}
