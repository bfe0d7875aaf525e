import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { FromPerception, ToPerception } from '../messages.ts';
import { parseToPerception } from '../parse-to-perception.ts';
import { formatHello, frameTypes, parseWelcome } from './link-frames.ts';
import { createKeyShare, deriveLinkKeys, type KeyShare, type LinkIdentity } from './link-keys.ts';
import { createNodeLink, type NodeLink } from './node-link.ts';
import { createNodeOutbox } from './node-outbox.ts';
import { decodeMessage } from './wire-values.ts';

/** The part of `PerceptionProcess` that a node needs. */
export interface NodeEyes {
  receive(message: ToPerception): void;
}

export interface PerceptionNodeOptions {
  identity: LinkIdentity;
  modelsDir: string;
  /** Threads are there for so many. */
  maxCameras: number;
  clock: Clock;
  log: Log;
  /** Called once, by the first `configure`. */
  createEyes(send: (message: FromPerception, sent?: () => void) => void): NodeEyes;
  on: {
    /** The gateway has taken it on. */
    joined(): void;
    /** What it does is of no use any more: the gateway wants other cameras, or has been away for long. Ends this process. */
    outdated(reason: string): void;
  };
  limits?: { awayMs?: number; hungMs?: number };
}

/** A perception process as the gateway's remote worker sees it: greets, is configured, and answers. */
export interface PerceptionNode {
  /** There is a way to the gateway. */
  connected(connection: Uint8Array, transmit: (frame: Uint8Array) => void): void;
  receive(frame: Uint8Array): void;
  disconnected(): void;
  stop(): void;
}

/** Somebody comes back after a broken cable; for a gateway that stays away, nobody is looked at and no template is kept. */
const awayMs = 60_000;
const hungMs = 10_000;
const greetAgainMs = 3000;
/** All templates of a site come in one message. */
const maxMessageFromGateway = 64 * 1024 * 1024;

interface Way {
  connection: Uint8Array;
  transmit(frame: Uint8Array): void;
}

interface Session {
  link: NodeLink;
  isConfigured: boolean;
}

