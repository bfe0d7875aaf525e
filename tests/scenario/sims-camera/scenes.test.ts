import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people, writeEnrolmentPhoto } from '../../../firmware-sims/assets/people.ts';
import { createFrame, type Frame } from '../../../firmware-sims/camera/frame.ts';
import { createDoorScene, createLaneScene, createYardScene, type Scene } from '../../../firmware-sims/camera/scene.ts';
import { enrolPhoto } from '../../../gateway/perception/enrolment/enrol-photo.ts';
import { createFaceRecognizer, type FaceRecognizer } from '../../../gateway/perception/faces/face-recognizer.ts';
import { decodePhoto } from '../../../gateway/perception/models/sharp-frames.ts';
import { createPlateRecognizer } from '../../../gateway/perception/plates/plate-recognizer.ts';
import { cannotDraw, modelsDir } from './prepared-assets.ts';
import { toRgbImage } from './to-rgb-image.ts';

const size = { width: 1280, height: 720 };
const noon = Date.parse('2026-03-01T12:00:00+08:00');

/** Plays a scene picture by picture, a tenth of a second of its time each, until `done`. */
async function playUntil<T>(scene: Scene, frame: Frame, done: Promise<T>, fromMs = noon): Promise<T> {
  let settled = false;
  const watched = done.finally(() => {
    settled = true;
  });
  for (let nowMs = fromMs; !settled; nowMs += 100) {
    scene.render(frame, nowMs);
    // Real work (decoding the photo, drawing the vehicle) goes on between the pictures.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return watched;
}

describe.skipIf(cannotDraw)('the door', () => {
  let recognizer: FaceRecognizer;
  let folder: string;
  beforeAll(async () => {
    recognizer = await createFaceRecognizer({ modelsDir });
    folder = await mkdtemp(join(tmpdir(), 'people-'));
  });
  afterAll(async () => {
    await recognizer?.close();
    if (folder) await rm(folder, { recursive: true });
  });

  test('everybody is known by their enrolment photo and nobody by that of another', async () => {
    const templates: Float32Array[] = [];
    for (const person of people) {
      const photo = join(folder, `${person.id}.jpg`);
      await writeEnrolmentPhoto(person, photo);
      const outcome = await enrolPhoto(photo, [], recognizer, (path) => decodePhoto(path));
      if (!outcome.ok) throw new Error(`${person.id} cannot be enrolled: ${outcome.reason}`);
      templates.push(outcome.template);
    }
    const scene = await createDoorScene({ ...size, title: '南门 South gate' });
    const frame = createFrame(size.width, size.height);
    for (const [index, person] of people.entries()) {
      await playUntil(scene, frame, scene.walkUp(person, { approachMs: 300 }), noon + index * 60_000);
      const image = toRgbImage(frame);
      const faces = await recognizer.find(image);
      expect(faces, person.id).toHaveLength(1);
      expect(faces[0]!.box.height).toBeGreaterThan(140);
      const { template } = await recognizer.describe(image, faces[0]!);
      const scores = templates.map((other) => other.reduce((sum, value, i) => sum + value * template[i]!, 0));
      expect(scores[index], `${person.id} and their own photo`).toBeGreaterThan(0.6);
      scores[index] = 0;
      expect(Math.max(...scores), `${person.id} and others`).toBeLessThan(0.32);
    }
  });

  test('somebody who is on the way and is overtaken does not count as arrived', async () => {
    const scene = await createDoorScene({ ...size, title: 'Door' });
    const frame = createFrame(size.width, size.height);
    const first = scene.walkUp(people[0]!, { approachMs: 60_000 });
    const refused = expect(first).rejects.toThrow(people[0]!.id);
    const second = scene.walkUp(people[1]!, { approachMs: 500 });
    expect((await playUntil(scene, frame, second)).inFrontAtMs).toBeGreaterThanOrEqual(noon + 500);
    await refused;
  });

  test('when they have left, the picture is what it was', async () => {
    const scene = await createDoorScene({ ...size, title: 'Door' });
    const [empty, frame] = [createFrame(size.width, size.height), createFrame(size.width, size.height)];
    scene.render(empty, noon);
    const { inFrontAtMs } = await playUntil(scene, frame, scene.walkUp(people[2]!, { approachMs: 300, stayMs: 500 }));
    for (let ms = 0; ms <= 5000; ms += 100) scene.render(frame, inFrontAtMs + ms);
    scene.render(frame, noon);
    expect(Buffer.compare(frame.data, empty.data)).toBe(0);
  });
});

describe.skipIf(cannotDraw)('the lane', () => {
  test.each([
    { plate: '沪A3F8K5', colour: 'blue' },
    { plate: '粤BD12345', colour: 'green' },
    { plate: '苏E6M27S', colour: 'yellow' },
  ] as const)('the $colour plate $plate is read at the loop', async (vehicle) => {
    const reader = await createPlateRecognizer({ modelsDir });
    try {
      const scene = await createLaneScene({ ...size, title: '车行入口 Vehicle gate' });
      const frame = createFrame(size.width, size.height);
      await playUntil(scene, frame, scene.driveUp(vehicle, { approachMs: 500 }));
      const readings = await reader.read(toRgbImage(frame));
      expect(readings).toMatchObject([{ plate: vehicle.plate, colour: vehicle.colour }]);
    } finally {
      await reader.close();
    }
  });

  test('a vehicle waits at the loop until it is let through, and then the lane is empty', async () => {
    const scene = await createLaneScene({ ...size, title: 'Gate' });
    const [empty, frame] = [createFrame(size.width, size.height), createFrame(size.width, size.height)];
    scene.render(empty, noon);
    const { atLoopAtMs } = await playUntil(scene, frame, scene.driveUp({ plate: '京A00001', colour: 'blue' }));
    for (let ms = 0; ms < 60_000; ms += 1000) scene.render(frame, atLoopAtMs + ms);
    scene.render(frame, noon);
    expect(Buffer.compare(frame.data, empty.data)).not.toBe(0);
    await playUntil(scene, frame, scene.leave({ leaveMs: 400 }), atLoopAtMs + 60_000);
    scene.render(frame, noon);
    expect(Buffer.compare(frame.data, empty.data)).toBe(0);
  });

  test('a plate of the wrong length for its colour is refused', async () => {
    const scene = await createLaneScene({ ...size, title: 'Gate' });
    await expect(scene.driveUp({ plate: '粤BD12345', colour: 'blue' })).rejects.toThrow('7 characters');
  });
});

describe.skipIf(cannotDraw)('the yard', () => {
  test('a picture that did not change is not drawn again, and the clock changes it every second', async () => {
    for (const background of [0, 1, 2, 3]) {
      const scene = await createYardScene({ width: 960, height: 540, background, title: '园区 Yard' });
      const frame = createFrame(960, 540);
      // A moment when the cat sleeps everywhere and the lift stands.
      const quiet = noon + 200;
      const states = [0, 100, 200, 1000].map((ms) => scene.render(frame, quiet + ms));
      expect(states[0]).toBe(true);
      expect(states[3]).toBe(true);
      if (background === 3) expect(states.slice(1, 3)).toEqual([false, false]);
    }
  });
});
