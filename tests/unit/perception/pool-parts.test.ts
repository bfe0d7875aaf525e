import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Polygon } from '../../../devices/contracts/camera-scene.ts';
import type { CameraKind } from '../../../devices/contracts/site-file.ts';
import { createBackOff } from '../../../gateway/kernel/back-off.ts';
import type { PerceptionCamera } from '../../../gateway/perception/messages.ts';
import { parseToPerception } from '../../../gateway/perception/parse-to-perception.ts';
import { dealCameras } from '../../../gateway/perception/pool/deal-cameras.ts';
import { createPendingRequests } from '../../../gateway/perception/pool/pending-requests.ts';
import {
  createRestartPolicy,
  defaultWorkerLimits,
  maxRssBytesOf,
} from '../../../gateway/perception/pool/worker-process.ts';
import { createFrameRate } from '../../../gateway/perception/streams/frame-rate.ts';
import { createStreamLag } from '../../../gateway/perception/streams/stream-lag.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

const kinds: CameraKind[] = ['face-camera', 'anpr-camera', 'dome-camera'];
const camera = (kind: CameraKind, n = 0): PerceptionCamera => ({
  id: `${kind}-${n}`,
  kind,
  url: 'rtsp://user:secret@10.0.0.8/live',
  transport: 'tcp',
  liveness: 'signal',
  watched: false,
  masks: [],
});

