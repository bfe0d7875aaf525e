import type { Ring, Title } from '../../devices/contracts/place.ts';
import type { CameraKind, DeviceKind } from '../../devices/contracts/site-file.ts';
import type { Method } from '../decision/decision.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import type { ConsoleAlarms, ConsolePresence } from './alarms/alarm-ports.ts';
import type { ConsoleAlarm } from './alarms/console-alarm.ts';
import type { ConsoleDevices } from './device-ports.ts';
import type { ConsoleDoors, ConsoleModes } from './doors/door-ports.ts';
import type { ConsoleControllers, ConsoleVisits } from './doors/pass-ports.ts';
import type { ConsoleDuty, DrillMark } from './duty/duty-ports.ts';
import type { ConsoleNotify } from './notify/notify-ports.ts';
import type { ConsoleParking } from './parking/parking-ports.ts';
import type { ConsoleExchange } from './people/exchange-ports.ts';
import type { ConsoleRegister } from './people/register-ports.ts';
import type { ConsoleLedger, ConsoleRetention } from './privacy/ledger-ports.ts';
import type { ConsolePrivacy, LookUp, Viewer } from './privacy/privacy-ports.ts';
import type { ConsoleRequests } from './requests/request-ports.ts';
import type { ConsoleSearch } from './search/search-ports.ts';
import type { ConsoleSensing } from './sensing/sensing-ports.ts';
import type { ConsoleSitePlan } from './site-plan-ports.ts';
import type { ConsoleEvidence } from './watch/evidence-ports.ts';
import type { ConsoleRemoteViews } from './watch/remote-view-ports.ts';
import type { ConsoleScenes } from './watch/scene-ports.ts';

export type { ConsoleAlarm } from './alarms/console-alarm.ts';
export type * from './watch/evidence-ports.ts';
export type * from './watch/scene-ports.ts';

export interface ConsoleCamera {
  id: string;
  kind: CameraKind;
  ring: Ring;
  name: Title;
  state: 'connecting' | 'streaming' | 'lost';
  reason?: string;
  sinceMs: number;
  /** MIME type for Media Source Extensions, e.g. `video/mp4; codecs="avc1.64001f"`, once it streams. */
  mime?: string;
}

export interface ConsoleDevice {
  id: string;
  kind: DeviceKind;
  ring: Ring;
  name: Title;
  state: 'unknown' | 'online' | 'lost';
  sinceMs: number;
  /** Last reported values and when they came. */
  values: Record<string, unknown>;
  reportedAtMs?: number;
  /** It does not count: it waits for approval, or is revoked. */
  standing?: 'waiting' | 'revoked';
  /** It starts anew because its firmware is changed: that it is away is no loss. */
  updating?: boolean;
}

export interface ConsolePassage {
  id: string;
  atMs: number;
  ring: Ring;
  /** Door or barrier. */
  source: string;
  sourceName: Title;
  method: Method;
  outcome: 'granted' | 'denied' | 'ask-guard';
  reason: string;
  /** Decided by the door's controller while it did not hear the gateway. */
  alone?: boolean;
  /** Whether the way was used, once that is known. */
  taken?: boolean;
}

export interface ConsoleHealth {
  startedAtMs: number;
  version: string;
  cloud: {
    state: 'up' | 'down' | 'off';
    sinceMs: number;
    waiting: number;
    problem?: string;
    /** The way back: what the operators of the cloud do here. */
    downlink?: { state: 'up' | 'down'; sinceMs: number; problem?: string };
  };
  broker: {
    clients: number;
    refused: number;
    /** The way to a broker of the site's own; none where the built-in one serves. */
    link?: { url: string; state: 'up' | 'down'; sinceMs: number; problem?: string };
  };
  counters: Record<string, number>;
}

