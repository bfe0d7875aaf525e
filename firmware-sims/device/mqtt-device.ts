import type { DeviceState } from '../../devices/contracts/device-messages.ts';
import type { DeviceFirmware, FirmwareSaid } from '../../devices/contracts/firmware.ts';
import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import { type Channel, formatTopic } from '../../devices/contracts/topics.ts';
import { deviceProfiles } from '../../devices/profiles/catalogue.ts';
import { type Log, silentLog } from '../log.ts';
import { type Actions, type CommandCounts, createCommandDesk, type ReceivedCommand } from './command-desk.ts';
import { type Connector, createConnector, createToken } from './connector.ts';
import { createForgetfulMemory, type DeviceMemory } from './device-memory.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { nowMs } from './sim-clock.ts';

export interface MqttDeviceOptions {
  site: string;
  device: Pick<SiteDevice, 'id' | 'kind' | 'ring' | 'secret'>;
  broker: { host: string; port: number; ca?: string | undefined };
  /** Its flash; without one it forgets its counter and its queue with its power. */
  memory?: DeviceMemory;
  queueCapacity?: number;
  /** Serial number on its box; one that tells none if left out. */
  hardware?: string;
  /** False for a device without a clock: its messages then carry no `at`. */
  knowsTime?: boolean;
  keepaliveSeconds?: number;
  answerTimeoutMs?: number;
  log?: Log;
}

/** What a kind of device adds to the wire. */
export interface DeviceBody {
  /** `DeviceState.values` as of now. */
  values(): Record<string, unknown>;
  actions: Actions;
  /** A command was taken up and answered. */
  taken(command: ReceivedCommand): void;
  /** Where there is one, the device wants to hear what its `rights` topic says. */
  rights?(payload: Uint8Array): void;
  /** Where there is one, the device takes programs from its `firmware` topic. */
  firmware?: {
    running(): DeviceFirmware;
    /** Announced. */
    connected(): void;
    receive(payload: Uint8Array, session: string): void;
  };
}

export interface DeviceStats {
  powered: boolean;
  /** Connected, and the broker has its birth message. */
  online: boolean;
  session: string | undefined;
  boot: string | undefined;
  /** Events that the gateway has not acknowledged. */
  queued: number;
  /** Events given up because the queue was full. */
  shed: number;
  acknowledged: number;
  connections: number;
  commands: Readonly<CommandCounts>;
}

/** The MQTT side of a device: identity, birth and will, the event queue, heartbeats, commands. */
export interface MqttDevice {
  readonly powered: boolean;
  /**
   * Queues an event for the gateway and returns its number; a device without power says nothing. `when`: it happened at another
   * time than now.
   */
  emit(type: string, data?: Record<string, unknown>, when?: { at: number | undefined }): number | undefined;
  /** The event is of no use any more: unless it is at the gateway already, it never gets there. */
  withdraw(seq: number): void;
  /** The wall clock of the device; `undefined` when it does not know the time. */
  wallMs(): number | undefined;
  /** Its clock is wrong by so much, or it lost the time. */
  setClock(offMs: number | undefined): void;
  /** The state has changed: report it. */
  changed(): void;
  /** Of its program; lost where nobody hears it. */
  sayFirmware(said: Omit<FirmwareSaid, 'session'>): void;
  /** The supply is gone, without a word on the wire. */
  losePower(): void;
  /** It ends by its own wish, and says so; `restorePower` starts it again. */
  signOff(): void;
  restorePower(): void;
  /** The network cable is out; the device lives on and keeps its events. */
  disconnect(): void;
  reconnect(): void;
  stats(): DeviceStats;
  stop(): Promise<void>;
}

