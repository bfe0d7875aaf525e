import Type, { type Static } from 'typebox';
import { DeviceFirmware } from '../../devices/contracts/firmware.ts';
import { createParser } from '../../devices/contracts/parse.ts';
import { Sha256, SignedKeyList, SignedRelease } from '../../devices/contracts/release.ts';
import { RolloutProblem, RolloutState } from '../../devices/contracts/rollout.ts';
import type { FirmwareFlash, SlotName } from './firmware-flash.ts';

const strict = { additionalProperties: false } as const;
const Slot = Type.Enum(['a', 'b']);
const Runs = Type.Object({ ...DeviceFirmware.properties, sha256: Type.Optional(Sha256) }, strict);
export type FirmwareRuns = Static<typeof Runs>;

const Attempt = Type.Object(
  {
    id: Type.String(),
    release: SignedRelease,
    healthS: Type.Integer({ minimum: 1 }),
    back: Type.Boolean(),
    state: RolloutState,
    /** Starts of the new program that has not proved itself. */
    starts: Type.Integer({ minimum: 0 }),
    /** What had come was wrong once: power may have taken a part of it. */
    again: Type.Boolean(),
  },
  strict,
);
export type FirmwareAttempt = Static<typeof Attempt>;

const End = Type.Object(
  {
    attempt: Type.String(),
    state: Type.Enum(['committed', 'rolled-back', 'failed']),
    problem: Type.Optional(RolloutProblem),
    detail: Type.Optional(Type.String({ maxLength: 200 })),
  },
  strict,
);
export type FirmwareEnd = Static<typeof End>;

/** All that a device knows of its programs. It is written before each step, whole or not at all. */
const FirmwareRecord = Type.Object(
  {
    format: Type.Literal(1),
    /** Where the program stands that starts. */
    active: Slot,
    running: Runs,
    /** The only older one that is taken, where it is asked for on purpose. */
    before: Type.Optional(Runs),
    highest: Type.Integer({ minimum: 0 }),
    /** A newer list of keys than it was given when it was put up. */
    keys: Type.Optional(SignedKeyList),
    /** Whose bytes stand in the other slot, all or some of them. */
    filling: Type.Optional(Sha256),
    attempt: Type.Optional(Attempt),
    last: Type.Optional(End),
  },
  strict,
);
export type FirmwareRecord = Static<typeof FirmwareRecord>;
const parseRecord = createParser(FirmwareRecord);

export const otherSlot = ({ active }: Pick<FirmwareRecord, 'active'>): SlotName => (active === 'a' ? 'b' : 'a');

export const isTrial = (attempt: FirmwareAttempt | undefined): boolean =>
  attempt?.state === 'switching' || attempt?.state === 'confirming';

/** What stands in flash; what cannot be read leaves the program of the works. */
export function loadFirmwareRecord({ note }: FirmwareFlash, works: string): FirmwareRecord {
  const fresh: FirmwareRecord = {
    ...{ format: 1, active: 'a', highest: 0 },
    running: { version: works, serial: 0 },
  };
  const text = note.load();
  if (text === undefined) return fresh;
  try {
    const parsed = parseRecord(JSON.parse(text));
    return parsed.ok ? parsed.value : fresh;
  } catch {
    // flash that decayed
    return fresh;
  }
}
