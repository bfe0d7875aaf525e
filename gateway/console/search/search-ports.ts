import type { Ring, Title } from '../../../devices/contracts/place.ts';
import type { DeviceKind } from '../../../devices/contracts/site-file.ts';
import type { Method } from '../../decision/decision.ts';
import type { LookUp, Viewer } from '../privacy/privacy-ports.ts';

/** How far back one person or vehicle is followed outside of a case. */
export const lookUpHours = 72;

export interface PassageSearch {
  /** A person's id. Together with `look` only, as the plate is. */
  person?: string | undefined;
  /** A plate or a part of one. */
  plate?: string | undefined;
  look?: LookUp | undefined;
  /** Door or barrier. */
  place?: string | undefined;
  ring?: Ring | undefined;
  method?: Method | undefined;
  outcome?: FoundPassage['outcome'] | undefined;
  /** `granted`, or why not. */
  why?: string | undefined;
  fromMs?: number | undefined;
  /** Not included. */
  toMs?: number | undefined;
  /** What the page before ended with. */
  after?: string | undefined;
  limit: number;
}
/** Without who or what it was. */
export interface FoundPassage {
  id: string;
  atMs: number;
  ring: Ring;
  /** Door or barrier. */
  source: string;
  sourceName: Title;
  method: Method;
  side: 'entry' | 'exit';
  outcome: 'granted' | 'denied' | 'ask-guard';
  reason: string;
  /** Decided by the door's controller while it did not hear the gateway. */
  alone?: boolean;
  /** Whether the way was used, once that is known. */
  taken?: boolean;
}
export interface PassagePage {
  passages: FoundPassage[];
  /** Left out when there are no more. A short page with `next` means that little was found in much. */
  next?: string;
  /** How far back it looked, where that is not as far as was asked. */
  fromMs?: number;
}

export interface EventSearch {
  device?: string | undefined;
  kind?: DeviceKind | undefined;
  ring?: Ring | undefined;
  type?: string | undefined;
  fromMs?: number | undefined;
  toMs?: number | undefined;
  after?: string | undefined;
  limit: number;
}
export interface FoundEvent {
  device: string;
  deviceName: Title;
  ring?: Ring;
  type: string;
  data: Record<string, unknown>;
  deviceAtMs?: number;
  atMs: number;
}
export interface EventPage {
  events: FoundEvent[];
  next?: string;
}

/** What was, by what somebody knows of it. They throw a Refusal. */
export interface ConsoleSearch {
  /** Newest first, without who it was; of one person or plate only for a purpose, and on the record. */
  passages(asked: PassageSearch, by: Viewer): Promise<PassagePage>;
  /** Newest first, by when they arrived. */
  events(asked: EventSearch): Promise<EventPage>;
}
