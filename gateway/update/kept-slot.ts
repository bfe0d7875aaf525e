import Type, { type Static } from 'typebox';
import { createParser } from '../../devices/contracts/parse.ts';
import {
  ReleaseKind as Kind,
  ReleaseManifest as Manifest,
  type ReleaseKind,
  type ReleaseManifest,
  Sha256,
} from '../../devices/contracts/release.ts';
import {
  RolloutAssignment,
  RolloutProblem,
  RolloutReport,
  type RolloutState,
  rolloutEnds,
  ShadowResult,
  RolloutState as State,
} from '../../devices/contracts/rollout.ts';
import type { RolloutProblemCode, StepProblem } from './step-problem.ts';

const strict = { additionalProperties: false } as const;
const Runs = Type.Object(
  {
    version: Type.String({ maxLength: 64 }),
    /** 0: put there by hand, and so by no release that the gateway knows. */
    serial: Type.Integer({ minimum: 0 }),
    sha256: Type.Optional(Sha256),
  },
  strict,
);
export type Runs = Static<typeof Runs>;

const DeviceStanding = Type.Object(
  { id: Type.String({ maxLength: 64 }), state: State, problem: Type.Optional(RolloutProblem) },
  strict,
);
export type DeviceStanding = Static<typeof DeviceStanding>;

const Attempt = Type.Object(
  {
    assignment: RolloutAssignment,
    /** Of its release, read when the signatures were looked at. */
    manifest: Manifest,
    state: State,
    /** Of the last report. */
    step: Type.Integer({ minimum: 1 }),
    /** Steps and starts that it has cost. */
    moves: Type.Integer({ minimum: 0 }),
    /** What did not work before the switch. */
    known: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
    /** It has failed while the new one ran: the old one comes back. */
    goingBack: Type.Optional(Type.Object({ problem: RolloutProblem, detail: Type.String({ maxLength: 500 }) }, strict)),
    /** Of firmware: the devices that have it. */
    done: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 1000 }),
    /** … and how each of those stands that are to have it; chosen when the first begins. */
    devices: Type.Optional(Type.Array(DeviceStanding, { maxItems: 1000 })),
    shadow: Type.Optional(ShadowResult),
  },
  strict,
);
export type Attempt = Static<typeof Attempt>;

const Deed = Type.Object(
  {
    state: State,
    atMs: Type.Integer({ minimum: 0 }),
    serial: Type.Integer({ minimum: 0 }),
    problem: Type.Optional(RolloutProblem),
  },
  strict,
);
export type UpdateDeed = Static<typeof Deed>;

/** All that a restart has to know of the updates of one (kind, name). It is written before each step, whole or not at all. */
const KeptSlot = Type.Object(
  {
    format: Type.Literal(1),
    kind: Kind,
    name: Type.String({ maxLength: 64 }),
    running: Runs,
    /** What ran before that; the only older one that may come back on purpose. */
    before: Type.Optional(Runs),
    /** The highest serial that was ever kept. */
    highest: Type.Integer({ minimum: 0 }),
    attempt: Type.Optional(Attempt),
    /** Attempts that are over: what is assigned again by mistake has no effect. */
    ended: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 64 }),
    /** What the last attempt ended with, where it ended badly. */
    lastProblem: Type.Optional(RolloutProblem),
    /** Not yet heard by the cloud. */
    reports: Type.Array(RolloutReport, { maxItems: 300 }),
    /** Not yet in the ledger. */
    toNote: Type.Array(Deed, { maxItems: 64 }),
  },
  strict,
);
export type KeptSlot = Static<typeof KeptSlot>;
export const parseKeptSlot = createParser(KeptSlot);

/** As Mender caps them: an update that is interrupted more often than this ends. */
export const maxMoves = 28;
/** With more reports than this on the disk nothing new is begun. */
export const maxWaitingReports = 200;
const keptEnded = 64;

export const freshSlot = (kind: ReleaseKind, name: string, running: Runs): KeptSlot => ({
  ...{ format: 1, kind, name, running, highest: running.serial },
  ...{ ended: [], reports: [], toNote: [] },
});

export interface Step {
  problem?: RolloutProblemCode;
  detail?: string;
  bytes?: number;
  /** Of firmware: of which device there is news. */
  device?: DeviceStanding;
}

/** What an auditor asks for; the steps between are in the reports. */
const noted: readonly RolloutState[] = ['assigned', 'switching', ...rolloutEnds];

const runsOf = ({ version, serial, artefact }: ReleaseManifest): Runs => ({ version, serial, sha256: artefact.sha256 });

