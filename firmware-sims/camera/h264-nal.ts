/** H.264 NAL units in an Annex B byte stream (ITU-T H.264 annex B), the form encoders give. */
export const nalType = { idr: 5, sei: 6, sps: 7, pps: 8, delimiter: 9 } as const;

/** The unit's type, its lowest five bits (7.3.1). */
export function nalTypeOf(nal: Uint8Array): number {
  return (nal[0] ?? 0) & 0x1f;
}

/** Splits at start codes (00 00 01 or 00 00 00 01). Units are views of `stream`, without start code or trailing zeros. */
export function splitAnnexB(stream: Uint8Array): Uint8Array[] {
  const nals: Uint8Array[] = [];
  let start = -1;
  for (let i = 0; i + 2 < stream.length; i++) {
    if (stream[i + 2]! > 1) {
      i += 2;
      continue;
    }
    if (stream[i] !== 0 || stream[i + 1] !== 0 || stream[i + 2] !== 1) continue;
    if (start >= 0) pushUnit(nals, stream, start, i);
    start = i + 3;
    i += 2;
  }
  if (start >= 0) pushUnit(nals, stream, start, stream.length);
  return nals;
}

function pushUnit(nals: Uint8Array[], stream: Uint8Array, start: number, end: number): void {
  let last = end;
  while (last > start && stream[last - 1] === 0) last -= 1;
  if (last > start) nals.push(stream.subarray(start, last));
}

export interface ParameterSets {
  sps: Uint8Array;
  pps: Uint8Array;
}

/** Copies the first SPS and PPS out of an encoder's extradata; undefined if either is missing. */
export function findParameterSets(extradata: Uint8Array): ParameterSets | undefined {
  const nals = splitAnnexB(extradata);
  const sps = nals.find((nal) => nalTypeOf(nal) === nalType.sps);
  const pps = nals.find((nal) => nalTypeOf(nal) === nalType.pps);
  return sps && sps.length >= 4 && pps ? { sps: sps.slice(), pps: pps.slice() } : undefined;
}

/** `profile-level-id` of RFC 6184 8.1: the three bytes after the SPS's NAL header, in hex. */
export function profileLevelId(sps: Uint8Array): string {
  return Buffer.from(sps.subarray(1, 4)).toString('hex').toUpperCase();
}
