import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createByteBudget, relayProtocol } from '../../devices/contracts/live-relay.ts';
import { createTokenLine } from '../../gateway/outbox/cloud-line.ts';
import { type LiveWatcher, relayLive } from '../../gateway/remote/live-relay.ts';
import { removeFolder, startTestCloud, statusOf, type TestCloud, tokenOf } from '../scenario/cloud/test-cloud.ts';
import { encodeTestVideo, playTestVideo, type TestVideo } from './av-test-video.ts';
import { faultsOf } from './axe-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { type OperatorLook, openOperatorPage } from './operator-page.ts';
import { browserOfFile, operatorWeb, shots } from './page-room.ts';

/** A green rectangle. */
const picture = Buffer.from(
  '/9j/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAkAEADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAIE/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AlAQzgAAAAAAAAAAAAAAAAAAAAAP/2Q==',
  'base64',
);
const browser = browserOfFile();
let video: TestVideo;

async function startCloud(): Promise<TestCloud> {
  const cloud = await startTestCloud({ webFolder: operatorWeb });
  onTestFinished(async () => {
    await cloud.close();
    removeFolder(cloud.folder);
  });
  await cloud.uplink('status', statusOf({ nowMs: Date.now(), startedAtMs: Date.now() - 60_000 }));
  return cloud;
}

const gate = { id: 'cam-gate', name: { zh: '大门全景', en: 'Main gate' } };

