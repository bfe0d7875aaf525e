import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { type LiveEnd, relayMeetMs } from '../../devices/contracts/live-relay.ts';
import type { Clock } from '../clock.ts';
import type { RelayMetrics } from '../cloud-metrics.ts';
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import type { ChangeFeed, StoreChange } from '../store/store.ts';
import { createRelayView, type RelayView, type RelayViewer } from './relay-view.ts';

/** A page that waits at another process. Without `url` this one cannot reach it. */
export interface ElsewhereView {
  url: string | undefined;
  ticket: string;
}

export type Meeting = { at: 'here'; view: RelayView } | ({ at: 'elsewhere' } & ElsewhereView) | { at: 'nowhere' };

export interface RelayDeskOptions {
  announce: ChangeFeed['announce'];
  /** Under which other processes of this cloud reach this one. */
  peerUrl: string | undefined;
  metrics: RelayMetrics;
  clock: Clock;
  log: Log;
}

export interface RelayDesk {
  /** A page waits for a command's picture until the result is called. Throws Faults: `relay-taken`, `cloud-busy`. */
  watch(command: string, gateway: string, viewer: RelayViewer): () => void;
  /** Where the page of a command is, as soon as it is anywhere. */
  meet(command: string, signal: AbortSignal): Promise<Meeting>;
  /** The page that waits here, for whoever shows its ticket. */
  byTicket(command: string, ticket: string): RelayView | undefined;
  /** Another process over the same store did something. */
  heard(change: StoreChange): void;
  open(): number;
  close(): void;
}

const maxViews = 64;
const maxViewsOfGateway = 4;
const maxElsewhere = 1000;
/** What another process said of a page is of use no longer than the page waits. */
const elsewhereMs = 60_000;

/** Brings pages and gateways' wires together, at this process or by another one. Nothing of it is in any store. */
export function createRelayDesk({ announce, peerUrl, metrics, clock, log }: RelayDeskOptions): RelayDesk {
  const views = new Map<string, RelayView>();
  const elsewhere = new Map<string, ElsewhereView & { atMs: number }>();
  const waiting = new Map<string, Set<() => void>>();

  const tell = (command: string) => {
    for (const wake of waiting.get(command) ?? []) wake();
  };
  const find = (command: string): Meeting => {
    const view = views.get(command);
    if (view) return { at: 'here', view };
    const other = elsewhere.get(command);
    return other && clock.monotonicMs() - other.atMs < elsewhereMs ? { at: 'elsewhere', ...other } : { at: 'nowhere' };
  };
  const over = (command: string, gateway: string) => (why: LiveEnd) => {
    views.delete(command);
    metrics.ended(why);
    log.info({ command, gateway, why }, 'a live view is over');
  };

  return {
    watch(command, gateway, viewer) {
      if (views.has(command)) throw new Fault('relay-taken', `command ${command} is watched already`);
      const ofGateway = [...views.values()].filter((view) => view.gateway === gateway).length;
      if (views.size >= maxViews || ofGateway >= maxViewsOfGateway)
        throw new Fault('cloud-busy', 'too many live views are open', { retryAfterS: 30 });
      const ticket = randomBytes(24).toString('base64url');
      const { passed, dropped } = metrics;
      const view = createRelayView({ gateway, ticket, viewer, clock, passed, dropped, over: over(command, gateway) });
      views.set(command, view);
      tell(command);
      announce({ relays: [{ command, ticket, ...(peerUrl === undefined ? {} : { url: peerUrl }) }] });
      return () => view.finish('viewer-left');
    },
    async meet(command, signal) {
      const untilMs = clock.monotonicMs() + relayMeetMs;
      for (;;) {
        const found = find(command);
        const leftMs = untilMs - clock.monotonicMs();
        if (found.at !== 'nowhere' || leftMs <= 0 || signal.aborted) return found;
        await new Promise<void>((resolve) => {
          const wakes = waiting.get(command) ?? new Set();
          waiting.set(command, wakes);
          const wake = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', wake);
            wakes.delete(wake);
            if (wakes.size === 0) waiting.delete(command);
            resolve();
          };
          const timer = setTimeout(wake, leftMs);
          signal.addEventListener('abort', wake, { once: true });
          wakes.add(wake);
        });
      }
    },
    byTicket(command, ticket) {
      const view = views.get(command);
      const [own, shown] = [Buffer.from(view?.ticket ?? ''), Buffer.from(ticket)];
      return view && own.length === shown.length && timingSafeEqual(own, shown) ? view : undefined;
    },
    heard({ relays = [], tenancy, endedSessions, missed }) {
      for (const { command, ticket, url } of relays) {
        elsewhere.set(command, { ticket, url, atMs: clock.monotonicMs() });
        const [oldest] = elsewhere.keys();
        if (elsewhere.size > maxElsewhere && oldest !== undefined) elsewhere.delete(oldest);
        tell(command);
      }
      if (tenancy || endedSessions || missed) for (const view of [...views.values()]) view.check();
    },
    open: () => views.size,
    close() {
      for (const view of [...views.values()]) view.finish('cloud-stops');
    },
  };
}

/** Joins two wires until one of them ends. */
export function joinWires(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    // whichever breaks, both are over; the page hears it from its own process
    from.on('error', () => to.destroy());
    from.once('close', () => to.end());
    from.pipe(to);
  }
}
