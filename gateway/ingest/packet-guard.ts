import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * The MQTT byte stream of a connection, which ends at the first packet that announces more than `maxBytes`, before anything of it is
 * buffered (fixed header: MQTT 3.1.1 §2.2.3, up to four length bytes); the broker itself sets no such bound. What the broker writes in
 * one turn of the loop, each packet in several pieces, leaves in one: a system call for each piece cost more than its commit. What
 * has come is handed on in small pieces, as the broker works off a piece at once: many that say much would hold up everybody.
 */
export function guardPackets(socket: Socket, maxBytes: number, onTooLarge: (announced: number) => void): Duplex {
  return new GuardedStream(socket, createLengthCheck(maxBytes), onTooLarge);
}

const mostAtOnce = 4096;

type Written = (error?: Error | null) => void;

class GuardedStream extends Duplex {
  readonly #socket: Socket;
  readonly #check: (chunk: Buffer) => number | undefined;
  readonly #onTooLarge: (announced: number) => void;
  #isReading = false;
  /** What has come and was not handed on yet. */
  #rest: Buffer = Buffer.alloc(0);
  #isHolding = false;
  #drained: Written | undefined;

  constructor(socket: Socket, check: (chunk: Buffer) => number | undefined, onTooLarge: (announced: number) => void) {
    // Ends what is written once all is read: an answer to what is still read must not break it off.
    super({ allowHalfOpen: false, readableHighWaterMark: mostAtOnce });
    this.#socket = socket;
    this.#check = check;
    this.#onTooLarge = onTooLarge;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('end', () => this.#end());
    // A reset connection is the broker's business, which sees it as the end of the stream.
    socket.on('error', () => this.#end());
    socket.on('drain', () => this.#goOn());
    // What had arrived before is still read; whoever has read it closes this stream, too.
    socket.on('close', () => {
      this.#end();
      this.#goOn();
    });
    socket.pause();
  }

  #take(chunk: Buffer): void {
    // What had arrived behind the packet that ended it.
    if (this.#socket.destroyed) return;
    const announced = this.#check(chunk);
    if (announced !== undefined) {
      this.#onTooLarge(announced);
      this.destroy();
    } else {
      this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
      this.#handOn();
    }
  }

  #handOn(): void {
    while (this.#rest.length > 0) {
      const piece = this.#rest.subarray(0, mostAtOnce);
      this.#rest = this.#rest.subarray(mostAtOnce);
      if (this.push(piece)) continue;
      this.#isReading = false;
      this.#socket.pause();
      return;
    }
    this.#socket.resume();
  }

  #end(): void {
    if (this.readableEnded || this.destroyed) return;
    if (this.#rest.length > 0) this.push(this.#rest);
    this.#rest = this.#rest.subarray(0, 0);
    this.push(null);
  }

  override _read(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    // Not inside of read(): whoever takes all of it there and does not read on would never be told of more (aedes, in the middle of a packet).
    process.nextTick(() => this.#handOn());
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Written): void {
    const socket = this.#socket;
    if (socket.destroyed) {
      done();
      return;
    }
    if (!this.#isHolding) {
      this.#isHolding = true;
      socket.cork();
      process.nextTick(() => {
        this.#isHolding = false;
        socket.uncork();
      });
    }
    if (socket.write(chunk)) done();
    else this.#drained = done;
  }

  #goOn(): void {
    const drained = this.#drained;
    this.#drained = undefined;
    drained?.();
  }

  override _final(done: Written): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: Written): void {
    // What was said last, such as why a device is turned away, is still sent.
    this.#socket.uncork();
    this.#socket.destroy();
    done(error);
  }
}

/** The length that a packet announces, of the first that announces too much. */
function createLengthCheck(maxBytes: number): (chunk: Buffer) => number | undefined {
  let skip = 0;
  let header: number[] | undefined;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (skip > 0) {
        const step = Math.min(skip, chunk.length - at);
        skip -= step;
        at += step;
      } else if (!header) {
        header = [];
        at += 1;
      } else {
        const byte = chunk[at]!;
        header.push(byte & 127);
        at += 1;
        if ((byte & 128) === 0 || header.length === 4) {
          skip = header.reduce((sum, part, place) => sum + part * 128 ** place, 0);
          header = undefined;
          if (skip > maxBytes) return skip;
        }
      }
    }
    return undefined;
  };
}
