import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type ConsoleServer, createConsoleServer } from '../../gateway/console/console-server.ts';
import { createHandFedSite, type HandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { encodeTestVideo, playTestVideo, type TestVideo } from './av-test-video.ts';
import { type GuardPage, openGuardPage, readLag, readPixels } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, guardWeb } from './page-room.ts';

const patience = { timeout: 15_000 };

const folder = folderOfFile();
const browser = browserOfFile();
let video: TestVideo;

interface Desk {
  site: HandFedSite;
  server: ConsoleServer;
  password: string;
  restart(): Promise<void>;
  open(options?: Partial<Parameters<typeof openGuardPage>[1]>): Promise<GuardPage>;
}

/** A console before a hand-fed site whose cameras all play the same moving picture. */
async function startDesk(): Promise<Desk> {
  const site = createHandFedSite();
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const start = (port: number) =>
    createConsoleServer({
      host: '127.0.0.1',
      port,
      dataDir,
      webDir: guardWeb,
      ports: site.ports,
      log: silentLog(),
      now: Date.now,
    });
  let server = await start(0);
  const password = server.firstPassword!;
  for (const { id } of site.ports.cameras()) {
    site.camera(id, { mime: video.mime });
    onTestFinished(playTestVideo(video, () => site.watching(id)));
  }
  onTestFinished(() => server.close());
  const desk: Desk = {
    site,
    server,
    password,
    async restart() {
      server = await start(Number(new URL(desk.server.url).port));
      desk.server = server;
    },
    async open(options = {}) {
      const guard = await openGuardPage(browser, { url: server.url, ...options });
      onTestFinished(() => guard.close());
      await guard.signIn(password);
      return guard;
    },
  };
  return desk;
}

async function expectMoving(guard: GuardPage, screen: 'live-video' | 'live-canvas'): Promise<void> {
  await expect.poll(() => guard.picture.getAttribute('data-state'), patience).toBe('playing');
  const locator = guard.page.getByTestId(screen).first();
  const first = await readPixels(locator);
  await expect.poll(() => readPixels(locator), patience).not.toBe(first);
}

