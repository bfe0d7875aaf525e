import { randomBytes } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import { formatNodeTopic } from '../../../devices/contracts/topics.ts';
import { createBackOff } from '../../kernel/back-off.ts';
import type { Log } from '../../kernel/log.ts';
import { connectionIdBytes } from './link-frames.ts';
import { type LinkIdentity, nodePassword } from './link-keys.ts';

export interface MqttWayOptions {
  /** mqtt://host:port */
  broker: string;
  identity: LinkIdentity;
  log: Log;
  on: {
    connected(connection: Uint8Array, transmit: (frame: Uint8Array) => void): void;
    frame(frame: Uint8Array): void;
    disconnected(): void;
  };
}

/** The node's connection to the site's broker, made again for as long as it takes. */
export interface MqttWay {
  /** It leads somewhere: the next attempt need not wait long. */
  proved(): void;
  close(): Promise<void>;
}

const firstRetryMs = 500;
const lastRetryMs = 15_000;

export function openMqttWay({ broker, identity, log, on }: MqttWayOptions): MqttWay {
  const { site, node } = identity;
  const topic = (channel: 'up' | 'down' | 'availability') => formatNodeTopic({ site, node, channel });
  const backOff = createBackOff(firstRetryMs, lastRetryMs);
  let client: MqttClient | undefined;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;
  let lastProblem = '';

  const say = (problem: string) => {
    if (problem !== lastProblem) log.warn({ problem: explain(problem) }, 'no way to the gateway');
    lastProblem = problem;
  };
  const connect = () => {
    const connection = randomBytes(connectionIdBytes);
    const opened = mqtt.connect(broker, {
      clientId: node,
      username: node,
      password: nodePassword(identity),
      protocolVersion: 4,
      keepalive: 10,
      reconnectPeriod: 0,
      connectTimeout: 5000,
      queueQoSZero: false,
      will: { topic: topic('availability'), payload: connection, qos: 1, retain: false },
    });
    client = opened;
    const transmit = (frame: Uint8Array) => {
      if (opened.connected)
        opened.publish(topic('up'), Buffer.from(frame.buffer, frame.byteOffset, frame.length), { qos: 0 });
    };
    opened.on('error', (error) => say(error.message));
    opened.on('message', (_topic, payload) => on.frame(payload));
    opened.on('connect', () => {
      opened.subscribeAsync(topic('down'), { qos: 0 }).then(
        () => {
          lastProblem = '';
          on.connected(connection, transmit);
        },
        (error: Error) => {
          say(error.message);
          opened.end(true);
        },
      );
    });
    opened.on('close', () => {
      if (client !== opened) return;
      client = undefined;
      opened.end(true);
      on.disconnected();
      if (!isClosed) retry = setTimeout(connect, backOff.nextMs());
    });
  };
  connect();

  return {
    proved: backOff.reset,
    close: async () => {
      isClosed = true;
      clearTimeout(retry);
      // Not a good-bye by DISCONNECT: the will tells the gateway at once.
      await client?.endAsync(true);
    },
  };
}

function explain(problem: string): string {
  return /not authorized|bad user ?name/i.test(problem)
    ? 'the gateway does not know this node: compare site, id and secret with perception.nodes of the site file'
    : problem;
}
