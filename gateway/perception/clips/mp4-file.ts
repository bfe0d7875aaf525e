import { ascii, box, fullBox, movieHeader, type TrackHeader, trackBox, u32 } from '../streams/mp4-boxes.ts';
import { type FileTimes, toFileTimes } from './clip-times.ts';

export interface FileSample {
  /** Of the length-prefixed NAL units. */
  bytes: number;
  key: boolean;
  /** Presentation time from the first frame on, in 1/90000 s. */
  shownAt: number;
}

/**
 * Everything of an MP4 file before its frames, which are to follow without a gap: `ftyp`, `moov`, and the head of `mdat`. The
 * index comes first, so that a player can seek without having the whole file. What is before `playFrom` (1/90000 s) is needed to
 * decode what follows, and is not shown.
 */
export function mp4FileHead(header: TrackHeader, samples: readonly FileSample[], playFrom: number): Uint8Array {
  const times = toFileTimes(samples.map(({ shownAt }) => shownAt));
  const ftyp = box('ftyp', ascii('isom'), u32(512), ascii('isom'), ascii('iso2'), ascii('mp41'));
  // The index is as long wherever the frames begin, so its own length says where that is.
  const index = (framesAt: number) => movieBox(header, samples, times, playFrom, framesAt);
  const framesAt = ftyp.length + index(0).length + 8;
  const frameBytes = samples.reduce((sum, { bytes }) => sum + bytes, 0);
  return Buffer.concat([ftyp, index(framesAt), Uint8Array.from([...u32(8 + frameBytes), ...ascii('mdat')])]);
}

function movieBox(
  header: TrackHeader,
  samples: readonly FileSample[],
  times: FileTimes,
  playFrom: number,
  framesAt: number,
): Uint8Array {
  const mediaDuration = times.samples.reduce((sum, { duration }) => sum + duration, 0);
  const skipped = Math.min(playFrom, mediaDuration - 1);
  const shownDuration = mediaDuration - skipped;
  const edits = box('edts', fullBox('elst', 0, 0, u32(1, shownDuration, times.firstShownAt + skipped, 0x10000)));
  const syncSamples = samples.flatMap(({ key }, at) => (key ? [at + 1] : []));
  const offsets = runs(times.samples.map(({ compositionOffset }) => compositionOffset));
  const tables = [
    tableOf('stts', runs(times.samples.map(({ duration }) => duration))),
    ...(offsets.some(([, offset]) => offset !== 0) ? [tableOf('ctts', offsets)] : []),
    fullBox('stss', 0, 0, u32(syncSamples.length, ...syncSamples)),
    fullBox('stsc', 0, 0, u32(1, 1, samples.length, 1)),
    fullBox('stsz', 0, 0, u32(0, samples.length, ...samples.map(({ bytes }) => bytes))),
    fullBox('stco', 0, 0, u32(1, framesAt)),
  ];
  return box('moov', movieHeader(shownDuration), trackBox(header, { shownDuration, mediaDuration, edits }, tables));
}

/** Run lengths, as `stts` and `ctts` have them: how many, which value. */
function runs(values: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const value of values) {
    const last = found.at(-1);
    if (last?.[1] === value) last[0]++;
    else found.push([1, value]);
  }
  return found;
}

function tableOf(type: string, rows: readonly [number, number][]): Uint8Array {
  return fullBox(type, 0, 0, u32(rows.length, ...rows.flat()));
}
