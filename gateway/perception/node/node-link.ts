import type { Clock } from '../../kernel/clock.ts';
import { maxFrameBytes } from './link-frames.ts';
import { createOpener, createSealer, type SealProblem, sealBytes } from './seal-frames.ts';
import type { QueuedMessage, SendQueue } from './send-queue.ts';

/** What the node has dropped since it began. */
export interface NodeDrops {
  videoChunks: number;
  /** Sightings that could not be delivered while they were of use. */
  sightings: number;
}

export interface NodeLinkOptions {
  sendKey: Buffer;
  receiveKey: Buffer;
  clock: Clock;
  queue: SendQueue;
  /** Larger messages of the other end are the end of the session. */
  maxMessageBytes: number;
  transmit(frame: Uint8Array): void;
  drops?(): NodeDrops;
  on: {
    message(bytes: Uint8Array): void;
    pong?(sentMs: number, theirMs: number, drops: NodeDrops): void;
    /** Once; nothing goes on after it. */
    broken(problem: LinkProblem): void;
  };
}

export type LinkProblem = SealProblem | 'message-too-large' | 'unknown-frame';

/** One session between a node and the gateway: whole messages, in pieces, sealed, no faster than the other end takes them. */
export interface NodeLink {
  receive(frame: Uint8Array): void;
  /** Messages may go from now on. */
  open(): void;
  /** Something was put into the queue. */
  pump(): void;
  ping(): void;
  /** When something genuine came last. */
  heardMs(): number;
  close(): void;
}

const kinds = { ordinary: 0, ordinaryLast: 1, urgent: 2, urgentLast: 3, taken: 4, ping: 5, pong: 6 } as const;
/** Sent and not yet taken: enough for 25 MB/s over 20 ms, little enough that nothing urgent waits long behind it. */
const windowBytes = 512 * 1024;
const takenEvery = 8;
const pieceBytes = maxFrameBytes - sealBytes - 1;

interface Underway {
  frame: number;
  bytes: number;
  completes: QueuedMessage | undefined;
}

export function createNodeLink(options: NodeLinkOptions): NodeLink {
  const { clock, queue, on } = options;
  const seal = createSealer(options.sendKey);
  const unseal = createOpener(options.receiveKey);
  const assemblies = { ordinary: createAssembly(), urgent: createAssembly() };
  let underway: Underway[] = [];
  let underwayBytes = 0;
  let sentFrames = 0;
  let receivedFrames = 0;
  let reportedFrames = 0;
  let heardMs = clock.monotonicMs();
  let isOpen = false;
  let isClosed = false;

  const send = (kind: number, bytes: Uint8Array) => options.transmit(seal(Buffer.concat([Buffer.of(kind), bytes])));
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    const messages = underway.flatMap(({ completes }) => completes ?? []);
    underway = [];
    queue.restart(messages);
  };
  const fail = (problem: LinkProblem) => {
    if (isClosed) return;
    close();
    on.broken(problem);
  };

  const pump = () => {
    while (isOpen && !isClosed && underwayBytes < (queue.hasUrgent() ? 2 * windowBytes : windowBytes)) {
      const piece = queue.next(pieceBytes);
      if (!piece) return;
      sentFrames += 1;
      underwayBytes += piece.bytes.length;
      underway.push({ frame: sentFrames, bytes: piece.bytes.length, completes: piece.completes });
      const last = piece.completes ? 1 : 0;
      send((piece.urgent ? kinds.urgent : kinds.ordinary) + last, piece.bytes);
    }
  };
  const taken = (frames: number) => {
    while (underway[0] && underway[0].frame <= frames) {
      const { bytes, completes } = underway.shift()!;
      underwayBytes -= bytes;
      if (completes) queue.taken(completes);
    }
    pump();
  };
  const piece = (kind: number, bytes: Buffer) => {
    const isLast = kind === kinds.ordinaryLast || kind === kinds.urgentLast;
    const assembly = kind >= kinds.urgent ? assemblies.urgent : assemblies.ordinary;
    if (assembly.add(bytes) > options.maxMessageBytes) return fail('message-too-large');
    receivedFrames += 1;
    if (isLast || receivedFrames - reportedFrames >= takenEvery) {
      reportedFrames = receivedFrames;
      send(kinds.taken, numbers(receivedFrames));
    }
    if (isLast) on.message(assembly.finish());
  };
  const answerPing = (bytes: Buffer) => {
    const { videoChunks, sightings } = options.drops?.() ?? { videoChunks: 0, sightings: 0 };
    send(kinds.pong, Buffer.concat([bytes.subarray(0, 8), numbers(clock.monotonicMs(), videoChunks, sightings)]));
  };

  const take = (kind: number | undefined, body: Buffer) => {
    if (kind === kinds.taken && body.length === 8) taken(body.readDoubleBE());
    else if (kind === kinds.ping && body.length === 8) answerPing(body);
    else if (kind === kinds.pong && body.length === 32) {
      const [sentMs, theirMs, videoChunks, sightings] = [0, 8, 16, 24].map((at) => body.readDoubleBE(at));
      on.pong?.(sentMs!, theirMs!, { videoChunks: videoChunks!, sightings: sightings! });
    } else if (kind !== undefined && kind <= kinds.urgentLast) piece(kind, body);
    else fail('unknown-frame');
  };

  return {
    receive: (frame) => {
      if (isClosed) return;
      const opened = unseal(frame);
      if (!opened.ok) return fail(opened.problem);
      heardMs = clock.monotonicMs();
      take(opened.bytes[0], opened.bytes.subarray(1));
    },
    open: () => {
      isOpen = true;
      pump();
    },
    pump,
    ping: () => {
      if (!isClosed) send(kinds.ping, numbers(clock.monotonicMs()));
    },
    heardMs: () => heardMs,
    close,
  };
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  for (const [at, value] of values.entries()) bytes.writeDoubleBE(value, 8 * at);
  return bytes;
}

/** Puts a message together from its pieces. */
function createAssembly() {
  let pieces: Buffer[] = [];
  let bytes = 0;
  return {
    /** Bytes so far. */
    add: (piece: Buffer): number => {
      pieces.push(piece);
      bytes += piece.length;
      return bytes;
    },
    finish: (): Buffer => {
      const whole = Buffer.concat(pieces);
      pieces = [];
      bytes = 0;
      return whole;
    },
  };
}