/** What the site of gateway 1 permits. */
async function tellPermits({ url }: TestCloud, permits: object): Promise<void> {
  const headers = { authorization: `Bearer ${tokenOf['gw-1']}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ liveMinutes: 5, cameras: [], doors: [], ...permits });
  expect((await fetch(`${url}/v1/permits`, { method: 'PUT', headers, body })).status).toBe(204);
}

/** Gateway 1 shows a camera until somebody ends it; `end` is the guard's word. */
async function showLive({ url }: TestCloud, command: string, video: TestVideo) {
  const token = tokenOf['gw-1'];
  const authorization = `Bearer ${token}`;
  await fetch(`${url}/v1/commands/${command}/begin`, { method: 'POST', headers: { authorization } });
  const line = createTokenLine({ url, token, boot: 'boot-1' });
  const wire = await line.open(`/v1/commands/${command}/relay`, {
    protocol: relayProtocol,
    signal: AbortSignal.timeout(20_000),
  });
  const watching = new Set<LiveWatcher>();
  onTestFinished(playTestVideo(video, () => [...watching]));
  const ending = new AbortController();
  const result = relayLive({
    ...{ wire, forMs: 120_000, signal: ending.signal, sent: () => undefined },
    source: {
      mime: () => video.mime,
      watch: (watcher) => {
        watching.add(watcher);
        return () => watching.delete(watcher);
      },
    },
    budget: createByteBudget(1e6, 1e7, () => performance.now()),
    clock: { monotonicMs: () => performance.now() },
  });
  return { result, end: () => ending.abort('ended-by-guard') };
}

/** What gateway 1 does when it is asked for a picture. */
async function answerPicture({ url }: TestCloud, command: string): Promise<void> {
  const authorization = `Bearer ${tokenOf['gw-1']}`;
  const path = `${url}/v1/commands/${command}`;
  await fetch(`${path}/begin`, { method: 'POST', headers: { authorization } });
  const sha256 = createHash('sha256').update(picture).digest('hex');
  const headers = { authorization, 'content-type': 'image/jpeg', 'x-content-sha256': sha256 };
  expect((await fetch(`${path}/result`, { method: 'PUT', headers, body: picture })).status).toBe(204);
}

async function tellDone(cloud: TestCloud, command: string): Promise<void> {
  const record = { command, kind: 'snapshot', outcome: 'done', atMs: Date.now() };
  const event = {
    ...{ specversion: '1.0', id: 'gw-1/epoch0001/alarm/1', source: '/sites/linden-court/gateways/gw-1' },
    ...{ type: 'ringward.command.done', time: new Date().toISOString(), datacontenttype: 'application/json' },
    ...{ epoch: 'epoch0001', lane: 'alarm', sequence: '1', bootid: 'b', replayed: false, data: record },
  };
  const batch = { gateway: 'gw-1', epoch: 'epoch0001', lane: 'alarm', first: 1, events: [event] };
  expect((await cloud.uplink('events', batch)).status).toBe(200);
}

describe.skipIf(missingBrowser)(`commands in a real browser${browserNote}`, () => {
  beforeAll(async () => {
    video = await encodeTestVideo();
  }, 120_000);

  const looks: [name: string, look: OperatorLook][] = [
    ['en-1440', {}],
    ['zh-390-dark', { language: 'zh-CN', width: 390, height: 844, dark: true }],
  ];
  test.each(looks)(
    'an operator asks for a picture with a reason and sees it; a door waits until another operator holds the button (%s)',
    async (name, look) => {
      const cloud = await startCloud();
      await tellPermits(cloud, {
        cameras: [{ ...gate, snapshot: true, live: false }],
        doors: [{ id: 'gate', name: { zh: '大门', en: 'Gate' } }],
      });
      const { page, complaints, close } = await openOperatorPage(browser, cloud.url, look);
      onTestFinished(close);
      await page.goto(`${cloud.url}/#/gateways/gw-1`);
      const panel = page.getByTestId('gateway-commands');
      const ask = async (kind: string, subject: string) => {
        await panel.getByTestId('command-kind').selectOption(kind);
        await panel.getByTestId('command-subject').selectOption(subject);
        await panel.getByTestId('command-ask').click();
        await page.getByTestId('reason').fill('gate reported as blocked');
        await page.getByTestId('reason-given').click();
      };
      await ask('snapshot', 'cam-gate');
      const shot = panel.locator('[data-kind="snapshot"]');
      await shot.locator('[data-state="sent"]').waitFor();
      const list = (await (await page.request.get(`${cloud.url}/v1/commands`)).json()) as {
        commands: { id: string }[];
      };
      await answerPicture(cloud, list.commands[0]!.id);
      await tellDone(cloud, list.commands[0]!.id);
      await shot.getByTestId('command-show').click();
      const image = shot.getByTestId('command-picture');
      await image.waitFor();
      await expect.poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(64);
      await ask('open-door', 'gate');
      const door = panel.locator('[data-kind="open-door"]');
      await door.locator('[data-state="asked"]').waitFor();
      expect(await door.getByTestId('command-approve').count()).toBe(0);
      await panel.scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(shots, `commands-panel-${name}.png`) });
      expect(await faultsOf(page)).toEqual([]);
      const grants = [{ place: 'cloud', role: 'approver' }];
      const made = await page.request.post(`${cloud.url}/v1/operators`, {
        data: { sign: 'lead-1', grants },
        headers: { origin: cloud.url },
      });
      const { password } = (await made.json()) as { password: string };
      const other = await browser.newContext({
        viewport: { width: look.width ?? 1440, height: 900 },
        ...{ locale: look.language ?? 'en-GB', colorScheme: look.dark ? 'dark' : 'light' },
      });
      onTestFinished(() => other.close());
      const login = await other.request.post(`${cloud.url}/v1/session`, {
        data: { user: 'lead-1', password },
        headers: { origin: cloud.url },
      });
      expect(login.ok()).toBe(true);
      const desk = await other.newPage();
      await desk.goto(`${cloud.url}/#/commands`);
      const waiting = desk.getByTestId('commands-waiting').getByTestId('command');
      await waiting.waitFor();
      await desk.screenshot({ path: join(shots, `commands-page-${name}.png`) });
      expect(await faultsOf(desk)).toEqual([]);
      const approve = waiting.getByTestId('command-approve');
      await approve.focus();
      await desk.keyboard.down('Enter');
      await desk.getByTestId('commands-recent').locator('[data-kind="open-door"] [data-state="sent"]').waitFor();
      await desk.keyboard.up('Enter');
      expect(complaints).toEqual([]);
    },
    90_000,
  );

  test.each(looks)(
    'an operator chooses a camera by its title and watches it, with the time that is left, until a guard ends it (%s)',
    async (name, look) => {
      const cloud = await startCloud();
      await tellPermits(cloud, {});
      const { page, complaints, close } = await openOperatorPage(browser, cloud.url, look);
      onTestFinished(close);
      await page.goto(`${cloud.url}/#/gateways/gw-1`);
      const panel = page.getByTestId('gateway-commands');
      await panel.getByTestId('command-kind').selectOption('live-view');
      await panel.getByTestId('command-nothing').waitFor();
      expect(await panel.getByTestId('command-ask').isDisabled()).toBe(true);
      await tellPermits(cloud, { cameras: [{ ...gate, snapshot: false, live: true }] });
      await page.reload();
      await panel.getByTestId('command-kind').selectOption('live-view');
      const title = look.language === 'zh-CN' ? gate.name.zh : gate.name.en;
      await panel.getByTestId('command-subject').selectOption({ label: `${title} (cam-gate)` });
      await panel.getByTestId('command-ask').click();
      await page.getByTestId('reason').fill('people at the gate');
      await page.getByTestId('reason-given').click();
      await page.getByTestId('live-cover').waitFor();
      const list = (await (await page.request.get(`${cloud.url}/v1/commands`)).json()) as {
        commands: { id: string }[];
      };
      const shown = await showLive(cloud, list.commands[0]!.id, video);
      const film = page.getByTestId('live-video');
      const at = () => film.evaluate((element) => (element as HTMLVideoElement).currentTime);
      const pixels = () =>
        film.evaluate((element) => {
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [32, 18];
          const pen = canvas.getContext('2d')!;
          pen.drawImage(element as HTMLVideoElement, 0, 0, 32, 18);
          return [...pen.getImageData(0, 0, 32, 18).data].join();
        });
      await expect.poll(at, { timeout: 20_000 }).toBeGreaterThan(0.5);
      const before = await pixels();
      await expect.poll(pixels, { timeout: 20_000 }).not.toBe(before);
      expect(await page.getByTestId('live-left').textContent()).toMatch(/[01]:\d\d|2:00/);
      await page.getByTestId('live-view').scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(shots, `live-view-${name}.png`) });
      expect(await faultsOf(page)).toEqual([]);
      shown.end();
      expect(await shown.result).toEqual({ outcome: 'done', code: 'ended-by-guard' });
      await page.locator('[data-testid="live-cover"][data-over="true"]').waitFor();
      await page.screenshot({ path: join(shots, `live-view-over-${name}.png`) });
      await page.getByTestId('live-close').click();
      expect(await page.getByTestId('live-view').count()).toBe(0);
      expect(complaints).toEqual([]);
    },
    90_000,
  );

  test('whoever leaves the page has ended the view', async () => {
    const cloud = await startCloud();
    await tellPermits(cloud, { cameras: [{ ...gate, snapshot: false, live: true }] });
    const { page, close } = await openOperatorPage(browser, cloud.url, {});
    onTestFinished(close);
    await page.goto(`${cloud.url}/#/gateways/gw-1`);
    await page.getByTestId('command-kind').selectOption('live-view');
    await page.getByTestId('command-subject').selectOption('cam-gate');
    await page.getByTestId('command-ask').click();
    await page.getByTestId('reason').fill('people at the gate');
    await page.getByTestId('reason-given').click();
    await page.getByTestId('live-cover').waitFor();
    const list = (await (await page.request.get(`${cloud.url}/v1/commands`)).json()) as { commands: { id: string }[] };
    const shown = await showLive(cloud, list.commands[0]!.id, video);
    await page.goto(`${cloud.url}/#/fleet`);
    expect((await shown.result).code).toBe('viewer-left');
  }, 60_000);
});
