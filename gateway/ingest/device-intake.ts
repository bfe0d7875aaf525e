import {
  type Availability,
  type CommandAck,
  type DeviceEvent,
  type DeviceState,
  maxDeviceMessageBytes,
  parseAvailability,
  parseCommandAck,
  parseDeviceEvent,
  parseDeviceState,
} from '../../devices/contracts/device-messages.ts';
import { parseJsonBytes } from '../../devices/contracts/parse.ts';
import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import type { Channel } from '../../devices/contracts/topics.ts';
import { compileEventParsers, deviceProfiles } from '../../devices/profiles/catalogue.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { step } from '../kernel/step.ts';
import { storeTrouble } from '../kernel/store-trouble.ts';
import type { Trace, Tracing } from '../kernel/tracing.ts';
import type { DeviceMessage } from './broker.ts';
import { createFairQueue } from './fair-queue.ts';
import { createDeviceEventLog } from './sqlite-device-events.ts';

/** What a device said, parsed and checked against its profile. Times are the gateway's. */
export type Observation = {
  device: SiteDevice;
  wallMs: number;
  monotonicMs: number;
  /** It lay somewhere while the gateway was away: no sign of life, and its age is what the device's clock says, if that. */
  waited?: true;
} & (
  | { kind: 'event'; event: DeviceEvent }
  | { kind: 'state'; state: DeviceState }
  | { kind: 'availability'; availability: Availability }
  | { kind: 'ack'; ack: CommandAck }
);

export interface DeviceIntakeOptions {
  store: Store;
  devices: readonly SiteDevice[];
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** Left out where nothing is traced. */
  tracing?: Tracing | undefined;
  /** Whether what a device says has an effect; in the transaction in which it would have one. All have if left out. */
  admit?(observation: Observation): boolean;
  /** Called inside the transaction that stores the event: what it writes to the store lives or dies with the event. */
  observe(observation: Observation): void;
}

export interface DeviceIntake {
  /** Resolves when the message is on disk with all its consequences, or was refused for good; rejects if it may be tried again. */
  receive(message: DeviceMessage): Promise<void>;
  /** Events that were held back take effect now, in the transaction that is open, as what has waited. */
  replay(device: SiteDevice, held: readonly { event: DeviceEvent; receivedMs: number }[]): void;
}

type Body =
  | { kind: 'event'; event: DeviceEvent }
  | { kind: 'state'; state: DeviceState }
  | { kind: 'availability'; availability: Availability }
  | { kind: 'ack'; ack: CommandAck };

const notKept = '(not kept)';
/** So many are taken in turn at once, and more for as long as the time is not over: the fewer commits, the less each event costs. */
const takenAtOnce = 256;
/** No more is added to a commit after this: whoever comes next waits some milliseconds, however much others have said. */
const addedForMs = 10;

interface Waiting {
  observation: Observation;
  trace: Trace | undefined;
  done(): void;
  failed(error: Error): void;
}

/**
 * Durable intake with group commit: whatever arrives while a commit is being prepared shares the next one (one fsync for
 * all); of more than fit into one each device's turn comes as often as that of any other. A message that does not parse is refused for good, counted and acknowledged, or its device would send it for ever.
 */
