import { detectorSize } from '../../../models/face-boxes.ts';
import type { Region } from '../../../models/image-resize.ts';
import type { PartBox } from '../messages.ts';
import type { Box } from './face-recognizer.ts';

/** Parts of this size or smaller are seen at full resolution. */
const { width: detectorWidth, height: detectorHeight } = detectorSize;

/** A part must show things so much larger than the whole picture does, or looking at it is not worth the time. */
const leastGain = 1.5;
/** Somebody who is followed moves less than this many face widths until the next look. */
const trackReach = 4;
/** Head room over the top of what moves, as part of the tile's height. */
const headRoom = 0.15;

interface Size {
  width: number;
  height: number;
}

/** A tile of the detector's shape, no smaller than its input and not outside the picture; none if it gains too little. */
function tileAt(middleX: number, top: number, wanted: Size, picture: Size): Region | undefined {
  const scale = Math.max(1, wanted.width / detectorWidth, wanted.height / detectorHeight);
  const most = Math.max(picture.width / detectorWidth, picture.height / detectorHeight) / leastGain;
  if (most <= 1) return undefined;
  const [width, height] = [detectorWidth * Math.min(scale, most), detectorHeight * Math.min(scale, most)];
  const place = (start: number, length: number, whole: number) => Math.max(0, Math.min(start, whole - length));
  return {
    x: Math.round(place(middleX - width / 2, width, picture.width)),
    y: Math.round(place(top, height, picture.height)),
    width: Math.round(width),
    height: Math.round(height),
  };
}

/**
 * Where in a picture a head may be that moves there: of something upright the upper half, since a head is at the top. Undefined
 * where the whole picture shows it as well.
 */
export function tileOfMotion(moving: PartBox, picture: Size): Region | undefined {
  const [width, height] = [moving.width * picture.width, moving.height * picture.height];
  const wanted = { width: width * 1.2, height: Math.max(height * 0.6, Math.min(height, detectorHeight)) };
  const top = moving.y * picture.height - Math.max(wanted.height, detectorHeight) * headRoom;
  return tileAt((moving.x + moving.width / 2) * picture.width, top, wanted, picture);
}

/** Where a face that was followed until now may be. */
export function tileOfTrack(box: Box, picture: Size): Region | undefined {
  const wanted = { width: box.width * trackReach, height: box.height * trackReach };
  const tileHeight = Math.max(wanted.height, detectorHeight);
  return tileAt(box.x + box.width / 2, box.y + box.height / 2 - tileHeight / 2, wanted, picture);
}
