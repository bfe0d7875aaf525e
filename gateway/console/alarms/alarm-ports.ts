import type { AlarmType, Priority } from '../../../devices/contracts/alarms.ts';
import type { Title } from '../../../devices/contracts/place.ts';
import type {
  AlarmActor,
  AlarmDeed,
  AlarmEntry,
  AlarmFigures,
  AlarmQuery,
  AlarmRefusal,
  Incident,
  ServiceOrder,
} from '../../alarms/alarm.ts';
import type { ConsoleAlarm } from './console-alarm.ts';

export type { AlarmQuery } from '../../alarms/alarm.ts';

/** What a guard is to do about an alarm of a type: the page shows it, step by step. */
export interface ConsoleRationale {
  type: AlarmType;
  title: Title;
  priority: Priority;
  cause: Title;
  consequence: Title;
  /** In the order in which they are done. */
  response: Title[];
  /** Milliseconds that are allowed, from the raising on. */
  acknowledgeWithinMs: number;
  dispatchWithinMs?: number;
  arriveWithinMs?: number;
  /** Steps without which an alarm that was real cannot be closed. */
  required: ('acknowledge' | 'verify' | 'dispatch' | 'arrive' | 'resolve')[];
  leadUnit: Title;
  supportUnits: Title[];
}

/** As the page gets them: what is not known is left out. */
export type ConsoleEntry = Omit<AlarmEntry, 'note'> & { note?: string };
export type ConsoleIncident = Omit<Incident, 'zone' | 'closedAtMs'> & {
  zone?: string;
  zoneName?: Title;
  closedAtMs?: number;
};
export type ConsoleFigures = Omit<AlarmFigures, 'badActors' | 'reliability'> & {
  badActors: (AlarmFigures['badActors'][number] & { sourceName: Title })[];
  reliability?: number;
};

export type AlarmOutcome =
  | { kind: 'done' | 'already'; alarm: ConsoleAlarm }
  | { kind: 'refused'; code: AlarmRefusal | 'not-allowed' };

/** Somebody at a console, and what they look at; forgotten when not said again for 30 s. */
export interface ConsolePresence {
  user: string;
  alarm?: string;
  sinceMs: number;
}

export interface ConsoleAlarms {
  get(id: string): ConsoleAlarm | undefined;
  history(id: string): ConsoleEntry[];
  /** Newest first. */
  find(query: AlarmQuery): { alarms: ConsoleAlarm[]; next?: string };
  /** `may` tells what the user's roles allow: shelving a P1 is not for every guard. */
  act(
    id: string,
    deed: AlarmDeed,
    by: AlarmActor,
    note: string | undefined,
    may: { shelveUrgent: boolean },
  ): AlarmOutcome;
  rationales(): ConsoleRationale[];
  /** Open for longer than a day, oldest first. */
  stale(): ConsoleAlarm[];
  /** Shelved, suppressed, out of service. */
  hidden(): ConsoleAlarm[];
  incidents(query: { open?: boolean; fromMs?: number; toMs?: number; limit: number }): ConsoleIncident[];
  incident(id: string): { incident: ConsoleIncident; alarms: ConsoleAlarm[]; timeline: ConsoleEntry[] } | undefined;
  figures(fromMs: number, toMs: number): ConsoleFigures;
  outOfService(): ServiceOrder[];
  takeOutOfService(
    order: { source: string; untilMs: number; reason: string },
    user: string,
  ): { kind: 'done'; order: ServiceOrder } | { kind: 'refused'; code: 'no-source' | 'too-long' | 'in-the-past' };
  returnToService(source: string, user: string): boolean;
  /** Says what a user looks at. */
  look(user: string, alarm: string | undefined): void;
  present(): ConsolePresence[];
}