/** What seeing costs, and what it loses. Times are milliseconds of the last minute. */
export interface ConsolePerception {
  processes: {
    index: number;
    cameras: number;
    rssBytes: number;
    /** Of one core, 0…; over the last seconds. */
    cores: number;
  }[];
  cameras: {
    camera: string;
    framesPerSecond: number;
    framesSeen: number;
    framesDecoded: number;
    framesRested: number;
    framesAnalysed: number;
    framesDropped: number;
    /** How much is decoded, and why: one of `decodeStates` of the perception room. */
    decoding: string;
    wakes: { hinted: number; late: number; vain: number };
    pictureAgeMs?: number;
    stages: Record<string, { count: number; medianMs: number; p95Ms: number }>;
  }[];
}

/** What goes when the disk has no room, in this order. */
export const consoleShedClasses = ['quarantine', 'evidence', 'outbox-events', 'device-events'] as const;
export type ConsoleShedClass = (typeof consoleShedClasses)[number];

/** How the box itself does. */
export interface ConsoleSystem {
  atMs: number;
  upMs: number;
  memory: { gatewayBytes: number; heapBytes: number; perceptionBytes: number };
  /** Of the data folder. */
  disk: { totalBytes: number; freeBytes: number };
  evidence: { oldestPictureMs?: number; oldestClipMs?: number };
  clock: { known: boolean; problem?: string };
  storage: {
    /** What keeps the gateway from writing. */
    trouble?: { kind: 'full' | 'read-only' | 'damaged' | 'failing'; sinceMs: number };
    /** Its database was damaged: what was taken over, until the alarm of it is closed. Tables by their names in the file. */
    salvage?: { atMs: number; rows: number; damaged: string[]; all: boolean; quarantine: string };
    /** Room on the disk that is set aside for alarms and decisions. */
    reserve?: { heldBytes: number; wantedBytes: number };
    /** What was given up for want of room since the gateway started. */
    shed?: { class: ConsoleShedClass; count: number; bytes: number }[];
  };
  /** What waits for the cloud. */
  queues: { lane: 'alarm' | 'event'; waiting: number }[];
}

export type ConsoleChange =
  | { kind: 'alarm'; alarm: ConsoleAlarm }
  | { kind: 'camera'; camera: ConsoleCamera }
  | { kind: 'device'; device: ConsoleDevice }
  | { kind: 'passage'; passage: ConsolePassage }
  | { kind: 'health'; health: ConsoleHealth }
  | { kind: 'enrolment'; enrolment: ConsoleEnrolment }
  /** A drill began, went on, or (left out) is over. */
  | { kind: 'drill'; drill?: DrillMark }
  /** Everybody who is at a console now. */
  | { kind: 'presence'; present: ConsolePresence[] };

export const consentStates = ['live', 'none', 'not-yet', 'expired', 'withdrawn'] as const;
export type ConsentState = (typeof consentStates)[number];

/** Somebody who lives here. Personal data: for signed-in guards who search for it, never in the change feed. */
export interface ConsoleResident {
  id: string;
  name: string;
  unit: Title;
  room: string;
  /** To being recognised by face. */
  consent: ConsentState;
  /** Face templates in use. */
  templates: number;
  /** Enrolled live with a face model that runs no longer. */
  enrolAgain: boolean;
}

export const enrolHints = [
  'look-at-camera',
  'come-closer',
  'one-person-only',
  'turn-to-camera',
  'uncover-face',
  'hold-still',
  'more-light',
  'less-light',
  'good',
  'turn-a-little',
] as const;

/** A live enrolment, with ids only. */
export interface ConsoleEnrolment {
  resident: string;
  camera: string;
  state: 'running' | 'done' | 'refused';
  startedAtMs: number;
  /** When it ends at the latest; when it ended, once it has. */
  endsAtMs: number;
  /** What the person should do. */
  hint: (typeof enrolHints)[number];
  /** Looks that are kept, of how many wanted. */
  kept: number;
  wanted: number;
  /** With `refused`: why, most frequent first. */
  reasons: string[];
  /** With `done`: residents whom a door could mistake for this one. */
  alike: string[];
}

