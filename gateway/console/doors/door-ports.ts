import type { Ring, Title } from '../../../devices/contracts/place.ts';
import type { Method, RuleAnswer } from '../../decision/decision.ts';
import type { ModeOrder, SiteMode } from '../../decision/site-modes.ts';

/** How a device answered what was last asked of it. */
export interface DoorAnswer {
  action: string;
  state: 'pending' | 'done' | 'refused' | 'expired' | 'failed';
  reason?: string;
}

/** A door or barrier as it stands. What its controller has not said since the gateway started is left out. */
export interface ConsoleDoor {
  id: string;
  kind: 'door' | 'barrier';
  ring: Ring;
  name: Title;
  zone?: string;
  controller: string;
  online: boolean;
  /** ONVIF DoorControl: Locked, Unlocked, Accessed, Blocked, LockedDown, LockedOpen, DoubleLocked. */
  mode?: string;
  contact?: 'open' | 'closed';
  alarm?: string;
  fire: boolean;
  /** Of a barrier. */
  arm?: string;
  approach?: boolean;
  safety?: boolean;
  heardAtMs?: number;
  /** What a guard ordered until it is taken back. */
  ordered?: 'blocked' | 'unlocked';
  /** What an emergency mode makes of it. */
  emergency?: 'open' | 'shut';
  /** Its controller does not count: nothing is heard of the door and nothing can be done to it from here. */
  standing?: 'waiting' | 'revoked';
  answer?: DoorAnswer;
}

export const doorDeeds = ['unlock', 'lock', 'block', 'unblock', 'close'] as const;
export type DoorDeed = (typeof doorDeeds)[number];

export const doorRefusals = [
  'no-door',
  'not-for-barriers',
  'not-for-doors',
  'device-offline',
  'device-not-approved',
  'lockdown',
  'evacuation',
  'fire',
  'blocked',
  'loop-occupied',
  'loop-unknown',
  'refused',
] as const;
export type DoorRefusal = { ok: false; code: (typeof doorRefusals)[number]; reason?: string };
export type DoorOutcome = { ok: true; door: ConsoleDoor; passage?: string } | DoorRefusal;

/** Why a passage was granted or refused: every rule in order. No names. */
export interface ConsoleExplanation {
  id: string;
  atMs: number;
  source: string;
  method: Method;
  side: 'entry' | 'exit';
  outcome: 'granted' | 'denied' | 'ask-guard';
  reason: string;
  alone: boolean;
  taken?: boolean;
  /** Empty where a controller decided alone, and for passages of an older version. */
  rules: readonly RuleAnswer[];
}

/** What a camera read of a plate that opened nothing, and which registered ones it may be. Personal data. */
export interface PlateReading {
  plate: string;
  colour?: string;
  /** How sure each character is, 0…1; left out where the reader did not say. */
  characters: number[];
  /** Positions from 0. */
  doubtful: number[];
  /** Registered plates that differ from it in so many characters, the nearest first. */
  candidates: { plate: string; differs: number[]; state: string }[];
}

/** Doors, barriers and passages for guards. */
export interface ConsoleDoors {
  list(): ConsoleDoor[];
  open(place: string, user: string, reason: string): DoorOutcome;
  operate(place: string, deed: DoorDeed, user: string, reason: string): DoorOutcome;
  explain(passage: string, user: string): ConsoleExplanation | undefined;
  /** That somebody looked, for what and why, stands in the ledger. */
  reading?(passage: string, look: { purpose: string; reason: string }, user: string): PlateReading | undefined;
  /** Of this person it is not known any more where he is. False if nothing was known. */
  forgive(person: string, user: string, reason: string): boolean;
}

export interface ConsoleMode extends SiteMode {
  /** Of a standing mode: how each device answers. */
  places: { place: string; state: 'pending' | 'done' | 'refused' | 'offline'; reason?: string }[];
}

export interface ModePreview {
  opens: string[];
  locks: string[];
  rises: string[];
  /** Of these the devices are away: they follow when they are back. */
  offline: string[];
  /** Where something else stands against it; evacuation and fire outrank a lockdown. */
  contradicting: { place: string; by: 'evacuation' | 'lockdown' | 'fire' | 'blocked' }[];
  /** Whose ways in would change. */
  people: { residents: number; staff: number; visits: number };
}

export type ModeRefusal = 'no-zone' | 'already-over' | 'too-long';

/** Emergency modes. */
export interface ConsoleModes {
  list(): { standing: ConsoleMode[]; ended: ConsoleMode[] };
  preview(order: ModeOrder): Promise<{ ok: true; preview: ModePreview } | { ok: false; code: ModeRefusal }>;
  apply(
    order: ModeOrder,
    user: string,
    reason: string,
  ): { ok: true; mode: ConsoleMode } | { ok: false; code: ModeRefusal };
  /** False if no such mode stands. */
  end(id: string, user: string, reason: string): boolean;
  /** `nowMs`, while the clock is not believed: a time that the real one has certainly reached. */
  clock(): { known: boolean; problem?: 'before-build' | 'set-back' | 'jumped'; nowMs?: number };
  /** Somebody has compared it with a watch. */
  confirmClock(user: string): void;
}
