import type { Socket } from 'node:net';

/** What is wrong with a line. */
export interface LineFault {
  /** One way. */
  delayMs?: number;
  /** Of all connections together, each way. */
  bytesPerSecond?: number;
  /** 0…1 of the packets get lost. TCP sends each again after a while, and what comes behind it waits. */
  lossShare?: number;
  /** Of which get lost. */
  random?: () => number;
  /** Connections are reset once so many bytes have gone to the far side. */
  resetAfterBytes?: number;
  /** All that is asked gets there, and the connection is reset before anything comes back. */
  losesAnswers?: boolean;
  /** Somebody else answers in the far side's place. */
  answer?: string;
}

/** One way of a connection, as slow and as lossy as its line is now. */
export interface Way {
  /** The line has changed. */
  lookAgain(): void;
}

export interface WayParts {
  fault(): LineFault;
  isFrozen(): boolean;
  /** What comes in; nothing is passed on of what it does not return. */
  take(chunk: Buffer): Buffer | undefined;
  /** The line is busy with a piece for so long; returns until when it is busy with all before it, too. */
  occupy(lastsMs: number): number;
}

/** As much as a packet holds. */
const pieceBytes = 1460;
/** What TCP waits before it sends again what was not acknowledged. */
const resendMs = 300;
/** So much is on the line at most; who sends more has to wait. */
const mostUnderWay = 65_536;

/** `bytes` is `undefined` for the end of the stream. */
interface Piece {
  bytes: Buffer | undefined;
  dueMs: number;
}

export function createWay(source: Socket, sink: Socket, parts: WayParts): Way {
  const line: Piece[] = [];
  let underWay = 0;
  let lastDueMs = 0;
  let isFull = false;
  let timer: NodeJS.Timeout | undefined;

  const lookAgain = () => {
    clearTimeout(timer);
    timer = undefined;
    const nowMs = performance.now();
    while (!parts.isFrozen() && line[0] && line[0].dueMs <= nowMs) {
      const { bytes } = line.shift()!;
      underWay -= bytes?.length ?? 0;
      if (!bytes) sink.end();
      else if (sink.writable && !sink.write(bytes)) isFull = true;
    }
    if (!parts.isFrozen() && line[0]) timer = setTimeout(lookAgain, Math.max(1, line[0].dueMs - nowMs));
    if (parts.isFrozen() || isFull || underWay > mostUnderWay) source.pause();
    else source.resume();
  };
  const send = (bytes: Buffer | undefined) => {
    const { delayMs = 0, bytesPerSecond, lossShare = 0, random = Math.random } = parts.fault();
    const sentMs = bytesPerSecond ? parts.occupy(((bytes?.length ?? 0) * 1000) / bytesPerSecond) : performance.now();
    const lostMs = lossShare > 0 && random() < lossShare ? resendMs : 0;
    lastDueMs = Math.max(lastDueMs, sentMs + delayMs + lostMs);
    line.push({ bytes, dueMs: lastDueMs });
    underWay += bytes?.length ?? 0;
  };
  source.on('data', (chunk: Buffer) => {
    const taken = parts.take(chunk);
    if (!taken) return;
    const { bytesPerSecond, lossShare } = parts.fault();
    const step = bytesPerSecond || lossShare ? pieceBytes : taken.length;
    for (let at = 0; at < taken.length; at += step) send(taken.subarray(at, at + step));
    lookAgain();
  });
  source.once('end', () => {
    send(undefined);
    lookAgain();
  });
  sink.on('drain', () => {
    isFull = false;
    lookAgain();
  });
  source.once('close', () => clearTimeout(timer));
  lookAgain();
  return { lookAgain };
}
