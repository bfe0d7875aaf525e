/** RTP (RFC 3550) and its payload format for H.264 (RFC 6184, packetization-mode 1: single units and FU-A). */
export const rtpHeaderBytes = 12;
export const h264PayloadType = 96;
const fuA = 28;

/**
 * Cuts one access unit into RTP payloads of at most `maxPayload` bytes, in order. The last one is the one that carries
 * the marker bit. Units that fit are views of the input; fragments are copies with their two FU bytes in front.
 */
export function packetizeAccessUnit(nals: readonly Uint8Array[], maxPayload: number): Uint8Array[] {
  if (maxPayload < 3) throw new RangeError(`an RTP payload of ${maxPayload} bytes holds no fragment`);
  const payloads: Uint8Array[] = [];
  for (const nal of nals) {
    if (nal.length === 0) continue;
    if (nal.length <= maxPayload) payloads.push(nal);
    else pushFragments(payloads, nal, maxPayload - 2);
  }
  return payloads;
}

/** RFC 6184 5.8: the FU indicator keeps F and NRI, the FU header has start, end and the unit's type. */
function pushFragments(payloads: Uint8Array[], nal: Uint8Array, room: number): void {
  const header = nal[0]!;
  const indicator = (header & 0xe0) | fuA;
  for (let at = 1; at < nal.length; at += room) {
    const end = Math.min(at + room, nal.length);
    const fragment = new Uint8Array(end - at + 2);
    fragment[0] = indicator;
    fragment[1] = (at === 1 ? 0x80 : 0) | (end === nal.length ? 0x40 : 0) | (header & 0x1f);
    fragment.set(nal.subarray(at, end), 2);
    payloads.push(fragment);
  }
}

export interface RtpHeader {
  marker: boolean;
  sequence: number;
  timestamp: number;
  ssrc: number;
}

/** Writes the 12 fixed bytes (RFC 3550 5.1); sequence and timestamp wrap. */
export function writeRtpHeader(target: Buffer, offset: number, header: RtpHeader): void {
  target[offset] = 0x80;
  target[offset + 1] = (header.marker ? 0x80 : 0) | h264PayloadType;
  target.writeUInt16BE(header.sequence & 0xffff, offset + 2);
  target.writeUInt32BE(header.timestamp >>> 0, offset + 4);
  target.writeUInt32BE(header.ssrc >>> 0, offset + 8);
}
