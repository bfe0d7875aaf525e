import type { RgbImage } from '../../../models/image.ts';
import { boundsOf, type OrientedBox } from '../../../models/text-boxes.ts';
import { type BoxTracks, createBoxTracks } from '../analysis/box-tracks.ts';
import type { Box } from '../faces/face-recognizer.ts';
import { createFaceSweep } from '../faces/face-sweep.ts';
import { createTextFinder } from '../plates/text-finder.ts';
import type { Trace } from './hidden-traces.ts';

/** Finds what tells who somebody is, faces and number plates, and follows each through a film. */
export interface IdentityFinder {
  /** One picture of a film, in the order of time. Not each picture is looked at as closely as the next. */
  look(image: () => RgbImage, atMs: number): Promise<void>;
  /** A single picture, looked at as closely as can be. */
  lookOnce(image: RgbImage): Promise<void>;
  /** All that was found. */
  traces(): Trace[];
  close(): Promise<void>;
}

/** More often than that nothing new is seen: a face crosses its own width in 100 ms at the quickest. */
const faceEveryMs = 60;
/** The smallest faces move slowly in the picture; a plate is held for half a second on both sides. */
const smallFaceEveryMs = 480;
const plateEveryMs = 240;
/** Pixels of the picture to one of the detector's: faces from 24 pixels of width on, and from 12. */
const usualScale = 2;
const finestScale = 1;
/** Larger pictures are looked at no more closely than those of this width. */
const fullHdWidth = 1920;
const maxTracks = 200;

/** Rejects with Fault `perception-failed` when a model is missing or altered. */
export async function createIdentityFinder(options: { modelsDir: string; threads?: number }): Promise<IdentityFinder> {
  const [faces, texts] = await Promise.all([createFaceSweep(options), createTextFinder(options)]);
  const traces: Trace[] = [];
  const follow = { face: createFollower('face', traces), plate: createFollower('plate', traces) };
  const due = { faces: -Infinity, smallFaces: -Infinity, plates: -Infinity };
  const isDue = (what: keyof typeof due, everyMs: number, atMs: number) => {
    if (atMs - due[what] < everyMs) return false;
    due[what] = atMs;
    return true;
  };
  const lookAt = async (image: RgbImage, atMs: number, small: boolean, plates: boolean) => {
    const scales = (small ? [usualScale, finestScale] : [usualScale]).map(
      (scale) => scale * Math.max(1, image.width / fullHdWidth),
    );
    follow.face.follow(await faces.find(image, scales), atMs);
    if (!plates) return;
    const found = await texts.find(image, textSide(image));
    follow.plate.follow(
      found.filter((box) => mayBePlate(box, image)).map((box) => boundsOf(box)),
      atMs,
    );
  };
  return {
    look: async (image, atMs) => {
      if (!isDue('faces', faceEveryMs, atMs)) return;
      await lookAt(image(), atMs, isDue('smallFaces', smallFaceEveryMs, atMs), isDue('plates', plateEveryMs, atMs));
    },
    lookOnce: (image) => lookAt(image, 0, true, true),
    traces: () => traces,
    close: async () => void (await Promise.all([faces.close(), texts.close()])),
  };
}

function createFollower(kind: Trace['kind'], traces: Trace[]): { follow(boxes: readonly Box[], atMs: number): void } {
  let last = 0;
  const tracks: BoxTracks<Trace> = createBoxTracks<Trace>({
    timeoutMs: 1000,
    maxTracks,
    createId: () => String(++last),
    createState: () => {
      const trace: Trace = { kind, looks: [] };
      traces.push(trace);
      return trace;
    },
    onEnd: () => {},
  });
  return {
    follow: (boxes, atMs) => {
      for (const [at, track] of tracks.follow(boxes, atMs).entries()) {
        const box = boxes[at]!;
        if (track) track.state.looks.push({ atMs, box });
        // One too many to be followed is hidden all the same.
        else traces.push({ kind, looks: [{ atMs, box }] });
      }
    },
  };
}

/** A plate that can be read is found at three quarters of the picture's size. */
function textSide({ width, height }: RgbImage): number {
  return Math.min(1280, Math.max(640, Math.round(Math.max(width, height) * 0.75)));
}

/** Generous: one row or two, seen from aside, with or without its frame; a line of subtitles or a time stamp is longer. */
function mayBePlate({ width, height }: OrientedBox, image: RgbImage): boolean {
  const aspect = width / height;
  return aspect >= 1 && aspect <= 8 && width <= image.width / 2 && width >= 12;
}
