import { afterEach, describe, expect, test, vi } from 'vitest';
import { createCameraAnalysis } from '../../../gateway/perception/analysis/camera-analysis.ts';
import { combineAnalysers } from '../../../gateway/perception/analysis/combine-analysers.ts';
import type {
  AnalyserPorts,
  PictureAnalyser,
  Sighting,
} from '../../../gateway/perception/analysis/picture-analyser.ts';
import { createFaceAnalyser } from '../../../gateway/perception/faces/face-analyser.ts';
import type { ObjectsSighting } from '../../../gateway/perception/messages.ts';
import { createObjectAnalyser } from '../../../gateway/perception/objects/object-analyser.ts';
import type { ObjectDetector } from '../../../gateway/perception/objects/object-detector.ts';
import { createWatchedCameras } from '../../../gateway/perception/objects/watched-cameras.ts';
import { fakeClock } from '../../fixtures/quiet.ts';
import { createPaintedRecognizer, type Painted, paintPicture } from './painted-picture.ts';

/** Takes every painted square for a person, blue ones for cars. */
function createPaintedDetector(): ObjectDetector & { looks: number; closed: boolean } {
  const { find } = createPaintedRecognizer();
  const detector = {
    modelId: 'painted',
    looks: 0,
    closed: false,
    detect: async (image: Parameters<typeof find>[0]) => {
      detector.looks++;
      const squares = await find(image);
      return squares.map(({ box, score }) => {
        const blue = image.data[(box.y * image.width + box.x) * 3 + 2]!;
        return { class: blue > 150 ? ('car' as const) : ('person' as const), score, box };
      });
    },
    close: async () => {
      detector.closed = true;
    },
  };
  return detector;
}

const person = (x: number): Painted => ({ x, y: 28, size: 20, colour: [200, 30, 30] });
const car = (x: number): Painted => ({ x, y: 40, size: 30, colour: [30, 30, 200] });

function startYard(createAnalyser: (ports: AnalyserPorts) => PictureAnalyser) {
  const clock = fakeClock();
  const reports: ObjectsSighting[] = [];
  const sightings: Sighting[] = [];
  const problems: unknown[] = [];
  const holds: { open: number }[] = [];
  const analysis = createCameraAnalysis({
    cameras: [{ id: 'yard', createAnalyser }],
    clock,
    encodeJpeg: async () => Uint8Array.of(1),
    onSighting: (sighting) => sightings.push(sighting),
    onObjects: (sighting) => reports.push(sighting),
    onProblem: (_camera, error) => problems.push(error),
  });
  return {
    clock,
    analysis,
    reports,
    sightings,
    problems,
    held: () => holds.reduce((sum, { open }) => sum + open, 0),
    /** Ten frames a second. */
    play: async (frames: number, scene: (n: number) => Painted[]) => {
      for (let n = 0; n < frames; n++) {
        clock.advance(100);
        const { picture, holds: held } = paintPicture(160, 90, scene(n), clock.monotonicMs());
        holds.push(held);
        analysis.offer('yard', picture);
        // Painted analysis waits for nothing but promises: two turns of the loop and it is done.
        await new Promise(setImmediate);
        await new Promise(setImmediate);
      }
    },
  };
}

let yard: ReturnType<typeof startYard>;
afterEach(() => {
  yard.analysis.stop();
  expect(yard.held()).toBe(0);
});

