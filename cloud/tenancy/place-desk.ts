import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import { defaultTenant } from '../twin/layer-name.ts';
import type { Operator } from './access.ts';
import type { AuditAct } from './audit-store.ts';
import type { Directory } from './directory.ts';
import type { GatewaySites } from './gateway-sites.ts';
import { kindOf, mayHang, siteName, wholeCloud } from './place.ts';
import { collide } from './roles.ts';
import { createSettle } from './settle.ts';
import type { DeskWaits, PlaceRow, TenancyStore } from './tenancy-store.ts';

export interface PlaceDeskOptions {
  store: TenancyStore;
  directory: Directory;
  sites: GatewaySites;
  clock: Clock;
}

export interface SeenPlace extends PlaceRow {
  gateways: number;
  waits: DeskWaits | undefined;
}

export interface PlaceDesk {
  /** What the operator sees, and the names of what stands above it. */
  list(asker: Operator): { places: SeenPlace[]; unplaced: { site: string; gateways: number }[] };
  save(place: PlaceRow, asker: Operator): Promise<void>;
  remove(place: string, asker: Operator): Promise<void>;
  setWaits(waits: DeskWaits, asker: Operator): Promise<void>;
}

const needs = 'operators.manage';

/**
 * Tenants and the tree below each. The provider makes tenants and says which site is whose, so that nobody takes a site
 * that is not his; within its own tree a tenant orders cities, districts and its sites as it likes.
 */
export function createPlaceDesk({ store, directory, sites, clock }: PlaceDeskOptions): PlaceDesk {
  const act = (asker: Operator, deed: string, place: string, reason?: string): AuditAct => ({
    ...{ by: asker.sign, operator: asker.id, atMs: clock.wallMs(), deed, place },
    ...(reason === undefined ? {} : { reason }),
  });
  const refuseUnknown = (place: string): never => {
    throw new Fault('not-found', `there is no place ${place}`);
  };
  const isOfProvider = (place: string) => ['tenant', 'site'].includes(kindOf(place));
  const tenantOf = (place: string | null) => (place === null ? undefined : directory.chainOf(place).at(-2));

  const settle = createSettle(store, directory);

  /** Nobody gets both the asking and the approving of one thing because a place hangs elsewhere now. */
  function checkRoles({ place: moved, parent }: PlaceRow): void {
    const after = (place: string): readonly string[] => {
      const chain = directory.chainOf(place);
      const at = chain.indexOf(moved);
      return at < 0 ? chain : [...chain.slice(0, at + 1), ...directory.chainOf(parent ?? wholeCloud)];
    };
    // who was given both with a reason has them
    const grants = directory.world().grants.filter(({ reason }) => reason === null);
    for (const held of Map.groupBy(grants, ({ operator }) => operator).values())
      for (const [index, one] of held.entries()) {
        const other = held
          .slice(0, index)
          .find((each) => collide(one, each, after) && !collide(one, each, directory.chainOf));
        if (!other) continue;
        const both = `${one.role} at ${one.place} and ${other.role} at ${other.place}`;
        throw new Fault('roles-collide', `somebody who is ${both} could then ask and approve alone`);
      }
  }

  function checkParent({ place, parent }: PlaceRow, asker: Operator): void {
    if (!mayHang(place, parent ?? undefined))
      throw new Fault('request-invalid', `body: ${place} cannot hang below ${parent ?? 'nothing'}`);
    if (parent === null) return;
    if (!directory.place(parent)) refuseUnknown(parent);
    asker.requireAt(needs, parent);
  }

  return {
    list(asker) {
      const { places, waits } = directory.world();
      const own = places.filter(({ place }) => asker.mayAt('fleet.see', place)).map(({ place }) => place);
      const shown = new Set(own.flatMap(directory.chainOf));
      const counts = new Map<string, number>();
      for (const [gateway, site] of sites.all()) {
        if (!asker.may('fleet.see', gateway)) continue;
        for (const place of directory.chainOf(siteName(site))) counts.set(place, (counts.get(place) ?? 0) + 1);
      }
      const isUnplaced = (place: string) => place !== wholeCloud && !directory.place(place);
      return {
        places: places
          .filter(({ place }) => shown.has(place))
          .map((row) => ({
            ...row,
            gateways: counts.get(row.place) ?? 0,
            waits: waits.find(({ place }) => place === row.place),
          })),
        unplaced: asker.mayAt('fleet.see', wholeCloud)
          ? [...counts]
              .filter(([place]) => isUnplaced(place))
              .map(([place, gateways]) => ({ site: place.slice('site:'.length), gateways }))
          : [],
      };
    },

    save: (wanted, asker) =>
      settle(async (changes) => {
        if (wanted.place === `tenant:${defaultTenant}`)
          throw new Fault('request-invalid', `body: ${defaultTenant} stands for sites that nobody has placed`);
        const known = directory.place(wanted.place);
        const isProvider = asker.mayAt(needs, wholeCloud);
        // whose a site is, and who is a tenant, is the provider's to say; another's answers as one that there is not
        if (!isProvider && (known || isOfProvider(wanted.place))) asker.requireAt(needs, wanted.place);
        checkParent(wanted, asker);
        if (!isProvider && known && tenantOf(known.place) !== (tenantOf(wanted.parent) ?? wanted.place))
          throw new Fault('forbidden', 'only the provider gives a place to another tenant');
        if (wanted.parent !== null && directory.chainOf(wanted.parent).includes(wanted.place))
          throw new Fault('request-invalid', `body: ${wanted.parent} hangs below ${wanted.place}`);
        if (known) checkRoles(wanted);
        const deed = known ? 'place.change' : 'place.make';
        await changes.savePlace(wanted, act(asker, deed, wanted.place, wanted.parent ?? wholeCloud));
      }),

    remove: (place, asker) =>
      settle(async (changes) => {
        if (!directory.place(place)) refuseUnknown(place);
        asker.requireAt(needs, place);
        if (isOfProvider(place) && !asker.mayAt(needs, wholeCloud))
          throw new Fault('forbidden', `the provider says which ${kindOf(place)}s there are`);
        if (!(await changes.removePlace(place, act(asker, 'place.remove', place))))
          throw new Fault('place-in-use', `something hangs below ${place}, or somebody has a role there`);
      }),

    setWaits: (waits, asker) =>
      settle(async (changes) => {
        if (waits.place !== wholeCloud && !directory.place(waits.place)) refuseUnknown(waits.place);
        asker.requireAt(needs, waits.place);
        const said = `${waits.siteMs / 60_000} min, then ${waits.districtMs / 60_000} min`;
        await changes.saveWaits(waits, act(asker, 'desk-waits.set', waits.place, said));
      }),
  };
}
