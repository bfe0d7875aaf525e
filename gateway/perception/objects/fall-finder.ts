import { createStoreyScale, type StoreyScale } from '../../../devices/contracts/storey-scale.ts';
import type { GreyView } from '../analysis/motion-gate.ts';
import type { FallSighting, FallZone } from '../messages.ts';
import { type CellGrid, createCellGrid, createChangedCells } from './changed-cells.ts';
import { decideFall, type Fallen } from './decide-fall.ts';
import { createFallTracks, type FallPoint, type FallTrack, type FallTracks } from './fall-tracks.ts';
import { type Blob, findBlobs } from './small-blobs.ts';

export type SeenFall = Omit<FallSighting, 'kind' | 'camera' | 'seenAtMs'> & { endedAtMs: number };

/** Looks for what falls before one façade. */
export interface FallFinder {
  /** One picture, with its own time; falls that are over by now. Pictures are to come in order. */
  look(picture: GreyView, atMs: number): SeenFall[];
  reset(): void;
}

/** After a longer gap nothing that was followed is the same. */
const longestGapMs = 1000;
/** Wider or taller than this many storeys is no thing: a cloud's shadow, an awning, a window cleaner's gondola. */
const largest = 1;
/** More that come down at the same time are rain, snow or leaves. */
const mostAtOnce = 4;
const comesDown = { points: 4, storeys: 0.7 } as const;
const pathPoints = 24;
/** In storeys: a window sill and a balcony's rail are in the same storey; the measured height is a little wrong. */
const floorSlack = { below: 0.25, above: 0.5 } as const;

interface Seeing {
  shape: string;
  grid: CellGrid;
  cells: ReturnType<typeof createChangedCells>;
}

export function createFallFinder(zone: FallZone): FallFinder {
  const scale = createStoreyScale(zone.polygon, zone);
  const tracks = createFallTracks();
  let seeing: Seeing | undefined;
  let lastMs: number | undefined;

  const open = ({ width, height }: GreyView): Seeing => {
    const shape = `${width}×${height}`;
    if (seeing?.shape === shape) return seeing;
    tracks.clear();
    const grid = createCellGrid(zone.polygon, { width, height });
    seeing = { shape, grid, cells: createChangedCells(grid) };
    return seeing;
  };
  return {
    reset: () => {
      seeing?.cells.reset();
      tracks.clear();
      lastMs = undefined;
    },
    look: (picture, atMs) => {
      const { grid, cells } = open(picture);
      const gapMs = lastMs === undefined ? 0 : atMs - lastMs;
      lastMs = atMs;
      if (gapMs < 0 || gapMs > longestGapMs) {
        cells.reset();
        tracks.clear();
      }
      const changed = cells.look(picture);
      const blobs = changed ? findBlobs(changed, grid.columns) : [];
      const points = blobs.flatMap((blob) => toPoint(blob, grid, picture, scale, atMs / 1000));
      return tracks.look(points, atMs / 1000).flatMap((track) => {
        const verdict = decideFall(track);
        if (verdict.kind === 'none' || isOneOfMany(track, tracks)) return [];
        return [toSeen(verdict.fall, zone, scale)];
      });
    },
  };
}

/** `aside` is true to scale near its place, which is where tracks are compared. */
function toPoint(blob: Blob, grid: CellGrid, picture: GreyView, scale: StoreyScale, atS: number): FallPoint[] {
  const [x, y] = [
    ((grid.left + blob.x) * grid.cell) / picture.width,
    ((grid.top + blob.y) * grid.cell) / picture.height,
  ];
  const storey = scale.heightAt(y) * picture.height;
  if (Math.max(blob.width, blob.height) * grid.cell > largest * storey) return [];
  return [{ atS, x, y, down: -scale.storeysAt(y), aside: (x * picture.width) / storey }];
}

function isOneOfMany(track: FallTrack, tracks: FallTracks): boolean {
  const [from, to] = [track.points[0]!.atS, track.points.at(-1)!.atS];
  const down = tracks.recent().filter(({ points }) => {
    const [first, last] = [points[0]!, points.at(-1)!];
    const isDuring = first.atS <= to && last.atS >= from;
    return isDuring && points.length >= comesDown.points && last.down - first.down >= comesDown.storeys;
  });
  return down.length > mostAtOnce;
}

function toSeen({ points, storeys, seconds, before }: Fallen, zone: FallZone, scale: StoreyScale): SeenFall {
  const up = -points[0]!.down;
  const highest = Math.min(scale.storeys, up + before + floorSlack.above);
  const floorOf = (above: number) => zone.lowestFloor + Math.max(0, Math.floor(above));
  const everyNth = Math.ceil(points.length / pathPoints);
  const path = points.filter((_, at) => at % everyNth === 0 || at === points.length - 1);
  return {
    area: zone.area,
    storeys: round(storeys, 1),
    durationMs: Math.round(seconds * 1000),
    floors: {
      lowest: floorOf(up - floorSlack.below),
      highest: floorOf(Math.max(0, highest - 1e-6)),
      orHigher: up + before + floorSlack.above > scale.storeys,
    },
    path: path.map(({ x, y }) => [round(x, 4), round(y, 4)]),
    endedAtMs: points.at(-1)!.atS * 1000,
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
