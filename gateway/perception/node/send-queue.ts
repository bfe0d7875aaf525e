import type { Clock } from '../../kernel/clock.ts';

export interface QueuedMessage {
  bytes: Uint8Array;
  /** Goes before all that is not: somebody waits at a door. */
  urgent?: boolean;
  /** After this it is of no use any more, and is dropped. */
  expiresAtMs?: number;
  /** Counted against `maxVideoBytes`. */
  video?: boolean;
  /** It has been taken, or was given up. */
  sent?: (() => void) | undefined;
}

export interface Piece {
  bytes: Uint8Array;
  urgent: boolean;
  /** Set if this is the last piece of its message. */
  completes: QueuedMessage | undefined;
}

/** What waits to be sent, bounded; outlives a session, so that a sighting can be sent in the next one. */
export interface SendQueue {
  /** False, with nothing kept, where there is no room. */
  add(message: QueuedMessage): boolean;
  next(maxBytes: number): Piece | undefined;
  hasUrgent(): boolean;
  /** The message has been taken. */
  taken(message: QueuedMessage): void;
  /** The session is over: what was underway and is urgent waits again, the rest is given up. */
  restart(underway: readonly QueuedMessage[]): void;
  videoBytes(): number;
}

export interface SendQueueOptions {
  clock: Clock;
  maxBytes: number;
  onExpired(): void;
}

interface Lane {
  waiting: QueuedMessage[];
  /** Of the first one, how much has been handed out. */
  at: number;
}

export function createSendQueue({ clock, maxBytes, onExpired }: SendQueueOptions): SendQueue {
  const urgent: Lane = { waiting: [], at: 0 };
  const ordinary: Lane = { waiting: [], at: 0 };
  let bytes = 0;
  let videoBytes = 0;

  const leave = (message: QueuedMessage) => {
    bytes -= message.bytes.length;
    if (message.video) videoBytes -= message.bytes.length;
    message.sent?.();
  };
  const hasExpired = ({ expiresAtMs }: QueuedMessage) => expiresAtMs !== undefined && clock.monotonicMs() > expiresAtMs;
  /** One that is partly sent goes on: the other end waits for the rest. */
  const dropExpired = (lane: Lane) => {
    while (lane.at === 0 && lane.waiting[0] && hasExpired(lane.waiting[0])) {
      leave(lane.waiting.shift()!);
      onExpired();
    }
  };

  return {
    add: (message) => {
      dropExpired(urgent);
      if (bytes + message.bytes.length > maxBytes) return false;
      bytes += message.bytes.length;
      if (message.video) videoBytes += message.bytes.length;
      (message.urgent ? urgent : ordinary).waiting.push(message);
      return true;
    },
    next: (most) => {
      dropExpired(urgent);
      const lane = urgent.waiting.length > 0 ? urgent : ordinary;
      const message = lane.waiting[0];
      if (!message) return undefined;
      const piece = message.bytes.subarray(lane.at, lane.at + most);
      lane.at += piece.length;
      const isLast = lane.at >= message.bytes.length;
      if (isLast) {
        lane.waiting.shift();
        lane.at = 0;
      }
      return { bytes: piece, urgent: lane === urgent, completes: isLast ? message : undefined };
    },
    hasUrgent: () => urgent.waiting.length > 0,
    taken: leave,
    restart: (underway) => {
      urgent.at = 0;
      ordinary.at = 0;
      urgent.waiting.unshift(...underway.filter((message) => message.urgent));
      for (const message of [...underway.filter((entry) => !entry.urgent), ...ordinary.waiting.splice(0)])
        leave(message);
      dropExpired(urgent);
    },
    videoBytes: () => videoBytes,
  };
}
