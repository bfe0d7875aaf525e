import { intersectionOverUnion } from '../analysis/box-tracks.ts';
import type { Box } from '../faces/face-recognizer.ts';
import type { PartBox } from '../messages.ts';

/** Where one face or plate was seen, in the order of time; boxes in pixels. */
export interface Trace {
  kind: 'face' | 'plate';
  looks: { atMs: number; box: Box }[];
}

/** Somebody who may be shown: where they were at one moment. Times as those of the traces. */
export interface ClearSubject {
  kind: 'face' | 'plate';
  atMs: number;
  box: PartBox;
}

/** A detector draws the line at forehead and chin; ears and hair say who somebody is, too. */
const growth = 1.4;
/** Before it was first found and after it was last found something stays hidden for so long. */
export const holdMs = 500;
/** While held the box grows to this many times its size. */
const heldGrowth = 2;
/** Between two looks further apart than that it is held, not followed; traces end after a second unseen. */
const maxGapMs = 1500;
/** Motion is foretold from looks this near to each other only. */
const maxVelocityMs = 300;

/** What has to be hidden of a trace at a time; `undefined` if it is not there then. */
export function hiddenBox(trace: Trace, atMs: number): Box | undefined {
  const { looks } = trace;
  const next = looks.findIndex((look) => look.atMs >= atMs);
  const after = next < 0 ? undefined : looks[next];
  const before = next < 0 ? looks.at(-1) : looks[next - 1];
  if (after?.atMs === atMs) return grow(after.box, growth);
  if (before && after && after.atMs - before.atMs <= maxGapMs) {
    const part = (atMs - before.atMs) / (after.atMs - before.atMs);
    return grow(mix(before.box, after.box, part), growth);
  }
  const held = [
    before && holdBox(before, looks[looks.indexOf(before) - 1], atMs),
    after && holdBox(after, looks[next + 1], atMs),
  ].filter((box) => box !== undefined);
  return held.length === 0 ? undefined : held.reduce(around);
}

/** A box held over its time, and where it went or came from, if its motion is known. */
function holdBox(look: Trace['looks'][number], neighbour: Trace['looks'][number] | undefined, atMs: number) {
  const awayMs = atMs - look.atMs;
  if (Math.abs(awayMs) > holdMs) return undefined;
  const still = grow(look.box, growth + (heldGrowth - growth) * (Math.abs(awayMs) / holdMs));
  const lastMs = neighbour ? look.atMs - neighbour.atMs : 0;
  if (!neighbour || lastMs === 0 || Math.abs(lastMs) > maxVelocityMs) return still;
  const shift = awayMs / lastMs;
  const moved = {
    ...still,
    x: still.x + (look.box.x - neighbour.box.x) * shift,
    y: still.y + (look.box.y - neighbour.box.y) * shift,
  };
  return around(still, moved);
}

/** From when to when a trace may be shown. */
export interface ClearSpan {
  trace: Trace;
  fromMs: number;
  toMs: number;
}

/** Less than this in common is not the same place. */
const minOverlap = 0.2;
/** Two at one place: nobody can say who of them goes on, so both are hidden from there on. */
const crossing = 0.1;

/**
 * Which traces are those of the persons and vehicles concerned, and for how long that is certain: the trace that lies best
 * on the subject's box at its time, as far as it goes without a gap, a jump or somebody else in the way. In doubt nobody
 * is shown.
 */
export function clearSpans(
  traces: readonly Trace[],
  subjects: readonly ClearSubject[],
  size: { width: number; height: number },
): ClearSpan[] {
  return subjects.flatMap((subject) => {
    const { x, y, width, height } = subject.box;
    const box = { x: x * size.width, y: y * size.height, width: width * size.width, height: height * size.height };
    const rated = traces
      .filter((trace) => trace.kind === subject.kind)
      .map((trace) => ({ trace, fit: fitOf(trace, box, subject.atMs) }))
      .filter(({ fit }) => fit >= minOverlap)
      .sort((a, b) => b.fit - a.fit);
    const [best, second] = rated;
    if (!best || (second && second.fit > best.fit / 2)) return [];
    return [spanOf(best.trace, traces, subject.atMs)];
  });
}

