import { setImmediate as afterIo, setTimeout as delay } from 'node:timers/promises';
import { decoderConfiguration } from '../streams/av-fmp4.ts';
import type { AvMask } from '../streams/av-mask.ts';
import { createAvMaskedVideo } from '../streams/av-masked-video.ts';
import { type EncodedFrame, lengthPrefixedBytes, toLengthPrefixed } from '../streams/nal-units.ts';
import type { StreamFormat, StreamFrame } from '../streams/stream-frame.ts';
import type { Cut } from './clip-cutter.ts';
import type { ClipProblem } from './clip-problems.ts';
import { createSteadyTicks } from './clip-times.ts';
import { type FileSample, mp4FileHead } from './mp4-file.ts';

/** An MP4 file in pieces. Without `pieces` there is no clip, and `problem` says why. */
export interface ClipFile {
  /** When its first picture and its last one came: monotonic milliseconds. */
  fromMs: number;
  toMs: number;
  problem?: ClipProblem;
  pieces?: AsyncIterable<Uint8Array>;
}

/** Coded frames that become a file as they are. */
interface Footage {
  format: StreamFormat;
  frames: readonly EncodedFrame[];
  /** Presentation time of each, in 1/90000 s. */
  shownAt: readonly number[];
  playFrom: number;
}

/** Of one piece; a frame may be cut anywhere. */
const pieceBytes = 256 * 1024;
const framesBetweenPauses = 64;

/**
 * Puts a cut into a file: the camera's own frames, not transcoded. Only where something is masked are they decoded, blackened
 * and encoded again, at the pace of `slowly`, since a part of a coded picture cannot be covered otherwise.
 */
export async function createClipFile(
  cut: Cut,
  fromMs: number,
  mask: AvMask,
  slowly: (work: () => Promise<Footage | undefined>) => Promise<Footage | undefined>,
  signal: AbortSignal,
): Promise<ClipFile> {
  const { frames, problem } = cut;
  const last = frames.at(-1);
  if (!last) return { fromMs, toMs: fromMs, problem: problem ?? 'no-video' };
  const firstShown = Math.max(
    0,
    frames.findLastIndex(({ arrivedMs }) => arrivedMs <= fromMs),
  );
  const own = ownFootage(frames, firstShown);
  const footage = mask.active() ? await slowly(() => maskFootage(own, mask, signal)) : own;
  const decoderConfig = footage && decoderConfiguration(footage.format);
  if (!footage || !decoderConfig) return { fromMs, toMs: fromMs, problem: signal.aborted ? 'stopped' : 'failed' };
  return {
    fromMs: frames[firstShown]!.arrivedMs,
    toMs: last.arrivedMs,
    ...(problem ? { problem } : {}),
    pieces: piecesOf(footage, decoderConfig),
  };
}

function ownFootage(frames: readonly StreamFrame[], firstShown: number): Footage {
  const shownAt = frames.map(createSteadyTicks());
  return { format: frames[0]!.format, frames, shownAt, playFrom: shownAt[firstShown]! };
}

/** Works half of the time only, so that live pictures go first. `undefined` if nothing could be decoded. */
async function maskFootage(own: Footage, mask: AvMask, signal: AbortSignal): Promise<Footage | undefined> {
  const video = await createAvMaskedVideo(own.format, mask, own.playFrom);
  try {
    const masked = [];
    for (const [at, frame] of own.frames.entries()) {
      if (signal.aborted) return undefined;
      const startedMs = performance.now();
      masked.push(...(await video.frame(frame, own.shownAt[at]!)));
      await delay(performance.now() - startedMs);
    }
    masked.push(...(await video.rest()));
    const [first] = masked;
    if (!first) return undefined;
    return { format: first.format, frames: masked, shownAt: masked.map(({ pts }) => pts - first.pts), playFrom: 0 };
  } finally {
    video.close();
  }
}

async function* piecesOf(footage: Footage, decoderConfig: Uint8Array): AsyncGenerator<Uint8Array> {
  const { format, frames, shownAt, playFrom } = footage;
  const samples: FileSample[] = [];
  for (const [at, { data, key }] of frames.entries()) {
    samples.push({ bytes: lengthPrefixedBytes(data, format.codec), key, shownAt: shownAt[at]! });
    if (at % framesBetweenPauses === 0) await afterIo();
  }
  let piece = [mp4FileHead({ ...format, decoderConfig }, samples, playFrom)];
  let bytes = piece[0]!.length;
  for (const { data } of frames) {
    const sample = toLengthPrefixed(data, format.codec);
    piece.push(sample);
    bytes += sample.length;
    if (bytes < pieceBytes) continue;
    const whole = Buffer.concat(piece);
    const rest = whole.length % pieceBytes;
    for (let at = 0; at + pieceBytes <= whole.length; at += pieceBytes) yield whole.subarray(at, at + pieceBytes);
    piece = [whole.subarray(whole.length - rest)];
    bytes = rest;
  }
  if (bytes > 0) yield Buffer.concat(piece);
}
