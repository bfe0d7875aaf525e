import { createHash, timingSafeEqual } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes, type AuthenticateError, type Client } from 'aedes';
import { maxDeviceMessageBytes } from '../../devices/contracts/device-messages.ts';
import { parseNodeTopic, parseTopic } from '../../devices/contracts/topics.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { TlsFront } from '../kernel/tls-front.ts';
import type { BusOptions, SiteBroker } from './broker.ts';
import { type Caller, createCallers } from './callers.ts';
import { createConnectLimit } from './connect-limit.ts';
import {
  deviceTopic,
  fromDevice,
  hears,
  inPassing,
  nodeDownTopic,
  readNodeMessage,
  type ToDevice,
} from './device-topics.ts';
import { createMessagePace } from './message-pace.ts';
import { guardPackets } from './packet-guard.ts';

export interface BrokerOptions extends BusOptions {
  host: string;
  port: number;
  clock?: Clock;
  /** Unpacks TLS at the port. */
  front?: TlsFront | undefined;
}

const digest = (secret: string | Buffer) => createHash('sha256').update(secret).digest();

/** The embedded MQTT 3.1.1 broker: only registered devices, each only on its own topics. */
export async function createBroker(options: BrokerOptions): Promise<SiteBroker> {
  const { log, metrics } = options;
  const devices = new Map(options.devices.map((device) => [device.id, { ...device, hash: digest(device.secret) }]));
  const nodes = new Map((options.nodes?.members ?? []).map(({ id, password }) => [id, { id, hash: digest(password) }]));
  const refuse = (reason: string, client: Client | undefined, detail: object = {}) => {
    metrics.count('mqtt_refused', { reason });
    log.warn({ reason, client: client?.id, ...detail }, 'MQTT request refused');
  };
  const aedes = await Aedes.createBroker({
    concurrency: 1000,
    connectTimeout: 5000,
    drainTimeout: 10_000,
    keepaliveLimit: 120,
    queueLimit: 64,
    maxClientsIdLength: 64,
    maxTopicLevels: 8,
  });

  // Nobody subscribes to what devices say (authorizeForward): once it is acknowledged it need not go round the broker.
  const publish = aedes.publish.bind(aedes) as (...args: unknown[]) => void;
  aedes.publish = (...args: unknown[]) => {
    const [packet, from, done] = args;
    if (typeof from === 'function' || !from) publish(packet, from, done);
    else (done as () => void)();
  };

  const connected = new Map<string, Client>();
  aedes.on('client', (client) => connected.set(client.id, client));
  aedes.on('clientDisconnect', (client) => {
    if (connected.get(client.id) === client) connected.delete(client.id);
    pace.left(client);
  });

  const heard = new WeakMap<Client, Set<string>>();
  const topicsOf = (client: Client) => heard.get(client) ?? heard.set(client, new Set()).get(client)!;
  aedes.on('subscribe', (subscriptions, client) => {
    for (const { topic } of subscriptions) topicsOf(client).add(topic);
  });
  aedes.on('unsubscribe', (topics, client) => {
    for (const topic of topics) topicsOf(client).delete(topic);
  });

  const wills = new WeakMap<Client, object>();
  aedes.preConnect = (client, packet, done) => {
    if (packet.will) wills.set(client, packet.will);
    // No session outlives its connection: commands are bound to it, so nothing may wait for a device in memory.
    packet.clean = true;
    done(null, true);
  };

  const notice = (device: string, what: 'displaced' | 'babbles') => {
    try {
      options[what]?.(device);
    } catch (err) {
      // a full disk keeps no device out
      log.error({ err, device, what }, 'what was noticed of a device could not be kept');
    }
  };
  const clock = options.clock ?? systemClock;
  const limit = createConnectLimit(clock);
  const pace = createMessagePace({
    clock,
    held: (device) => metrics.count('mqtt_held_back', { device }),
    babbles: (device) => {
      log.warn({ device }, 'a device says too much and is read more slowly');
      notice(device, 'babbles');
    },
  });
  const callers = new WeakMap<object, Caller>();
  aedes.authenticate = (client, username, password, done) => {
    const caller = callers.get(client.conn);
    const address = caller?.address ?? '';
    if (!limit.mayTry(address, username)) {
      metrics.count('mqtt_refused', { reason: 'too-many-tries' });
      return done(Object.assign(new Error('too-many-tries'), { returnCode: 3 }) as AuthenticateError, false);
    }
    const device = username ? (devices.get(username) ?? nodes.get(username)) : undefined;
    const right = timingSafeEqual(digest(password ?? ''), device?.hash ?? digest('nobody'));
    const isItself = device !== undefined && right && client.id === device.id;
    let isLetIn = isItself;
    try {
      if (isItself && !nodes.has(device.id)) isLetIn = options.admits?.(device.id) ?? true;
    } catch (err) {
      log.error({ err, device: device?.id }, 'whether a device counts could not be read; it may try again');
      metrics.count('mqtt_refused', { reason: 'unreadable' });
      return done(Object.assign(new Error('unreadable'), { returnCode: 3 }) as AuthenticateError, false);
    }
    if (isLetIn && device) {
      limit.right(address, device.id);
      caller?.settled();
      if (devices.has(device.id) && connected.has(device.id)) notice(device.id, 'displaced');
      return done(null, true);
    }
    const wrong = !device ? 'unknown-device' : right ? 'client-id-is-not-the-device' : 'wrong-password';
    const reason = isItself ? 'device-revoked' : wrong;
    const isLast = !isItself && limit.wrong(address, username);
    refuse(reason, client, { user: device?.id, address, ...(isLast && { next: 'the next tries are not looked at' }) });
    done(Object.assign(new Error(reason), { returnCode: 4 }) as AuthenticateError, false);
  };

  aedes.authorizePublish = (client, packet, done) => {
    if (!client) return done(null);
    // Kept by the gateway itself: nobody subscribes to what devices say, so nothing needs the broker's memory.
    packet.retain = false;
    // A step of the wall clock makes aedes take itself for a broker that has died, and speak the wills of all who are there.
    if (packet === wills.get(client) && !client.closed) return done(null);
    const said = nodes.has(client.id) ? readNodeMessage(options.site, packet.topic, packet.payload) : undefined;
    if (said?.node === client.id) {
      options.nodes?.receive(said);
      // Not at once: aedes would read on in the middle of the packet that its parser has just handed out.
      return queueMicrotask(() => done(null));
    }
    const topic = parseTopic(packet.topic);
    const device = devices.get(client.id);
    const own =
      topic && device && topic.device === device.id && topic.ring === device.ring && topic.site === options.site;
    if (!own || ![...fromDevice, inPassing].some((channel) => channel === topic.channel)) {
      refuse('foreign-topic', client, { topic: packet.topic.slice(0, 120) });
      return done(new Error('not your topic'));
    }
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    const { channel } = topic;
    const hand = () =>
      options.receive({ device: device.id, channel, payload }).then(
        () => done(null),
        (error: Error) => {
          log.error({ err: error, device: device.id }, 'message not committed, PUBACK withheld');
          done(error);
        },
      );
    // Its will: the line is gone, and with it whatever waits for its turn; nobody says this again.
    if (client.closed) return void hand();
    pace.pass(device.id, client, hand);
  };

  aedes.authorizeSubscribe = (client, subscription, done) => {
    const device = devices.get(client.id);
    const own = device
      ? hears(device).map((channel) => deviceTopic(options.site, device, channel))
      : [nodeDownTopic(options.site, client.id)];
    if ((device || nodes.has(client.id)) && own.includes(subscription.topic)) return done(null, subscription);
    refuse('foreign-subscription', client, { topic: subscription.topic.slice(0, 120) });
    done(null, null);
  };

  // Only commands, rights and what nodes are told leave the broker.
  aedes.authorizeForward = (_client, packet) => {
    const channel = parseTopic(packet.topic)?.channel ?? parseNodeTopic(packet.topic)?.channel;
    return channel === 'cmd' || channel === 'rights' || channel === 'firmware' || channel === 'down' ? packet : null;
  };

  (aedes as EventEmitter).on('error', (error) =>
    log.error({ err: error }, 'the MQTT broker failed at a task of its own'),
  );
  aedes.on('clientError', (client, error) => log.debug({ client: client.id, err: error }, 'MQTT client error'));
  aedes.on('connectionError', (client, error) => {
    // A connection that merely ended, or that was ended for a packet already counted, is no protocol error.
    if (!client.conn.destroyed) refuse('protocol-error', client, { problem: error.message });
    client.close();
  });

  // Straight to whom it is for, not round the broker: a door waits for it. Who is not there, or does not listen, gets nothing later:
  // commands are bound to a session, rights are sent when it is back, and a link that misses a frame begins anew.
  const tell = (to: string, topic: string, payload: string | Buffer, qos: 0 | 1) => {
    const client = connected.get(to);
    if (client && topicsOf(client).has(topic))
      client.publish({ cmd: 'publish', topic, payload, qos, retain: false, dup: false }, () => {});
  };
  const sendTo = (id: string, channel: ToDevice, payload: object) => {
    const device = devices.get(id);
    if (device && hears(device).includes(channel))
      tell(id, deviceTopic(options.site, device, channel), JSON.stringify(payload), 1);
  };

  const { greet } = createCallers(Math.max(64, devices.size + nodes.size));
  const server = createServer((socket: Socket) => {
    const caller = greet(socket);
    if (!caller) return metrics.count('mqtt_refused', { reason: 'too-many-connections' });
    socket.setNoDelay(true);
    const hear = (wire: Socket) => {
      const stream = guardPackets(wire, maxDeviceMessageBytes + 512, (announced) =>
        refuse('packet-too-large', undefined, { announced }),
      );
      stream.on('error', (error) => log.debug({ err: error }, 'MQTT connection ended'));
      callers.set(stream, caller);
      aedes.handle(stream);
    };
    if (options.front) options.front.take(socket, hear);
    else hear(socket);
  });
  server.maxConnections = (devices.size + nodes.size) * 2 + 64;
  await listen(server, options.host, options.port);
  // too many open files, say: it goes on listening, and those who are connected notice nothing
  server.on('error', (err) => log.error({ err }, 'the MQTT broker could not take a connection'));

  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    port,
    url: `${options.front?.only ? 'mqtts' : 'mqtt'}://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    link: () => undefined,
    clients: () => aedes.connectedClients,
    drop: (device) => connected.get(device)?.close(),
    sendToNode: (node, frame) =>
      tell(node, nodeDownTopic(options.site, node), Buffer.from(frame.buffer, frame.byteOffset, frame.length), 0),
    send: (device, payload) => sendTo(device, 'cmd', payload),
    sendRights: (device, payload) => sendTo(device, 'rights', payload),
    sendFirmware: (device, payload) => sendTo(device, 'firmware', payload),
    close: async () => {
      pace.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      options.front?.close();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      await closed;
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const what = cause.code === 'EADDRINUSE' ? 'is in use by another program' : cause.message;
      reject(new Fault('port-busy', `the MQTT broker cannot listen on ${host}:${port}: ${what}`, { cause }));
    });
    server.listen(port, host, () => resolve());
  });
}
