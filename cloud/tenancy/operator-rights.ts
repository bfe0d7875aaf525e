import { Fault } from '../fault.ts';
import { type Operator, type Permission, permissions } from './access.ts';
import type { Directory } from './directory.ts';
import type { GatewaySites } from './gateway-sites.ts';
import { siteName, wholeCloud } from './place.ts';
import { rolePermissions } from './roles.ts';

type Rights = Pick<Operator, 'may' | 'require' | 'mayAt' | 'requireAt' | 'seen' | 'permissions'>;

interface Held {
  revision: number;
  byPlace: ReadonlyMap<string, ReadonlySet<Permission>>;
  seen?: { version: number; gateways: ReadonlySet<string> };
}

export interface OperatorRights {
  /** What an operator may do; `only`: no more than this, whatever he has. Always as the directory says now. */
  of(operator: string, only?: ReadonlySet<Permission>): Rights;
}

/** Answers from memory; what is put together for an operator stands until the directory or a gateway's site changes. */
export function createOperatorRights(directory: Directory, sites: GatewaySites): OperatorRights {
  const known = new Map<string, Held>();

  function heldBy(operator: string): Held {
    const { revision, grants } = directory.world();
    const found = known.get(operator);
    if (found?.revision === revision) return found;
    const byPlace = new Map<string, Set<Permission>>();
    for (const grant of grants) {
      if (grant.operator !== operator) continue;
      const there = byPlace.get(grant.place) ?? new Set();
      for (const permission of rolePermissions[grant.role]) there.add(permission);
      byPlace.set(grant.place, there);
    }
    const held = { revision, byPlace };
    known.set(operator, held);
    return held;
  }

  const placeOf = (gateway: string) => {
    const site = sites.siteOf(gateway);
    return site === undefined ? wholeCloud : siteName(site);
  };
  const hasAt = ({ byPlace }: Held, permission: Permission, place: string) =>
    directory.chainOf(place).some((each) => byPlace.get(each)?.has(permission));

  function seenBy(held: Held): ReadonlySet<string> | undefined {
    if (held.byPlace.get(wholeCloud)?.has('fleet.see')) return undefined;
    const version = sites.version();
    if (held.seen?.version !== version) {
      const own = [...sites.all()].filter(([, site]) => hasAt(held, 'fleet.see', siteName(site)));
      held.seen = { version, gateways: new Set(own.map(([gateway]) => gateway)) };
    }
    return held.seen.gateways;
  }

  return {
    of(operator, only) {
      const allowed = (permission: Permission) => only === undefined || only.has(permission);
      const mayAt = (permission: Permission, place: string) =>
        allowed(permission) && hasAt(heldBy(operator), permission, place);
      const mayAnywhere = (permission: Permission) =>
        allowed(permission) && [...heldBy(operator).byPlace.values()].some((there) => there.has(permission));
      const may = (permission: Permission, gateway?: string) =>
        gateway === undefined ? mayAnywhere(permission) : mayAt(permission, placeOf(gateway));
      return {
        may,
        mayAt,
        require(permission, gateway) {
          if (may(permission, gateway)) return;
          // who may read what a token may not read knows of it all the same
          if (gateway !== undefined && !hasAt(heldBy(operator), 'fleet.see', placeOf(gateway)))
            throw new Fault('not-found', `there is no gateway ${gateway}`);
          throw new Fault('forbidden', `this needs ${permission}${gateway === undefined ? '' : ` at ${gateway}`}`);
        },
        requireAt(permission, place) {
          if (mayAt(permission, place)) return;
          if (!hasAt(heldBy(operator), 'fleet.see', place)) throw new Fault('not-found', `there is no place ${place}`);
          throw new Fault('forbidden', `this needs ${permission} at ${place}`);
        },
        get seen() {
          return allowed('fleet.see') ? seenBy(heldBy(operator)) : new Set<string>();
        },
        get permissions() {
          return permissions.filter(mayAnywhere);
        },
      };
    },
  };
}