describe.skipIf(missingBrowser)(`the guard's page in a real browser${browserNote}`, () => {
  beforeAll(async () => {
    video = await encodeTestVideo();
  });

  test('a guard signs in, sees an alarm arrive, watches the place live and takes the alarm with one key', async () => {
    const desk = await startDesk();
    const guard = await desk.open();
    await guard.page.getByTestId('queue-empty').waitFor();
    const alarm = desk.site.raise({ type: 'smoke', priority: 1, camera: 'cam-unit-1a', hasSnapshot: true });
    await guard.row(alarm.id).waitFor();
    expect(await guard.row(alarm.id).textContent()).toContain('烟雾报警');

    await guard.page.keyboard.press('j');
    await guard.page.keyboard.press('Enter');
    await guard.detail.waitFor();
    await expectMoving(guard, 'live-video');
    await expect.poll(() => readLag(guard.page.getByTestId('live-video')), patience).toBeLessThan(1);
    expect(
      await guard.page.getByTestId('alarm-snapshot').evaluate((image) => (image as HTMLImageElement).complete),
    ).toBe(true);

    await guard.page.keyboard.press('a');
    await guard.acknowledgedBy.waitFor();
    expect(await guard.acknowledgedBy.textContent()).toContain('guard');
    expect(desk.site.ports.alarms({ open: true, limit: 1 })[0]!.acknowledgedBy).toBe('guard');
    expect(guard.complaints).toEqual([]);
  });

  test('of two guards the second is told who was first', async () => {
    const desk = await startDesk();
    const alarm = desk.site.raise({ type: 'door-forced', priority: 1 });
    const guard = await desk.open({ language: 'en-GB' });
    await guard.row(alarm.id).click();
    // The other guard's answer is on its way and this page does not know of it yet.
    await guard.page.route('**/api/alarms/*/acknowledge', async (route) => {
      const by = { kind: 'user', id: 'night-shift' } as const;
      desk.site.ports.alarmDesk.act(alarm.id, { kind: 'acknowledge' }, by, undefined, { shelveUrgent: false });
      await route.continue();
    });
    await guard.page.getByTestId('acknowledge').click();
    await guard.acknowledgedBy.waitFor();
    await expect.poll(() => guard.acknowledgedBy.textContent(), patience).toContain('night-shift was first');
  });

  test('new alarms gather above while a guard reads, and come in with a key; a P1 comes in at once', async () => {
    const desk = await startDesk();
    const first = desk.site.raise({ type: 'manhole', priority: 2 });
    const guard = await desk.open({ language: 'en-GB' });
    await guard.row(first.id).waitFor();
    const later = desk.site.raise({ type: 'door-held', priority: 2 });
    const fire = desk.site.raise({ type: 'smoke', priority: 1 });
    await guard.row(fire.id).waitFor();
    expect(await guard.rows.count()).toBe(2);
    expect(await guard.page.getByTestId('queue-new').textContent()).toContain('1 new');
    await guard.page.keyboard.press('n');
    await guard.row(later.id).waitFor();
    const order = await guard.rows.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.alarm));
    expect(order).toEqual([fire.id, first.id, later.id]);
  });

  test('a browser that cannot play the camera’s own stream falls back to MPEG-1 by itself, and it moves', async () => {
    const desk = await startDesk();
    const path = join(folder, 'camera.mp4');
    writeFileSync(path, Buffer.concat([video.init, ...video.chunks.map(({ bytes }) => bytes)]));
    desk.site.addresses.set('cam-gate', path);
    desk.site.camera('cam-gate', { mime: 'video/mp4; codecs="hvc1.9.9.L9.00"' });
    const guard = await desk.open({ language: 'en-GB' });
    await guard.page.locator('[data-testid="camera-tile"][data-camera="cam-gate"]').click();
    await expect.poll(() => guard.picture.getAttribute('data-player'), patience).toBe('jsmpeg');
    await expectMoving(guard, 'live-canvas');
    expect(guard.complaints).toEqual([]);
  });

  test('the compatible mode can be chosen, and is remembered', async () => {
    const desk = await startDesk();
    const guard = await desk.open({ language: 'en-GB' });
    await guard.page.getByTestId('camera-tile').first().click();
    await guard.page.getByTestId('player-menu').click();
    await guard.page.getByTestId('player-jsmpeg').click();
    await expect.poll(() => guard.picture.getAttribute('data-player'), patience).toBe('jsmpeg');
    await guard.page.reload();
    await guard.page.getByTestId('camera-tile').first().click();
    await expect.poll(() => guard.picture.getAttribute('data-player'), patience).toBe('jsmpeg');
  });

  test('a camera whose plug is pulled says since when and why, and its picture comes back by itself', async () => {
    const desk = await startDesk();
    const guard = await desk.open({ language: 'en-GB' });
    await guard.page.locator('[data-testid="camera-tile"][data-camera="cam-gate"]').click();
    await expectMoving(guard, 'live-video');
    desk.site.camera('cam-gate', { state: 'lost', reason: 'no-answer', sinceMs: Date.now() });
    desk.site.video('cam-gate').ended('no-answer');
    await guard.noPicture.waitFor();
    expect(await guard.noPicture.textContent()).toMatch(/No picture since .*the camera does not answer/);
    await expect.poll(() => guard.page.getByTestId('health-cameras').textContent(), patience).toContain('4/5');
    desk.site.camera('cam-gate', { state: 'streaming' });
    desk.site.video('cam-gate').init(video.init);
    await expectMoving(guard, 'live-video');
  });

  test('a lost device and a lost cloud stand out on the page', async () => {
    const desk = await startDesk();
    const guard = await desk.open({ language: 'en-GB' });
    desk.site.device('smoke-1a', { state: 'lost', sinceMs: Date.now() - 30_000 });
    desk.site.cloud('down', 12);
    const lost = guard.page.locator('[data-testid="device-row"][data-state="lost"]');
    await lost.waitFor();
    expect(await lost.textContent()).toMatch(/Stairwell 1A.*lost (2[5-9]|3\d) s/);
    await expect.poll(() => guard.cloud.textContent(), patience).toContain('down since');
    expect(await guard.page.getByTestId('chip-cloud').textContent()).toContain('12 waiting');
    const first = guard.page.getByTestId('device-row').first();
    expect(await first.getAttribute('data-state')).toBe('lost');
  });

  test('when the gateway itself is gone the page says how old it is, and catches up when it is back', async () => {
    const desk = await startDesk();
    const guard = await desk.open({ language: 'en-GB' });
    await desk.server.close();
    await guard.stale.waitFor({ timeout: 10_000 });
    expect(await guard.stale.textContent()).toMatch(/the picture from \d\d:\d\d:\d\d; reconnecting/);
    const missed = desk.site.raise({ type: 'smoke', priority: 1 });
    await desk.restart();
    await guard.row(missed.id).waitFor({ timeout: 15_000 });
    await guard.stale.waitFor({ state: 'hidden' });
  });

  test('the language is the browser’s at first, and switches whole', async () => {
    const desk = await startDesk();
    const guard = await desk.open({ language: 'en-GB' });
    const headings = () => guard.page.locator('h2').allTextContents();
    expect(await headings()).toEqual(['Alarms', 'System', 'Devices', 'Last passages']);
    await guard.page.getByTestId('language').click();
    await expect.poll(headings, patience).toEqual(['警报', '系统', '设备', '最近通行']);
    // Enter belongs to the alarms again, not to the button that was just clicked.
    await guard.page.keyboard.press('Enter');
    expect(await headings()).toEqual(['警报', '系统', '设备', '最近通行']);
    await guard.page.reload();
    await guard.page.getByTestId('site-name').waitFor();
    expect(await headings()).toEqual(['警报', '系统', '设备', '最近通行']);
    expect(await guard.page.locator('html').getAttribute('lang')).toBe('zh');
  });

  test('on a phone a guard on foot reaches everything with a thumb', async () => {
    const desk = await startDesk();
    const alarm = desk.site.raise({ type: 'help', priority: 1, camera: 'cam-playground' });
    const guard = await desk.open({ width: 390, height: 844 });
    await guard.row(alarm.id).click();
    await expectMoving(guard, 'live-video');
    await guard.page.getByTestId('acknowledge').click();
    await guard.acknowledgedBy.waitFor();
    await guard.page.getByTestId('tab-more').click();
    await guard.page.getByTestId('nav-health').click();
    await guard.page.getByTestId('health-page').waitFor();
    await guard.page.getByTestId('tab-more').click();
    await guard.page.getByTestId('nav-passages').click();
    await guard.page.getByTestId('passages-page').waitFor();
    const width = await guard.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });

  test('the page asks nobody but the gateway, and weighs less than 400 kB before it can be used', async () => {
    const desk = await startDesk();
    const guard = await openGuardPage(browser, { url: desk.server.url });
    onTestFinished(() => guard.close());
    await guard.page.getByTestId('login').waitFor();
    const bytes = await guard.page.evaluate(() =>
      [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')].reduce(
        (sum, entry) => sum + (entry as PerformanceResourceTiming).transferSize,
        0,
      ),
    );
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(400_000);
    await guard.signIn(desk.password);
    await guard.page.getByTestId('camera-tile').first().click();
    await expectMoving(guard, 'live-video');
    const foreign = guard.asked.filter(
      (address) => !address.startsWith(desk.server.url) && !address.startsWith('blob:'),
    );
    expect(foreign).toEqual([]);
  });
});
