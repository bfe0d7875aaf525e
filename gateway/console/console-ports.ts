import type { AlarmType, Priority } from '../../devices/contracts/alarms.ts';
import type { Ring, Title } from '../../devices/contracts/place.ts';
import type { CameraKind, DeviceKind } from '../../devices/contracts/site-file.ts';

/** What the console reads and may ask for. `compose.ts` connects these to the rooms that own them. */
export interface ConsoleAlarm {
  id: string;
  type: AlarmType;
  priority: Priority;
  ring: Ring;
  source: string;
  sourceName: Title;
  /** Whether the cause still stands, and whether a guard has taken it. */
  active: boolean;
  /** It happened and is over, so there is no cause that could end: done once a guard has taken it. */
  momentary?: boolean;
  acknowledgedBy?: string;
  acknowledgedAtMs?: number;
  raisedAtMs: number;
  lastAtMs: number;
  clearedAtMs?: number;
  /** How often it came while it stood. */
  count: number;
  /** The camera to look at, and whether a snapshot was kept. */
  camera?: string;
  hasSnapshot: boolean;
  /** One line about the cause, without names or whole plates: codes that the page translates. */
  detail: Record<string, string | number>;
}

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
}

export interface ConsolePassage {
  id: string;
  atMs: number;
  ring: Ring;
  /** Door or barrier. */
  source: string;
  sourceName: Title;
  method: 'card' | 'face' | 'plate' | 'guard';
  outcome: 'granted' | 'denied' | 'ask-guard';
  reason: string;
}

export interface ConsoleHealth {
  startedAtMs: number;
  version: string;
  cloud: { state: 'up' | 'down' | 'off'; sinceMs: number; waiting: number; problem?: string };
  broker: { clients: number; refused: number };
  counters: Record<string, number>;
}

export type ConsoleChange =
  | { kind: 'alarm'; alarm: ConsoleAlarm }
  | { kind: 'camera'; camera: ConsoleCamera }
  | { kind: 'device'; device: ConsoleDevice }
  | { kind: 'passage'; passage: ConsolePassage }
  | { kind: 'health'; health: ConsoleHealth };

export type AcknowledgeOutcome =
  | { kind: 'done'; alarm: ConsoleAlarm }
  /** The first acknowledgement stands; the second guard is told who was first. */
  | { kind: 'already'; alarm: ConsoleAlarm }
  | { kind: 'not-found' };

/** One fMP4 viewer: `init` first, then chunks from a key frame on. */
export interface VideoViewer {
  init(bytes: Uint8Array): void;
  /** `key` says that it begins with a key frame; a viewer that fell behind goes on from such a chunk only. */
  chunk(bytes: Uint8Array, key?: boolean): void;
  /** The camera is gone; a new `init` follows when it is back. */
  ended(reason: string): void;
}

export interface ConsolePorts {
  site: { id: string; name: Title };
  alarms(query: { open: boolean; limit: number }): ConsoleAlarm[];
  acknowledge(alarmId: string, user: string): AcknowledgeOutcome;
  alarmSnapshot(alarmId: string): Uint8Array | undefined;
  cameras(): ConsoleCamera[];
  devices(): ConsoleDevice[];
  passages(limit: number): ConsolePassage[];
  health(): ConsoleHealth;
  /** Called on every change, until the returned function is called. */
  subscribe(listener: (change: ConsoleChange) => void): () => void;
  /** Joins a camera's live video until the returned function is called; `undefined` if there is no such camera. */
  watch(cameraId: string, viewer: VideoViewer): (() => void) | undefined;
  cameraSnapshot(cameraId: string): Promise<Uint8Array | undefined>;
  /** RTSP address for the JSMpeg fallback; never sent to a browser. */
  cameraUrl(cameraId: string): string | undefined;
  /** Prometheus text. */
  metrics(): Promise<string>;
  ready(): { ok: boolean; problems: string[] };
}