export function createDeviceIntake(options: DeviceIntakeOptions): DeviceIntake {
  const { store, clock, log, metrics } = options;
  const devices = new Map(options.devices.map((device) => [device.id, device]));
  const eventLog = createDeviceEventLog(store);
  const parseBody = createBodyParser();
  const waiting = createFairQueue<Waiting>();

  const handle = ({ observation, trace }: Pick<Waiting, 'observation' | 'trace'>) => {
    const { device, kind } = observation;
    if (options.admit && !options.admit(observation)) return;
    if (
      kind === 'event' &&
      !eventLog.insert(device.id, withoutSecrets(device, observation.event), observation.wallMs)
    ) {
      metrics.count('device_events_repeated', { device: device.id });
      return;
    }
    if (kind === 'event') step('intake.stored');
    try {
      const observe = () => store.transaction(() => options.observe(observation));
      if (trace) trace.step('gateway.handle', { 'ringward.kind': kind }, observe);
      else observe();
      step('intake.observed');
    } catch (error) {
      // SQLite may have rolled back everything: nothing is acknowledged that is not on disk.
      if (storeTrouble(error)) throw error;
      // The event is kept; a fault in what follows from it must not make the device send it for ever.
      metrics.count('device_events_faulted', { device: device.id });
      log.error({ err: error, device: device.id, kind }, 'an event was stored but could not be acted on');
    }
  };

  const flush = () => {
    const batch: Waiting[] = [];
    try {
      store.transaction(() => {
        const untilMs = clock.monotonicMs() + addedForMs;
        do {
          const next = waiting.take(takenAtOnce);
          batch.push(...next);
          next.forEach(handle);
        } while (waiting.size > 0 && clock.monotonicMs() < untilMs);
      });
    } catch (error) {
      metrics.count('intake_commit_failed');
      // what a device said afterwards must not be on disk before this
      for (const entry of [...batch, ...waiting.take(waiting.size)]) {
        entry.trace?.end();
        entry.failed(error as Error);
      }
      return;
    }
    if (waiting.size > 0) setImmediate(flush);
    step('intake.committed');
    for (const entry of batch) {
      entry.trace?.end();
      entry.done();
    }
  };

  return {
    receive({ device: id, channel, payload, waited }) {
      const device = devices.get(id);
      const parsed = device && parseBody(device, channel, payload);
      if (!device || !parsed?.ok) {
        metrics.count('device_messages_refused', { device: id });
        log.warn(
          { device: id, channel, problem: parsed && !parsed.ok ? parsed.problem : 'unknown device' },
          'device message refused',
        );
        return Promise.resolve();
      }
      step('intake.received');
      metrics.count('device_messages', { channel });
      const { value } = parsed;
      const observation: Observation = { ...value, device, wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
      if (waited) observation.waited = waited;
      const trace = options.tracing?.begin('device.message', {
        ...{ 'ringward.channel': channel, 'ringward.device.kind': device.kind },
      });
      return new Promise((done, failed) => {
        if (waiting.size === 0) setImmediate(flush);
        waiting.add(id, { observation, trace, done, failed });
      });
    },
    replay(device, held) {
      const monotonicMs = clock.monotonicMs();
      for (const { event, receivedMs: wallMs } of held) {
        const times = { wallMs, monotonicMs, waited: true } as const;
        handle({ observation: { kind: 'event', event, device, ...times }, trace: undefined });
      }
    },
  };
}

/** The event as it is stored: keys, such as card numbers and codes, are decided on and not kept. */
function withoutSecrets({ kind }: SiteDevice, event: DeviceEvent): DeviceEvent {
  const { secret } = deviceProfiles[kind].events[event.type] ?? {};
  if (!secret) return event;
  return { ...event, data: { ...event.data, ...Object.fromEntries(secret.map((name) => [name, notKept])) } };
}

function createBodyParser() {
  const eventParsers = compileEventParsers();
  return (
    device: SiteDevice,
    channel: Channel,
    payload: Uint8Array,
  ): { ok: true; value: Body } | { ok: false; problem: string } => {
    switch (channel) {
      case 'event': {
        const parsed = parseJsonBytes(payload, parseDeviceEvent, maxDeviceMessageBytes);
        if (!parsed.ok) return parsed;
        const parseData = eventParsers.get(device.kind)?.get(parsed.value.type);
        if (!parseData) return { ok: false, problem: `a ${device.kind} has no event ${parsed.value.type}` };
        const data = parseData(parsed.value.data);
        return data.ok
          ? { ok: true, value: { kind: 'event', event: parsed.value } }
          : { ok: false, problem: `data: ${data.problem}` };
      }
      case 'state': {
        const parsed = parseJsonBytes(payload, parseDeviceState, maxDeviceMessageBytes);
        return parsed.ok ? { ok: true, value: { kind: 'state', state: parsed.value } } : parsed;
      }
      case 'availability': {
        const parsed = parseJsonBytes(payload, parseAvailability, maxDeviceMessageBytes);
        return parsed.ok ? { ok: true, value: { kind: 'availability', availability: parsed.value } } : parsed;
      }
      case 'ack': {
        const parsed = parseJsonBytes(payload, parseCommandAck, maxDeviceMessageBytes);
        return parsed.ok ? { ok: true, value: { kind: 'ack', ack: parsed.value } } : parsed;
      }
      case 'cmd':
      case 'rights':
      case 'firmware':
        return { ok: false, problem: 'a device does not send commands' };
      case 'firmware-said':
        return { ok: false, problem: 'it is not for the intake' };
    }
  };
}