export function createPerceptionNode(options: PerceptionNodeOptions): PerceptionNode {
  const { identity, clock, log, on } = options;
  const patienceMs = options.limits?.hungMs ?? hungMs;
  const outbox = createNodeOutbox(clock, log);
  const begun = createBegun();
  let way: Way | undefined;
  let greeting: { share: KeyShare; atMs: number } | undefined;
  let session: Session | undefined;
  let eyes: NodeEyes | undefined;
  let configured: string | undefined;
  let awaySinceMs = clock.monotonicMs();

  const leave = (reason: string) => {
    if (!session) return;
    session.link.close();
    if (session.isConfigured) log.warn({ reason }, 'the gateway is away');
    session = undefined;
    outbox.closed();
    awaySinceMs = clock.monotonicMs();
    // Nobody watches or enrols through a link that is not there.
    for (const message of begun.undo()) eyes?.receive(message);
  };
  const greet = () => {
    if (!way) return;
    greeting = { share: createKeyShare(), atMs: clock.monotonicMs() };
    way.transmit(formatHello(way.connection, greeting.share.publicKey));
  };

  const configure = (message: ToPerception & { kind: 'configure' }) => {
    if (!session || session.isConfigured) return log.warn({}, 'the gateway configures twice');
    const wanted = JSON.stringify({ ...message, cameras: message.cameras.map(lasting) });
    if (configured !== undefined && configured !== wanted) return on.outdated('the gateway wants other cameras');
    session.isConfigured = true;
    session.link.open();
    outbox.opened(session.link);
    on.joined();
    if (configured !== undefined) return;
    configured = wanted;
    const count = message.cameras.length;
    if (count > options.maxCameras) {
      outbox.send({
        kind: 'problem',
        problem: `${count} cameras, but maxCameras of the node is ${options.maxCameras}`,
      });
    }
    const own = { ...message, modelsDir: options.modelsDir };
    eyes = options.createEyes((said, sent) => {
      // Whoever asked has gone with the session.
      if ('request' in said && !begun.isAsked(said.request)) sent?.();
      else outbox.send(said, sent);
    });
    eyes.receive(own);
  };
  const take = (bytes: Uint8Array) => {
    const decoded = decodeMessage(bytes, { maxItems: 1_000_000 });
    const parsed = decoded.ok ? parseToPerception(decoded.value) : decoded;
    if (!parsed.ok) return outbox.send({ kind: 'problem', problem: parsed.problem });
    const message = parsed.value;
    // Photos are files of the gateway, and when this process ends is decided here.
    if (message.kind === 'enrol' || message.kind === 'stop') {
      return outbox.send({ kind: 'problem', problem: `${message.kind}: not of a node` });
    }
    if (message.kind === 'configure') return configure(message);
    if (!session?.isConfigured) return;
    begun.note(message);
    eyes?.receive(message);
  };

  const welcome = (gatewayShare: Uint8Array, share: KeyShare) => {
    const agreed = share.agree(gatewayShare);
    if (!agreed) return;
    const keys = deriveLinkKeys(identity, agreed, share.publicKey, gatewayShare);
    greeting = undefined;
    const link = createNodeLink({
      sendKey: keys.up,
      receiveKey: keys.down,
      clock,
      queue: outbox.queue,
      maxMessageBytes: maxMessageFromGateway,
      transmit: (frame) => way?.transmit(frame),
      drops: outbox.drops,
      on: {
        message: take,
        broken: (problem) => {
          leave(`the session broke: ${problem}`);
          greet();
        },
      },
    });
    session = { link, isConfigured: false };
  };

  const timer = setInterval(
    () => {
      const nowMs = clock.monotonicMs();
      if (session && nowMs - session.link.heardMs() > patienceMs) {
        leave('gave no sign of life');
        greet();
      } else if (!session && greeting && nowMs - greeting.atMs > greetAgainMs) greet();
      if (eyes && !session && nowMs - awaySinceMs > (options.limits?.awayMs ?? awayMs)) {
        on.outdated('the gateway has been away for long');
      }
    },
    Math.min(1000, patienceMs / 4),
  );

  return {
    connected: (connection, transmit) => {
      leave('it connected anew');
      way = { connection, transmit };
      greet();
    },
    receive: (frame) => {
      const answer = greeting && parseWelcome(frame, greeting.share.publicKey);
      if (greeting && answer) welcome(answer, greeting.share);
      else if (frame[0] === frameTypes.sealed) session?.link.receive(frame);
      else if (frame[0] === frameTypes.reset && session) {
        leave('the gateway knows of no session');
        greet();
      }
    },
    disconnected: () => {
      way = undefined;
      greeting = undefined;
      leave('the connection ended');
    },
    stop: () => {
      clearInterval(timer);
      leave('stopping');
    },
  };
}

/** What of a camera makes it another one; masks and whether it is watched are told again by `scene`. */
function lasting<T extends { watched: boolean; masks: unknown }>({ watched: _, masks: __, ...camera }: T) {
  return camera;
}

/** What the gateway has begun and would have to end. */
function createBegun() {
  const watched = new Set<string>();
  const asked = new Set<number>();
  const enrolments = new Set<number>();
  return {
    isAsked: (request: number) => asked.has(request),
    note: (message: ToPerception) => {
      if ('request' in message && message.kind !== 'enrol-cancel') asked.add(message.request);
      if (message.kind === 'watch' && message.on) watched.add(message.camera);
      else if (message.kind === 'watch') watched.delete(message.camera);
      else if (message.kind === 'enrol-live') enrolments.add(message.request);
      else if (message.kind === 'enrol-cancel') enrolments.delete(message.request);
    },
    undo: (): ToPerception[] => {
      const ends: ToPerception[] = [
        ...[...watched].map((camera) => ({ kind: 'watch' as const, camera, on: false })),
        ...[...enrolments].map((request) => ({ kind: 'enrol-cancel' as const, request })),
      ];
      watched.clear();
      enrolments.clear();
      asked.clear();
      return ends;
    },
  };
}
