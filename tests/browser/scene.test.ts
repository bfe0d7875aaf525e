import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createConsoleServer } from '../../gateway/console/console-server.ts';
import { createHandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { openGuardPage } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, guardWeb } from './page-room.ts';

const folder = folderOfFile();
const browser = browserOfFile();

interface Where {
  language?: 'zh-CN' | 'en-GB';
  width?: number;
  height?: number;
}

async function openDesk(options: Where = {}) {
  const site = createHandFedSite();
  const where = { host: '127.0.0.1', port: 0, dataDir: mkdtempSync(join(folder, 'data-')), webDir: guardWeb };
  const server = await createConsoleServer({ ...where, ports: site.ports, log: silentLog(), now: Date.now });
  onTestFinished(() => server.close());
  const guard = await openGuardPage(browser, { url: server.url, ...options });
  onTestFinished(() => guard.close());
  await guard.signIn(server.firstPassword!);
  const { page } = guard;
  const draw = async (camera: string) => {
    if (options.width && options.width < 800) {
      await page.getByTestId('tab-cameras').click();
      const tile = page.locator(`[data-testid="wall-tile"][data-camera="${camera}"]`);
      await page.locator('section', { has: tile }).getByTestId('open-scene').click();
    } else {
      await page.locator(`[data-testid="camera-tile"][data-camera="${camera}"]`).click();
      await page.getByTestId('open-scene').click();
    }
    await page.getByTestId('board').waitFor();
    // The picture takes its own shape with its first still.
    await page.locator('[data-testid="scene-dialog"] figure img').waitFor();
    await page.waitForFunction(() => {
      const board = document.querySelector('[data-testid="board"]')?.getBoundingClientRect();
      return board && Math.abs(board.width - board.height) < 2;
    });
  };
  return { site, guard, page, draw, current: (camera: string) => site.scenes.ports.current(camera)! };
}

/** Clicks at parts of the picture. */
async function clickAt(board: Locator, ...points: [number, number][]): Promise<void> {
  const { width, height } = (await board.boundingBox())!;
  for (const [x, y] of points) await board.click({ position: { x: x * width, y: y * height }, force: true });
}

const shapes = (page: Page, kind: string) => page.locator(`[data-testid="shape"][data-kind="${kind}"]`);

