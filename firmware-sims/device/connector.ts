import { randomBytes } from 'node:crypto';
import type { Availability } from '../../devices/contracts/device-messages.ts';
import type { Log } from '../log.ts';
import { type Link, openLink } from './mqtt-link.ts';

export interface ConnectorOptions {
  id: string;
  secret: string;
  broker: { host: string; port: number; ca?: string | undefined };
  /** Told in every birth message. */
  hardware?: string;
  availabilityTopic: string;
  commandTopic: string;
  rightsTopic?: string;
  firmwareTopic?: string;
  /** What the birth message says of the device beside its session. */
  birth?(): Omit<Availability, 'session' | 'state'>;
  keepaliveSeconds: number;
  answerTimeoutMs: number;
  log: Log;
  /** Connected, subscribed, and the birth message is on its way. */
  up(): void;
  down(): void;
  message(topic: string, payload: Uint8Array, retained: boolean): void;
}

export interface Connection {
  link: Link;
  session: string;
  /** The broker has its birth message. */
  announced: boolean;
}

/** Keeps a device connected: each connection has a fresh session in its birth message and in its will. */
export interface Connector {
  /** The connection, once the broker took it. */
  connection(): Readonly<Connection> | undefined;
  /** How many there have been, tries included. */
  readonly connections: number;
  plug(): void;
  /** Silence, without a word on the wire. */
  unplug(): void;
  /** Says good-bye and stays away. */
  stop(): Promise<void>;
}

const firstRetryMs = 200;
const slowestRetryMs = 2000;
/** After a refusal by the broker: a wrong password does not get right by asking often. */
const refusedRetryMs = 5000;

/** 96 random bits that fit a session, a boot and a topic-safe id. */
export const createToken = (): string => randomBytes(12).toString('base64url');

const availability = (state: Availability['state'], session: string): Availability => ({ session, state });

export function createConnector(options: ConnectorOptions): Connector {
  const { availabilityTopic, log } = options;
  const waits = createBackOff();
  let plugged = false;
  let current: Connection | undefined;
  let connections = 0;
  let retry: NodeJS.Timeout | undefined;

  const connect = () => {
    const session = createToken();
    connections += 1;
    const link = openLink({
      ...options,
      ...options.broker,
      will: { topic: availabilityTopic, payload: JSON.stringify(availability('offline', session)) },
      up: () => {
        waits.reset();
        const { hardware } = options;
        const birth = { ...(hardware === undefined ? {} : { hardware }), ...options.birth?.() };
        void announce(connection, availabilityTopic, birth);
        options.up();
      },
      down: (ended, refused) => {
        if (current?.link !== ended) return;
        current = undefined;
        options.down();
        if (refused) log.warn({ device: options.id }, 'the broker refuses this device: wrong id or secret?');
        if (plugged) retry = setTimeout(connect, waits.nextMs(refused));
      },
    });
    const connection: Connection = { link, session, announced: false };
    current = connection;
  };
  const letGo = () => {
    plugged = false;
    clearTimeout(retry);
    const old = current;
    current = undefined;
    if (old) options.down();
    return old;
  };
  return {
    connection: () => (current?.link.up ? current : undefined),
    get connections() {
      return connections;
    },
    plug() {
      if (plugged) return;
      plugged = true;
      waits.reset();
      connect();
    },
    unplug: () => letGo()?.link.cut(),
    stop: async () => leave(letGo(), availabilityTopic),
  };
}

async function announce(connection: Connection, topic: string, birth: Partial<Availability>): Promise<void> {
  const message = { ...availability('online', connection.session), ...birth };
  connection.announced = await connection.link.publish(topic, message, true);
}

async function leave(connection: Connection | undefined, topic: string): Promise<void> {
  if (connection?.link.up) await connection.link.publish(topic, availability('offline', connection.session), true);
  await connection?.link.leave();
}

/** Waits that grow from try to try, with jitter: after an outage not every device may knock at the same moment. */
function createBackOff() {
  let stepMs = firstRetryMs;
  return {
    reset: () => {
      stepMs = firstRetryMs;
    },
    nextMs: (refused: boolean) => {
      const waitMs = refused ? refusedRetryMs : stepMs;
      stepMs = Math.min(stepMs * 1.7, slowestRetryMs);
      return waitMs * (0.5 + Math.random() / 2);
    },
  };
}
