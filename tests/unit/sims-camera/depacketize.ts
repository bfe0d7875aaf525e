/** The receiving side of RFC 6184 (single NAL units and FU-A), for checking what the packetizer sends. */
export function depacketize(payloads: readonly Uint8Array[]): Uint8Array[] {
  const nals: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  for (const payload of payloads) {
    const type = payload[0]! & 0x1f;
    if (type !== 28) {
      if (parts.length > 0) throw new Error('a unit began inside a fragmented one');
      nals.push(payload);
      continue;
    }
    const [start, end] = [(payload[1]! & 0x80) !== 0, (payload[1]! & 0x40) !== 0];
    if (start !== (parts.length === 0)) throw new Error('a fragment out of order');
    if (start) parts.push(Uint8Array.of((payload[0]! & 0xe0) | (payload[1]! & 0x1f)));
    parts.push(payload.subarray(2));
    if (!end) continue;
    nals.push(Uint8Array.from(Buffer.concat(parts)));
    parts = [];
  }
  if (parts.length > 0) throw new Error('a fragmented unit without an end');
  return nals;
}
