import type { Page } from 'playwright-core';
import { mark } from './marked-film.ts';

/** A live picture on a page: its first frame, and whose number stood in it when it was shown. */
export interface TileWatch {
  camera: string;
  openedMs: number;
  /** In milliseconds that the processes of one machine have in common, as are the others. */
  firstMs?: number;
  /** Frames as they came to the screen, about one a second. */
  marks: { number: number; shownMs: number }[];
  shown: number;
  dropped: number;
}

interface Mark {
  bits: number;
  square: number;
  top: number;
}
type Watching = typeof window & { ringwardTiles: TileWatch[] };

/** From before the page's own scripts on. */
export async function watchTiles(page: Page): Promise<void> {
  await page.addInitScript(installTiles, mark);
}

export const readTiles = (page: Page): Promise<TileWatch[]> =>
  page.evaluate(() => {
    for (const video of document.querySelectorAll<HTMLVideoElement & { ringward?: TileWatch }>('video')) {
      const quality = video.getVideoPlaybackQuality();
      if (video.ringward)
        Object.assign(video.ringward, { shown: quality.totalVideoFrames, dropped: quality.droppedVideoFrames });
    }
    return (window as Watching).ringwardTiles;
  });

/** Runs in the page. */
function installTiles({ bits, square, top }: Mark): void {
  const tiles: TileWatch[] = [];
  (window as Watching).ringwardTiles = tiles;
  const everyMs = 1000;
  const canvas = document.createElement('canvas');
  canvas.width = bits + 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;

  /** `undefined` where the picture carries no number. */
  const readMark = (video: HTMLVideoElement): number | undefined => {
    if (video.videoWidth === 0) return undefined;
    // The middle half of each square, one pixel a square.
    context.imageSmoothingEnabled = false;
    for (let at = 0; at <= bits; at += 1) {
      context.drawImage(video, at * square + square / 4, top + square / 4, square / 2, square / 2, at, 0, 1, 1);
    }
    const { data } = context.getImageData(0, 0, bits + 1, 1);
    const isWhite = (at: number) => data[at * 4]! > 128;
    if (!isWhite(0)) return undefined;
    let number = 0;
    for (let at = 1; at <= bits; at += 1) number = number * 2 + Number(isWhite(at));
    return number;
  };

  const watch = (video: HTMLVideoElement & { ringward?: TileWatch }) => {
    if (video.ringward) return;
    const camera = video.closest<HTMLElement>('[data-camera]')?.dataset.camera ?? '';
    const tile: TileWatch = {
      camera,
      openedMs: performance.timeOrigin + performance.now(),
      marks: [],
      shown: 0,
      dropped: 0,
    };
    video.ringward = tile;
    tiles.push(tile);
    let nextMs = Math.random() * everyMs;
    const frame = (_now: number, { presentationTime }: VideoFrameCallbackMetadata) => {
      const shownMs = performance.timeOrigin + presentationTime;
      tile.firstMs ??= shownMs;
      if (shownMs - tile.firstMs >= nextMs) {
        nextMs = shownMs - tile.firstMs + everyMs;
        const number = readMark(video);
        if (number !== undefined) tile.marks.push({ number, shownMs });
      }
      video.requestVideoFrameCallback(frame);
    };
    video.requestVideoFrameCallback(frame);
  };

  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (node instanceof HTMLVideoElement) watch(node);
        else if (node instanceof Element) node.querySelectorAll('video').forEach(watch);
      }
    }
  }).observe(document, { childList: true, subtree: true });
}
