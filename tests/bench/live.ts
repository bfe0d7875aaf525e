import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { type Part, startPart } from '../../scripts/compound/part.ts';
import { openBrowser } from '../browser/open-browser.ts';
import { smallSite } from '../fixtures/small-site.ts';
import { sharedNow, signIn } from './guards/guard-link.ts';
import { type BenchGateway, openBenchGateway } from './guards/open-gateway.ts';
import { costOfBrowsers, costOfGateway } from './guards/process-cost.ts';
import { clockApart, openDesk } from './guards/watched-page.ts';
import type { FromCameras } from './live/camera-host.ts';
import { openDroppingViewer } from './live/drop-pictures.ts';
import { film } from './live/marked-film.ts';
import { readTiles, type TileWatch, watchTiles } from './live/watch-tiles.ts';

/**
 * Live pictures of cameras that nobody analyses: what handing them on costs (viewers that read and drop, against nobody), then
 * one Chromium that shows all of them at once, and one after the other. The pictures carry the number of their frame, so that
 * the delay is from the camera's sending to the screen. `npm run bench -- live [--cameras 16] [--seconds 20] [--web DIR]`
 */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      cameras: { type: 'string', default: '16' },
      seconds: { type: 'string', default: '20' },
      web: { type: 'string' },
    },
  });
  const [count, seconds] = [Number(values.cameras), Number(values.seconds)];
  const host = startPart('cameras', new URL('live/camera-host.ts', import.meta.url).pathname, [], '/dev/null');
  try {
    host.send({ kind: 'start', cameras: count });
    const { urls, kilobitsPerSecond } = await host.next<FromCameras & { kind: 'started' }>('started', 120_000);
    const gateway = await openBenchGateway(siteOfCameras(urls), 2, values.web);
    try {
      await untilStreaming(gateway, count);
      const remuxing = await measureRemuxing(gateway, count, seconds);
      const shown = await showAll(gateway, host, count, seconds);
      const stream = { width: film.width, height: film.height, fps: film.fps, kilobitsPerSecond };
      return { bench: 'live', cores: availableParallelism(), cameras: count, stream, remuxing, ...shown };
    } finally {
      await gateway.stop();
    }
  } finally {
    await host.stop();
  }
}

const idOf = (at: number) => `cam-${String(at + 1).padStart(2, '0')}`;

/** Public-area cameras without areas and lines: their pictures are not analysed and not decoded. */
function siteOfCameras(urls: readonly string[]): SiteFile {
  const cameras = urls.map((url, at) => ({
    ...{ id: idOf(at), kind: 'dome-camera' as const, ring: 2 as const, zone: 'yard', url },
    name: { zh: `摄像机 ${at + 1}`, en: `Camera ${at + 1}` },
  }));
  return smallSite({ cameras });
}

async function untilStreaming(gateway: BenchGateway, count: number): Promise<void> {
  for (const untilMs = Date.now() + 90_000; Date.now() < untilMs; await sleep(250)) {
    const metrics = await (await fetch(new URL('/metrics', gateway.url))).text();
    const streaming = /cameras_streaming(?:\{[^}]*\})? (\d+)/.exec(metrics)?.[1];
    if (Number(streaming) === count) return;
  }
  throw new Error(`not all ${count} cameras are streaming`);
}

/** Cores used by the gateway's own process and by its camera processes. */
async function coresOver(gateway: BenchGateway, seconds: number) {
  const [before, beganMs] = [costOfGateway(gateway.pid), performance.now()];
  await sleep(seconds * 1000);
  const [after, tookMs] = [costOfGateway(gateway.pid), performance.now() - beganMs];
  return {
    main: (after.main.cpuMs - before.main.cpuMs) / tookMs,
    perception: (after.perception.cpuMs - before.perception.cpuMs) / tookMs,
  };
}

async function measureRemuxing(gateway: BenchGateway, count: number, seconds: number) {
  const cookie = await signIn(gateway.url, gateway.logins[0]!);
  await sleep(3000);
  const without = await coresOver(gateway, seconds);
  const viewers = Array.from({ length: count }, (_, at) => openDroppingViewer(gateway.url, cookie, idOf(at)));
  const firstMs = await Promise.all(viewers.map(({ first }) => first));
  await sleep(2000);
  const takenBefore = viewers.map(({ messages }) => messages());
  const watched = await coresOver(gateway, seconds);
  const chunks = viewers.reduce((sum, { messages }, at) => sum + messages() - takenBefore[at]!, 0);
  for (const { close } of viewers) close();
  const percentEach = (of: 'main' | 'perception') => rounded(((watched[of] - without[of]) * 100) / count, 2);
  return {
    viewers: count,
    framesPerSecondEach: rounded(chunks / seconds / count, 1),
    firstPictureSentMs: spread(firstMs),
    percentOfACoreAStream: { cameraProcesses: percentEach('perception'), mainProcess: percentEach('main') },
    coresWithout: { cameraProcesses: rounded(without.perception, 3), mainProcess: rounded(without.main, 3) },
    coresWatched: { cameraProcesses: rounded(watched.perception, 3), mainProcess: rounded(watched.main, 3) },
  };
}