describe('cameras dealt out to processes', () => {
  test('nobody waits at a door for a car: faces and plates have processes of their own', () => {
    const cameras = [...Array(3).keys()]
      .map((n) => camera('face-camera', n))
      .concat([0, 1, 2].map((n) => camera('anpr-camera', n)));
    for (const hand of dealCameras(cameras, 2)) expect(new Set(hand.map(({ kind }) => kind)).size).toBe(1);
  });

  test('none is lost or doubled, and where there are two processes none does both jobs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...kinds), { maxLength: 20 }),
        fc.integer({ min: 1, max: 6 }),
        (mix, workers) => {
          const cameras = mix.map((kind, n) => camera(kind, n));
          const hands = dealCameras(cameras, workers);
          expect(hands).toHaveLength(workers);
          expect(
            hands
              .flat()
              .map(({ id }) => id)
              .sort(),
          ).toEqual(cameras.map(({ id }) => id).sort());
          const jobs = hands.map(
            (hand) => new Set(hand.map(({ kind }) => kind).filter((kind) => kind !== 'dome-camera')),
          );
          if (workers > 1) expect(Math.max(...jobs.map(({ size }) => size))).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('a site without cameras still has one process, to enrol faces', () => {
    expect(dealCameras([], 0)).toEqual([[]]);
  });
});

const triangle = (reach: number): Polygon => [
  [0, 0],
  [reach, 0],
  [0.5, 1],
];

describe('what a perception process is told', () => {
  const template = new Float32Array(512);

  test('everything the gateway says is understood', () => {
    const messages = [
      { kind: 'configure', modelsDir: 'var/models', cameras: [camera('face-camera')], faces: {} },
      { kind: 'gallery', modelId: 'm', entries: [{ person: 'r-1', template }] },
      { kind: 'enrol', request: 1, photos: ['a.jpg'] },
      { kind: 'watch', camera: 'door', on: true },
      { kind: 'snapshot', camera: 'door', request: 2 },
      { kind: 'clip', request: 3, camera: 'door', fromMs: 1000, toMs: 31_000 },
      {
        kind: 'configure',
        modelsDir: 'm',
        cameras: [{ ...camera('dome-camera'), masks: [triangle(1)], keepS: 32 }],
        faces: {},
      },
      { kind: 'stop' },
    ];
    for (const message of messages) expect(parseToPerception(message)).toEqual({ ok: true, value: message });
  });

  test('anything else is refused, and the refusal repeats no address', () => {
    const hostile = [
      undefined,
      null,
      'stop',
      [],
      {},
      { kind: 'shutdown' },
      { kind: 'configure', modelsDir: '', cameras: [], faces: {} },
      {
        kind: 'configure',
        modelsDir: 'm',
        cameras: [{ ...camera('face-camera'), url: 'file:///etc/passwd?secret' }],
        faces: {},
      },
      {
        kind: 'configure',
        modelsDir: 'm',
        cameras: [{ ...camera('face-camera'), url: 'concat:rtsp://secret' }],
        faces: {},
      },
      { kind: 'configure', modelsDir: 'm', cameras: Array(65).fill(camera('face-camera')), faces: {} },
      { kind: 'gallery', modelId: 'm', entries: [{ person: 'r-1', template: new Float32Array(128) }] },
      { kind: 'gallery', modelId: 'm', entries: [{ person: 'r-1', template: new Float32Array(512).fill(Number.NaN) }] },
      { kind: 'gallery', modelId: 'm', entries: [{ person: 'r-1', template: [...template] }] },
      { kind: 'enrol', request: 1.5, photos: [] },
      { kind: 'enrol', request: 1, photos: [1] },
      { kind: 'watch', camera: 'door', on: 'yes' },
      { kind: 'snapshot', camera: '', request: 1 },
      { kind: 'clip', request: 3, camera: 'door', fromMs: 1000, toMs: 999 },
      { kind: 'clip', request: 3, camera: 'door', fromMs: 0, toMs: 86_400_000 },
      { kind: 'scene', camera: 'door', watched: false, masks: [triangle(1).slice(1)] },
      { kind: 'scene', camera: 'door', watched: false, masks: [triangle(2)] },
      { kind: 'scene', camera: 'door', watched: false, masks: [], falls: [{ area: 'wall', polygon: triangle(1) }] },
      {
        kind: 'scene',
        ...{ camera: 'door', watched: false, masks: [] },
        falls: [{ area: 'wall', polygon: triangle(1), storeyHeight: 0, lowestFloor: 1 }],
      },
    ];
    for (const message of hostile) {
      const parsed = parseToPerception(message);
      expect(parsed.ok).toBe(false);
      expect(JSON.stringify(parsed)).not.toContain('secret');
    }
  });

  test('no message at all makes the reader throw', () => {
    fc.assert(fc.property(fc.anything(), (message) => void parseToPerception(message)));
  });
});

describe('questions to a perception process', () => {
  test('are answered each by its own answer', async () => {
    const requests = createPendingRequests<string>();
    const asked: number[] = [];
    const answers = Promise.all(['a', 'b'].map(() => requests.ask(0, 1000, (request) => asked.push(request) > 0)));
    requests.answer(asked[1]!, 'second');
    requests.answer(asked[0]!, 'first');
    requests.answer(999, 'nobody asked');
    expect(await answers).toEqual(['first', 'second']);
  });

  test('fail when the process is lost, when there is none, and when no answer comes', async () => {
    const requests = createPendingRequests<string>();
    const lost = requests.ask(0, 10_000, () => true);
    const other = requests.ask(1, 20, () => true);
    requests.cancel(0, new Error('lost'));
    await expect(lost).rejects.toThrow('lost');
    await expect(other).rejects.toThrow('no answer in time');
    await expect(requests.ask(0, 1000, () => false)).rejects.toThrow('no process');
  });
});

describe('a perception process that dies', () => {
  test('is started again soon, and ever later if it goes on dying, but for ever', () => {
    const clock = fakeClock();
    const nextWaitMs = createRestartPolicy(defaultWorkerLimits, clock, () => 1);
    const waits = Array.from({ length: 5 }, () => {
      clock.advance(10_000);
      return nextWaitMs();
    });
    expect(waits).toEqual([500, 1000, 15_000, 15_000, 15_000]);
    clock.advance(61_000);
    expect(nextWaitMs()).toBe(500);
  });
});

test('all perception processes together leave half of the memory to the rest, and each has enough to look at anything', () => {
  const gib = 2 ** 30;
  const all = (memory: number) => [1, 2, 4].map((processes) => maxRssBytesOf(processes, memory * gib) / gib);
  expect(all(64)).toEqual([2, 2, 2]);
  expect(all(5)).toEqual([2, 1.25, 0.625]);
  expect(all(1)).toEqual([0.5, 0.5, 0.5]);
});

describe('time', () => {
  test('retries wait longer and longer, up to the limit, never all at the same moment', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 8, maxLength: 20 }),
        (draws) => {
          let n = 0;
          const backOff = createBackOff(500, 15_000, () => draws[n++ % draws.length]!);
          const waits = draws.map(() => backOff.nextMs());
          for (const [at, wait] of waits.entries()) {
            const step = Math.min(15_000, 500 * 2 ** at);
            expect(wait).toBeGreaterThanOrEqual(step / 2);
            expect(wait).toBeLessThanOrEqual(step);
          }
          backOff.reset();
          expect(backOff.nextMs()).toBeLessThanOrEqual(500);
        },
      ),
    );
  });

  test('a process that gets too little time sees how far behind it is, whatever the camera’s clock does', () => {
    const lag = createStreamLag();
    for (let n = 0; n < 600; n++) expect(lag.packet(n * 100, 5000 + n * 100.05)).toBeLessThan(10);
    expect(lag.packet(60_100, 5000 + 60_100 + 2030)).toBeGreaterThan(1900);
    // A camera that starts its count anew is not behind.
    expect(lag.packet(0, 80_000)).toBe(0);
  });

  test('the frame rate is what the camera says, or what it does', () => {
    const declared = createFrameRate(10);
    expect(declared.framesPerSecond()).toBe(10);
    const undeclared = createFrameRate(0);
    expect(undeclared.framesPerSecond()).toBe(0);
    const changes = Array.from({ length: 100 }, (_, n) => [declared.frame(n * 100), undeclared.frame(n * 100)]);
    expect(changes.filter(([first]) => first)).toHaveLength(0);
    expect(changes.filter(([, second]) => second)).toHaveLength(1);
    expect(undeclared.framesPerSecond()).toBe(10);
  });

  test('a frame rate is not counted over an outage', () => {
    const rate = createFrameRate(10);
    for (let n = 0; n < 20; n++) rate.frame(n * 100);
    expect(rate.frame(9000)).toBe(false);
    expect(rate.framesPerSecond()).toBe(10);
  });
});
