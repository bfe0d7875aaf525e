/** RTCP that a sender writes now and then (RFC 3550 6.4.1, 6.5, 6.6). */
const ntpEpochOffsetS = 2_208_988_800;
const senderReport = 200;
const sourceDescription = 202;
const goodbye = 203;

export interface SenderState {
  ssrc: number;
  /** The RTP timestamp that `wallClockMs` (Unix time) corresponds to. */
  rtpTimestamp: number;
  wallClockMs: number;
  packets: number;
  octets: number;
}

/** A compound packet: sender report without report blocks, then a CNAME. */
export function writeSenderReport(state: SenderState, cname: string): Buffer {
  const report = Buffer.alloc(28);
  report[0] = 0x80;
  report[1] = senderReport;
  report.writeUInt16BE(report.length / 4 - 1, 2);
  report.writeUInt32BE(state.ssrc >>> 0, 4);
  const seconds = Math.floor(state.wallClockMs / 1000);
  report.writeUInt32BE((seconds + ntpEpochOffsetS) >>> 0, 8);
  report.writeUInt32BE(Math.floor(((state.wallClockMs - seconds * 1000) / 1000) * 2 ** 32) >>> 0, 12);
  report.writeUInt32BE(state.rtpTimestamp >>> 0, 16);
  report.writeUInt32BE(state.packets >>> 0, 20);
  report.writeUInt32BE(state.octets >>> 0, 24);
  return Buffer.concat([report, writeCname(state.ssrc, cname)]);
}

export function writeGoodbye(ssrc: number): Buffer {
  const bye = Buffer.alloc(8);
  bye[0] = 0x81;
  bye[1] = goodbye;
  bye.writeUInt16BE(1, 2);
  bye.writeUInt32BE(ssrc >>> 0, 4);
  return bye;
}

function writeCname(ssrc: number, cname: string): Buffer {
  const name = Buffer.from(cname).subarray(0, 255);
  // chunk: ssrc, item 1 (CNAME), length, text, then one to four zero bytes up to a word
  const chunkBytes = Math.ceil((4 + 2 + name.length + 1) / 4) * 4;
  const packet = Buffer.alloc(4 + chunkBytes);
  packet[0] = 0x81;
  packet[1] = sourceDescription;
  packet.writeUInt16BE(packet.length / 4 - 1, 2);
  packet.writeUInt32BE(ssrc >>> 0, 4);
  packet[8] = 1;
  packet[9] = name.length;
  name.copy(packet, 10);
  return packet;
}
