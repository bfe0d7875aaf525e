import type { Polygon } from './camera-scene.ts';

/** How tall storeys are on a façade in the picture, as parts of the picture's height. */
export interface StoreyHeights {
  /** At the area's lower edge. */
  storeyHeight: number;
  /** At its upper edge, which is farther away; as below, if left out. */
  topStoreyHeight?: number | undefined;
}

export interface StoreyScale {
  /** Storeys above the area's lower edge of a place in the picture, `y` as a part of its height. Below the edge it is negative. */
  storeysAt(y: number): number;
  /** Where so many storeys above the lower edge are in the picture. */
  yAt(storeys: number): number;
  /** Height of a storey there, as a part of the picture's height. */
  heightAt(y: number): number;
  /** Storeys from the area's lower to its upper edge. */
  readonly storeys: number;
}

/**
 * Seen in perspective, equal storeys are mapped by a fraction y = (aH + b) / (cH + d), whose slope is a square: the root of
 * a storey's height changes evenly along the picture. Two measured heights are enough for all between.
 */
export function createStoreyScale(polygon: Polygon, heights: StoreyHeights): StoreyScale {
  const ys = polygon.map(([, y]) => y);
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const root = Math.sqrt(heights.storeyHeight);
  const slope = (Math.sqrt(heights.topStoreyHeight ?? heights.storeyHeight) - root) / Math.max(1e-6, bottom - top);
  /** Beyond the vanishing line there is no façade. */
  const rootAt = (up: number) => Math.max(root / 10, root + slope * up);
  const storeysAt = (y: number) => (bottom - y) / (root * rootAt(bottom - y));
  return {
    storeysAt,
    yAt: (storeys) => bottom - (storeys * root * root) / Math.max(1e-6, 1 - storeys * root * slope),
    heightAt: (y) => rootAt(bottom - y) ** 2,
    storeys: storeysAt(top),
  };
}
