import { randomInt } from 'node:crypto';
import { writeGoodbye, writeSenderReport } from './rtcp-report.ts';
import { rtpHeaderBytes, writeRtpHeader } from './rtp-packetizer.ts';
import type { StreamUnit } from './video-source.ts';

/** Every packet in a block has this much room before it, for the interleaved header. */
export const packetHeadroom = 4;

/** Where a client's packets go: its RTSP connection or a pair of UDP ports. */
export interface RtpWriter {
  /** Answered in the Transport header of SETUP. */
  readonly transport: string;
  /** Whether a whole frame may be handed over now; `afterDrop` asks for more room before starting again. */
  ready(afterDrop: boolean): boolean;
  /** `lengths` of RTP packets that lie in `block`, each after `packetHeadroom` free bytes. */
  writeRtp(block: Buffer, lengths: readonly number[]): void;
  writeRtcp(packet: Buffer): void;
  /** Noise instead of packets, for the fault of that name. */
  writeGarbage(bytes: Buffer): void;
  close(): void;
}

export interface RtpSender {
  readonly writer: RtpWriter;
  /** For RTP-Info: the next sequence number, and the timestamp that belongs to the source's `ticks`. */
  position(ticks: number): { sequence: number; timestamp: number };
  send(unit: StreamUnit): void;
  /** Wait for the next key frame. */
  restart(): void;
  /** Since when the client takes nothing, in milliseconds of `performance.now()`; undefined if it does. */
  blockedSinceMs(): number | undefined;
  droppedFrames(): number;
  goodbye(): void;
}

const reportEveryMs = 5000;

/** One client's RTP stream. It starts at a key frame; a client that falls behind loses whole frames up to the next one. */
export function createRtpSender(writer: RtpWriter, options: { cname: string; requestKeyFrame(): void }): RtpSender {
  const ssrc = randomInt(2 ** 32);
  const firstTimestamp = randomInt(2 ** 32);
  let sequence = randomInt(2 ** 15);
  let packets = 0;
  let octets = 0;
  let reportedAt = Number.NEGATIVE_INFINITY;
  const gate = createFrameGate(writer, options.requestKeyFrame);
  const timestampOf = (ticks: number) => ((firstTimestamp + ticks) % 2 ** 32) >>> 0;

  function report(unit: StreamUnit): void {
    const now = performance.now();
    if (now - reportedAt < reportEveryMs) return;
    reportedAt = now;
    const state = { ssrc, rtpTimestamp: timestampOf(unit.ticks), wallClockMs: unit.wallClockMs, packets, octets };
    writer.writeRtcp(writeSenderReport(state, options.cname));
  }

  function send(unit: StreamUnit): void {
    if (!gate.admit(unit)) return;
    const block = writeUnit(unit, { sequence, timestamp: timestampOf(unit.ticks), ssrc });
    sequence = (sequence + unit.payloads.length) % 2 ** 16;
    packets += unit.payloads.length;
    octets += block.bytes.length - unit.payloads.length * (packetHeadroom + rtpHeaderBytes);
    writer.writeRtp(block.bytes, block.lengths);
    report(unit);
  }

  return {
    writer,
    position: (ticks) => ({ sequence, timestamp: timestampOf(ticks) }),
    send,
    restart: gate.restart,
    blockedSinceMs: gate.blockedSinceMs,
    droppedFrames: gate.droppedFrames,
    goodbye: () => writer.writeRtcp(writeGoodbye(ssrc)),
  };
}

/** Lets whole frames through from a key frame on, until the client takes no more; then waits for the next key frame. */
function createFrameGate(writer: RtpWriter, requestKeyFrame: () => void) {
  let waiting = true;
  let blockedSince: number | undefined;
  let dropped = 0;

  function judge(unit: StreamUnit): boolean {
    if (!writer.ready(blockedSince !== undefined)) {
      blockedSince ??= performance.now();
      waiting = true;
      return false;
    }
    blockedSince = undefined;
    if (waiting && !unit.key) requestKeyFrame();
    if (unit.key) waiting = false;
    return !waiting;
  }

  return {
    admit(unit: StreamUnit): boolean {
      const passes = judge(unit);
      if (!passes) dropped += 1;
      return passes;
    },
    restart() {
      waiting = true;
    },
    blockedSinceMs: () => blockedSince,
    droppedFrames: () => dropped,
  };
}

/** All packets of a frame in one buffer; the last has the marker bit (RFC 6184 5.1). */
function writeUnit(unit: StreamUnit, at: { sequence: number; timestamp: number; ssrc: number }) {
  const lengths = unit.payloads.map((payload) => rtpHeaderBytes + payload.length);
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + packetHeadroom + length, 0));
  let offset = 0;
  unit.payloads.forEach((payload, index) => {
    offset += packetHeadroom;
    const marker = index === unit.payloads.length - 1;
    writeRtpHeader(bytes, offset, { ...at, marker, sequence: at.sequence + index });
    bytes.set(payload, offset + rtpHeaderBytes);
    offset += rtpHeaderBytes + payload.length;
  });
  return { bytes, lengths };
}
