import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import type { StoreChange } from '../store/store.ts';
import type { Directory } from './directory.ts';
import { siteName, wholeCloud } from './place.ts';
import type { GatewaySite, TenancyStore } from './tenancy-store.ts';

/** At which site each gateway stands. */
export interface GatewaySites {
  siteOf(gateway: string): string | undefined;
  /** Whether it stands at a place or below it; one without a site only in the whole cloud. */
  standsAt(gateway: string, place: string): boolean;
  /** The id of the tenant to whom it belongs; undefined: to the provider. */
  tenantOf(gateway: string): string | undefined;
  /** Whether a gateway is another tenant's than the site that it names: none that is known changes its tenant by itself. */
  standsElsewhere(facts: { gateway: string; site: string }): boolean;
  all(): ReadonlyMap<string, string>;
  /** Grows with every change. */
  version(): number;
  /** Throws a `tenant-mismatch` Fault where a gateway of one tenant says that it stands at a site of another. */
  admit(gateway: string, site: string): void;
  /** It has said so, and that is on disk. */
  said(gateway: string, site: string): void;
  /** Reads again where these stand. */
  look(gateways: readonly string[]): Promise<void>;
  heard(change: StoreChange): void;
}

export interface GatewaySitesOptions {
  store: { tenancy: Pick<TenancyStore, 'gatewaySites'>; announce(change: StoreChange): void };
  /** Of the configuration file. */
  configured: readonly { gateway: string; site?: string }[];
  directory: Pick<Directory, 'tenantOfSite' | 'chainOf'>;
  log: Log;
}

export async function openGatewaySites({
  store,
  configured,
  directory,
  log,
}: GatewaySitesOptions): Promise<GatewaySites> {
  const written = configured.map(({ gateway, site = null }) => ({ gateway, site }));
  const sites = new Map<string, string>();
  const siteless = new Set<string>();
  let version = 0;
  const put = (rows: readonly GatewaySite[]) => {
    for (const { gateway, site } of rows) {
      if (site === null && !sites.has(gateway)) siteless.add(gateway);
      if (site === null || sites.get(gateway) === site) continue;
      siteless.delete(gateway);
      sites.set(gateway, site);
      version += 1;
    }
  };
  put(written);
  put(await store.tenancy.gatewaySites());

  const look = async (gateways: readonly string[] | undefined) => {
    try {
      put(await store.tenancy.gatewaySites(gateways));
    } catch (error) {
      // until it is read, a gateway that is new here is seen by the provider only
      log.warn({ err: error }, 'where gateways stand could not be read');
    }
  };
  const tenantOf = (gateway: string) => directory.tenantOfSite(sites.get(gateway));
  return {
    siteOf: (gateway) => sites.get(gateway),
    standsAt(gateway, place) {
      const site = sites.get(gateway);
      return directory.chainOf(site === undefined ? wholeCloud : siteName(site)).includes(place);
    },
    tenantOf,
    standsElsewhere: ({ gateway, site }) =>
      (sites.has(gateway) || siteless.has(gateway)) && tenantOf(gateway) !== directory.tenantOfSite(site),
    all: () => sites,
    version: () => version,
    admit(gateway, site) {
      const own = tenantOf(gateway);
      if (own !== undefined && own !== directory.tenantOfSite(site))
        throw new Fault('tenant-mismatch', `${gateway} says that it stands at ${site}, which is not its tenant's`);
    },
    said(gateway, site) {
      if (sites.get(gateway) === site) return;
      put([{ gateway, site }]);
      store.announce({ sites: [gateway] });
    },
    look,
    heard({ sites: moved = [], identities = [], gateways = [], missed }) {
      if (missed) return void look(undefined);
      const strange = gateways.filter((gateway) => !sites.has(gateway));
      const asked = [...new Set([...moved, ...identities, ...strange])];
      if (asked.length > 0) void look(asked);
    },
  };
}
