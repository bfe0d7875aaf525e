import { Socket } from 'node:net';
import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt';
import { maxDeviceMessageBytes } from '../../devices/contracts/device-messages.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { BrokerFailure, nameBrokerProblem, problemOfReason } from './broker-problem.ts';
import type { BusReader } from './bus-reader.ts';
import { createCommitQueue } from './commit-queue.ts';

/** How the gateway reaches a broker of the site's own. */
export interface BrokerAccess {
  url: string;
  /** Of the gateway: also its client id, so that the broker keeps one session for it. */
  username: string;
  password: string | undefined;
  version: '5' | '3.1.1';
  /** PEM. */
  tls: { ca?: string; cert?: string; key?: string; servername?: string };
}

export interface MqttSessionOptions extends BrokerAccess {
  reader: BusReader;
  log: Log;
  metrics: Metrics;
  on: {
    /** The broker lets the gateway hear its devices. */
    up(): void;
    /** Once; the connection is at its end. */
    down(error: Error): void;
  };
}

/** One connection to the broker, within a session that outlives it. */
export interface MqttSession {
  /** False if it cannot be sent now. `lastsMs` 0: QoS 0, of use at once or not at all. */
  publish(topic: string, payload: string | Buffer, lastsMs: number): boolean;
  close(): Promise<void>;
}

/** The broker keeps for so long what came for a gateway that is away. */
const sessionLastsS = 30 * 24 * 3600;
/** Unacknowledged at once: one commit takes them all, and little comes again after a crash. */
const receiveMaximum = 200;
/**
 * Beyond it nothing more is read until a commit has begun: the broker keeps it. The window is no bound, since Mosquitto up to 2.0.12
 * sends a whole window more for each PUBACK, and after a break all of that again at once.
 */
const mostWaiting = 1000;
const keepaliveS = 5;
const answerMs = 5000;
/** After so long without a message the marks should have come back, and after so long in any case. */
const silenceMs = 10_000;
const longestMs = 120_000;
const goodByeMs = 1000;
/** Tells the MQTT client not to acknowledge by itself. */
const acknowledgedLater = new Error('acknowledged after the commit');

/** Never rejects and never throws; `on.down` tells why it ended. */
export function openMqttSession(options: MqttSessionOptions): MqttSession {
  const { reader, metrics, on } = options;
  const client = mqtt.connect(options.url, clientOptions(options));
  const watch = createSilenceWatch(() => end(new BrokerFailure('broker-no-rights')));
  let ping: NodeJS.Timeout | undefined;
  let wasTaken = false;
  let isUp = false;
  let isOver = false;

  const end = (error: Error) => {
    if (isOver) return;
    isOver = true;
    clearInterval(ping);
    watch.stop();
    void queue.stop();
    client.end(true);
    on.down(wasTaken ? error : explainRefusal(error, options.url));
  };
  const queue = createCommitQueue((cause) => end(new BrokerFailure('broker-commit-failed', { cause })));

  client.handleMessage = (packet, done) => {
    take(packet);
    queue.whenRoom(mostWaiting, () => done(acknowledgedLater));
  };
  const take = (packet: IPublishPacket) => {
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    queue.add({
      commit: async () => {
        await reader.take({ topic: packet.topic, payload, retained: packet.retain });
        if (reader.isFresh) watch.stop();
        else watch.heard();
      },
      acknowledge: () => {
        acknowledge(client, packet);
        if (!isUp) on.up();
        isUp = true;
      },
    });
  };

  client.on('connect', () => {
    if (isOver) return;
    wasTaken = true;
    speakAtOnce(client);
    ping = setInterval(() => client.sendPing(), keepaliveS * 1000);
    subscribe(client, reader, options.log).then(
      () => watch.begin(),
      (error: Error) => end(error),
    );
  });
  // Whoever speaks lives: the answer to a ping stands behind all that the broker has sent before.
  client.on('packetreceive', () => client.reschedulePing());
  // A broker of MQTT 5 says why it ends a connection; `close` follows.
  client.on('disconnect', ({ reasonCode = 0 }) => end(new BrokerFailure(problemOfReason(reasonCode))));
  client.on('error', (error) => end(error));
  client.on('close', () => end(new BrokerFailure('broker-connection-lost')));

  return {
    publish: (topic, payload, lastsMs) => {
      if (!client.connected || isOver) return false;
      const messageExpiryInterval = Math.ceil(lastsMs / 1000);
      const properties = options.version === '5' && lastsMs > 0 ? { properties: { messageExpiryInterval } } : {};
      client.publish(topic, payload, { qos: lastsMs > 0 ? 1 : 0, retain: false, ...properties }, (error) => {
        // The executor expires what nobody answers; here it is only told who stood in the way.
        if (error && !isOver) metrics.count('mqtt_publish_refused');
      });
      return true;
    },
    close: async () => {
      isOver = true;
      clearInterval(ping);
      watch.stop();
      await queue.stop();
      await sayGoodBye(client);
    },
  };
}

