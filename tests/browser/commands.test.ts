import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { removeFolder, startTestCloud, statusOf, type TestCloud, tokenOf } from '../scenario/cloud/test-cloud.ts';
import { faultsOf } from './axe-page.ts';
import { buildPage } from './build-page.ts';
import { browserNote, missingBrowser, openBrowser } from './open-browser.ts';
import { type OperatorLook, openOperatorPage } from './operator-page.ts';

const shots = fileURLToPath(new URL('../../var/shots/', import.meta.url));
/** A green rectangle. */
const picture = Buffer.from(
  '/9j/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAkAEADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAIE/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AlAQzgAAAAAAAAAAAAAAAAAAAAAP/2Q==',
  'base64',
);
let folder: string;
let webFolder: string;
let browser: Browser;

async function startCloud(): Promise<TestCloud> {
  const cloud = await startTestCloud({ webFolder });
  onTestFinished(async () => {
    await cloud.close();
    removeFolder(cloud.folder);
  });
  await cloud.uplink('status', statusOf({ nowMs: Date.now(), startedAtMs: Date.now() - 60_000 }));
  return cloud;
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
    folder = mkdtempSync(join(tmpdir(), 'ringward-commands-page-'));
    webFolder = join(folder, 'web');
    mkdirSync(shots, { recursive: true });
    await buildPage(fileURLToPath(new URL('../../cloud/web/vite.config.ts', import.meta.url)), webFolder);
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const looks: [name: string, look: OperatorLook][] = [
    ['en-1440', {}],
    ['zh-390-dark', { language: 'zh-CN', width: 390, height: 844, dark: true }],
  ];
  test.each(looks)(
    'an operator asks for a picture with a reason and sees it; a door waits until another operator holds the button (%s)',
    async (name, look) => {
      const cloud = await startCloud();
      const { page, complaints, close } = await openOperatorPage(browser, cloud.url, look);
      onTestFinished(close);
      await page.goto(`${cloud.url}/#/gateways/gw-1`);
      const panel = page.getByTestId('gateway-commands');
      const ask = async (kind: string, subject: string) => {
        await panel.getByTestId('command-kind').selectOption(kind);
        await panel.getByTestId('command-subject').fill(subject);
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
      const other = await browser.newContext({ viewport: { width: look.width ?? 1440, height: 900 } });
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
});
