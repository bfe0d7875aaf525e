import type { KeyObject } from 'node:crypto';
import { readEd25519Key } from '../../devices/contracts/ed25519-key.ts';
import { cardDigest, type RightsEntry, type RightsSnapshot } from '../../devices/contracts/rights.ts';
import { createSchedule } from '../../devices/contracts/schedule.ts';

/** A snapshot as a controller keeps it in memory: every look-up one hash probe. */
export interface HeldRights
  extends Pick<RightsSnapshot, 'site' | 'door' | 'version' | 'issuedAtMs' | 'lockout' | 'lockedDown'> {
  /** How many entries it has. */
  size: number;
  /** One card may stand there more than once, each time with other times. */
  card(card: string): readonly RightsEntry[];
  /** By the index of a schedule; -1 is always. */
  isOpen(schedule: number, wallMs: number): boolean;
  passKey: KeyObject;
  isEnded(pass: string): boolean;
}

/** Throws for a time zone, a schedule or a key that there cannot be. */
export function indexRights(snapshot: RightsSnapshot): HeldRights {
  const { salt, timezone, site, door, version, issuedAtMs, lockout, lockedDown } = snapshot;
  const schedules = snapshot.schedules.map(({ spans, except }) => createSchedule(spans, timezone, except));
  const entries = new Map<string, RightsEntry[]>();
  for (const entry of snapshot.credentials) {
    if (entry[4] >= schedules.length) throw new RangeError(`there is no schedule ${entry[4]}`);
    const same = entries.get(entry[0]);
    if (same) same.push(entry);
    else entries.set(entry[0], [entry]);
  }
  const ended = new Set(snapshot.endedPasses);
  return {
    site,
    door,
    version,
    issuedAtMs,
    lockout,
    lockedDown,
    size: snapshot.credentials.length,
    card: (card) => entries.get(cardDigest(salt, card)) ?? [],
    isOpen: (schedule, wallMs) => schedule < 0 || schedules[schedule]!(wallMs),
    passKey: readEd25519Key(snapshot.passKey),
    isEnded: (pass) => ended.has(pass),
  };
}