export const enrolRefusals = [
  'no-resident',
  'no-consent',
  'no-camera',
  'camera-not-streaming',
  'busy',
  'not-ready',
  'templates-unusable',
] as const;
export type EnrolStart =
  | { kind: 'started'; enrolment: ConsoleEnrolment }
  | { kind: 'refused'; code: (typeof enrolRefusals)[number] };

/** Residents' faces: who is enrolled, and enrolling them before a camera. */
export interface ConsolePeople {
  /** By name, id, home or room; that somebody looked stands in the ledger. Initials for a purpose that shows no names. */
  find(query: string, limit: number, by: Viewer, look: LookUp): { residents: ConsoleResident[]; more: boolean };
  /** Those that run, and those that have just ended. */
  enrolments(): ConsoleEnrolment[];
  enrol(wanted: { resident: string; camera: string; seconds: number }, user: string): EnrolStart;
  /** False if none runs. */
  cancel(resident: string, user: string): boolean;
  /** How many templates were deleted; `undefined` if there is no such resident. */
  removeTemplates(resident: string, user: string): number | undefined;
}

/** One fMP4 viewer: `init` first, then chunks from a key frame on. */
export interface VideoViewer {
  init(bytes: Uint8Array): void;
  /** `key` says that it begins with a key frame; a viewer that fell behind goes on from such a chunk only. */
  chunk(bytes: Uint8Array, key?: boolean): void;
  /** The camera is gone; a new `init` follows when it is back. */
  ended(reason: string): void;
}

export interface ConsolePorts {
  gatewayId: string;
  /** `zones` in the site file's order; left out where there are none. */
  site: { id: string; name: Title; zones?: { id: string; name: Title }[] };
  /** Writes a deed into the ledger, as of now. */
  record(entry: Omit<LedgerEntry, 'atMs'>): void;
  /** Open ones that are not hidden, by priority then age; or the latest of all. */
  alarms(query: { open: boolean; limit: number }): ConsoleAlarm[];
  /** Handling, searching and counting alarms. */
  alarmDesk: ConsoleAlarms;
  alarmSnapshot(alarmId: string): Promise<Uint8Array | undefined>;
  evidence: ConsoleEvidence;
  cameras(): ConsoleCamera[];
  devices(): ConsoleDevice[];
  people: ConsolePeople;
  scenes: ConsoleScenes;
  passages(limit: number): ConsolePassage[];
  doors: ConsoleDoors;
  modes: ConsoleModes;
  /** Rooms whose routes are there only where the room is. */
  register?: ConsoleRegister;
  exchange?: ConsoleExchange;
  visits?: ConsoleVisits;
  search?: ConsoleSearch;
  controllers?: ConsoleControllers;
  privacy?: ConsolePrivacy;
  ledger?: ConsoleLedger;
  retention?: ConsoleRetention;
  duty?: ConsoleDuty;
  notify?: ConsoleNotify;
  sensing?: ConsoleSensing;
  requests?: ConsoleRequests;
  /** Approving and revoking devices. */
  standings?: ConsoleDevices;
  parking?: ConsoleParking;
  remoteViews?: ConsoleRemoteViews;
  /** Where everything stands. */
  plan?: ConsoleSitePlan;
  health(): ConsoleHealth;
  perception(): ConsolePerception;
  /** Left out where nothing is behind the console. */
  system?(): ConsoleSystem;
  /** Called on every change, until the returned function is called. */
  subscribe(listener: (change: ConsoleChange) => void): () => void;
  /** Joins a camera's live video until the returned function is called; `undefined` if there is no such camera. */
  watch(cameraId: string, viewer: VideoViewer): (() => void) | undefined;
  cameraSnapshot(cameraId: string): Promise<Uint8Array | undefined>;
  /** RTSP address for the JSMpeg fallback; never sent to a browser. */
  cameraUrl(cameraId: string): string | undefined;
  /** Whether parts of its picture may be seen by nobody. */
  cameraMasked(cameraId: string): boolean;
  /** Prometheus text. */
  metrics(): Promise<string>;
  ready(): { ok: boolean; problems: string[] };
}
