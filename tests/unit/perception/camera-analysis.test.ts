import { afterEach, describe, expect, test, vi } from 'vitest';
import { createCameraAnalysis } from '../../../gateway/perception/analysis/camera-analysis.ts';
import type {
  AnalyserPorts,
  PictureAnalyser,
  Sighting,
} from '../../../gateway/perception/analysis/picture-analyser.ts';
import { createFaceAnalyser } from '../../../gateway/perception/faces/face-analyser.ts';
import type { Gallery } from '../../../models/gallery.ts';
import type { RgbImage } from '../../../models/image.ts';
import { fakeClock } from '../../fixtures/quiet.ts';
import { createPaintedRecognizer, type Painted, paintPicture, templateOf } from './painted-picture.ts';

const wang = [200, 20, 30] as const;
const visitor = [30, 20, 200] as const;

/** Knows who is enrolled, by exact template. */
function galleryOf(people: Record<string, readonly number[]>): Gallery {
  const entries = Object.entries(people).map(([person, colour]) => ({ person, template: templateOf(colour) }));
  return {
    modelId: 'painted',
    size: entries.length,
    search: (template) => {
      const ranked = entries
        .map(({ person, template: other }) => ({
          person,
          score: other.reduce((sum, v, i) => sum + v * template[i]!, 0),
        }))
        .toSorted((a, b) => b.score - a.score);
      return { ...(ranked[0] && { best: ranked[0] }), ...(ranked[1] && { second: ranked[1] }) };
    },
  };
}

interface Site {
  cameras: Record<string, (ports: AnalyserPorts) => PictureAnalyser>;
  encodeJpeg?: (image: RgbImage) => Promise<Uint8Array>;
}

function startSite({ cameras, encodeJpeg = async ({ width }) => Uint8Array.of(width & 255) }: Site) {
  const clock = fakeClock();
  const sightings: Sighting[] = [];
  const problems: string[] = [];
  const analysis = createCameraAnalysis({
    cameras: Object.entries(cameras).map(([id, createAnalyser]) => ({ id, createAnalyser })),
    clock,
    encodeJpeg,
    onSighting: (sighting) => sightings.push(sighting),
    onObjects: () => {},
    onProblem: (camera, error) => problems.push(`${camera}: ${(error as Error).message}`),
  });
  const held: { open: number }[] = [];
  const show = (camera: string, squares: Painted[]) => {
    const { picture, holds } = paintPicture(320, 180, squares, clock.monotonicMs());
    held.push(holds);
    analysis.offer(camera, picture);
  };
  return {
    clock,
    analysis,
    sightings,
    problems,
    show,
    openPictures: () => held.reduce((sum, { open }) => sum + open, 0),
  };
}

const door = (people: Record<string, readonly number[]>) => (ports: AnalyserPorts) =>
  createFaceAnalyser(ports, createPaintedRecognizer(), () => galleryOf(people));

const face = (colour: Painted['colour'], x = 100, size = 60): Painted => ({ x, y: 40, size, colour });

/** Lets everything that is under way come to its end. */
async function settle(site: ReturnType<typeof startSite>, camera: string, analysed: number) {
  await vi.waitFor(() => expect(site.analysis.counts(camera).analysed).toBe(analysed), { interval: 1 });
}

/** Ten frames a second, each analysed. */
async function walk(site: ReturnType<typeof startSite>, camera: string, frames: Painted[][]) {
  let { analysed } = site.analysis.counts(camera);
  for (const squares of frames) {
    site.clock.advance(100);
    site.show(camera, squares);
    await settle(site, camera, ++analysed);
  }
}

let site: ReturnType<typeof startSite>;
afterEach(() => {
  site.analysis.stop();
  expect(site.openPictures()).toBe(0);
});