/** An end without a word before the broker has taken the connection: that is how one speaks to the wrong kind of port. */
function explainRefusal(error: Error, url: string): Error {
  if (nameBrokerProblem(error) !== 'broker-connection-lost') return error;
  return new BrokerFailure(url.startsWith('mqtts:') ? 'broker-tls' : 'broker-hung-up', { cause: error });
}

function clientOptions({ username, password, version, tls }: MqttSessionOptions): IClientOptions {
  const properties = {
    sessionExpiryInterval: sessionLastsS,
    receiveMaximum,
    maximumPacketSize: maxDeviceMessageBytes + 512,
  };
  return {
    ...tls,
    clientId: username,
    username,
    ...(password !== undefined && { password }),
    protocolVersion: version === '5' ? 5 : 4,
    clean: false,
    ...(version === '5' && { properties }),
    keepalive: keepaliveS,
    connectTimeout: answerMs,
    // A new client a connection: nothing that this one still had to send may go out minutes later.
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
  };
}

/** Rejects if the broker does not grant everything that is needed. */
async function subscribe(client: MqttClient, reader: BusReader, log: Log): Promise<void> {
  for (const { topic, qos, optional } of reader.filters()) {
    try {
      const [granted] = await client.subscribeAsync(topic, { qos });
      if (!granted || granted.qos > 2) throw new BrokerFailure('broker-no-rights');
    } catch (cause) {
      if (!client.connected) throw new BrokerFailure('broker-connection-lost', { cause });
      if (!optional) throw new BrokerFailure('broker-no-rights', { cause });
      log.warn(
        { topic },
        'the broker lets the gateway hear all but this topic; its rights may be older than the gateway',
      );
    }
  }
  for (const { topic, payload } of reader.marks()) {
    client.publish(topic, payload, { qos: 1 }, () => {
      // A mark that is refused does not come back, and the silence tells.
    });
  }
}

/**
 * PUBACK for success, four bytes in 3.1.1 and 5 alike (§3.4); the client itself can only send it before it reads on. Those of one commit
 * leave together.
 */
function acknowledge({ connected, stream }: MqttClient, { qos, messageId = 0 }: IPublishPacket): void {
  if (qos !== 1 || !connected) return;
  if (stream.writableCorked === 0) {
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
  stream.write(Buffer.of(0x40, 2, messageId >> 8, messageId & 0xff));
}

/** A command must not wait until the broker has confirmed what was sent before it (Nagle). */
function speakAtOnce({ stream }: MqttClient): void {
  if (stream instanceof Socket) stream.setNoDelay(true);
}

/** Calls when nothing was heard for a while since its begin, or when it takes too long in all. */
function createSilenceWatch(silent: () => void) {
  let [timer, longest]: NodeJS.Timeout[] = [];
  let isOn = true;
  const heard = () => {
    if (longest === undefined || !isOn) return;
    clearTimeout(timer);
    timer = setTimeout(silent, silenceMs);
  };
  return {
    heard,
    begin: () => {
      if (!isOn) return;
      longest = setTimeout(silent, longestMs);
      heard();
    },
    stop: () => {
      isOn = false;
      clearTimeout(timer);
      clearTimeout(longest);
    },
  };
}

/** DISCONNECT without an end of the session, if the broker takes it in time. */
function sayGoodBye(client: MqttClient): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      client.end(true);
      resolve();
    }, goodByeMs);
    client.end(false, {}, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