describe.skipIf(missingBrowser)(`drawing on a camera’s picture in a real browser${browserNote}`, () => {
  test('a guard draws an area, gives it a rule for the night and saves; it is there again after a reload', async () => {
    const { guard, page, draw, site, current } = await openDesk({ language: 'en-GB' });
    await draw('cam-playground');
    await page.getByTestId('tool-area').click();
    await clickAt(page.getByTestId('board'), [0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.8], [0.2, 0.2]);
    await page.getByTestId('name-en').fill('Sand pit');
    await page.getByTestId('name-zh').fill('沙坑');
    await page.getByTestId('add-intrusion').click();
    await page.getByTestId('when').selectOption('times');
    const sentence = 'A person in “Sand pit” between 22:00 and 06:00 raises Intrusion, priority 1.';
    expect(await page.getByTestId('sentence').textContent()).toBe(sentence);
    expect(await page.getByTestId('save-status').textContent()).toBe('Not saved: Area added: 1 · Rule added: 1');
    await page.getByTestId('save-scene').click();
    await expect.poll(() => page.getByTestId('save-status').textContent()).toBe('Saved and in force.');
    expect(current('cam-playground')).toMatchObject({
      version: 1,
      changedBy: 'guard',
      scene: {
        areas: [{ id: 'sand-pit', name: { zh: '沙坑', en: 'Sand pit' } }],
        rules: [{ kind: 'intrusion', area: 'sand-pit', during: [{ from: '22:00', to: '06:00' }] }],
      },
    });
    expect(site.scenes.watched.get('cam-playground')?.areas).toHaveLength(1);

    await page.reload();
    await draw('cam-playground');
    expect(await shapes(page, 'area').getAttribute('aria-label')).toBe('Area: Sand pit');
    expect(await page.getByTestId('sentence').textContent()).toBe(sentence);
    expect(guard.complaints).toEqual([]);
  });

  test('with the keyboard alone: a line, its rule, the arrow in the picture, undo and redo', async () => {
    const { page, draw, current } = await openDesk();
    await draw('cam-playground');
    await page.keyboard.press('l');
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Space');
    for (let n = 0; n < 4; n += 1) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Space');
    await shapes(page, 'line').waitFor();
    await page.getByTestId('corner').nth(1).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByTestId('add-line-crossing').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('direction').selectOption('right-to-left');
    expect(await page.getByTestId('sides').getAttribute('data-direction')).toBe('right-to-left');
    expect(await page.getByTestId('sentence').textContent()).toContain('从 B 侧到 A 侧越过“线 1”');
    await page.getByTestId('save-status').click();
    for (let n = 0; n < 4; n += 1) await page.keyboard.press('Control+z');
    expect(await shapes(page, 'line').count()).toBe(0);
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+s');
    await expect.poll(() => current('cam-playground').version).toBe(1);
    expect(current('cam-playground').scene.lines).toMatchObject([{ from: [0.5, 0.475], to: [0.6, 0.48] }]);
  });

  test('a point is dragged, one is added on an edge, one goes; a mask is drawn over the window', async () => {
    const { page, draw, current } = await openDesk({ language: 'en-GB' });
    await draw('cam-fire-lane');
    await shapes(page, 'area').click();
    const board = (await page.getByTestId('board').boundingBox())!;
    const drag = async (from: Locator, x: number, y: number) => {
      await from.hover();
      await page.mouse.down();
      await page.mouse.move(board.x + x * board.width, board.y + y * board.height, { steps: 4 });
      await page.mouse.up();
    };
    await drag(page.getByTestId('corner').first(), 0.1, 0.1);
    await drag(page.getByTestId('edge-point').nth(1), 0.95, 0.5);
    expect(await page.getByTestId('corner').count()).toBe(5);
    await page.getByTestId('corner').nth(4).focus();
    await page.keyboard.press('Delete');
    await page.keyboard.press('m');
    await clickAt(page.getByTestId('board'), [0.7, 0.05], [0.9, 0.05], [0.9, 0.2]);
    await page.keyboard.press('Enter');
    await page.getByTestId('save-scene').click();
    await expect.poll(() => current('cam-fire-lane').version).toBe(1);
    const { areas, masks } = current('cam-fire-lane').scene;
    expect(masks).toHaveLength(1);
    const [first, second, third] = areas![0]!.polygon;
    expect(areas![0]!.polygon).toHaveLength(4);
    expect([first![0], first![1], third![0], third![1]].map((part) => part.toFixed(2))).toEqual([
      '0.10',
      '0.10',
      '0.95',
      '0.50',
    ]);
    expect(second).toEqual([0.8, 0.3]);
  });

  test('who leaves with something unsaved is asked; who was overtaken sees by whom, and can still take his own', async () => {
    const { page, draw, site, current } = await openDesk({ language: 'en-GB' });
    await draw('cam-fire-lane');
    await shapes(page, 'area').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByTestId('leaving').waitFor();
    await page.getByTestId('leave-no').click();
    site.scenes.ports.save({ camera: 'cam-fire-lane', version: 0, scene: {} }, 'li');
    await page.getByTestId('save-scene').click();
    await page.getByTestId('conflict').waitFor();
    expect(await page.getByTestId('conflict').textContent()).toContain('li saved another version');
    await page.getByTestId('keep-mine').click();
    await page.getByTestId('save-scene').click();
    await expect.poll(() => current('cam-fire-lane')).toMatchObject({ version: 2, changedBy: 'guard' });
    await page.getByTestId('versions').locator('summary').click();
    await page.locator('[data-testid="version"][data-version="1"] [data-testid="load-version"]').click();
    await expect.poll(() => shapes(page, 'area').count()).toBe(0);
    await page.getByTestId('to-file').click();
    await page.getByTestId('to-file-yes').click();
    await expect.poll(() => current('cam-fire-lane')).toMatchObject({ version: 3, fromSiteFile: true });
    await shapes(page, 'area').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByTestId('board').count()).toBe(0);
  });

  test('an outline that crosses itself cannot be saved, and the page says why', async () => {
    const { page, draw } = await openDesk();
    await draw('cam-playground');
    await page.keyboard.press('a');
    await clickAt(page.getByTestId('board'), [0.2, 0.2], [0.8, 0.8], [0.8, 0.2], [0.2, 0.8]);
    await page.keyboard.press('Enter');
    expect(await page.getByTestId('scene-problem').textContent()).toContain('边互相交叉');
    expect(await page.getByTestId('save-scene').isDisabled()).toBe(true);
  });

  test('on a phone: whom the camera follows stands in the picture, and nothing is wider than the screen', async () => {
    const { page, draw, site } = await openDesk({ width: 390, height: 844 });
    await draw('cam-fire-lane');
    await expect.poll(() => site.scenes.told.some(({ watched }) => watched)).toBe(true);
    const box = { x: 0.4, y: 0.3, width: 0.1, height: 0.4 };
    site.scenes.follow('cam-fire-lane', [{ track: 't1', class: 'motorcycle', score: 0.9, looks: 4, box }]);
    await expect.poll(() => page.getByTestId('followed').textContent()).toBe('摩托车或电动车');
    await page.getByTestId('tool-line').click();
    await clickAt(page.getByTestId('board'), [0.2, 0.6], [0.8, 0.6]);
    await page.getByTestId('add-tailgating').click();
    await page.getByTestId('rule-door').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  test('every control of the editor has a name that a screen reader can say', async () => {
    const { page, draw } = await openDesk({ language: 'en-GB' });
    await draw('cam-fire-lane');
    await page.getByTestId('add-intrusion').click();
    await page.getByTestId('when').selectOption('times');
    await shapes(page, 'area').focus();
    const dialog = page.getByTestId('scene-dialog');
    const nameless = await dialog
      .locator('button, input, select, [role="button"], [role="application"]')
      .evaluateAll((all) =>
        all
          .filter((one) => {
            const labels = one instanceof HTMLInputElement || one instanceof HTMLSelectElement ? one.labels : null;
            const labelled = labels && labels.length > 0 && labels[0]!.textContent?.trim();
            return !(one.getAttribute('aria-label')?.trim() || labelled || one.textContent?.trim());
          })
          .map((one) => one.outerHTML.slice(0, 120)),
      );
    expect(nameless).toEqual([]);
    expect(await dialog.getByRole('button', { name: 'Point 1 of 4' }).count()).toBe(1);
    expect(await dialog.getByRole('toolbar', { name: 'Drawing tools' }).count()).toBe(1);
    expect(await dialog.getByRole('heading', { name: 'Rules', exact: true }).count()).toBe(1);
  });
});
