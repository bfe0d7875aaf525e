import type { Availability, DeviceState } from '../../devices/contracts/device-messages.ts';
import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import { deviceProfiles } from '../../devices/profiles/catalogue.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../kernel/sqlite-store.ts';

/** Whether a device is there, how sure we are, and what it last said. */
export interface DevicePresence {
  device: SiteDevice;
  /** `unknown` until it has been heard of after a start. */
  state: 'unknown' | 'online' | 'lost';
  sinceWallMs: number;
  session: string | undefined;
  values: Record<string, unknown>;
  reportedAtWallMs: number | undefined;
}

export interface PresenceBook {
  /** `waited`: the message is older than the gateway's hearing, so that it is no sign of life of a session that is known. */
  available(device: SiteDevice, availability: Availability, waited?: boolean): void;
  reported(device: SiteDevice, state: DeviceState): void;
  /** Anything heard of a device proves that it lives. */
  heard(device: SiteDevice): void;
  get(deviceId: string): DevicePresence | undefined;
  all(): DevicePresence[];
  /** What it said counts no longer, and it is told nothing any more: it is not there. */
  shut(deviceId: string): void;
  /** It counts again, and is waited for as after a start. */
  expect(deviceId: string): void;
  /** Looks for devices that fell silent; called every second. */
  check(): void;
}

/** How long a device that said good-bye may take to come back before it counts as lost. */
const graceMs = 2000;
/** How long after a start a device may stay unheard of. */
const startGraceMs = 8000;

interface Entry extends DevicePresence {
  lastHeardMs: number;
  lostAtMs: number | undefined;
}

/**
 * Presence from birth and will messages, and from silence: three missed heartbeats make a device lost (DOMAIN: “3 missed
 * heartbeats”). Durations use the monotonic clock. `changed` is called on every change of state or values; what it writes and the
 * change live or die together, so that a loss that could not be written is found again.
 */
export function createPresenceBook(
  devices: readonly SiteDevice[],
  clock: Clock,
  store: Pick<Store, 'afterRollback'>,
  changed: (presence: DevicePresence, before: DevicePresence['state']) => void,
): PresenceBook {
  const startedMs = clock.monotonicMs();
  const blank = { session: undefined, values: {}, reportedAtWallMs: undefined, lostAtMs: undefined };
  const entries = new Map<string, Entry>(
    devices.map((device) => [
      device.id,
      { ...blank, device, state: 'unknown', sinceWallMs: clock.wallMs(), lastHeardMs: startedMs },
    ]),
  );
  const move = (entry: Entry, state: DevicePresence['state']) => {
    const before = entry.state;
    const { lostAtMs, sinceWallMs } = entry;
    store.afterRollback(() => void Object.assign(entry, { state: before, lostAtMs, sinceWallMs }));
    entry.lostAtMs = undefined;
    if (before !== state) {
      entry.state = state;
      entry.sinceWallMs = clock.wallMs();
    }
    changed(entry, before);
  };
  const hear = (entry: Entry) => {
    entry.lastHeardMs = clock.monotonicMs();
    if (entry.state !== 'online' && entry.session !== undefined) move(entry, 'online');
  };
  const checkOne = (entry: Entry, nowMs: number) => {
    if (entry.state === 'lost') return;
    const silentMs = nowMs - entry.lastHeardMs;
    const limitMs = entry.state === 'unknown' ? startGraceMs : 3 * deviceProfiles[entry.device.kind].heartbeatMs;
    if (silentMs > limitMs || (entry.lostAtMs !== undefined && nowMs - entry.lostAtMs > graceMs)) move(entry, 'lost');
  };
  return {
    available(device, { session, state }, waited = false) {
      const entry = entries.get(device.id)!;
      if (state === 'offline') {
        // A late will of an older session says nothing about the one that lives.
        if (entry.session === session) {
          entry.session = undefined;
          entry.lostAtMs = clock.monotonicMs();
        }
        return;
      }
      if (waited && entry.session === session) return;
      entry.session = session;
      entry.lastHeardMs = clock.monotonicMs();
      move(entry, 'online');
    },
    reported(device, { values }) {
      const entry = entries.get(device.id)!;
      entry.values = values;
      entry.reportedAtWallMs = clock.wallMs();
      hear(entry);
      changed(entry, entry.state);
    },
    heard: (device) => hear(entries.get(device.id)!),
    shut: (id) => {
      const entry = entries.get(id)!;
      entry.session = undefined;
      move(entry, 'lost');
    },
    expect: (id) => {
      const entry = entries.get(id)!;
      entry.lastHeardMs = clock.monotonicMs();
      move(entry, 'unknown');
    },
    get: (id) => entries.get(id),
    all: () => [...entries.values()],
    check: () => {
      const nowMs = clock.monotonicMs();
      for (const entry of entries.values()) checkOne(entry, nowMs);
    },
  };
}