/** How well a trace lies on a box about that time, 0…1. A plate's box may hold its frame or its text only. */
function fitOf(trace: Trace, box: Box, atMs: number): number {
  const nearest = nearestLook(trace.looks, atMs);
  if (!nearest || Math.abs(nearest.atMs - atMs) > holdMs) return 0;
  if (trace.kind === 'face') return intersectionOverUnion(nearest.box, box);
  const [is, was] = [centreOf(nearest.box), centreOf(box)];
  const reach = Math.max(nearest.box.width, box.width);
  return Math.max(0, 1 - Math.hypot(is.x - was.x, is.y - was.y) / reach);
}

function spanOf(trace: Trace, traces: readonly Trace[], atMs: number): ClearSpan {
  const { looks } = trace;
  const others = traces.filter((other) => other !== trace && other.kind === trace.kind);
  const alone = (look: Trace['looks'][number]) =>
    others.every((other) => {
      const box = boxNear(other, look.atMs);
      return !box || intersectionOverUnion(box, look.box) < crossing;
    });
  const start = looks.indexOf(nearestLook(looks, atMs)!);
  const walk = (step: 1 | -1): number => {
    let at = start;
    for (;;) {
      const next = looks[at + step];
      const here = looks[at]!;
      if (!next || !alone(next)) return here.atMs;
      const together =
        Math.abs(next.atMs - here.atMs) <= holdMs && intersectionOverUnion(next.box, here.box) >= crossing;
      if (!together) return here.atMs;
      at += step;
    }
  };
  return { trace, fromMs: walk(-1), toMs: walk(1) };
}

function boxNear({ looks }: Trace, atMs: number): Box | undefined {
  const near = nearestLook(looks, atMs);
  return near && Math.abs(near.atMs - atMs) <= holdMs / 2 ? near.box : undefined;
}

function nearestLook(looks: Trace['looks'], atMs: number): Trace['looks'][number] | undefined {
  let nearest = looks[0];
  for (const look of looks) if (Math.abs(look.atMs - atMs) < Math.abs(nearest!.atMs - atMs)) nearest = look;
  return nearest;
}

/**
 * Everything to hide at a time: all traces but those that are shown then. What looks like a plate inside a face that is shown
 * is a mistake of the detector's, and would hide the face.
 */
export function boxesToHide(traces: readonly Trace[], clear: readonly ClearSpan[], atMs: number): Box[] {
  const shown = clear.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs).map(({ trace }) => trace);
  const faces = shown.filter(({ kind }) => kind === 'face').flatMap((trace) => hiddenBox(trace, atMs) ?? []);
  return traces.flatMap((trace) => {
    if (shown.includes(trace)) return [];
    const box = hiddenBox(trace, atMs);
    const mistaken = box && trace.kind === 'plate' && faces.some((face) => isInside(box, face));
    return box && !mistaken ? [box] : [];
  });
}

function isInside({ x, y, width, height }: Box, outer: Box): boolean {
  const [right, bottom] = [outer.x + outer.width, outer.y + outer.height];
  return x >= outer.x && y >= outer.y && x + width <= right && y + height <= bottom;
}

function grow(box: Box, times: number): Box {
  const [width, height] = [box.width * times, box.height * times];
  return { x: box.x - (width - box.width) / 2, y: box.y - (height - box.height) / 2, width, height };
}

function mix(a: Box, b: Box, part: number): Box {
  const between = (from: number, to: number) => from + (to - from) * part;
  return {
    x: between(a.x, b.x),
    y: between(a.y, b.y),
    width: between(a.width, b.width),
    height: between(a.height, b.height),
  };
}

/** The box that holds both. */
export function around(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}

function centreOf({ x, y, width, height }: Box): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
