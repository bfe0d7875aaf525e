import { describe, expect, test } from 'vitest';
import type { GivenAlarm } from '../scenario/console/hand-fed-alarms.ts';
import { faultsOf } from './axe-page.ts';
import { deskConsoles } from './desk-console.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { shots } from './page-room.ts';

const fallen: GivenAlarm = {
  ...{ type: 'falling-object', priority: 1, momentary: true, active: true, ring: 2, source: 'cam-playground' },
  ...{ camera: 'cam-playground', hasSnapshot: true },
  detail: {
    area: 'south-side',
    floors: '7–8',
    storeys: 6.4,
    seconds: 1.9,
    path: '470,330 471,420 473,560 474,800',
    people: 1,
  },
  detailNames: { area: { zh: '南立面', en: 'South side' } },
};

describe.skipIf(missingBrowser)(`what fell from a house, in a real browser${browserNote}`, () => {
  const consoles = deskConsoles();

  test.each([
    ['en-GB', 'dark', 'Begun on floor', 'Way of the object'],
    ['zh-CN', 'light', '起始楼层', '物体坠落轨迹'],
  ] as const)(
    'a guard sees its way over the picture, and the floors it may have come from (%s)',
    async (language, theme, floor, way) => {
      const desk = await consoles.start();
      const { id } = desk.site.raise(fallen);
      const { page, complaints } = await desk.open('guard-1', { language, dark: theme === 'dark' });
      await page.locator(`[data-alarm="${id}"]`).first().click();
      const path = page.getByTestId('fall-path');
      await path.waitFor();
      expect(await path.getAttribute('aria-label')).toContain(way);
      const [picture, drawn] = [await page.getByTestId('alarm-snapshot').boundingBox(), await path.boundingBox()];
      expect(drawn!.height).toBeCloseTo(picture!.height, 0);
      const facts = await page.getByTestId('detail').textContent();
      expect(facts).toContain(`${floor}7–8`);
      expect(facts).not.toContain('470,330');
      // Half a minute, as for every alarm of priority 1.
      expect(await page.getByTestId('times').textContent()).toContain('30 ');
      expect(await faultsOf(page)).toEqual([]);
      await page.screenshot({ path: `${shots}falling-object-${language}.png` });
      expect(complaints).toEqual([]);
    },
    90_000,
  );

  test('a lead draws a façade, lays the floors on it and names the ground below', async () => {
    const desk = await consoles.start();
    const { page, complaints } = await desk.open('lead');
    await page.locator('[data-testid="camera-tile"][data-camera="cam-playground"]').click();
    await page.getByTestId('open-scene').click();
    const board = page.getByTestId('board');
    await board.waitFor();
    await page.locator('[data-testid="scene-dialog"] figure img').waitFor();
    const draw = async (corners: readonly (readonly [number, number])[]) => {
      await page.getByTestId('tool-area').click();
      const { width, height } = (await board.boundingBox())!;
      for (const [x, y] of corners) await board.click({ position: { x: x * width, y: y * height }, force: true });
      await page.keyboard.press('Enter');
    };
    await page.waitForFunction(() => {
      const square = document.querySelector('[data-testid="board"]')?.getBoundingClientRect();
      return square && Math.abs(square.width - square.height) < 2;
    });
    await draw([
      [0.2, 0.8],
      [0.8, 0.8],
      [0.8, 0.95],
      [0.2, 0.95],
    ]);
    await draw([
      [0.2, 0.1],
      [0.8, 0.1],
      [0.8, 0.75],
      [0.2, 0.75],
    ]);
    await page.getByTestId('add-falling-object').click();
    await page.getByTestId('storey').fill('10');
    await page.getByTestId('top-storey').fill('6.5');
    await page.getByTestId('lowest-floor').fill('2');
    await page.getByTestId('rule-ground').selectOption({ index: 1 });
    const storeys = page.getByTestId('storeys');
    await expect.poll(() => storeys.getAttribute('data-storeys')).toMatch(/^8\.[0-2]$/);
    expect(await storeys.locator('text').allTextContents()).toEqual(['2', '3', '4', '5', '6', '7', '8', '9', '10']);
    expect(await page.getByTestId('sentence').textContent()).toContain('priority 2, or 1 if somebody is in “Area 1”');
    await expect.poll(() => page.getByTestId('rule').textContent()).toContain('“区域 1”内有人时为 1 级');
    await page.screenshot({ path: `${shots}falling-object-scene.png` });
    await page.getByTestId('storey').fill('40');
    await page.getByTestId('top-storey').fill('40');
    await expect.poll(() => page.getByTestId('scene-dialog').textContent()).toContain('too few storeys');
    await page.getByTestId('storey').fill('10');
    await page.getByTestId('top-storey').fill('6.5');
    await page.getByTestId('save-scene').click();
    await expect.poll(() => page.getByTestId('save-status').textContent()).toBe('Saved and in force.');
    expect(desk.site.scenes.watched.get('cam-playground')?.rules).toEqual([
      {
        kind: 'falling-object',
        area: 'area-2',
        storeyHeight: 0.1,
        topStoreyHeight: 0.065,
        lowestFloor: 2,
        groundArea: 'area-1',
      },
    ]);
    expect(complaints).toEqual([]);
  }, 90_000);
});
