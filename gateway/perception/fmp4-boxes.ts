import type { VideoCodec } from './nal-units.ts';

/** Fragmented MP4 with one video track (ISO/IEC 14496-12), as Media Source Extensions take it. Times in 1/90000 s. */
export const timescale = 90_000;

export interface TrackHeader {
  codec: VideoCodec;
  width: number;
  height: number;
  /** `avcC` or `hvcC` content (ISO/IEC 14496-15). */
  decoderConfig: Uint8Array;
}

export interface FragmentSample {
  /** Length-prefixed NAL units. */
  data: Uint8Array;
  duration: number;
  /** Presentation time minus decode time; may be negative. */
  compositionOffset: number;
  key: boolean;
}

type Part = Uint8Array | readonly number[];

function box(type: string, ...parts: Part[]): Uint8Array {
  const size = 8 + parts.reduce((sum, part) => sum + part.length, 0);
  const out = new Uint8Array(size);
  new DataView(out.buffer).setUint32(0, size);
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i);
  let at = 8;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function fullBox(type: string, version: number, flags: number, ...parts: Part[]): Uint8Array {
  return box(type, [version, (flags >> 16) & 255, (flags >> 8) & 255, flags & 255], ...parts);
}

function u16(...values: number[]): number[] {
  return values.flatMap((value) => [(value >>> 8) & 255, value & 255]);
}

function u32(...values: number[]): number[] {
  return values.flatMap((value) => [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}

function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

/** Identity of ISO/IEC 14496-12, 6.2.2. */
const unityMatrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
const trackId = 1;

/** `ftyp` and `moov`: what a viewer needs before the first fragment. */
export function initSegment(header: TrackHeader): Uint8Array {
  const ftyp = box('ftyp', ascii('iso5'), u32(512), ascii('iso5'), ascii('iso6'), ascii('mp41'));
  const mvhd = fullBox(
    'mvhd',
    0,
    0,
    u32(0, 0, timescale, 0, 0x10000),
    u16(0x100),
    zeros(10),
    unityMatrix,
    zeros(24),
    u32(trackId + 1),
  );
  const mvex = box('mvex', fullBox('trex', 0, 0, u32(trackId, 1, 0, 0, 0)));
  return Buffer.concat([ftyp, box('moov', mvhd, trackBox(header), mvex)]);
}

function trackBox(header: TrackHeader): Uint8Array {
  const { width, height } = header;
  // Flags: enabled, in movie, in preview.
  const tkhd = fullBox(
    'tkhd',
    0,
    7,
    u32(0, 0, trackId, 0, 0),
    zeros(16),
    unityMatrix,
    u32(width * 0x10000, height * 0x10000),
  );
  const undetermined = 0x55c4;
  const mdhd = fullBox('mdhd', 0, 0, u32(0, 0, timescale, 0), u16(undetermined, 0));
  const hdlr = fullBox('hdlr', 0, 0, u32(0), ascii('vide'), zeros(12), ascii('video'), [0]);
  const dinf = box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1)));
  const stbl = box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), sampleEntry(header)),
    fullBox('stts', 0, 0, u32(0)),
    fullBox('stsc', 0, 0, u32(0)),
    fullBox('stsz', 0, 0, u32(0, 0)),
    fullBox('stco', 0, 0, u32(0)),
  );
  const minf = box('minf', fullBox('vmhd', 0, 1, zeros(8)), dinf, stbl);
  return box('trak', tkhd, box('mdia', mdhd, hdlr, minf));
}

function sampleEntry({ codec, width, height, decoderConfig }: TrackHeader): Uint8Array {
  const dpi72 = 0x480000;
  const [entry, config] = codec === 'h264' ? ['avc1', 'avcC'] : ['hvc1', 'hvcC'];
  const visual = [zeros(6), u16(1), zeros(16), u16(width, height), u32(dpi72, dpi72, 0), u16(1), zeros(32)];
  return box(entry!, ...visual, u16(0x18, 0xffff), box(config!, decoderConfig));
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
