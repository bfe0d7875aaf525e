import { type Duplex, duplexPair } from 'node:stream';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  createByteBudget,
  createFrameReader,
  createKeyGate,
  type FrameKind,
  frameKinds,
  type LiveEnd,
  type LiveWord,
  maxFrameBytes,
  writeFrame,
  writeWord,
} from '../../../devices/contracts/live-relay.ts';
import { parseLiveWord } from '../../../devices/contracts/live-word.ts';
import { type LiveWatcher, type RelayOptions, relayLive } from '../../../gateway/remote/live-relay.ts';
import { listPermits } from '../../../gateway/remote/permits.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const mime = 'video/mp4; codecs="avc1.64001f"';
const kinds = Object.keys(frameKinds) as FrameKind[];

test('frames arrive as they were written, in whatever pieces the wire brings them', () => {
  const frames = fc.array(fc.record({ kind: fc.constantFrom(...kinds), content: fc.uint8Array({ maxLength: 60 }) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(frames, fc.integer({ min: 1, max: 40 }), (written, piece) => {
      const read: { kind: FrameKind; content: Uint8Array }[] = [];
      const take = createFrameReader({ maxBytes: 64, frame: (kind, content) => void read.push({ kind, content }) });
      const bytes = Buffer.concat(written.flatMap(({ kind, content }) => writeFrame(kind, content)));
      for (let at = 0; at < bytes.length; at += piece) take(bytes.subarray(at, at + piece));
      expect(read.map(({ kind, content }) => [kind, [...content]])).toEqual(
        written.map(({ kind, content }) => [kind, [...content]]),
      );
    }),
  );
});

test('what is no frame is refused at its first bytes, before memory is taken for it', () => {
  const take = () => createFrameReader({ maxBytes: maxFrameBytes, frame: () => undefined });
  expect(() => take()(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toThrow(RangeError);
  expect(() => take()(Buffer.from([3, 0xff, 0xff, 0xff, 0xff]))).toThrow(RangeError);
  expect(() => take()(Buffer.from([1, 0, 0, 0x08, 0]))).toThrow(RangeError);
  for (const text of [
    '',
    'x',
    '{"over":"because"}',
    '{"mime":"text/html"}',
    '{"leftMs":1e12}',
    '{"over":"no-viewer","x":1}',
  ])
    expect(parseLiveWord(Buffer.from(text)).ok).toBe(false);
  expect(parseLiveWord(Buffer.from(JSON.stringify({ mime })))).toMatchObject({ ok: true });
});

test('whoever is behind loses whole groups of pictures up to a key frame, never pieces of one', () => {
  const chunks = fc.array(fc.record({ key: fc.boolean(), queued: fc.integer({ min: 0, max: 100 }) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(chunks, (list) => {
      let queued = 0;
      const gate = createKeyGate({
        ...{ maxQueuedBytes: 50, resumeBelowBytes: 10, nowMs: () => 0 },
        queuedBytes: () => queued,
      });
      let broken = false;
      for (const each of list) {
        queued = each.queued;
        const passes = gate.passes(each.key);
        if (passes) expect(broken && !each.key).toBe(false);
        if (passes) expect(each.queued).toBeLessThanOrEqual(50);
        broken = !passes || (broken && !each.key);
      }
    }),
  );
});

test('a budget gives its burst at once, and then what time brings', () => {
  let nowMs = 0;
  const budget = createByteBudget(1000, 3000, () => nowMs);
  expect([budget.take(3000), budget.take(1)]).toEqual([true, false]);
  nowMs = 500;
  expect([budget.take(501), budget.take(500)]).toEqual([false, true]);
});

/** A camera that is played by hand, and the cloud's end of its wire. */
function openRelay(more: Partial<RelayOptions> = {}) {
  const [wire, cloud] = duplexPair();
  onTestFinished(() => {
    for (const end of [wire, cloud]) end.destroy();
  });
  let watcher: LiveWatcher | undefined;
  let left = 0;
  const ending = new AbortController();
  const frames: { kind: FrameKind; bytes: number }[] = [];
  const words: LiveWord[] = [];
  const read = createFrameReader({
    maxBytes: maxFrameBytes,
    frame(kind, content) {
      if (kind === 'word') words.push(JSON.parse(Buffer.from(content).toString()) as LiveWord);
      else frames.push({ kind, bytes: content.length });
    },
  });
  cloud.on('data', read);
  const result = relayLive({
    wire,
    source: {
      mime: () => mime,
      watch: (given) => {
        watcher = given;
        return () => {
          left += 1;
        };
      },
    },
    forMs: 60_000,
    budget: createByteBudget(1e9, 1e9, () => 0),
    signal: ending.signal,
    clock: { monotonicMs: () => performance.now() },
    sent: () => undefined,
    ...more,
  });
  return { wire, cloud: cloud as Duplex, watcher: watcher!, ending, frames, words, result, left: () => left };
}

const header = Buffer.alloc(40);
const piece = Buffer.alloc(500);

test('a view begins with how long it lasts, what it is and a key frame, and leaves the camera when its time is over', async () => {
  const { watcher, frames, words, result, left } = openRelay({ forMs: 60 });
  watcher.init(header);
  watcher.chunk(piece, false);
  watcher.chunk(piece, true);
  watcher.chunk(piece, false);
  expect(await result).toEqual({ outcome: 'done', code: 'time-over' });
  expect(left()).toBe(1);
  watcher.chunk(piece, true);
  await expect.poll(() => words).toEqual([{ leftMs: 60 }, { mime }, { over: 'time-over' }]);
  expect(frames).toEqual([
    { kind: 'header', bytes: 40 },
    { kind: 'key', bytes: 500 },
    { kind: 'chunk', bytes: 500 },
  ]);
});

test('whoever ends it is named, and without a picture it has failed', async () => {
  const cases: [LiveEnd, 'done' | 'failed', (room: ReturnType<typeof openRelay>) => void][] = [
    ['ended-by-guard', 'failed', ({ ending }) => ending.abort('ended-by-guard')],
    ['viewer-left', 'failed', ({ cloud }) => cloud.write(Buffer.concat(writeWord({ over: 'viewer-left' })))],
    ['line-lost', 'failed', ({ cloud }) => cloud.end()],
    ['line-lost', 'failed', ({ cloud }) => cloud.write('HTTP/1.1 200 OK\r\n')],
    ['camera-lost', 'failed', ({ watcher }) => watcher.ended('no-frames')],
    [
      'camera-lost',
      'done',
      ({ watcher }) => {
        watcher.init(header);
        watcher.chunk(piece, true);
        watcher.ended('no-frames');
      },
    ],
  ];
  for (const [code, outcome, end] of cases) {
    const room = openRelay();
    end(room);
    expect(await room.result).toEqual({ outcome, code });
    expect(room.left()).toBe(1);
  }
  expect(await openRelay({ signal: AbortSignal.abort('gateway-stops') }).result).toMatchObject({
    code: 'gateway-stops',
  });
  const gone = { mime: () => undefined, watch: () => undefined };
  expect(await openRelay({ source: gone }).result).toMatchObject({ outcome: 'failed', code: 'camera-lost' });
});

test('a line that is cut without a word is given up after twelve seconds of silence', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { result, watcher } = openRelay();
  watcher.init(header);
  watcher.chunk(piece, true);
  let over: object | undefined;
  void result.then((given) => {
    over = given;
  });
  await vi.advanceTimersByTimeAsync(11_900);
  expect(over).toBeUndefined();
  await vi.advanceTimersByTimeAsync(3_200);
  expect(over).toEqual({ outcome: 'done', code: 'line-lost' });
});

test('a cloud that takes nothing is sent no more than a megabyte, and goes on from a key frame when it takes again', async () => {
  const { cloud, watcher, frames, wire } = openRelay();
  cloud.pause();
  watcher.init(header);
  watcher.chunk(piece, true);
  const large = Buffer.alloc(100_000);
  for (let n = 0; n < 50; n += 1) watcher.chunk(large, false);
  expect(wire.writableLength).toBeLessThan(1_300_000);
  cloud.resume();
  await expect.poll(() => wire.writableLength).toBe(0);
  const before = frames.length;
  watcher.chunk(large, false);
  watcher.chunk(piece, true);
  await expect.poll(() => frames.slice(before)).toEqual([{ kind: 'key', bytes: 500 }]);
});

test('what is over the bitrate of all views is left out up to a key frame', async () => {
  let nowMs = 0;
  const { watcher, frames } = openRelay({ budget: createByteBudget(1000, 1000, () => nowMs) });
  watcher.init(header);
  for (const key of [true, false, false, false]) watcher.chunk(piece, key);
  nowMs = 1000;
  for (const key of [false, true]) watcher.chunk(piece, key);
  await expect.poll(() => frames.map(({ kind }) => kind)).toEqual(['header', 'key', 'chunk', 'key']);
});

test('the cloud hears the titles of what the site permits, and of nothing else', () => {
  const camera = { kind: 'dome-camera', ring: 3, url: 'rtsp://127.0.0.1/x' } as const;
  const name = (en: string) => ({ zh: en, en });
  const cameras = ['hall', 'yard', 'roof'].map((id) => ({ ...camera, id, name: name(id) }));
  expect(listPermits(smallSite({ cameras }))).toEqual({ liveMinutes: 5, cameras: [], doors: [] });
  const remote = { live: ['hall'], snapshots: ['hall', 'yard'], doors: 'all' as const, liveMinutes: 9 };
  const { liveMinutes, cameras: told, doors } = listPermits(smallSite({ cameras, remote }));
  expect(liveMinutes).toBe(9);
  expect(told).toEqual([
    { id: 'hall', name: name('hall'), snapshot: true, live: true },
    { id: 'yard', name: name('yard'), snapshot: true, live: false },
  ]);
  expect(doors.map(({ id }) => id)).toEqual(['gate', 'u1-door', 'lane']);
});