describe('a watched yard', () => {
  test('somebody who walks through is followed under one name, and that he has gone is said, once', async () => {
    const detector = createPaintedDetector();
    yard = startYard((ports) => createObjectAnalyser(ports, () => detector));
    await yard.play(20, () => []);
    const before = yard.reports.length;
    await yard.play(40, (n) => [person(n * 2 - (n % 2) * 2)]);
    await yard.play(80, () => []);
    const walk = yard.reports.slice(before);
    const seen = walk.filter(({ objects }) => objects.length > 0);
    expect(seen.length).toBeGreaterThan(10);
    expect(new Set(seen.flatMap(({ objects }) => objects.map(({ track }) => track))).size).toBe(1);
    expect(seen[0]).toMatchObject({
      kind: 'objects-sighting',
      camera: 'yard',
      objects: [{ class: 'person', score: 0.9 }],
    });
    const { box } = seen[0]!.objects[0]!;
    expect(box.height).toBeCloseTo(20 / 90, 1);
    expect(walk.at(-1)!.objects).toEqual([]);
    const { length } = yard.reports;
    await yard.play(50, () => []);
    expect(yard.reports).toHaveLength(length);
  });

  test('is looked at four to five times a second while somebody moves', async () => {
    const detector = createPaintedDetector();
    yard = startYard((ports) => createObjectAnalyser(ports, () => detector));
    await yard.play(20, () => []);
    const before = detector.looks;
    await yard.play(50, (n) => [person(n * 2 - (n % 2) * 2)]);
    expect(detector.looks - before).toBeGreaterThanOrEqual(15);
    expect(detector.looks - before).toBeLessThanOrEqual(25);
  });

  test('costs a glance every four seconds while it is empty', async () => {
    const detector = createPaintedDetector();
    yard = startYard((ports) => createObjectAnalyser(ports, () => detector));
    await yard.play(50, () => []);
    const before = detector.looks;
    await yard.play(200, () => []);
    expect(detector.looks - before).toBeLessThanOrEqual(5);
    expect(detector.looks - before).toBeGreaterThanOrEqual(4);
  });

  test('a parked car goes on being reported, with few looks', async () => {
    const detector = createPaintedDetector();
    yard = startYard((ports) => createObjectAnalyser(ports, () => detector));
    await yard.play(20, (n) => [car(n * 4)]);
    await yard.play(100, () => [car(100)]);
    const [looks, reports] = [detector.looks, yard.reports.length];
    await yard.play(200, () => [car(100)]);
    expect(detector.looks - looks).toBeLessThanOrEqual(9);
    const later = yard.reports.slice(reports);
    expect(later.length).toBeGreaterThanOrEqual(7);
    expect(new Set(later.flatMap(({ objects }) => objects.map(({ track }) => track))).size).toBe(1);
  });

  test('says that it is empty after a start and after a broken stream', async () => {
    const detector = createPaintedDetector();
    yard = startYard((ports) => createObjectAnalyser(ports, () => detector));
    await yard.play(30, () => []);
    expect(yard.reports.map(({ objects }) => objects.length)).toEqual([0]);
    yard.analysis.reset('yard');
    await yard.play(30, () => []);
    expect(yard.reports.map(({ objects }) => objects.length)).toEqual([0, 0]);
  });

  test('after a broken stream nobody is followed on under the old name', async () => {
    const detector = createPaintedDetector();
    yard = startYard((ports) => createObjectAnalyser(ports, () => detector));
    await yard.play(20, (n) => [person(n * 2 - (n % 2) * 2)]);
    yard.analysis.reset('yard');
    await yard.play(20, (n) => [person(60 + n * 2 - (n % 2) * 2)]);
    const names = new Set(yard.reports.flatMap(({ objects }) => objects.map(({ track }) => track)));
    expect(names.size).toBe(2);
  });

  test('is not looked at while nobody watches it, and begins anew when somebody does', async () => {
    const detector = createPaintedDetector();
    let watched = false;
    yard = startYard((ports) => createObjectAnalyser(ports, () => (watched ? detector : undefined)));
    await yard.play(30, (n) => [person(n * 2 - (n % 2) * 2)]);
    expect(detector.looks).toBe(0);
    expect(yard.reports).toEqual([]);
    watched = true;
    await yard.play(30, (n) => [person(n * 2 - (n % 2) * 2)]);
    expect(yard.reports.at(-1)!.objects).toHaveLength(1);
  });
});

describe('a door’s camera that is watched, too', () => {
  const failing = (): ObjectDetector => ({
    modelId: 'broken',
    detect: async () => {
      throw new Error('the model gave no numbers');
    },
    close: async () => {},
  });
  const both = (detector: ObjectDetector) => (ports: AnalyserPorts) =>
    combineAnalysers([
      createFaceAnalyser(ports, createPaintedRecognizer(), () => undefined),
      createObjectAnalyser(ports, () => detector),
    ]);

  test('recognises faces in every picture and follows people at their own pace', async () => {
    const detector = createPaintedDetector();
    yard = startYard(both(detector));
    await yard.play(40, (n) => [person(n * 2 - (n % 2) * 2)]);
    await vi.waitFor(() => expect(yard.sightings.map(({ kind }) => kind)).toEqual(['face-sighting']));
    expect(yard.reports.at(-1)!.objects).toHaveLength(1);
    const { stages } = yard.analysis.counts('yard');
    expect(Object.keys(stages)).toEqual(expect.arrayContaining(['find', 'detect']));
    expect(detector.looks).toBeLessThan(yard.analysis.counts('yard').analysed / 1.5);
  });

  test('a detector that fails keeps nobody at the door from being recognised', async () => {
    yard = startYard(both(failing()));
    await yard.play(40, (n) => [person(n * 2 - (n % 2) * 2)]);
    await vi.waitFor(() => expect(yard.sightings).toHaveLength(1));
    expect(yard.problems.length).toBeGreaterThan(0);
    yard.problems.length = 0;
  });
});

describe('the detector of a process', () => {
  const startWatching = async (watched: Record<string, boolean>, failures = 0) => {
    const detectors: ReturnType<typeof createPaintedDetector>[] = [];
    let left = failures;
    const cameras = Object.entries(watched).map(([id, on]) => ({ id, watched: on }));
    const watching = await createWatchedCameras(cameras, async () => {
      if (left-- > 0) throw new Error('no model file');
      const detector = createPaintedDetector();
      detectors.push(detector);
      return detector;
    });
    return { watching, detectors };
  };
  // The yard of the suite above is not used here.
  const unused = () => startYard((ports) => createObjectAnalyser(ports, () => undefined));

  test('is not loaded while no camera is watched, and once for all that are', async () => {
    yard = unused();
    const { watching, detectors } = await startWatching({ dome: false, lift: false });
    expect(detectors).toHaveLength(0);
    await watching.set('dome', true);
    await watching.set('lift', true);
    expect(detectors).toHaveLength(1);
    expect(watching.detectorFor('lift')).toBe(detectors[0]);
    await watching.set('lift', false);
    expect(watching.detectorFor('lift')).toBeUndefined();
    expect(watching.detectorFor('dome')).toBe(detectors[0]);
    await watching.close();
    expect(detectors[0]!.closed).toBe(true);
  });

  test('a model that is missing leaves the camera unwatched and may come later', async () => {
    yard = unused();
    await expect(startWatching({ dome: true }, 1)).rejects.toThrow('no model file');
    const { watching } = await startWatching({ dome: false }, 1);
    await expect(watching.set('dome', true)).rejects.toThrow('no model file');
    expect(watching.isWatched('dome')).toBe(false);
    await watching.set('dome', true);
    expect(watching.detectorFor('dome')).toBeDefined();
  });
});
