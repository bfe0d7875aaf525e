import { describe, expect, test } from 'vitest';
import type { LivenessPolicy } from '../../../devices/contracts/site-file.ts';
import { createFaceAnalyser } from '../../../gateway/perception/faces/face-analyser.ts';
import type { FaceRecognizer } from '../../../gateway/perception/faces/face-recognizer.ts';
import { defaultFacePolicy } from '../../../gateway/perception/faces/face-track.ts';
import type { FaceSighting } from '../../../gateway/perception/messages.ts';
import { createGallery } from '../../../models/gallery.ts';
import { createPaintedRecognizer, paintPicture, templateOf } from './painted-picture.ts';

const wang = [200, 20, 30] as const;
const gallery = createGallery('painted', [{ person: 'wang', template: templateOf(wang) }]);

interface Door {
  policy?: LivenessPolicy;
  /** What the meter says, look by look; the last one goes on. */
  scores?: (number | Error)[];
  threshold?: number;
  recognizer?: FaceRecognizer;
  colourAt?: (frame: number) => readonly [number, number, number];
}

/** Wang's face, ten times a second, before a camera with this policy. */
async function stand(door: Door, frames: number) {
  const { policy = 'signal', scores = [0.9], threshold = 0.42, recognizer = createPaintedRecognizer() } = door;
  const said: FaceSighting[] = [];
  const problems: string[] = [];
  let judged = 0;
  const meter = {
    judge: async () => {
      const score = scores[Math.min(judged++, scores.length - 1)]!;
      if (score instanceof Error) throw score;
      return score;
    },
    close: async () => {},
  };
  const ports = {
    camera: 'door',
    createTrackId: () => 'door.1',
    emit: (sighting: unknown) => void said.push(sighting as FaceSighting),
    report: () => {},
    record: () => {},
  };
  const analyser = createFaceAnalyser(ports, recognizer, () => gallery, {
    policy: { ...defaultFacePolicy, threshold },
    liveness: { policy, meter },
  });
  for (let frame = 0; frame < frames; frame++) {
    const colour = door.colourAt?.(frame) ?? wang;
    const { picture } = paintPicture(320, 180, [{ x: 100, y: 40, size: 60, colour }], frame * 100);
    await analyser.analyse(picture).catch((error: Error) => problems.push(error.message));
    picture.release();
  }
  analyser.reset();
  return { said, problems, judged: () => judged };
}

const kinds = ({ said }: { said: FaceSighting[] }) => said.map(({ verdict }) => verdict.kind);

describe('liveness before a door', () => {
  test('is not looked at and not said where it is off', async () => {
    const seen = await stand({ policy: 'off' }, 20);
    expect(kinds(seen)).toEqual(['known']);
    expect(seen.said[0]).not.toHaveProperty('liveness');
    expect(seen.judged()).toBe(0);
  });

  test('goes out with the sighting as a signal, and holds nobody up', async () => {
    const seen = await stand({ policy: 'signal', scores: [0.1, 0.3] }, 20);
    expect(kinds(seen)).toEqual(['known']);
    expect(seen.said[0]!.frames).toBe(2);
    expect(seen.said[0]!.liveness).toBeLessThan(0.5);
    expect(seen.judged()).toBeLessThanOrEqual(5);
  });

  test('a photo held before a gate is not-live, and never known', async () => {
    const seen = await stand({ policy: 'gate', scores: [0.05] }, 40);
    expect(kinds(seen)).toEqual(['not-live']);
    expect(seen.said[0]).toMatchObject({ verdict: { person: 'wang' }, liveness: expect.closeTo(0.05) });
  });

  test('a resident before a gate is known once enough looks are good', async () => {
    const seen = await stand({ policy: 'gate', scores: [0.9] }, 20);
    expect(kinds(seen)).toEqual(['known']);
    expect(seen.said[0]!.frames).toBeGreaterThan(2);
    expect(kinds(await stand({ policy: 'gate', scores: [0, 0, 0, 0, 0, 1] }, 40))).toEqual(['not-live', 'known']);
  });

  test.each(['signal', 'gate'] as const)('a liveness model that fails lets nobody in (%s)', async (policy) => {
    const seen = await stand({ policy, scores: [new Error('face-liveness: not finite')] }, 20);
    expect(kinds(seen)).not.toContain('known');
    expect(seen.problems).toContain('face-liveness: not finite');
  });
});

test('a resident who stands there is said again after five seconds, and described five times a second at most', async () => {
  let described = 0;
  const painted = createPaintedRecognizer();
  const recognizer = {
    ...painted,
    describe: (...args: Parameters<typeof painted.describe>) => {
      described++;
      return painted.describe(...args);
    },
  };
  const seen = await stand({ recognizer }, 60);
  expect(kinds(seen)).toEqual(['known', 'known']);
  expect(described).toBeLessThanOrEqual(2 + 30);
});

test('somebody who steps into a resident’s place is not taken for them', async () => {
  const stranger = [30, 20, 200] as const;
  const seen = await stand({ colourAt: (frame) => (frame < 10 ? wang : stranger) }, 100);
  expect(kinds(seen)).toEqual(['known']);
});

test('a site’s own threshold decides at its doors', async () => {
  expect(kinds(await stand({ threshold: 1.5 }, 20))).toEqual(['unknown']);
});
