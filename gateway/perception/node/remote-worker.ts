import type { Parsed } from '../../../devices/contracts/parse.ts';
import { type Clock, systemClock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { FaceSettings, FromPerception, PerceptionCamera, ToPerception } from '../messages.ts';
import type { WorkerOn, WorkerProcess } from '../pool/worker-process.ts';
import { type ClockOffset, createClockOffset } from './clock-offset.ts';
import { formatWelcome, frameTypes, type Hello, linkVersion, parseHello } from './link-frames.ts';
import { createKeyShare, deriveLinkKeys, type LinkIdentity } from './link-keys.ts';
import { timesFromNode, timesToNode, translateTimes } from './message-times.ts';
import { createNodeLink, type NodeDrops, type NodeLink } from './node-link.ts';
import { parseFromPerception } from './parse-from-perception.ts';
import { createSendQueue, type SendQueue } from './send-queue.ts';
import { decodeMessage, encodeMessage } from './wire-values.ts';

export interface RemoteWorkerOptions {
  identity: LinkIdentity;
  cameras: readonly PerceptionCamera[];
  faces: FaceSettings;
  log: Log;
  clock?: Clock;
  /** Hands a frame to the broker; what cannot be delivered is lost, and ends the session. */
  transmit(frame: Uint8Array): void;
  on: WorkerOn;
  limits?: { hungMs?: number };
}

/** A perception process on another machine, which comes and goes as it likes. */
export interface RemoteWorker extends WorkerProcess {
  readonly node: string;
  /** What the node said on one of its topics. */
  receive(channel: 'up' | 'availability', payload: Uint8Array): void;
  figures(): NodeFigures;
}

export interface NodeFigures {
  node: string;
  up: boolean;
  roundTripMs: number | undefined;
  /** Messages that were not what a node may say. */
  refused: number;
  drops: NodeDrops;
}

interface Session {
  connection: Uint8Array;
  link: NodeLink;
  queue: SendQueue;
  offset: ClockOffset;
  isConfigured: boolean;
  isReady: boolean;
  /** Questions that it may answer. */
  asked: Set<number>;
}

const hungMs = 10_000;
const pingEveryMs = 2000;
const maxMessageFromNode = 8 * 1024 * 1024;
/** Enough for the templates of 30 000 faces. */
export const maxMessageToNode = 64 * 1024 * 1024;

export function createRemoteWorker(options: RemoteWorkerOptions): RemoteWorker {
  const { identity, log, on, clock = systemClock } = options;
  const { node } = identity;
  const patienceMs = options.limits?.hungMs ?? hungMs;
  const cameras = new Set(options.cameras.map(({ id }) => id));
  let session: Session | undefined;
  let timer: NodeJS.Timeout | undefined;
  let refused = 0;
  let drops: NodeDrops = { videoChunks: 0, sightings: 0 };

  const end = (reason: string) => {
    if (!session) return;
    const { link, isReady } = session;
    session = undefined;
    link.close();
    log.warn({ node, reason }, 'a perception node is away');
    if (isReady) on.lost(reason);
  };
  const reset = () => options.transmit(Buffer.of(frameTypes.reset));
  /** It is told to begin anew. */
  const giveUp = (reason: string) => {
    end(reason);
    reset();
  };
  const refuse = (problem: string) => {
    refused += 1;
    log.warn({ node, problem }, 'a message of a perception node was refused');
  };

  const send = (message: ToPerception): boolean => {
    if (!session?.isConfigured) return false;
    const { toTheirs } = session.offset;
    const bytes = encodeMessage(translateTimes(message, timesToNode[message.kind], toTheirs));
    if (bytes.length > maxMessageToNode) {
      log.error({ node, kind: message.kind, bytes: bytes.length }, 'too much for a perception node: not sent');
      return false;
    }
    if (!session.queue.add({ bytes })) {
      // What it has not been told, such as who is no longer known, it is told when it begins anew.
      giveUp('it does not keep up');
      return false;
    }
    if ('request' in message && message.kind !== 'enrol-cancel') session.asked.add(message.request);
    session.link.pump();
    return true;
  };

  const take = (bytes: Uint8Array) => {
    const current = session;
    if (!current) return;
    const read = readMessage(bytes, cameras, current, clock);
    if (!read.ok) return refuse(read.problem);
    const message = read.value;
    if (message.kind === 'failed') log.error({ node, problem: message.problem }, 'a perception node cannot begin');
    else if (message.kind !== 'ready') on.message(message);
    else if (!current.isReady) {
      current.isReady = true;
      log.info({ node, roundTripMs: current.offset.roundTripMs() }, 'a perception node has joined');
      on.ready(message.faceModelId);
    }
  };

  const configure = () => {
    if (!session || session.isConfigured) return;
    session.isConfigured = true;
    session.link.open();
    // Where its models lie is the node's own affair.
    send({ kind: 'configure', modelsDir: '.', cameras: [...options.cameras], faces: options.faces });
  };

  const greet = ({ connection, share, version }: Hello) => {
    if (version !== linkVersion) return refuse(`it speaks version ${version} of the link, we speak ${linkVersion}`);
    end('it began anew');
    const answer = answerHello(identity, share);
    if (!answer) return refuse('its key share is none');
    const queue = createSendQueue({ clock, maxBytes: 2 * maxMessageToNode, onExpired: () => undefined });
    const offset = createClockOffset();
    const link = createNodeLink({
      sendKey: answer.keys.down,
      receiveKey: answer.keys.up,
      clock,
      queue,
      maxMessageBytes: maxMessageFromNode,
      transmit: options.transmit,
      on: {
        message: take,
        pong: (sentMs, theirMs, told) => {
          offset.answered(sentMs, theirMs, clock.monotonicMs());
          drops = told;
          configure();
        },
        broken: (problem) => giveUp(`its session broke: ${problem}`),
      },
    });
    session = { connection, link, queue, offset, isConfigured: false, isReady: false, asked: new Set() };
    options.transmit(answer.welcome);
    link.ping();
  };
  const watch = () => {
    if (!session) return;
    if (clock.monotonicMs() - session.link.heardMs() <= patienceMs) return session.link.ping();
    giveUp('gave no sign of life');
  };

  return {
    node,
    start: () => {
      timer = setInterval(watch, Math.min(pingEveryMs, patienceMs / 4));
    },
    send,
    pid: () => undefined,
    receive: (channel, payload) => {
      if (!timer) return;
      if (channel === 'availability') {
        if (session && Buffer.compare(payload, session.connection) === 0) end('its connection ended');
        return;
      }
      const hello = parseHello(payload);
      if (hello) greet(hello);
      else if (session) session.link.receive(payload);
      else reset();
    },
    figures: () => ({
      node,
      up: session?.isReady ?? false,
      roundTripMs: session?.offset.roundTripMs(),
      refused,
      drops,
    }),
    stop: async () => {
      clearInterval(timer);
      timer = undefined;
      session?.link.close();
      session = undefined;
    },
  };
}

function answerHello(identity: LinkIdentity, share: Uint8Array) {
  const ours = createKeyShare();
  const agreed = ours.agree(share);
  if (!agreed) return undefined;
  const keys = deriveLinkKeys(identity, agreed, share, ours.publicKey);
  return { keys, welcome: formatWelcome(share, ours.publicKey) };
}

/** A message as one of our own processes would have said it. */
function readMessage(
  bytes: Uint8Array,
  cameras: Set<string>,
  { asked, offset }: Session,
  clock: Clock,
): Parsed<FromPerception> {
  const decoded = decodeMessage(bytes, { maxItems: 10_000 });
  const parsed = decoded.ok ? parseFromPerception(decoded.value) : decoded;
  if (!parsed.ok) return parsed;
  const problem = screenMessage(parsed.value, cameras, asked);
  if (problem !== undefined) return { ok: false, problem };
  // Nothing was seen later than now, whatever a clock says.
  const toOurs = (theirMs: number) => Math.min(offset.toOurs(theirMs), clock.monotonicMs());
  return { ok: true, value: translateTimes(parsed.value, timesFromNode[parsed.value.kind], toOurs) };
}

/** A node speaks of its own cameras, and answers what it was asked; `undefined` if it does. */
function screenMessage(message: FromPerception, cameras: Set<string>, asked: Set<number>): string | undefined {
  if ('camera' in message && !cameras.has(message.camera)) return `${message.kind}: this camera is not the node's`;
  if (message.kind === 'stats' && !message.cameras.every(({ camera }) => cameras.has(camera))) {
    return "stats: one of the cameras is not the node's";
  }
  if (!('request' in message)) return undefined;
  if (!asked.has(message.request)) return `${message.kind}: nobody asked it`;
  if (message.kind !== 'enrol-hint' && message.kind !== 'clip-chunk') asked.delete(message.request);
  return undefined;
}