async function showAll(gateway: BenchGateway, host: Part, count: number, seconds: number) {
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1920, height: 1080 } });
    const page = await context.newPage();
    await watchTiles(page);
    await openDesk(page, gateway.url, gateway.logins[1]!);
    const apartMs = await clockApart(page);
    const alone = await openOneByOne(page, Math.min(count, 16));
    const openedMs = sharedNow();
    await openWall(page, count);
    await sleep(4000);
    const [chromium, beganMs] = [costOfBrowsers(), performance.now()];
    const cores = await coresOver(gateway, seconds);
    const chromiumCores = (costOfBrowsers().cpuMs - chromium.cpuMs) / (performance.now() - beganMs);
    const wall = (await readTiles(page)).slice(-count);
    const readMs = sharedNow();
    host.send({ kind: 'sent' });
    const sent = await host.next<FromCameras & { kind: 'sent' }>('sent', 10_000);
    return {
      clocksApartMs: rounded(Math.abs(apartMs), 1),
      oneAfterTheOther: { opened: alone.length, startMs: spread(alone) },
      wall: {
        ...wallFigures(wall, openedMs, readMs),
        delayMs: spread(delaysOf(wall, sent.atMs)),
        ...{ chromiumCores: rounded(chromiumCores, 2), chromiumMiB: Math.round(costOfBrowsers().rssBytes / 2 ** 20) },
        gatewayCores: { cameraProcesses: rounded(cores.perception, 3), mainProcess: rounded(cores.main, 3) },
      },
    };
  } finally {
    await browser.close();
  }
}

/** Each camera opened by a press on its still, until its first picture. */
async function openOneByOne(page: Page, count: number): Promise<number[]> {
  const starts: number[] = [];
  for (let at = 0; at < count; at += 1) {
    await page.evaluate((camera) => {
      document.querySelector<HTMLElement>(`[data-testid="camera-tile"][data-camera="${camera}"]`)!.click();
    }, idOf(at));
    const openedMs = sharedNow();
    await page.locator(`[data-testid="live-picture"][data-camera="${idOf(at)}"][data-state="playing"]`).waitFor();
    const tile = (await readTiles(page)).findLast(({ camera }) => camera === idOf(at));
    if (tile?.firstMs !== undefined) starts.push(tile.firstMs - Math.min(openedMs, tile.openedMs));
    await sleep(300);
  }
  return starts;
}

/** All cameras side by side, as a guard calls them up from the desk. */
async function openWall(page: Page, count: number): Promise<void> {
  await page.keyboard.press('w');
  await page.getByTestId('cameras-page').waitFor();
  await page.keyboard.press(count > 9 ? '6' : count > 4 ? '9' : '4');
  const playing = page.locator('[data-testid="live-picture"][data-state="playing"]');
  for (const untilMs = Date.now() + 30_000; (await playing.count()) < count; await sleep(200)) {
    if (Date.now() > untilMs) throw new Error(`after 30 s only ${await playing.count()} of ${count} pictures play`);
  }
}

function wallFigures(tiles: readonly TileWatch[], openedMs: number, readMs: number) {
  const starts = tiles.flatMap(({ firstMs }) => (firstMs === undefined ? [] : [firstMs - openedMs]));
  const [shown, dropped] = [tiles.map((tile) => tile.shown), tiles.map((tile) => tile.dropped)];
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  return {
    tiles: tiles.length,
    started: starts.length,
    startMs: spread(starts),
    framesPerSecondEach: rounded(
      sum(shown.map((frames, at) => (frames * 1000) / (readMs - (tiles[at]!.firstMs ?? openedMs)))) / tiles.length,
      1,
    ),
    framesDropped: sum(dropped),
    framesDroppedPercent: rounded((sum(dropped) * 100) / Math.max(1, sum(shown)), 2),
  };
}

/** Of all frames that were read: from the sending of the frame with this number to the screen. */
function delaysOf(tiles: readonly TileWatch[], sentAtMs: readonly number[][]): number[] {
  const loopMs = film.seconds * 1000;
  return tiles.flatMap(({ camera, marks }) => {
    const sent = sentAtMs[Number(camera.slice(4)) - 1] ?? [];
    return marks.flatMap(({ number, shownMs }) => {
      const lastMs = sent[number];
      if (lastMs === undefined) return [];
      // The film goes round: the sending that was last before it was seen.
      const rounds = Math.max(0, Math.ceil((lastMs - shownMs) / loopMs));
      return [shownMs - (lastMs - rounds * loopMs)];
    });
  });
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
const spread = (values: readonly number[]) => ({
  count: values.length,
  median: rounded(percentile(values, 0.5), 0),
  p95: rounded(percentile(values, 0.95), 0),
  most: rounded(Math.max(...values), 0),
});
