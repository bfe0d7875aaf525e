import type { VideoCodec } from './nal-units.ts';

/**
 * Which frames of a stream may be compared by size: those coded alike. H.264: the type of the first slice and whether others
 * refer to it (7.3.1, 7.3.3); H.265: the NAL unit's type and temporal layer (7.3.1.2). Reads a few bytes only.
 */
export function frameKind(data: Uint8Array, codec: VideoCodec): string {
  for (let at = nextUnit(data, 0); at >= 0; at = nextUnit(data, at)) {
    const kind = codec === 'h264' ? h264Kind(data, at) : hevcKind(data, at);
    if (kind) return kind;
  }
  return '';
}

/** Where a unit begins, after the start code. Slices come soon: what is farther in is not looked for. */
function nextUnit(data: Uint8Array, from: number): number {
  const end = Math.min(data.length - 4, from + 2048);
  for (let at = from; at < end; at++) {
    if (data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 1) return at + 3;
  }
  return -1;
}

function h264Kind(data: Uint8Array, at: number): string | undefined {
  const type = data[at]! & 0x1f;
  if (type !== 1 && type !== 5) return undefined;
  const bits = createBits(data, at + 1);
  bits.unsigned(); // first_mb_in_slice
  const slice = bits.unsigned() % 5;
  return `${['P', 'B', 'I', 'SP', 'SI'][slice]}${data[at]! & 0x60 ? '' : '-'}`;
}

function hevcKind(data: Uint8Array, at: number): string | undefined {
  const type = (data[at]! >> 1) & 0x3f;
  return type < 32 ? `${type}/${data[at + 1]! & 7}` : undefined;
}

/** Exp-Golomb codes (H.264 9.1). Emulation prevention cannot occur in the few bits that are read. */
function createBits(data: Uint8Array, from: number) {
  let bit = from * 8;
  const next = () => {
    const value = ((data[bit >> 3] ?? 0x80) >> (7 - (bit & 7))) & 1;
    bit++;
    return value;
  };
  return {
    unsigned(): number {
      let zeros = 0;
      while (zeros < 24 && next() === 0) zeros++;
      let value = 1;
      for (let n = 0; n < zeros; n++) value = value * 2 + next();
      return value - 1;
    },
  };
}