describe('the door’s camera', () => {
  test('a resident is sighted once, with a picture, from the second frame on', async () => {
    site = startSite({ cameras: { door: door({ wang }) } });
    await walk(site, 'door', [[face(wang)], [face(wang, 110)], [face(wang, 120)], [face(wang, 130)]]);
    await vi.waitFor(() => expect(site.sightings).toHaveLength(1));
    expect(site.sightings[0]).toMatchObject({
      kind: 'face-sighting',
      camera: 'door',
      verdict: { kind: 'known', person: 'wang' },
      frames: 2,
      jpeg: Uint8Array.of(320 & 255),
    });
  });

  test('a visitor beside a resident is told apart from them', async () => {
    site = startSite({ cameras: { door: door({ wang }) } });
    await walk(site, 'door', Array(12).fill([face(wang, 40), face(visitor, 200)]));
    await vi.waitFor(() => expect(site.sightings).toHaveLength(2));
    expect(site.sightings.map(({ verdict }) => verdict.kind)).toEqual(['known', 'unknown']);
    expect(new Set(site.sightings.map(({ track }) => track)).size).toBe(2);
  });

  test('nobody is recognised while nobody is enrolled', async () => {
    site = startSite({ cameras: { door: door({}) } });
    await walk(site, 'door', Array(12).fill([face(wang)]));
    await vi.waitFor(() => expect(site.sightings.map(({ verdict }) => verdict.kind)).toEqual(['unknown']));
  });

  test('of a crowd only the four nearest are described', async () => {
    let described = 0;
    const recognizer = createPaintedRecognizer();
    const counting = {
      ...recognizer,
      describe: (...args: Parameters<typeof recognizer.describe>) => {
        described++;
        return recognizer.describe(...args);
      },
    };
    site = startSite({ cameras: { door: (ports) => createFaceAnalyser(ports, counting, () => undefined) } });
    await walk(site, 'door', [Array.from({ length: 6 }, (_, n) => face(wang, 4 + n * 52, 12 + n * 4))]);
    expect(described).toBe(4);
  });

  test('an empty hall is looked at twice in four seconds', async () => {
    site = startSite({ cameras: { door: door({ wang }) } });
    for (let n = 0; n < 100; n++) {
      site.clock.advance(100);
      site.show('door', []);
      await new Promise(setImmediate);
    }
    const before = site.analysis.counts('door').analysed;
    for (let n = 0; n < 40; n++) {
      site.clock.advance(100);
      site.show('door', []);
      await new Promise(setImmediate);
    }
    expect(site.analysis.counts('door').analysed - before).toBe(2);
  });

  test('somebody who comes into an empty hall is looked at within 200 ms', async () => {
    site = startSite({ cameras: { door: door({ wang }) } });
    for (let n = 0; n < 60; n++) {
      site.clock.advance(100);
      site.show('door', []);
      await new Promise(setImmediate);
    }
    const before = site.analysis.counts('door').analysed;
    for (let n = 0; n < 3; n++) {
      site.clock.advance(100);
      site.show('door', [face(wang)]);
      await new Promise(setImmediate);
    }
    expect(site.analysis.counts('door').analysed).toBeGreaterThan(before);
  });

  test('frames from before a lost stream do not count after it', async () => {
    site = startSite({ cameras: { door: door({ wang }) } });
    await walk(site, 'door', [[face(wang)]]);
    site.analysis.reset('door');
    await walk(site, 'door', [[face(wang)]]);
    expect(site.sightings).toEqual([]);
    await walk(site, 'door', [[face(wang)]]);
    await vi.waitFor(() => expect(site.sightings).toHaveLength(1));
  });

  test('a sighting whose picture cannot be stored still counts', async () => {
    const encodeJpeg = async (): Promise<Uint8Array> => {
      throw new Error('no memory');
    };
    site = startSite({ cameras: { door: door({ wang }) }, encodeJpeg });
    await walk(site, 'door', [[face(wang)], [face(wang)]]);
    await vi.waitFor(() => expect(site.sightings).toHaveLength(1));
    expect(site.sightings[0]?.jpeg).toBeUndefined();
    expect(site.problems).toEqual(['door: no memory']);
  });
});

describe('several cameras in one process', () => {
  /** Takes as long as the test wants, and notes the order. */
  const slow = (order: string[], done: Promise<void>[]) => (ports: AnalyserPorts) => ({
    lookEveryMs: () => 0,
    isFollowing: () => false,
    reset: () => {},
    analyse: async () => {
      order.push(ports.camera);
      await done.shift();
    },
  });

  test('take turns: a busy one delays another by one picture at most, and each keeps only its newest', async () => {
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const make = slow(order, [first.promise]);
    site = startSite({ cameras: { gate: make, door: make, yard: make } });
    site.show('gate', []);
    await vi.waitFor(() => expect(order).toEqual(['gate']));
    for (let n = 0; n < 5; n++) for (const camera of ['gate', 'door', 'yard']) site.show(camera, []);
    first.resolve();
    await settle(site, 'gate', 2);
    expect(order).toEqual(['gate', 'door', 'yard', 'gate']);
    expect(['gate', 'door', 'yard'].map((camera) => site.analysis.counts(camera).dropped)).toEqual([4, 4, 4]);
  });

  test('a picture that cannot be analysed is told and stops nothing', async () => {
    const failing = (): PictureAnalyser => ({
      lookEveryMs: () => 0,
      isFollowing: () => false,
      reset: () => {},
      analyse: async () => {
        throw new Error('the model gave no numbers');
      },
    });
    site = startSite({ cameras: { door: failing, gate: door({ wang }) } });
    site.show('door', []);
    await walk(site, 'gate', [[face(wang)], [face(wang)]]);
    await vi.waitFor(() => expect(site.sightings).toHaveLength(1));
    expect(site.problems).toEqual(['door: the model gave no numbers']);
  });

  test('enrolment waits for the picture under way, and no picture comes in between', async () => {
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    site = startSite({ cameras: { door: slow(order, [first.promise]) } });
    site.show('door', []);
    await vi.waitFor(() => expect(order).toEqual(['door']), { interval: 1 });
    const enrolled = site.analysis.inTurn(async () => void order.push('enrol'));
    site.show('door', []);
    first.resolve();
    await enrolled;
    await settle(site, 'door', 2);
    expect(order).toEqual(['door', 'enrol', 'door']);
  });

  test('says how long each stage took', async () => {
    site = startSite({ cameras: { door: door({ wang }) } });
    await walk(site, 'door', [[face(wang)]]);
    expect(Object.keys(site.analysis.counts('door').stages)).toEqual(['wait', 'convert', 'find', 'describe', 'total']);
    site.clock.advance(61_000);
    expect(site.analysis.counts('door').stages).toEqual({});
  });

  test('a picture of a camera that is not analysed is given back at once', () => {
    site = startSite({ cameras: { door: door({ wang }) } });
    site.show('dome', []);
    expect(site.openPictures()).toBe(0);
  });
});
