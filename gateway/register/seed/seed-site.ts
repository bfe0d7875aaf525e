import { hash } from 'node:crypto';
import { toVehicle, type VehicleEntry } from '../../../devices/contracts/plates.ts';
import type { SiteFile, SiteResident } from '../../../devices/contracts/site-file.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Log } from '../../kernel/log.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import { canonical } from '../../ledger/ledger-entry.ts';
import { moveOut } from '../move.ts';
import { normalisePlate } from '../plate-text.ts';
import type { Register } from '../register-types.ts';
import { seedAddresses } from './seed-addresses.ts';
import { createSeedDraft, type SeedDraft } from './seed-draft.ts';
import { seedResident } from './seed-resident.ts';
import { openSeedBook, type SeedBook } from './sqlite-seeds.ts';

export interface SeedSiteOptions {
  register: Register;
  store: Store;
  site: SiteFile;
  clock: Clock;
  log: Log;
}

const author = { actor: { kind: 'gateway' }, reason: 'site file' } as const;

/**
 * Takes the site file's buildings, units and residents over into the register, all of it in one transaction. Units and buildings
 * become as the file has them. A resident's entry is applied when it is new or has changed since it was last applied, so that
 * what was done at the console stays; whoever vanished from the file is moved out. Throws Fault `site-file-invalid` that names
 * the entry, and then nothing is changed.
 */
export function seedSite(options: SeedSiteOptions): void {
  const { register, store, site, log } = options;
  const seeds = openSeedBook(store);
  const counts = store.transaction(() => {
    const draft = createSeedDraft(register);
    for (const { id } of seedAddresses(site, register, draft)) seeds.put('address', id, { digest: '', items: [] });
    const counted = seedResidents(options, seeds, draft);
    commit(register, draft);
    return counted;
  });
  removeVanishedAddresses(options, seeds);
  if (counts.applied + counts.movedOut > 0) log.info(counts, 'residents of the site file taken over');
}

function seedResidents(
  { register, site, clock }: SeedSiteOptions,
  seeds: SeedBook,
  draft: SeedDraft,
): { applied: number; movedOut: number } {
  const known = seeds.all('resident');
  const nowMs = clock.wallMs();
  const options = {
    register,
    draft,
    nowMs,
    vehicles: vehiclesOf(site.residents),
    vehicleIds: new Map<string, string>(),
  };
  const present = new Set(site.residents.map(({ id }) => id));
  const vanished = [...known.keys()].filter((id) => !present.has(id));
  // First: what they held may be somebody else's now.
  for (const person of vanished) {
    seeds.remove('resident', person);
    for (const change of moveOut(register, { person }, nowMs, nowMs))
      draft.add(change, `the former resident "${person}"`);
  }
  const changed = site.residents
    .map((resident) => ({ resident, digest: digestOf(resident) }))
    .filter(({ resident, digest }) => known.get(resident.id)?.digest !== digest);
  for (const { resident, digest } of changed) {
    const items = seedResident(resident, new Set(known.get(resident.id)?.items), options);
    seeds.put('resident', resident.id, { digest, items });
  }
  return { applied: changed.length, movedOut: vanished.length };
}

/** Photos are looked at where faces are enrolled: another photo changes nothing in the register. */
function digestOf({ face, ...resident }: SiteResident): string {
  return hash('sha256', canonical({ ...resident, consent: face?.consent }), 'hex');
}

/** Several residents may drive one vehicle and each say something of it: what asks for more care counts. */
function vehiclesOf(residents: readonly SiteResident[]): Map<string, VehicleEntry> {
  const vehicles = new Map<string, VehicleEntry>();
  for (const entry of residents.flatMap(({ plates }) => (plates ?? []).map(toVehicle))) {
    const plate = normalisePlate(entry.plate);
    const { colour, state } = vehicles.get(plate) ?? {};
    const careful = [state, entry.state].find((one) => one === 'listed' || one === 'duplicated');
    const painted = colour ?? entry.colour;
    vehicles.set(plate, { plate, ...(painted && { colour: painted }), state: careful ?? 'active' });
  }
  return vehicles;
}

function commit(register: Register, draft: SeedDraft): void {
  const result = register.commit(draft.changes(), author);
  if (result.ok) return;
  const problems = result.problems.map(({ at, message }) => `${draft.entryOf(at)}: ${message}`);
  const shown = problems.slice(0, 20).join('\n  - ');
  throw new Fault(
    'site-file-invalid',
    `the site file does not fit the register in ${problems.length} place(s):\n  - ${shown}`,
  );
}

/** Units and buildings that the file has no longer: gone if nobody lives there, else kept until nobody does. */
function removeVanishedAddresses({ register, store, site, log }: SeedSiteOptions, seeds: SeedBook): void {
  const wanted = new Set([site.site.id, ...[...(site.buildings ?? []), ...site.units].map(({ id }) => id)]);
  const vanished = [...seeds.all('address').keys()].filter((id) => !wanted.has(id));
  const ranked = vanished.toSorted((a, b) => register.pathOf(b).length - register.pathOf(a).length);
  for (const id of ranked) {
    store.transaction(() => {
      const gone = !register.get('address', id) || register.commit([{ kind: 'address', remove: id }], author).ok;
      if (gone) seeds.remove('address', id);
      else log.warn({ address: id }, 'no longer in the site file, but people or homes are still entered there');
    });
  }
}
