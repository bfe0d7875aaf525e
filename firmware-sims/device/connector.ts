import { randomBytes } from 'node:crypto';
import type { Availability } from '../../devices/contracts/device-messages.ts';
import type { Log } from '../log.ts';
import { type Link, openLink } from './mqtt-link.ts';

export interface ConnectorOptions {
  id: string;
  secret: string;
  broker: { host: string; port: number };
  availabilityTopic: string;
  commandTopic: string;
  keepaliveSeconds: number;
  answerTimeoutMs: number;
  log: Log;
  /** Connected, subscribed, and the birth message is on its way. */
  up(): void;
  down(): void;
  message(payload: Uint8Array, retained: boolean): void;
}

/** Keeps a device connected: each connection has a fresh session in its birth message and in its will. */
export interface Connector {
  /** The connection, once the broker took it. */
  readonly link: Link | undefined;
  /** The session of that connection. */
  readonly session: string | undefined;
  /** The broker has the birth message of this connection. */
  readonly announced: boolean;
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
  let plugged = false;
  let current: { link: Link; session: string; announced: boolean } | undefined;
  let connections = 0;
  let retryMs = firstRetryMs;
  let retry: NodeJS.Timeout | undefined;

  const announce = async (link: Link, session: string) => {
    const arrived = await link.publish(availabilityTopic, availability('online', session), true);
    if (current?.link === link) current.announced = arrived;
  };
  const connect = () => {
    const session = createToken();
    connections += 1;
    const link = openLink({
      ...options,
      ...options.broker,
      will: { topic: availabilityTopic, payload: JSON.stringify(availability('offline', session)) },
      up: (opened) => {
        retryMs = firstRetryMs;
        void announce(opened, session);
        options.up();
      },
      down: (ended, refused) => {
        if (current?.link !== ended) return;
        current = undefined;
        options.down();
        if (refused) log.warn({ device: options.id }, 'the broker refuses this device: wrong id or secret?');
        if (plugged) connectLater(refused);
      },
    });
    current = { link, session, announced: false };
  };
  const connectLater = (refused: boolean) => {
    const waitMs = (refused ? refusedRetryMs : retryMs) * (0.5 + Math.random() / 2);
    retryMs = Math.min(retryMs * 1.7, slowestRetryMs);
    retry = setTimeout(connect, waitMs);
  };
  const letGo = () => {
    plugged = false;
    clearTimeout(retry);
    const old = current;
    current = undefined;
    if (old) options.down();
    return old;
  };
  const up = () => (current?.link.up ? current : undefined);
  return {
    get link() {
      return up()?.link;
    },
    get session() {
      return up()?.session;
    },
    get announced() {
      return up()?.announced ?? false;
    },
    get connections() {
      return connections;
    },
    plug() {
      if (plugged) return;
      plugged = true;
      retryMs = firstRetryMs;
      connect();
    },
    unplug: () => letGo()?.link.cut(),
    async stop() {
      const last = letGo();
      if (last?.link.up) await last.link.publish(availabilityTopic, availability('offline', last.session), true);
      await last?.link.leave();
    },
  };
}
