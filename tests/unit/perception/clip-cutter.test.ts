import { describe, expect, test } from 'vitest';
import { createClipCutter } from '../../../gateway/perception/clips/clip-cutter.ts';
import { createPacketRing } from '../../../gateway/perception/streams/packet-ring.ts';
import type { StreamFormat, StreamFrame } from '../../../gateway/perception/streams/stream-frame.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

const format = (width = 2): StreamFormat => ({ codec: 'h264', width, height: 2, sets: Uint8Array.of(width) });
const still = format();

/** A camera with ten frames a second and a key frame every two seconds; its clock begins at 1000 ms. */
function startCamera(limits: { clipBytes?: number; ringBytes?: number } = {}) {
  const clock = fakeClock();
  const ring = createPacketRing({ ringMs: 12_000, ringBytes: limits.ringBytes ?? 1e6 });
  const cutter = createClipCutter(ring, clock, { clipBytes: limits.clipBytes ?? 1e6, clipGraceMs: 0 });
  let n = 0;
  const push = (change: Partial<StreamFrame> = {}) => {
    clock.advance(100);
    const key = n++ % 20 === 0;
    const at = clock.monotonicMs();
    const frame = { data: new Uint8Array(100), pts: at * 90, key, format: still, arrivedMs: at, ...change };
    ring.push(frame);
    cutter.push(frame);
  };
  const run = (seconds: number, change?: Partial<StreamFrame>) => {
    for (let tenth = 0; tenth < seconds * 10; tenth++) push(change);
  };
  const lose = () => {
    ring.brokeOff(clock.monotonicMs());
    cutter.brokeOff();
  };
  return { clock, ring, cutter, push, run, lose };
}

const ends = ({ frames }: { frames: readonly StreamFrame[] }) => [frames[0]?.arrivedMs, frames.at(-1)?.arrivedMs];

describe('a clip around an alarm', () => {
  test('begins with the last key frame before it and ends with its last frame', async () => {
    const { clock, cutter, run } = startCamera();
    run(8);
    const nowMs = clock.monotonicMs();
    const asked = cutter.cut(nowMs - 2500, nowMs + 2000);
    run(3);
    const cut = await asked;
    expect(ends(cut)).toEqual([5100, nowMs + 2000]);
    expect(cut.frames[0]?.key).toBe(true);
    expect(cut.problem).toBeUndefined();
  });

  test('that is over already is there at once, and two at a time do not disturb each other', async () => {
    const { clock, cutter, run } = startCamera();
    run(8);
    const nowMs = clock.monotonicMs();
    const later = cutter.cut(nowMs - 1000, nowMs + 1000);
    expect(ends(await cutter.cut(nowMs - 3000, nowMs - 1000))).toEqual([5100, nowMs - 1000]);
    run(2);
    expect(ends(await later)).toEqual([7100, nowMs + 1000]);
  });

  test('says that it starts late when what came before is no longer kept', async () => {
    const { clock, cutter, run } = startCamera({ ringBytes: 5000 });
    run(10);
    const cut = await cutter.cut(clock.monotonicMs() - 9000, clock.monotonicMs() - 100);
    expect(cut).toMatchObject({ problem: 'starts-late' });
    expect(cut.frames[0]?.key).toBe(true);
  });

  test('of a camera that is lost meanwhile ends there, and so does one that is asked for afterwards', async () => {
    const { clock, cutter, run, lose } = startCamera();
    run(5);
    const nowMs = clock.monotonicMs();
    const asked = cutter.cut(nowMs - 2000, nowMs + 5000);
    run(1);
    lose();
    for (const cut of [await asked, await cutter.cut(nowMs - 2000, nowMs + 5000)]) {
      expect(cut).toMatchObject({ problem: 'camera-lost' });
      expect(ends(cut)[1]).toBe(nowMs + 1000);
    }
  });

  test.each([
    ['another picture size', format(4), 'format-changed'],
    ['the same one on a new connection', format(), 'camera-lost'],
  ])('ends where the camera goes on with %s', async (_, next, problem) => {
    const { clock, cutter, run } = startCamera();
    run(4);
    const nowMs = clock.monotonicMs();
    const asked = cutter.cut(nowMs - 1000, nowMs + 5000);
    run(2, { format: next });
    const cut = await asked;
    expect(cut).toMatchObject({ problem });
    expect(cut.frames.every((frame) => frame.format === still)).toBe(true);
  });

  test('never holds more than its bytes', async () => {
    const { clock, cutter, run } = startCamera({ clipBytes: 4000 });
    run(2);
    const asked = cutter.cut(clock.monotonicMs() - 1000, clock.monotonicMs() + 60_000);
    run(10);
    const cut = await asked;
    expect(cut).toMatchObject({ problem: 'too-large' });
    expect(cut.frames).toHaveLength(40);
  });

  test('of a camera of which nothing is kept does not exist', async () => {
    const { clock, cutter } = startCamera();
    expect(await cutter.cut(clock.monotonicMs() - 5000, clock.monotonicMs() - 1000)).toEqual({
      frames: [],
      problem: 'no-video',
    });
  });

  test('of some other day is not waited for', async () => {
    const { clock, cutter } = startCamera();
    const cut = await cutter.cut(clock.monotonicMs() + 86_400_000, clock.monotonicMs() + 86_401_000);
    expect(cut).toEqual({ frames: [], problem: 'too-far-ahead' });
  });

  test('leaves out the pictures of an open group that stand before its key frame', async () => {
    const { clock, cutter, run, push } = startCamera();
    run(2);
    push();
    const keyAt = clock.monotonicMs();
    push({ pts: (keyAt - 50) * 90 });
    run(1);
    const cut = await cutter.cut(keyAt, clock.monotonicMs() - 100);
    expect(cut.frames.map(({ pts }) => pts! / 90 - keyAt).every((ms) => ms >= 0)).toBe(true);
    expect(cut.frames[1]?.arrivedMs).toBe(keyAt + 200);
  });

  test('is given up when the process stops', async () => {
    const { clock, cutter, run } = startCamera();
    run(2);
    const asked = cutter.cut(clock.monotonicMs() - 1000, clock.monotonicMs() + 60_000);
    cutter.stop();
    expect(await asked).toEqual({ frames: [], problem: 'stopped' });
  });
});
