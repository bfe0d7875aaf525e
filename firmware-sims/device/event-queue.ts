import type { DeviceEvent } from '../../devices/contracts/device-messages.ts';
import type { DeviceMemory } from './device-memory.ts';

/** Controllers of this class keep at least this many events while the line is down. */
export const eventQueueCapacity = 50_000;

/** The events that the gateway has not acknowledged, oldest first, each under its `(boot, seq)` for ever. */
export interface EventQueue {
  readonly boot: string;
  readonly size: number;
  /** Events given up because the queue was full: the oldest go first. */
  readonly shed: number;
  add(type: string, data: Record<string, unknown>, at: number | undefined): DeviceEvent;
  /** The oldest event that is not under way, now under way; `undefined` when there is none. */
  take(): DeviceEvent | undefined;
  /** The gateway has it on disk. */
  acknowledge(seq: number): void;
  /** The line is gone: whatever was under way is to be sent again, oldest first. */
  release(): void;
}

export function createEventQueue(
  memory: DeviceMemory,
  newBoot: () => string,
  capacity = eventQueueCapacity,
): EventQueue {
  const saved = memory.load();
  const boot = saved?.boot ?? newBoot();
  if (!saved) memory.booted(boot);
  let seq = saved?.seq ?? 0;
  let shed = 0;
  const events = new Map((saved?.queue ?? []).map((event) => [event.seq, event]));
  const underWay = new Set<number>();

  const remove = (gone: number) => {
    underWay.delete(gone);
    if (events.delete(gone)) memory.removed(gone, events.size);
  };
  const oldestAtRest = (): DeviceEvent | undefined => {
    for (const event of events.values()) if (!underWay.has(event.seq)) return event;
    return undefined;
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
      seq += 1;
      const event: DeviceEvent = { boot, seq, ...(at === undefined ? {} : { at }), type, data };
      const oldest = events.size >= capacity ? oldestAtRest() : undefined;
      if (oldest) {
        remove(oldest.seq);
        shed += 1;
      }
      memory.queued(event);
      events.set(seq, event);
      return event;
    },
    take() {
      const event = oldestAtRest();
      if (event) underWay.add(event.seq);
      return event;
    },
    acknowledge: remove,
    release: () => underWay.clear(),
  };
}
