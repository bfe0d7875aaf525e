/** H.264 (ITU-T H.264) and H.265 (ITU-T H.265) byte streams, as far as a remuxer must understand them. */
export type VideoCodec = 'h264' | 'hevc';

/** A whole coded frame in Annex B form (start codes between NAL units). Times in 1/90000 s. */
export interface EncodedFrame {
  data: Uint8Array;
  /** Presentation time in the stream, if it says. */
  pts: number | undefined;
  key: boolean;
}

/** NAL units between start codes (Annex B.1.1), without them; views into `data`. */
export function splitAnnexB(data: Uint8Array): Uint8Array[] {
  const units: Uint8Array[] = [];
  let start = -1;
  for (let at = nextStartCode(data, 0); at < data.length; at = nextStartCode(data, at + 3)) {
    if (start >= 0) pushUnit(units, data, start, at);
    start = at + 3;
  }
  if (start >= 0) pushUnit(units, data, start, data.length);
  return units;
}

function nextStartCode(data: Uint8Array, from: number): number {
  for (let at = data.indexOf(1, from + 2); at >= 0; at = data.indexOf(1, at + 1)) {
    if (data[at - 1] === 0 && data[at - 2] === 0) return at - 2;
  }
  return data.length;
}

/** Zero bytes before a start code belong to it, not to the unit (trailing_zero_8bits). */
function pushUnit(units: Uint8Array[], data: Uint8Array, start: number, end: number): void {
  let last = end;
  while (last > start && data[last - 1] === 0) last--;
  if (last > start) units.push(data.subarray(start, last));
}

function unitType(unit: Uint8Array, codec: VideoCodec): number {
  return codec === 'h264' ? unit[0]! & 0x1f : (unit[0]! >> 1) & 0x3f;
}

const parameterTypes = { h264: [7, 8], hevc: [32, 33, 34] } as const;
const delimiterTypes = { h264: [9, 10, 11, 12], hevc: [35, 36, 37, 38] } as const;

function isAmong(types: readonly number[], unit: Uint8Array, codec: VideoCodec): boolean {
  return types.includes(unitType(unit, codec));
}

/**
 * The parameter sets (SPS, PPS; VPS too in H.265) of a frame or of extradata, in Annex B form and each once, as some
 * cameras repeat them; `undefined` if one kind is missing.
 */
export function parameterSets(data: Uint8Array, codec: VideoCodec): Uint8Array | undefined {
  const units = splitAnnexB(data).filter((unit) => isAmong(parameterTypes[codec], unit, codec));
  const kinds = new Set(units.map((unit) => unitType(unit, codec)));
  if (parameterTypes[codec].some((type) => !kinds.has(type))) return undefined;
  const distinct = units.filter((unit, at) => units.findIndex((other) => Buffer.compare(unit, other) === 0) === at);
  return Buffer.concat(distinct.flatMap((unit) => [startCode, unit]));
}

const startCode = Uint8Array.of(0, 0, 0, 1);

/**
 * The frame as ISO/IEC 14496-15 stores it: each unit after its length in four bytes; parameter sets and delimiters left out,
 * since `avc1` and `hvc1` keep the former in the header and forbid the latter.
 */
export function toLengthPrefixed(data: Uint8Array, codec: VideoCodec): Uint8Array {
  const units = storedUnits(data, codec);
  const out = new Uint8Array(storedLength(units));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const unit of units) {
    view.setUint32(at, unit.length);
    out.set(unit, at + 4);
    at += 4 + unit.length;
  }
  return out;
}

/** How many bytes `toLengthPrefixed` makes of it. */
export function lengthPrefixedBytes(data: Uint8Array, codec: VideoCodec): number {
  return storedLength(storedUnits(data, codec));
}

function storedUnits(data: Uint8Array, codec: VideoCodec): Uint8Array[] {
  return splitAnnexB(data).filter(
    (unit) => !isAmong(parameterTypes[codec], unit, codec) && !isAmong(delimiterTypes[codec], unit, codec),
  );
}

function storedLength(units: readonly Uint8Array[]): number {
  return units.reduce((sum, unit) => sum + 4 + unit.length, 0);
}

/** RFC 6381 name of what the parameter sets describe, e.g. `avc1.64001f` or `hvc1.1.6.L93.90`; `undefined` if they cannot be read. */
export function codecString(sets: Uint8Array, codec: VideoCodec): string | undefined {
  const spsType = codec === 'h264' ? 7 : 33;
  const sps = splitAnnexB(sets).find((unit) => unitType(unit, codec) === spsType);
  if (!sps) return undefined;
  const bytes = removeEmulation(sps);
  return codec === 'h264' ? avcString(bytes) : hevcString(bytes);
}

/** Bytes after 00 00 03 are what was meant (emulation_prevention_three_byte, clause 7.4.1). */
function removeEmulation(unit: Uint8Array): Uint8Array {
  return unit.filter((byte, at) => !(byte === 3 && at >= 2 && unit[at - 1] === 0 && unit[at - 2] === 0));
}

function avcString(sps: Uint8Array): string | undefined {
  if (sps.length < 4) return undefined;
  return `avc1.${Buffer.from(sps.subarray(1, 4)).toString('hex')}`;
}

/** ISO/IEC 14496-15 annex E.3: profile, reversed compatibility flags, tier and level, constraint bytes without trailing zeros. */
function hevcString(sps: Uint8Array): string | undefined {
  if (sps.length < 15) return undefined;
  // Two bytes of NAL header, one of ids; then profile_tier_level (clause 7.3.3).
  const profile = sps.subarray(3, 15);
  const space = ['', 'A', 'B', 'C'][profile[0]! >> 6];
  const tier = (profile[0]! >> 5) & 1 ? 'H' : 'L';
  let compatibility = 0;
  for (let bit = 0; bit < 32; bit++) {
    if ((profile[1 + (bit >> 3)]! >> (7 - (bit & 7))) & 1) compatibility += 2 ** bit;
  }
  const constraints = [...profile.subarray(5, 11)];
  while (constraints.length > 0 && constraints.at(-1) === 0) constraints.pop();
  const parts = [
    `hvc1.${space}${profile[0]! & 0x1f}`,
    compatibility.toString(16).toUpperCase(),
    `${tier}${profile[11]}`,
  ];
  return [...parts, ...constraints.map((byte) => byte.toString(16).toUpperCase())].join('.');
}
