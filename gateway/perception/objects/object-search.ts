import type { Region } from '../../../models/image-resize.ts';
import { intersectionOverUnion } from '../analysis/box-tracks.ts';
import type { Box } from '../faces/face-recognizer.ts';
import type { PartBox } from '../messages.ts';
import type { DetectedObject } from './object-detector.ts';

/** What is less tall than this part of the picture is found for sure only when it is seen larger. */
const sureHeight = 0.22;
/** The part to look at closer: so many times as tall as what is looked for, between a limit in pixels and half the picture. */
const partTimes = 3;
const leastPartHeight = 288;
const mostPart = 0.5;
const shape = 16 / 9;
/** What a part cuts off at its edge is not measured there. */
const edge = 2;
const sameThing = 0.5;

interface Size {
  width: number;
  height: number;
}

/**
 * A part of the picture around somebody far away: where something small moves, or was followed a moment ago. Of several the
 * part that holds most of them; in turn, if one part cannot. Undefined if the whole picture shows everything well enough.
 */
export function choosePart(
  picture: Size,
  { moving, followed }: { moving: readonly PartBox[]; followed: readonly Box[] },
  turn: number,
): Region | undefined {
  if (picture.height * mostPart < leastPartHeight) return undefined;
  const places = [...followed, ...moving.map((part) => toPixels(part, picture))];
  const small = places.filter(({ height }) => height < sureHeight * picture.height);
  if (small.length === 0) return undefined;
  const parts = small.map((box) => partAround(box, picture));
  const held = parts.map((part) => small.filter((box) => holds(part, box)).length);
  const most = Math.max(...held);
  // All in one look: no need to take turns.
  const choice = most === small.length ? held.indexOf(most) : turn % parts.length;
  return parts[choice];
}

function toPixels({ x, y, width, height }: PartBox, picture: Size): Box {
  return {
    x: x * picture.width,
    y: y * picture.height,
    width: width * picture.width,
    height: height * picture.height,
  };
}

function partAround({ x, y, width, height }: Box, picture: Size): Region {
  const wanted = Math.max(height * partTimes, (width * partTimes) / 2 / shape, leastPartHeight);
  const tall = Math.round(Math.min(wanted, picture.height * mostPart));
  const wide = Math.min(Math.round(tall * shape), picture.width);
  const place = (middle: number, length: number, whole: number) =>
    Math.round(Math.max(0, Math.min(middle - length / 2, whole - length)));
  return {
    x: place(x + width / 2, wide, picture.width),
    y: place(y + height / 2, tall, picture.height),
    width: wide,
    height: tall,
  };
}

function holds(part: Region, { x, y, width, height }: Box): boolean {
  const [right, bottom] = [part.x + part.width, part.y + part.height];
  return x >= part.x && y >= part.y && x + width <= right && y + height <= bottom;
}

/** What both looks found, once: the better of two boxes on one thing. */
export function mergeLooks(
  whole: readonly DetectedObject[],
  closer: readonly DetectedObject[],
  part: Region,
  picture: Size,
): DetectedObject[] {
  const uncut = closer.filter(({ box }) => !isCut(part, box, picture));
  const kept: DetectedObject[] = [];
  for (const found of [...whole, ...uncut].toSorted((a, b) => b.score - a.score)) {
    const isKnown = kept.some(
      (other) => other.class === found.class && intersectionOverUnion(other.box, found.box) > sameThing,
    );
    if (!isKnown) kept.push(found);
  }
  return kept;
}

function isCut(part: Region, { x, y, width, height }: Box, picture: Size): boolean {
  const [right, bottom] = [part.x + part.width, part.y + part.height];
  return (
    (part.x > 0 && x < part.x + edge) ||
    (part.y > 0 && y < part.y + edge) ||
    (right < picture.width && x + width > right - edge) ||
    (bottom < picture.height && y + height > bottom - edge)
  );
}
