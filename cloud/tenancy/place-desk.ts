import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import { defaultTenant } from '../twin/layer-name.ts';
import type { Operator } from './access.ts';
import type { AuditAct } from './audit-store.ts';
import type { Directory } from './directory.ts';
import type { GatewaySites } from './gateway-sites.ts';
import { kindOf, mayHang, siteName, wholeCloud } from './place.ts';
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
  const tenantOf = (place: string | null) => (place === null ? undefined : directory.chainOf(place).at(-2));

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

    async save(wanted, asker) {
      if (wanted.place === `tenant:${defaultTenant}`)
        throw new Fault('request-invalid', `body: ${defaultTenant} stands for sites that nobody has placed`);
      const known = directory.place(wanted.place);
      const isProvider = asker.mayAt(needs, wholeCloud);
      // whose a site is, and who is a tenant, is the provider's to say; what is not his he does not know of
      if (!isProvider && known) asker.requireAt(needs, known.place);
      if (!isProvider && !known && ['tenant', 'site'].includes(kindOf(wanted.place)))
        throw new Fault('forbidden', `the provider says which ${kindOf(wanted.place)}s there are`);
      checkParent(wanted, asker);
      if (!isProvider && known && tenantOf(known.place) !== (tenantOf(wanted.parent) ?? wanted.place))
        throw new Fault('forbidden', 'only the provider gives a place to another tenant');
      if (wanted.parent !== null && directory.chainOf(wanted.parent).includes(wanted.place))
        throw new Fault('request-invalid', `body: ${wanted.parent} hangs below ${wanted.place}`);
      const deed = known ? 'place.change' : 'place.make';
      await store.savePlace(wanted, act(asker, deed, wanted.place, wanted.parent ?? wholeCloud));
      await directory.refresh();
    },

    async remove(place, asker) {
      if (!directory.place(place)) refuseUnknown(place);
      asker.requireAt(needs, ['tenant', 'site'].includes(kindOf(place)) ? wholeCloud : place);
      if (!(await store.removePlace(place, act(asker, 'place.remove', place))))
        throw new Fault('place-in-use', `something hangs below ${place}, or somebody has a role there`);
      await directory.refresh();
    },

    async setWaits(waits, asker) {
      if (waits.place !== wholeCloud && !directory.place(waits.place)) refuseUnknown(waits.place);
      asker.requireAt(needs, waits.place);
      const said = `${waits.siteMs / 60_000} min, then ${waits.districtMs / 60_000} min`;
      await store.saveWaits(waits, act(asker, 'desk-waits.set', waits.place, said));
      await directory.refresh();
    },
  };
}
