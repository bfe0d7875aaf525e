import { connect } from 'node:tls';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import type { Log } from '../log.ts';
import { createNetworkCable } from './network-cable.ts';

export interface LinkOptions {
  host: string;
  port: number;
  /** The broker speaks TLS and is known by this authority (PEM). */
  ca?: string | undefined;
  id: string;
  secret: string;
  will: { topic: string; payload: string };
  commandTopic: string;
  /** A second topic that the device wants to hear; a broker that refuses it does without. */
  rightsTopic?: string;
  /** And a third, likewise. */
  firmwareTopic?: string;
  keepaliveSeconds: number;
  /** An answer of the broker that takes longer ends the connection. */
  answerTimeoutMs: number;
  log: Log;
  /** The broker took the connection and the subscriptions. */
  up(link: Link): void;
  message(topic: string, payload: Uint8Array, retained: boolean): void;
  /** Called once, whatever ended it. `refused` when the broker did not let the device in. */
  down(link: Link, refused: boolean): void;
}

/** One connection to the broker, from CONNECT to its end; a new connection is a new link. */
export interface Link {
  readonly up: boolean;
  /** QoS 1; resolves true once the PUBACK is here, false if the connection ended before. Never rejects. */
  publish(topic: string, payload: object, retain: boolean): Promise<boolean>;
  /** Silence without a word on the wire: see `NetworkCable`. */
  cut(): void;
  /** With DISCONNECT, so that the broker does not publish the will. */
  leave(): Promise<void>;
}

/** Opens an MQTT 3.1.1 connection. It does not reconnect by itself, because every connection needs a will of its own. */
export function openLink(options: LinkOptions): Link {
  const { log, id } = options;
  const cable = createNetworkCable(options.host, options.port);
  const { host, ca } = options;
  // the cable is below TLS, as at a real device
  const wire = ca === undefined ? cable.stream : connect({ socket: cable.stream, host, ca, minVersion: 'TLSv1.2' });
  const client = new mqtt.MqttClient(() => wire, clientOptions(options));
  let state: 'connecting' | 'up' | 'down' = 'connecting';
  let refused = false;

  const end = () => {
    if (state === 'down') return;
    state = 'down';
    client.end(true);
    publisher.abandon();
    options.down(link, refused);
  };
  const publisher = createPublisher(client, options, end);
  const link: Link = {
    get up() {
      return state === 'up';
    },
    publish: (topic, payload, retain) =>
      state === 'down' ? Promise.resolve(false) : publisher.publish(topic, payload, retain),
    cut() {
      cable.cut();
      end();
    },
    async leave() {
      if (state === 'up') await sayGoodBye(client);
      end();
    },
  };
  client.on('connect', () => {
    subscribe(client, options, (taken) => {
      if (!taken || state !== 'connecting') return end();
      state = 'up';
      options.up(link);
    });
  });
  client.on('message', (topic, payload, packet) => options.message(topic, payload, packet.retain));
  client.on('error', (error) => {
    // CONNACK 4 and 5: bad user name or password, not authorized (MQTT 3.1.1 §3.2.2.3).
    refused = 'code' in error && (error.code === 4 || error.code === 5);
    log.debug({ device: id, problem: error.message }, 'MQTT connection error');
    end();
  });
  client.on('close', end);
  return link;
}

/** Calls back with false unless the broker took the subscription to commands. */
function subscribe(
  client: MqttClient,
  { commandTopic, rightsTopic, firmwareTopic, id, log }: LinkOptions,
  done: (taken: boolean) => void,
): void {
  const more = [rightsTopic, firmwareTopic].filter((topic) => topic !== undefined);
  const next = () => {
    const topic = more.shift();
    if (topic === undefined) return done(true);
    client.subscribe(topic, { qos: 1 }, (refused) => {
      if (refused) log.warn({ device: id, topic }, 'the broker sends this device nothing on a topic of its own');
      next();
    });
  };
  client.subscribe(commandTopic, { qos: 1 }, (error) => (error ? done(false) : next()));
}

/** Publishes with QoS 1, each with a time limit; `abandon` settles whatever still waits for its PUBACK. */
function createPublisher(client: MqttClient, { log, id, answerTimeoutMs }: LinkOptions, broken: () => void) {
  const waiting = new Set<() => void>();
  const publish = (topic: string, payload: object, retain: boolean) =>
    new Promise<boolean>((resolve) => {
      const settle = (arrived: boolean) => {
        clearTimeout(timer);
        waiting.delete(give);
        resolve(arrived);
      };
      const give = () => settle(false);
      const timer = setTimeout(() => {
        log.warn({ device: id, topic }, 'the broker did not acknowledge in time: connecting anew');
        broken();
      }, answerTimeoutMs);
      waiting.add(give);
      client.publish(topic, JSON.stringify(payload), { qos: 1, retain }, (error) => {
        settle(!error);
        // not at once: the client goes through all that waits and calls each back, and to end it here would empty that list under it
        if (error) queueMicrotask(broken);
      });
    });
  const abandon = () => {
    for (const give of waiting) give();
  };
  return { publish, abandon };
}

const goodByeMs = 1000;

/** DISCONNECT, if the broker takes it in time. */
function sayGoodBye(client: MqttClient): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, goodByeMs);
    client.end(false, {}, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function clientOptions(options: LinkOptions): IClientOptions {
  return {
    clientId: options.id,
    username: options.id,
    password: options.secret,
    protocolVersion: 4,
    clean: true,
    keepalive: options.keepaliveSeconds,
    connectTimeout: options.answerTimeoutMs,
    reconnectPeriod: 0,
    resubscribe: false,
    timerVariant: 'native',
    will: { topic: options.will.topic, payload: Buffer.from(options.will.payload), qos: 1, retain: true },
  };
}
