import { toVehicle, type VehicleEntry } from '../../../devices/contracts/plates.ts';
import type { SiteResident } from '../../../devices/contracts/site-file.ts';
import { normalisePlate } from '../plate-text.ts';
import type { Consent, Credential } from '../records.ts';
import type { Register } from '../register-types.ts';
import { outlasts } from '../span.ts';
import type { SeedDraft } from './seed-draft.ts';
import { homeId, ownedId } from './seed-ids.ts';

export interface SeedResidentOptions {
  register: Register;
  draft: SeedDraft;
  nowMs: number;
  /** All that the site file says of a plate, whoever drives it. */
  vehicles: ReadonlyMap<string, VehicleEntry>;
  /** By plate: vehicles that are new with this start. */
  vehicleIds: Map<string, string>;
}

type EntryOptions = SeedResidentOptions & {
  resident: SiteResident;
  of: string;
  /** Records that the entry stood for when it was last applied. */
  before: ReadonlySet<string>;
};

/**
 * Applies a resident of the site file who is new or whose entry has changed. What the entry named before and names no longer
 * ends; what it goes on naming stays as the console left it: a card that was reported lost, a consent that was withdrawn.
 * Returns the ids of the records that the entry stands for now.
 */
export function seedResident(
  resident: SiteResident,
  before: ReadonlySet<string>,
  options: SeedResidentOptions,
): string[] {
  const entry: EntryOptions = { ...options, resident, before, of: `the resident "${resident.id}"` };
  const { draft, of } = entry;
  const { id, name, born } = resident;
  draft.put('person', { ...draft.get('person', id), id, name, ...(born === undefined ? {} : { born }) }, of);
  const items = [seedHome(entry), ...seedCards(entry), ...seedPlates(entry), ...seedConsent(entry)];
  endDropped(entry, new Set(items));
  return items;
}

/** The first of `<resident>-<what>`, `<resident>-<what>-2` … that is free. */
function freeId(kind: 'residency' | 'credential' | 'vehicle', what: string, { resident, draft }: EntryOptions): string {
  for (let at = 1; ; at += 1) {
    const id = ownedId(resident.id, kind === 'residency' && at === 1 ? what : `${what}-${at}`);
    if (!draft.get(kind, id)) return id;
  }
}

function seedHome(entry: EntryOptions): string {
  const { resident, register, draft, nowMs, of } = entry;
  const { unit, room } = resident.home;
  const address = findHome(entry) ?? freeHomeId(entry);
  if (!draft.get('address', address)) {
    draft.put('address', { id: address, kind: 'home', parent: unit, name: { zh: room, en: room } }, of);
  }
  const known = register.residenciesOf(resident.id);
  const open = known.find((one) => one.address === address && outlasts(one, nowMs));
  if (open) return open.id;
  const id = freeId('residency', 'home', entry);
  // Whoever stands in the file from the beginning lives here as long as anybody knows.
  const fromMs = known.length === 0 ? 0 : nowMs;
  draft.put('residency', { id, person: resident.id, address, relation: 'owner', fromMs }, of);
  return id;
}

/** Another address may have the id that the room would have. */
function freeHomeId({ resident, draft }: EntryOptions): string {
  const { unit, room } = resident.home;
  const id = homeId(unit, room);
  const known = draft.get('address', id);
  return known === undefined || known.kind === 'home' ? id : homeId(unit, `${room} `);
}

/** The room may have come by an import, under another id or on a floor of its own. */
function findHome({ resident, register }: EntryOptions): string | undefined {
  const { unit, room } = resident.home;
  const below = register
    .childrenOf(unit)
    .flatMap((one) => (one.kind === 'floor' ? register.childrenOf(one.id) : [one]));
  return below.find(({ kind, name }) => kind === 'home' && (name.zh === room || name.en === room))?.id;
}

