import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ObjectClass } from '../../../devices/contracts/camera-scene.ts';
import { people } from '../../../firmware-sims/assets/people.ts';
import { carPaints } from '../../../firmware-sims/camera/car-drawing.ts';
import { createFrame, type Frame } from '../../../firmware-sims/camera/frame.ts';
import { createYardScene, type YardActor, type YardScene } from '../../../firmware-sims/camera/scene.ts';
import { courtScenes } from '../../../firmware-sims/compound/linden-court-scenes.ts';
import { createByteTracker } from '../../../gateway/perception/objects/byte-tracker.ts';
import {
  createObjectDetector,
  type DetectedObject,
  type ObjectDetector,
} from '../../../gateway/perception/objects/object-detector.ts';
import { createSceneWatch } from '../../../gateway/watch/scene-watch.ts';
import { cannotDraw, modelsDir } from './prepared-assets.ts';
import { toRgbImage } from './to-rgb-image.ts';

/** What the overview cameras of the demo show; the promise is made for a large picture, too. */
const pictures = [
  { width: 640, height: 360 },
  { width: 1280, height: 720 },
];
/** Shortly after noon, when no cat is about. */
const noon = Date.parse('2026-03-01T12:00:10+08:00');
const person: YardActor = { kind: 'person', person: people[0]! };
const eBike: YardActor = { kind: 'e-bike', person: people[11]! };
const paintedCar = (paint: string): YardActor => ({ kind: 'car', paint });

/** One yard with its own clock: a picture every fifth of a second of its time, unless said. */
async function openYard(background: number, size: { width: number; height: number }) {
  const scene = await createYardScene({ ...size, background, title: 'Yard' });
  const frame = createFrame(size.width, size.height);
  let nowMs = noon;
  const next = async (stepMs = 200) => {
    nowMs += stepMs;
    scene.render(frame, nowMs);
    // Real work (decoding the photo, drawing the car) goes on between the pictures.
    await new Promise((resolve) => setTimeout(resolve, 1));
    return nowMs;
  };
  return { scene, frame, next };
}

async function playOut(done: Promise<unknown>, next: () => Promise<unknown>): Promise<void> {
  let settled = false;
  const watched = done.finally(() => {
    settled = true;
  });
  while (!settled) await next();
  await watched;
}

describe.skipIf(cannotDraw)('whoever comes into a simulated yard', () => {
  let detector: ObjectDetector;
  beforeAll(async () => {
    detector = await createObjectDetector({ modelsDir });
  });
  afterAll(() => detector?.close());
  const look = (frame: Frame) => detector.detect(toRgbImage(frame));
  const best = (found: readonly DetectedObject[], wanted: ObjectClass) =>
    Math.max(0, ...found.filter((one) => one.class === wanted).map(({ score }) => score));

  test.each([
    { place: 'the playground', background: 0, actor: person, seen: 'person' },
    ...carPaints.map((paint) => ({
      place: `the fire lane (${paint})`,
      background: 1,
      actor: paintedCar(paint),
      seen: 'car' as const,
    })),
    { place: 'the car park', background: 2, actor: person, seen: 'person' },
    { place: 'the lift', background: 3, actor: eBike, seen: 'bicycle' },
  ] as const)(
    'is found by the real detector in $place, which was empty before',
    async ({ background, actor, seen }) => {
      for (const size of pictures) {
        const { scene, frame, next } = await openYard(background, size);
        await next();
        expect((await look(frame)).filter(({ score }) => score >= 0.4)).toEqual([]);
        await playOut(scene.enter(actor), next);
        expect(best(await look(frame), seen), `${size.width} wide`).toBeGreaterThan(0.5);
      }
    },
  );

  /** Comes, stays for so many seconds, goes; the rules of Linden Court's camera look on all the while. */
  async function watchVisit(camera: string, background: number, actor: YardActor, staysS: number) {
    const { scene, frame, next } = await openYard(background, pictures[0]!);
    const watch = createSceneWatch(courtScenes[camera]!, { timeZone: 'Asia/Shanghai' });
    let last = 0;
    const tracker = createByteTracker(() => `track-${++last}`);
    const told: string[] = [];
    const watchNext = async (stepMs?: number) => {
      const atMs = await next(stepMs);
      const objects = tracker.look(await look(frame), atMs).map(({ id, box, ...rest }) => ({
        ...rest,
        track: id,
        box: {
          x: box.x / frame.width,
          y: box.y / frame.height,
          width: box.width / frame.width,
          height: box.height / frame.height,
        },
      }));
      const findings = watch.look({ seenAtMs: atMs - noon, objects }, atMs);
      told.push(...findings.map(({ type, kind, stage }) => [type, kind, ...(stage ? [stage] : [])].join(' ')));
    };
    await playOut(scene.enter(actor), watchNext);
    for (let second = 0; second < staysS; second += 0.5) await watchNext(500);
    const whileThere = [...told];
    await playOut(scene.leave(), watchNext);
    for (let second = 0; second < 27; second++) await watchNext(1000);
    return { whileThere, told };
  }

  test.each([
    { camera: 'cam-playground', background: 0, actor: person, staysS: 3, tells: ['intrusion began'] },
    {
      camera: 'cam-fire-lane',
      background: 1,
      actor: paintedCar(carPaints[1]),
      staysS: 17,
      tells: ['fire-lane-blocked began warn', 'fire-lane-blocked worsened alarm'],
    },
    { camera: 'cam-car-park', background: 2, actor: person, staysS: 22, tells: ['loitering began'] },
    { camera: 'cam-b2-lift', background: 3, actor: eBike, staysS: 2, tells: ['e-bike-in-lift began'] },
  ])(
    'breaks the rule that $camera watches for, once, and the alarm ends after they have gone',
    async (visit) => {
      const { camera, background, actor, staysS, tells } = visit;
      const { whileThere, told } = await watchVisit(camera, background, actor, staysS);
      expect(whileThere).toEqual(tells);
      expect(told).toEqual([...tells, tells[0]!.replace(/ began.*/, ' ended')]);
    },
    60_000,
  );
});

describe.skipIf(cannotDraw)('the yard’s stage', () => {
  const leaveEmpty = async (yard: { scene: YardScene; next(): Promise<unknown> }) => {
    await playOut(yard.scene.leave(), yard.next);
  };

  test('when they have gone, the picture is what it was', async () => {
    const yard = await openYard(3, pictures[0]!);
    const empty = createFrame(640, 360);
    await playOut(yard.scene.enter(eBike), yard.next);
    await leaveEmpty(yard);
    yard.scene.render(yard.frame, noon);
    (await createYardScene({ ...pictures[0]!, background: 3, title: 'Yard' })).render(empty, noon);
    expect(Buffer.compare(yard.frame.data, empty.data)).toBe(0);
  });

  test('a car does not come into a lift', async () => {
    const { scene } = await openYard(3, pictures[0]!);
    await expect(scene.enter(paintedCar(carPaints[0]))).rejects.toThrow('no car comes');
  });

  test('whoever is taken away before they are there does not count as arrived', async () => {
    const { scene, next } = await openYard(0, pictures[0]!);
    const walk = scene.enter(person);
    const refused = expect(walk).rejects.toThrow('person-01');
    await next();
    scene.clear();
    await refused;
    await scene.leave();
  });
});