export function createMqttDevice(options: MqttDeviceOptions, body: DeviceBody): MqttDevice {
  const memory = options.memory ?? createForgetfulMemory();
  const profile = deviceProfiles[options.device.kind];
  let clockOffMs: number | undefined = options.knowsTime === false ? undefined : 0;
  const wallMs = () => (clockOffMs === undefined ? undefined : Date.now() + clockOffMs);
  let queue: EventQueue | undefined;
  let cabled = true;

  const { connector, desk, topic } = connectToSite(options, body, {
    up: () => {
      void reportState();
      void sendEvents();
      body.firmware?.connected();
    },
    down: () => queue?.release(),
  });
  const sendEvents = createEventSender(connector, topic('event'), () => queue, wallMs);
  const reportState = createStateReporter(
    connector,
    topic('state'),
    () => queue && { boot: queue.boot, ...stamp(wallMs()), values: body.values() },
  );
  const power = () => {
    queue = createEventQueue(memory, createToken, {
      ...(options.queueCapacity === undefined ? {} : { capacity: options.queueCapacity }),
      tellsFill: 'log-nearly-full' in profile.events,
    });
    if (cabled) connector.plug();
  };
  const heartbeat = setInterval(reportState, profile.heartbeatMs);
  power();

  return {
    get powered() {
      return queue !== undefined;
    },
    emit(type, data = {}, when) {
      const event = queue?.add(type, data, when ? when.at : wallMs());
      void sendEvents();
      return event?.seq;
    },
    withdraw: (seq) => queue?.withdraw(seq),
    wallMs,
    setClock: (offMs) => {
      clockOffMs = offMs;
    },
    changed: () => void reportState(),
    sayFirmware(said) {
      const connection = connector.connection();
      void connection?.link.publish(topic('firmware-said'), { ...said, session: connection.session }, false);
    },
    losePower() {
      connector.unplug();
      queue = undefined;
    },
    signOff() {
      queue = undefined;
      void connector.stop();
    },
    restorePower() {
      if (!queue) power();
    },
    disconnect() {
      cabled = false;
      connector.unplug();
    },
    reconnect() {
      cabled = true;
      if (queue) connector.plug();
    },
    stats: () => describe(connector, queue, sendEvents.acknowledged(), desk.counts),
    async stop() {
      clearInterval(heartbeat);
      await connector.stop();
    },
  };
}

const stamp = (at: number | undefined) => (at === undefined ? {} : { at });

/** The connection with its session, and the desk that takes commands for that session. */
function connectToSite(options: MqttDeviceOptions, body: DeviceBody, on: { up(): void; down(): void }) {
  const { device, site, broker, log = silentLog } = options;
  const topic = (channel: Channel) => formatTopic({ site, ring: device.ring, device: device.id, channel });
  const desk = createCommandDesk({
    profile: deviceProfiles[device.kind],
    device: device.id,
    actions: body.actions,
    session: () => connector.connection()?.session,
    answer: (ack) => void connector.connection()?.link.publish(topic('ack'), ack, false),
    taken: body.taken,
    nowMs,
    log,
  });
  const connector = createConnector({
    id: device.id,
    secret: device.secret,
    broker,
    ...(options.hardware === undefined ? {} : { hardware: options.hardware }),
    availabilityTopic: topic('availability'),
    commandTopic: topic('cmd'),
    keepaliveSeconds: options.keepaliveSeconds ?? 5,
    answerTimeoutMs: options.answerTimeoutMs ?? 5000,
    log,
    ...on,
    ...(body.rights ? { rightsTopic: topic('rights') } : {}),
    ...(body.firmware ? { firmwareTopic: topic('firmware'), birth: () => birthOf(body.firmware!.running()) } : {}),
    message: (to, payload, retained) => {
      const session = connector.connection()?.session;
      if (to === topic('cmd')) desk.receive(payload, retained);
      else if (to === topic('firmware')) {
        if (!retained && session !== undefined) body.firmware?.receive(payload, session);
      } else if (!retained) body.rights?.(payload);
    },
  });
  return { connector, desk, topic };
}

const birthOf = ({ version, serial }: DeviceFirmware) => ({ firmware: version, firmwareSerial: serial });

function describe(
  connector: Connector,
  queue: EventQueue | undefined,
  acknowledged: number,
  commands: CommandCounts,
): DeviceStats {
  const connection = connector.connection();
  return {
    powered: queue !== undefined,
    online: connection?.announced ?? false,
    session: connection?.session,
    boot: queue?.boot,
    queued: queue?.size ?? 0,
    shed: queue?.shed ?? 0,
    acknowledged,
    connections: connector.connections,
    commands: { ...commands },
  };
}

/**
 * Sends one event at a time, the next after the PUBACK of the one before: the order in which things happened is the
 * order in which the gateway hears of them, across reconnects too.
 */
function createEventSender(
  connector: Connector,
  topic: string,
  queue: () => EventQueue | undefined,
  wallMs: () => number | undefined,
) {
  let sending = false;
  let acknowledged = 0;
  const send = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    for (;;) {
      const link = connector.connection()?.link;
      const from = queue();
      const event = link && from?.take();
      if (!event) break;
      if (await link.publish(topic, event, false)) {
        acknowledged += 1;
        from?.acknowledge(event.seq, wallMs());
      }
    }
    sending = false;
  };
  return Object.assign(send, { acknowledged: () => acknowledged });
}

/** Reports the newest state; while a report is under way, any number of changes make one more. */
function createStateReporter(connector: Connector, topic: string, state: () => DeviceState | undefined) {
  let sending = false;
  let wanted = false;
  return async (): Promise<void> => {
    wanted = true;
    if (sending) return;
    sending = true;
    while (wanted) {
      const link = connector.connection()?.link;
      const values = state();
      if (!link || !values) break;
      wanted = false;
      await link.publish(topic, values, true);
    }
    sending = false;
  };
}
