import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Aedes, type AuthenticateError } from 'aedes';
import type {
  Availability,
  Command,
  CommandAck,
  DeviceEvent,
  DeviceState,
} from '../../../devices/contracts/device-messages.ts';
import { formatTopic, parseTopic } from '../../../devices/contracts/topics.ts';

/** What came in, in order of arrival; an event that arrives twice stands here twice. */
export interface Heard {
  events: { device: string; event: DeviceEvent }[];
  states: { device: string; state: DeviceState }[];
  availabilities: { device: string; availability: Availability }[];
  acks: { device: string; ack: CommandAck }[];
}

/** A real broker that plays the gateway's part: it keeps what devices say and sends commands. */
export interface TestBroker {
  readonly port: number;
  readonly heard: Heard;
  /** Called for each event as it arrives. */
  onEvent(listener: (device: string, event: DeviceEvent) => void): void;
  /** The session a device last announced. */
  session(device: string): string | undefined;
  command(device: string, action: string, args?: Record<string, unknown>, over?: Partial<Command>): Command;
  publishRaw(device: string, payload: string, retain?: boolean): void;
  /** Events are taken but not acknowledged: each takes the connection down, as a full disk does. */
  refuseEvents(refuse: boolean): void;
  /** Everything gone at once, as by SIGKILL. */
  kill(): Promise<void>;
  /** Back on the same port, knowing nothing. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startTestBroker(
  secrets: Readonly<Record<string, string>>,
  site = 'test-site',
): Promise<TestBroker> {
  const heard: Heard = { events: [], states: [], availabilities: [], acks: [] };
  const sockets = new Set<Socket>();
  const rings = new Map<string, 1 | 2 | 3>();
  let refusing = false;
  let listener: (device: string, event: DeviceEvent) => void = () => {};
  let commands = 0;
  let port = 0;
  let aedes: Aedes;
  let server: Server;

  const hear = (topic: string, payload: Buffer) => {
    const parts = parseTopic(topic)!;
    const { device } = parts;
    const body = JSON.parse(payload.toString());
    rings.set(device, parts.ring);
    if (parts.channel === 'event') {
      heard.events.push({ device, event: body });
      listener(device, body);
    }
    if (parts.channel === 'state') heard.states.push({ device, state: body });
    if (parts.channel === 'availability') heard.availabilities.push({ device, availability: body });
    if (parts.channel === 'ack') heard.acks.push({ device, ack: body });
  };
  const start = async () => {
    aedes = await Aedes.createBroker();
    aedes.authenticate = (client, user, password, done) => {
      if (user === client.id && secrets[client.id] === password?.toString()) return done(null, true);
      done(Object.assign(new Error('no'), { returnCode: 4 }) as AuthenticateError, false);
    };
    aedes.authorizePublish = (client, packet, done) => {
      if (refusing && packet.topic.endsWith('/event')) return done(new Error('disk full'));
      if (client || packet.topic.endsWith('/availability')) hear(packet.topic, Buffer.from(packet.payload));
      done(null);
    };
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      aedes.handle(socket);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  const publish = (device: string, payload: string, retain: boolean) => {
    const topic = formatTopic({ site, ring: rings.get(device)!, device, channel: 'cmd' });
    aedes.publish({ cmd: 'publish', topic, payload, qos: 1, retain, dup: false }, () => {});
  };
  const session = (device: string) =>
    heard.availabilities.findLast((entry) => entry.device === device && entry.availability.state === 'online')
      ?.availability.session;
  const kill = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
    await new Promise<void>((resolve) => aedes.close(() => resolve()));
  };
  await start();
  return {
    get port() {
      return port;
    },
    heard,
    onEvent: (added) => {
      listener = added;
    },
    session,
    command(device, action, args = {}, over = {}) {
      const command: Command = {
        id: `command-${++commands}`,
        session: session(device) ?? 'none',
        action,
        args,
        issuedAt: Date.now(),
        ttlMs: 5000,
        ...over,
      };
      publish(device, JSON.stringify(command), false);
      return command;
    },
    publishRaw: (device, payload, retain = false) => publish(device, payload, retain),
    refuseEvents: (refuse) => {
      refusing = refuse;
    },
    kill,
    restart: start,
    close: kill,
  };
}