/** The credential of the resident with this value, active unless somebody has decided otherwise since. */
function seedCredential(
  kind: 'card' | 'plate',
  value: string,
  state: Credential['state'],
  entry: EntryOptions,
): string {
  const { resident, register, draft, before, of } = entry;
  const known = register.credentialsOf(resident.id).find((one) => one.kind === kind && one.value === value);
  if (known && before.has(known.id) && state === 'active') return known.id;
  const id = known?.id ?? freeId('credential', kind, entry);
  const { toMs: _ended, ...rest } = known ?? { id, kind, person: resident.id, value, state };
  draft.put('credential', { ...rest, state }, of);
  return id;
}

function seedCards(entry: EntryOptions): string[] {
  return [...new Set(entry.resident.cards)].map((card) => seedCredential('card', card, 'active', entry));
}

function seedPlates(entry: EntryOptions): string[] {
  const { resident, register, draft, vehicles, of } = entry;
  return (resident.plates ?? []).flatMap((written) => {
    const { plate: text, state } = toVehicle(written);
    const plate = normalisePlate(text);
    const { colour, state: known = 'active' } = vehicles.get(plate)!;
    const vehicle = register.vehicleOf(plate)?.id ?? newVehicleId(plate, entry);
    draft.put(
      'vehicle',
      {
        ...draft.get('vehicle', vehicle),
        ...{ id: vehicle, plate, state: known === 'revoked' ? 'active' : known },
        ...(colour && { colour }),
      },
      of,
    );
    const permit = seedCredential('plate', plate, state === 'revoked' ? 'revoked' : 'active', entry);
    // A permit that the file takes back is none that it stands for: it comes back when the file gives it again.
    return state === 'revoked' ? [] : [permit];
  });
}

/** A vehicle that two residents drive is entered once, under the first of them. */
function newVehicleId(plate: string, entry: EntryOptions): string {
  const id = entry.vehicleIds.get(plate) ?? freeId('vehicle', 'vehicle', entry);
  entry.vehicleIds.set(plate, id);
  return id;
}

function seedConsent({ resident, register, draft, of }: EntryOptions): string[] {
  if (!resident.face) return [];
  const { notice, method, guardian, ...times } = resident.face.consent;
  const givenAtMs = Date.parse(times.givenAt);
  const id = ownedId(resident.id, `face-${givenAtMs.toString(36)}`);
  // A withdrawal stands until somebody consents after it, whatever became of the entry meanwhile.
  const withdrawals = [
    ...register
      .consentsOf(resident.id)
      .filter((one) => one.purpose === 'face' && (one.id === id || (one.withdrawnAtMs ?? -1) >= givenAtMs))
      .flatMap(({ withdrawnAtMs }) => withdrawnAtMs ?? []),
    ...(times.withdrawnAt === undefined ? [] : [Date.parse(times.withdrawnAt)]),
  ];
  const consent: Consent = {
    ...{ id, person: resident.id, purpose: 'face', notice, method, givenAtMs },
    expiresAtMs: Date.parse(times.expiresAt),
    ...(withdrawals.length > 0 ? { withdrawnAtMs: Math.min(...withdrawals) } : {}),
    ...(guardian ? { guardian } : {}),
  };
  draft.put('consent', consent, of);
  return [id];
}

/** Ends what the entry named and names no longer. */
function endDropped({ before, draft, nowMs, of }: EntryOptions, items: ReadonlySet<string>): void {
  for (const id of before) {
    if (items.has(id)) continue;
    const residency = draft.get('residency', id);
    if (residency && outlasts(residency, nowMs)) {
      if (residency.fromMs < nowMs) draft.put('residency', { ...residency, toMs: nowMs }, of);
      else draft.add({ kind: 'residency', remove: id }, of);
    }
    const credential = draft.get('credential', id);
    if (credential) draft.put('credential', { ...credential, state: 'revoked' }, of);
    const consent = draft.get('consent', id);
    if (consent && consent.withdrawnAtMs === undefined) draft.put('consent', { ...consent, withdrawnAtMs: nowMs }, of);
  }
}
