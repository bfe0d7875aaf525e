import { ascii, box, fullBox, movieHeader, type TrackHeader, trackBox, trackId, u32 } from './mp4-boxes.ts';

/** Fragmented MP4 with one video track (ISO/IEC 14496-12), as Media Source Extensions take it. Times in 1/90000 s. */
export interface FragmentSample {
  /** Length-prefixed NAL units. */
  data: Uint8Array;
  duration: number;
  /** Presentation time minus decode time; may be negative. */
  compositionOffset: number;
  key: boolean;
}

/** `ftyp` and `moov`: what a viewer needs before the first fragment. */
export function initSegment(header: TrackHeader): Uint8Array {
  const ftyp = box('ftyp', ascii('iso5'), u32(512), ascii('iso5'), ascii('iso6'), ascii('mp41'));
  const mvex = box('mvex', fullBox('trex', 0, 0, u32(trackId, 1, 0, 0, 0)));
  const noSamples = [
    fullBox('stts', 0, 0, u32(0)),
    fullBox('stsc', 0, 0, u32(0)),
    fullBox('stsz', 0, 0, u32(0, 0)),
    fullBox('stco', 0, 0, u32(0)),
  ];
  const track = trackBox(header, { shownDuration: 0, mediaDuration: 0 }, noSamples);
  return Buffer.concat([ftyp, box('moov', movieHeader(0), track, mvex)]);
}

const syncSample = 0x02000000;
const dependentSample = 0x01010000;

/** `moof` and `mdat` for a run of samples, the first of which is decoded at `decodeTime`. */
export function fragment(sequence: number, decodeTime: number, samples: readonly FragmentSample[]): Uint8Array {
  const rows = samples.flatMap(({ data, duration, compositionOffset, key }) =>
    u32(duration, data.length, key ? syncSample : dependentSample, compositionOffset),
  );
  // Base is the moof itself; 64-bit decode time; per sample: duration, size, flags and signed offset (version 1).
  const tfhd = fullBox('tfhd', 0, 0x020000, u32(trackId));
  const tfdt = fullBox('tfdt', 1, 0, u32(Math.floor(decodeTime / 2 ** 32), decodeTime % 2 ** 32));
  const mfhd = fullBox('mfhd', 0, 0, u32(sequence));
  const trunSize = 20 + rows.length;
  const moofSize = 8 + mfhd.length + 8 + tfhd.length + tfdt.length + trunSize;
  const trun = fullBox('trun', 1, 0x000f01, u32(samples.length, moofSize + 8), rows);
  const moof = box('moof', mfhd, box('traf', tfhd, tfdt, trun));
  return Buffer.concat([moof, box('mdat', ...samples.map(({ data }) => data))]);
}
