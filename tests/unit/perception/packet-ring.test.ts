import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPacketRing } from '../../../gateway/perception/streams/packet-ring.ts';
import type { StreamFormat, StreamFrame } from '../../../gateway/perception/streams/stream-frame.ts';

const format: StreamFormat = { codec: 'h264', width: 2, height: 2, sets: new Uint8Array(0) };
const frame = (arrivedMs: number, key = false, bytes = 10): StreamFrame => ({
  data: new Uint8Array(bytes),
  pts: arrivedMs * 90,
  key,
  format,
  arrivedMs,
});
const limits = { ringMs: 12_000, ringBytes: 100_000 };

/** Ten frames a second from `fromMs` on, a key frame every two seconds. */
function record(ring: ReturnType<typeof createPacketRing>, fromMs: number, toMs: number, bytes = 10) {
  for (let at = fromMs; at < toMs; at += 100) ring.push(frame(at, (at - fromMs) % 2000 === 0, bytes));
}

describe('what is kept of a camera', () => {
  test('reaches back to the key frame before the last twelve seconds, and no further', () => {
    const ring = createPacketRing(limits);
    record(ring, 0, 60_000);
    const kept = ring.since(0);
    expect(kept[0]).toMatchObject({ arrivedMs: 46_000, key: true });
    expect(kept.at(-1)?.arrivedMs).toBe(59_900);
  });

  test('begins for a clip with the last key frame before it, and for an older one with the oldest', () => {
    const ring = createPacketRing(limits);
    record(ring, 0, 20_000);
    expect(ring.since(15_500)[0]).toMatchObject({ arrivedMs: 14_000, key: true });
    expect(ring.since(1000)[0]?.arrivedMs).toBe(6000);
  });

  test('never exceeds its bytes, whatever comes: then it reaches back less far', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ key: fc.boolean(), bytes: fc.integer({ min: 0, max: 600 }) }), { maxLength: 200 }),
        (sent) => {
          const ring = createPacketRing({ ringMs: 12_000, ringBytes: 1000 });
          for (const [n, { key, bytes }] of sent.entries()) {
            ring.push(frame(n * 100, key, bytes));
            const kept = ring.since(0);
            const total = kept.reduce((sum, { data }) => sum + data.length, 0);
            expect(total).toBeLessThanOrEqual(1000);
            expect(ring.bytes()).toBe(total);
            if (kept.length > 0) expect(kept[0]?.key).toBe(true);
          }
        },
      ),
    );
    const ring = createPacketRing({ ringMs: 12_000, ringBytes: 5000 });
    record(ring, 0, 20_000, 100);
    expect(ring.since(0)[0]?.arrivedMs).toBe(16_000);
  });

  test('shows a late viewer everything from the last key frame on, and nothing before the first', () => {
    const ring = createPacketRing(limits);
    ring.push(frame(0));
    expect(ring.lastGroup()).toEqual([]);
    for (const next of [frame(100, true), frame(200), frame(300, true), frame(400)]) ring.push(next);
    expect(ring.lastGroup().map(({ arrivedMs }) => arrivedMs)).toEqual([300, 400]);
  });

  test('is nothing after a group that is too large, up to the next key frame', () => {
    const ring = createPacketRing({ ringMs: 12_000, ringBytes: 1000 });
    ring.push(frame(0, true, 900));
    for (let n = 1; n < 100; n++) ring.push(frame(n * 100, false, 90));
    expect(ring.lastGroup()).toEqual([]);
    ring.push(frame(20_000, true, 900));
    expect(ring.lastGroup()).toHaveLength(1);
  });

  test('of a camera that was lost is there for a clip for twelve seconds, but no still is made of it', () => {
    const ring = createPacketRing(limits);
    record(ring, 0, 10_000);
    ring.brokeOff(10_000);
    expect(ring.lastGroup()).toEqual([]);
    expect(ring.since(9000)[0]?.arrivedMs).toBe(8000);
    ring.brokeOff(25_000);
    expect(ring.since(0)).toEqual([]);
    expect(ring.bytes()).toBe(0);
  });

  test('from before an outage is not taken for what was seen after it', () => {
    const ring = createPacketRing(limits);
    record(ring, 0, 4000);
    ring.brokeOff(4000);
    record(ring, 9000, 12_000);
    expect(ring.since(7000)[0]?.arrivedMs).toBe(9000);
  });
});
