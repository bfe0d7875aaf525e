import { maxDeviceMessageBytes } from '../../devices/contracts/device-messages.ts';
import { type FirmwareOrder, type FirmwareSaid, parseFirmwareSaid } from '../../devices/contracts/firmware.ts';
import { parseJsonBytes } from '../../devices/contracts/parse.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';

/** What the rest of the gateway knows of the devices that may get firmware. */
export interface FirmwareDevices {
  /** Ids of a kind, in the order in which they get it; only those that belong here. */
  ofKind(kind: string): string[];
  /** Approved, and not revoked. */
  isMember(device: string): boolean;
  /** The session that it has announced, while it is connected. */
  session(device: string): string | undefined;
  /** Why it cannot be done without now. */
  hindrance(device: string): string | undefined;
  send(device: string, order: FirmwareOrder): void;
  /** It is about to start anew by our wish: for so long its absence is no loss. 0: it is over. */
  planned(device: string, forMs: number): void;
}

/** Listens to one device until `close`. */
export interface FirmwareEar {
  /** What it said last and was not taken yet. */
  take(): FirmwareSaid | undefined;
  /** Resolves when it says something, after `ms`, or when `signal` aborts; never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface FirmwareDesk {
  /** What came in on `firmware-said`. Never throws; what nobody waits for is counted and dropped. */
  said(device: string, payload: Uint8Array): void;
  listen(device: string): FirmwareEar;
  /** Resolves when it is one's turn: of all devices of the site one at a time. Call what it gives when done. */
  turn(signal: AbortSignal): Promise<() => void>;
}

export function createFirmwareDesk({ log, metrics }: { log: Log; metrics: Pick<Metrics, 'count'> }): FirmwareDesk {
  const ears = new Map<string, (said: FirmwareSaid) => void>();
  let last: Promise<void> = Promise.resolve();

  return {
    said(device, payload) {
      const hear = ears.get(device);
      const parsed = hear && parseJsonBytes(payload, parseFirmwareSaid, maxDeviceMessageBytes);
      if (hear && parsed?.ok) return hear(parsed.value);
      metrics.count('firmware_messages_dropped', { reason: hear ? 'malformed' : 'not-asked' });
      if (parsed && !parsed.ok) log.warn({ device, problem: parsed.problem }, 'a message about firmware is refused');
    },
    listen(device) {
      let latest: FirmwareSaid | undefined;
      let wake: (() => void) | undefined;
      ears.set(device, (said) => {
        // one that says much keeps nobody busy: only the last counts
        latest = said;
        wake?.();
      });
      return {
        take() {
          const said = latest;
          latest = undefined;
          return said;
        },
        wait: (ms, signal) =>
          new Promise((resolve) => {
            const done = () => {
              clearTimeout(timer);
              signal.removeEventListener('abort', done);
              wake = undefined;
              resolve();
            };
            const timer = setTimeout(done, ms);
            signal.addEventListener('abort', done, { once: true });
            wake = done;
            if (latest || signal.aborted) done();
          }),
        close: () => void ears.delete(device),
      };
    },
    async turn(signal) {
      const before = last;
      let free = () => {};
      last = new Promise((resolve) => {
        free = resolve;
      });
      let giveUp = () => {};
      const given = new Promise<never>((_, reject) => {
        giveUp = () => reject(signal.reason);
        signal.addEventListener('abort', giveUp, { once: true });
        if (signal.aborted) giveUp();
      });
      try {
        await Promise.race([before, given]);
      } catch (error) {
        // whoever comes after waits for the one before
        void before.then(free);
        throw error;
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
      return free;
    },
  };
}
