import { describe, expect, test } from 'vitest';
import type { AvMaskedVideo } from '../../../gateway/perception/streams/av-masked-video.ts';
import { createMaskedFeed } from '../../../gateway/perception/streams/masked-feed.ts';
import type { StreamFormat, StreamFrame } from '../../../gateway/perception/streams/stream-frame.ts';

const format: StreamFormat = { codec: 'hevc', width: 2, height: 2, sets: new Uint8Array(0) };
const frame = (n: number, key = false): StreamFrame => ({
  ...{ data: Uint8Array.of(n & 255), pts: n * 9000, key },
  ...{ format, arrivedMs: 1000 + n * 100 },
});

/** An encoder that works when it is told to. */
function startFeed(soFar: StreamFrame[] = []) {
  const encoded: StreamFormat = { codec: 'h264', width: 2, height: 2, sets: new Uint8Array(0) };
  const log = { fromTicks: -1, decoded: [] as number[], shown: [] as number[], closed: 0, problems: [] as unknown[] };
  const gate = { open: Promise.withResolvers<void>(), failing: false };
  const open = async (_: StreamFormat, fromTicks: number): Promise<AvMaskedVideo> => {
    log.fromTicks = fromTicks;
    return {
      frame: async ({ data, key }, ticks) => {
        log.decoded.push(ticks / 9000);
        await gate.open.promise;
        if (gate.failing) throw new Error('no encoder');
        return ticks < fromTicks ? [] : [{ data, key, pts: ticks, format: encoded }];
      },
      rest: async () => [],
      close: () => void log.closed++,
    };
  };
  const feed = createMaskedFeed({
    soFar,
    open,
    onFrame: ({ pts }) => log.shown.push(pts! / 9000),
    onProblem: (error) => log.problems.push(error),
  });
  return { feed, log, gate };
}

describe('masked video for a guard who watches', () => {
  test('begins with the picture of now, for which those since the last key frame are decoded', async () => {
    const { feed, log, gate } = startFeed([frame(0, true), frame(1), frame(2)]);
    gate.open.resolve();
    feed.push(frame(3));
    await expect.poll(() => log.shown).toEqual([2, 3]);
    expect(log.decoded).toEqual([0, 1, 2, 3]);
    expect(log.fromTicks).toBe(18_000);
    feed.close();
    await expect.poll(() => log.closed).toBe(1);
  });

  test('that cannot be encoded fast enough leaves pictures out, up to a key frame, instead of piling them up', async () => {
    const { feed, log, gate } = startFeed();
    feed.push(frame(0, true));
    await expect.poll(() => log.decoded).toEqual([0]);
    for (let n = 1; n < 500; n++) feed.push(frame(n, n % 20 === 0));
    gate.open.resolve();
    await expect.poll(() => log.decoded.at(-1)).toBe(499);
    const [, second] = log.decoded;
    expect(log.decoded.length).toBeLessThanOrEqual(47);
    expect(second! % 20).toBe(0);
    feed.close();
  });

  test('shows nothing more once the guard has left, also of what was under way', async () => {
    const { feed, log, gate } = startFeed([frame(0, true)]);
    await expect.poll(() => log.decoded).toEqual([0]);
    feed.close();
    gate.open.resolve();
    await expect.poll(() => log.closed).toBe(1);
    feed.push(frame(1));
    expect(log.shown).toEqual([]);
  });

  test('that cannot be made says so once, and shows nothing', async () => {
    const { feed, log, gate } = startFeed([frame(0, true)]);
    gate.failing = true;
    gate.open.resolve();
    await expect.poll(() => log.problems).toHaveLength(1);
    feed.push(frame(1, true));
    expect(log).toMatchObject({ shown: [], closed: 1 });
  });
});
