import type { SignedRights } from '../../devices/contracts/rights.ts';
import type { SiteDoor } from '../../devices/contracts/site-doors.ts';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Register } from '../register/register-types.ts';
import {
  buildRights,
  createCardDigests,
  type DoorCandidates,
  findCandidates,
  type RightsStanding,
} from './build-rights.ts';
import { packRights, writeRights } from './pack-rights.ts';
import type { SiteKey } from './site-key.ts';
import { openRightsVersions } from './sqlite-rights-versions.ts';

export interface RightsWorkOptions {
  site: SiteFile;
  store: Store;
  register: Register;
  key: SiteKey;
  clock: Clock;
  standing(): RightsStanding;
  /** Whether the wall clock can be believed: while it cannot, nothing is left out for having ended. */
  clockKnown(): boolean;
}

export interface RightsWork {
  /** The rights at a door as they are now, with their version; `held` is what its controller has. */
  at(door: SiteDoor, held: number | undefined): Promise<{ version: number; pack(): Promise<SignedRights> }>;
  /** Something that rights depend on has changed. */
  forget(): void;
}

/** Works out the rights at one door after the other. What one pass over the register finds serves all doors until it changes. */
export function createRightsWork(options: RightsWorkOptions): RightsWork {
  const { site, store, register, key, clock } = options;
  const digests = createCardDigests(key.derive('ringward rights digest 1'));
  const versions = openRightsVersions(store, clock.wallMs);
  let found: ReadonlyMap<string, DoorCandidates> | undefined;
  let changes = 0;
  return {
    at: async (door, held) => {
      const nowMs = options.clockKnown() ? clock.wallMs() : 0;
      const source = { site, register, key, digests, standing: options.standing(), nowMs };
      const before = changes;
      const candidates = found ?? (await findCandidates(source, site.doors));
      if (changes === before) found = candidates;
      const written = await writeRights(await buildRights(source, door, candidates.get(door.id)!));
      const version = versions.settle(door.controller, written.digest, held);
      return { version, pack: () => packRights(written, { version, issuedAtMs: nowMs }, key) };
    },
    forget: () => {
      changes += 1;
      found = undefined;
    },
  };
}
