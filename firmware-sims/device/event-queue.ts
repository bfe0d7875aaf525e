import type { DeviceEvent } from '../../devices/contracts/device-messages.ts';
import type { DeviceMemory } from './device-memory.ts';

/** Controllers of this class keep at least 50,000 events while the line is down. */
export const eventQueueCapacity = 65_536;

export interface EventQueueOptions {
  capacity?: number;
  /** It tells when nine tenths are used, and when all is uploaded again. */
  tellsFill?: boolean;
}

/** The events that the gateway has not acknowledged, oldest first, each under its `(boot, seq)` for ever. */
export interface EventQueue {
  readonly boot: string;
  readonly size: number;
  /** Events given up because the queue was full: the oldest go first. */
  readonly shed: number;
  add(type: string, data: Record<string, unknown>, at: number | undefined): DeviceEvent;
  /** The oldest event that is not under way, now under way; `undefined` when there is none. */
  take(): DeviceEvent | undefined;
  /** The gateway has it on disk. `at` is now. */
  acknowledge(seq: number, at: number | undefined): void;
  /** It is not to be sent, or sent again. */
  withdraw(seq: number): void;
  /** The line is gone: whatever was under way is to be sent again, oldest first. */
  release(): void;
}

const nearlyFullShare = 0.9;

export function createEventQueue(
  memory: DeviceMemory,
  newBoot: () => string,
  { capacity = eventQueueCapacity, tellsFill = false }: EventQueueOptions = {},
): EventQueue {
  const saved = memory.load();
  const boot = saved?.boot ?? newBoot();
  if (!saved) memory.booted(boot);
  let seq = saved?.seq ?? 0;
  let nearlyFull = saved?.nearlyFull ?? false;
  let shed = 0;
  const events = createOrderedEvents(saved?.queue ?? []);

  const remove = (gone: number) => {
    if (events.delete(gone)) memory.removed(gone, events.size, events.values);
  };
  const push = (type: string, data: Record<string, unknown>, at: number | undefined): DeviceEvent => {
    seq += 1;
    const event: DeviceEvent = { boot, seq, ...(at === undefined ? {} : { at }), type, data };
    const oldest = events.size >= capacity ? events.next() : undefined;
    if (oldest) {
      remove(oldest.seq);
      shed += 1;
    }
    memory.queued(event);
    events.push(event);
    return event;
  };
  return {
    boot,
    get size() {
      return events.size;
    },
    get shed() {
      return shed;
    },
    add(type, data, at) {
      const event = push(type, data, at);
      if (tellsFill && !nearlyFull && events.size >= capacity * nearlyFullShare) {
        nearlyFull = true;
        push('log-nearly-full', {}, at);
      }
      return event;
    },
    take() {
      const event = events.next();
      if (event) events.pass();
      return event;
    },
    acknowledge(acknowledged, at) {
      remove(acknowledged);
      if (!nearlyFull || events.size > 0) return;
      nearlyFull = false;
      push('log-emptied', {}, at);
    },
    withdraw: remove,
    release: events.rewind,
  };
}

/** How many numbers of events that are gone may stand before the first that is not. */
const slack = 1024;

/**
 * Events in order with a cursor between those under way and those at rest. Nothing here takes longer when there are more of
 * them: a Map alone would, because its iteration steps over all that was deleted at its front.
 */
function createOrderedEvents(initial: readonly DeviceEvent[]) {
  const events = new Map(initial.map((event) => [event.seq, event]));
  let order = initial.map(({ seq }) => seq);
  let first = 0;
  let cursor = 0;
  const skipGone = (from: number): number => {
    let at = from;
    while (at < order.length && !events.has(order[at]!)) at += 1;
    return at;
  };
  return {
    get size() {
      return events.size;
    },
    *values(): Generator<DeviceEvent> {
      for (let at = first; at < order.length; at += 1) {
        const event = events.get(order[at]!);
        if (event) yield event;
      }
    },
    push(event: DeviceEvent) {
      events.set(event.seq, event);
      order.push(event.seq);
    },
    delete(seq: number): boolean {
      if (!events.delete(seq)) return false;
      first = skipGone(first);
      cursor = Math.max(cursor, first);
      if (first > slack && first > order.length / 2) {
        order = order.slice(first);
        cursor -= first;
        first = 0;
      }
      return true;
    },
    /** The oldest at rest. */
    next(): DeviceEvent | undefined {
      cursor = skipGone(cursor);
      return cursor < order.length ? events.get(order[cursor]!) : undefined;
    },
    /** What `next` gave is under way. */
    pass() {
      cursor += 1;
    },
    rewind() {
      cursor = first;
    },
  };
}
