import type { LevelDuty, Waits } from './decide-desk-step.ts';
import { usualWaits } from './decide-desk-step.ts';
import type { DeskLevel } from './desk-store.ts';
import type { Directory } from './directory.ts';
import type { GatewaySites } from './gateway-sites.ts';
import { siteName, wholeCloud } from './place.ts';

/** Whose duty counts for a level: a tenant's and the provider's stand with the city's, above which there is nobody. */
const levelOf = (place: string): DeskLevel =>
  place.startsWith('site:') ? 'site' : place.startsWith('district:') ? 'district' : 'city';

export interface DeskLevels {
  /** Levels above the gateway's site, with who has duty there now. A site that nobody has placed has only the last. */
  of(gateway: string): LevelDuty[];
  waitsOf(gateway: string): Waits;
}

export function createDeskLevels(directory: Directory, sites: GatewaySites): DeskLevels {
  return {
    of(gateway) {
      const site = sites.siteOf(gateway);
      const isPlaced = site !== undefined && directory.place(siteName(site)) !== undefined;
      const chain = isPlaced ? directory.chainOf(siteName(site)) : [wholeCloud];
      const byLevel = Map.groupBy(chain, levelOf);
      const { grants } = directory.world();
      return [...byLevel].map(([level, places]) => {
        const signs = grants
          .filter(({ role, place }) => role === 'duty' && places.includes(place))
          .map(({ operator }) => directory.operator(operator))
          .flatMap((operator) => (operator?.disabledMs === null ? [operator.sign] : []));
        return { level, place: places[0]!, told: [...new Set(signs)].sort() };
      });
    },
    waitsOf(gateway) {
      const { waits } = directory.world();
      const find = (wanted: string) => waits.find(({ place }) => place === wanted);
      return find(`tenant:${sites.tenantOf(gateway) ?? ''}`) ?? find(wholeCloud) ?? usualWaits;
    },
  };
}
