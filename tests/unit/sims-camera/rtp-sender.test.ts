import { expect, test } from 'vitest';
import { createRtpSender, packetHeadroom, type RtpWriter } from '../../../firmware-sims/camera/rtp-sender.ts';
import type { StreamUnit } from '../../../firmware-sims/camera/video-source.ts';

/** A client whose connection takes frames while `open`. */
function createClient() {
  const packets: Buffer[] = [];
  const reports: Buffer[] = [];
  const client = { packets, reports, open: true, keyFramesAsked: 0 };
  const writer: RtpWriter = {
    transport: 'test',
    ready: () => client.open,
    writeRtp(block, lengths) {
      let offset = 0;
      for (const length of lengths) {
        offset += packetHeadroom;
        packets.push(Buffer.from(block.subarray(offset, offset + length)));
        offset += length;
      }
    },
    writeRtcp: (packet) => void reports.push(packet),
    writeGarbage() {},
    close() {},
  };
  const sender = createRtpSender(writer, { cname: 'camera', requestKeyFrame: () => (client.keyFramesAsked += 1) });
  return { client, sender };
}

const unit = (frame: number, key: boolean, packets = 1): StreamUnit => ({
  key,
  payloads: Array.from({ length: packets }, () => Uint8Array.of(key ? 0x65 : 0x41, frame)),
  ticks: frame * 9000,
  wallClockMs: 1_790_000_000_000 + frame * 100,
});
const framesIn = (packets: Buffer[]) => [...new Set(packets.map((packet) => packet[13]))];

test('a client that joins sees a key frame first, and asks for one', () => {
  const { client, sender } = createClient();
  for (const [frame, key] of [
    [1, false],
    [2, false],
    [3, true],
    [4, false],
  ] as const)
    sender.send(unit(frame, key));
  expect(framesIn(client.packets)).toEqual([3, 4]);
  expect(client.keyFramesAsked).toBe(2);
});

test('a client that cannot keep up loses whole frames up to the next key frame, and no packet number', () => {
  const { client, sender } = createClient();
  sender.send(unit(1, true, 3));
  client.open = false;
  sender.send(unit(2, false, 2));
  client.open = true;
  sender.send(unit(3, false, 2));
  sender.send(unit(4, true, 3));
  expect(framesIn(client.packets)).toEqual([1, 4]);
  expect(sender.droppedFrames()).toBe(2);
  const numbers = client.packets.map((packet) => packet.readUInt16BE(2));
  expect(numbers).toEqual(numbers.map((_, i) => (numbers[0]! + i) % 65_536));
});

test('the last packet of a frame is marked and all of a frame carry its time', () => {
  const { client, sender } = createClient();
  sender.send(unit(1, true, 3));
  sender.send(unit(2, false, 2));
  expect(client.packets.map((packet) => packet[1]! >> 7)).toEqual([0, 0, 1, 0, 1]);
  const times = client.packets.map((packet) => packet.readUInt32BE(4));
  expect(new Set(times.slice(0, 3)).size).toBe(1);
  expect((times[3]! - times[0]! + 2 ** 32) % 2 ** 32).toBe(9000);
});

test('the first report tells what moment of the day the stream clock shows', () => {
  const { client, sender } = createClient();
  sender.send(unit(1, true, 2));
  const report = client.reports[0]!;
  expect(report[1]).toBe(200);
  expect(report.readUInt32BE(16)).toBe(client.packets[0]!.readUInt32BE(4));
  expect(report.readUInt32BE(8) - 2_208_988_800).toBe(1_790_000_000);
  expect(report.readUInt32BE(20)).toBe(2);
});
