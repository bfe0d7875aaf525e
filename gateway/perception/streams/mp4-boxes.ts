import type { StreamFormat } from './stream-frame.ts';

/** Boxes that every MP4 file of ours has (ISO/IEC 14496-12), with one video track. Times in 1/90000 s. */
export const timescale = 90_000;

export interface TrackHeader extends Omit<StreamFormat, 'sets'> {
  /** `avcC` or `hvcC` content (ISO/IEC 14496-15). */
  decoderConfig: Uint8Array;
}

export type Part = Uint8Array | readonly number[];

export function box(type: string, ...parts: Part[]): Uint8Array {
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

export function fullBox(type: string, version: number, flags: number, ...parts: Part[]): Uint8Array {
  return box(type, [version, (flags >> 16) & 255, (flags >> 8) & 255, flags & 255], ...parts);
}

export function u16(...values: number[]): number[] {
  return values.flatMap((value) => [(value >>> 8) & 255, value & 255]);
}

export function u32(...values: number[]): number[] {
  return values.flatMap((value) => [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
}

export function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}

export function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

/** Identity of ISO/IEC 14496-12, 6.2.2. */
const unityMatrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
export const trackId = 1;

export function movieHeader(duration: number): Uint8Array {
  return fullBox(
    'mvhd',
    0,
    0,
    u32(0, 0, timescale, duration, 0x10000),
    u16(0x100),
    zeros(10),
    unityMatrix,
    zeros(24),
    u32(trackId + 1),
  );
}

export interface TrackTimes {
  /** What is shown, and what is there; 0 if it is not known beforehand. */
  shownDuration: number;
  mediaDuration: number;
  /** `edts`, if not everything is shown. */
  edits?: Uint8Array;
}

/** `tables` are the boxes of `stbl` that follow `stsd`. */
export function trackBox(header: TrackHeader, times: TrackTimes, tables: readonly Uint8Array[]): Uint8Array {
  const { width, height } = header;
  // Flags: enabled, in movie, in preview.
  const tkhd = fullBox(
    'tkhd',
    0,
    7,
    u32(0, 0, trackId, 0, times.shownDuration),
    zeros(16),
    unityMatrix,
    u32(width * 0x10000, height * 0x10000),
  );
  const undetermined = 0x55c4;
  const mdhd = fullBox('mdhd', 0, 0, u32(0, 0, timescale, times.mediaDuration), u16(undetermined, 0));
  const hdlr = fullBox('hdlr', 0, 0, u32(0), ascii('vide'), zeros(12), ascii('video'), [0]);
  const dinf = box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1)));
  const stbl = box('stbl', fullBox('stsd', 0, 0, u32(1), sampleEntry(header)), ...tables);
  const minf = box('minf', fullBox('vmhd', 0, 1, zeros(8)), dinf, stbl);
  return box('trak', tkhd, times.edits ?? [], box('mdia', mdhd, hdlr, minf));
}

function sampleEntry({ codec, width, height, decoderConfig }: TrackHeader): Uint8Array {
  const dpi72 = 0x480000;
  const [entry, config] = codec === 'h264' ? ['avc1', 'avcC'] : ['hvc1', 'hvcC'];
  const visual = [zeros(6), u16(1), zeros(16), u16(width, height), u32(dpi72, dpi72, 0), u16(1), zeros(32)];
  return box(entry!, ...visual, u16(0x18, 0xffff), box(config!, decoderConfig));
}