/** Takes an assignment up whose signatures are good. */
export function takeUp(
  slot: KeptSlot,
  assignment: RolloutAssignment,
  manifest: ReleaseManifest,
  atMs: number,
): KeptSlot {
  const attempt: Attempt = { assignment, manifest, state: 'assigned', step: 0, moves: 0, known: [], done: [] };
  return move({ ...slot, attempt }, 'assigned', atMs);
}

/** The next state of the attempt, with its report; ends close it. Throws where there is no attempt. */
export function move(slot: KeptSlot, state: RolloutState, atMs: number, step: Step = {}): KeptSlot {
  const { problem } = step;
  const { attempt: old, ...rest } = slot;
  if (!old) throw new Error(`there is no attempt to be ${state}`);
  const attempt = { ...old, state, step: old.step + 1, moves: old.moves + 1 };
  const isEnd = rolloutEnds.includes(state);
  const kept = state === 'committed' ? keep(rest, attempt.manifest) : rest;
  const reports = [...kept.reports, reportOf(attempt, kept.running, atMs, step)];
  const deed = { state, atMs, serial: attempt.manifest.serial, ...(problem && { problem }) };
  const toNote = noted.includes(state) ? [...kept.toNote, deed].slice(-64) : kept.toNote;
  if (!isEnd) return { ...kept, reports, toNote, attempt };
  const ended = [...kept.ended, attempt.assignment.attempt].slice(-keptEnded);
  const { lastProblem: _, ...clean } = kept;
  return { ...clean, reports, toNote, ended, ...(problem && { lastProblem: problem }) };
}

function reportOf(attempt: Attempt, running: Runs, atMs: number, step: Step): RolloutReport {
  const { problem, detail, bytes, device } = step;
  const { version, serial } = running;
  const { devices, done, shadow } = attempt;
  return {
    ...{ attempt: attempt.assignment.attempt, step: attempt.step, state: attempt.state, atMs },
    running: { version, serial },
    ...(bytes !== undefined && { bytes }),
    ...(problem && { problem }),
    ...(detail && { detail: detail.slice(0, 500) }),
    ...(shadow && { shadow }),
    ...(devices && { devicesDone: done.length, devicesTotal: devices.length }),
    ...(device && { device }),
  };
}

/** How far it is within its state: a report and nothing else. Left out while many wait; the next one says all that it would. */
export function tell(slot: KeptSlot, atMs: number, step: Step): KeptSlot {
  const { attempt: old } = slot;
  if (!old || slot.reports.length >= maxWaitingReports / 2) return slot;
  const attempt = { ...old, step: old.step + 1 };
  return { ...slot, attempt, reports: [...slot.reports, reportOf(attempt, slot.running, atMs, step)] };
}

type Rest = Omit<KeptSlot, 'attempt'>;

function keep(slot: Rest, manifest: ReleaseManifest): Rest {
  const running = runsOf(manifest);
  const highest = Math.max(slot.highest, running.serial);
  // the same bytes, signed anew
  if (running.sha256 === slot.running.sha256) return { ...slot, running, highest };
  return { ...slot, before: slot.running, running, highest };
}

/** The process starts amid an attempt. */
export function resume(slot: KeptSlot): KeptSlot {
  return slot.attempt ? { ...slot, attempt: { ...slot.attempt, moves: slot.attempt.moves + 1 } } : slot;
}

/** Why a release of good signature may not be taken, by its serial; undefined where it may. */
export function findDowngrade(slot: KeptSlot, manifest: ReleaseManifest, isBack: boolean): string | undefined {
  const { running, before, highest } = slot;
  const { serial, artefact } = manifest;
  if (running.sha256 === artefact.sha256 && running.serial === serial) return undefined;
  const isBefore = before?.serial === serial && before.sha256 === artefact.sha256;
  if (isBack && isBefore) return undefined;
  if (serial < highest) return `serial ${serial} is lower than ${highest}, which ran here`;
  if (serial === running.serial || (serial === highest && !isBefore))
    return `serial ${serial} ran here already, as another artefact`;
  return undefined;
}

/** The report that the cloud has heard, or does not want. */
export function forgetReport(slot: KeptSlot, { attempt, step }: RolloutReport): KeptSlot {
  return { ...slot, reports: slot.reports.filter((each) => each.attempt !== attempt || each.step !== step) };
}

export function askBack(slot: KeptSlot, { code, message }: StepProblem): KeptSlot {
  if (!slot.attempt) return slot;
  return { ...slot, attempt: { ...slot.attempt, goingBack: { problem: code, detail: message.slice(0, 500) } } };
}
