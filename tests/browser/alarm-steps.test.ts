import type { Page, Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { deskConsoles } from './desk-console.ts';
import { browserNote, missingBrowser } from './open-browser.ts';

const patience = { timeout: 15_000 };
const refusedWith = (code: string) => ({ status: 409, json: { code, message: 'no' } });

/** Answers of one address wait until the test lets them go. */
async function hold(page: Page, address: string) {
  const asked = Promise.withResolvers<Route>();
  await page.route(address, (route) => asked.resolve(route));
  return asked.promise;
}

/** The dialog is gone, which it is with the answer. */
const closed = (page: Page) => page.locator('[data-testid^="choice-"]').first().waitFor({ state: 'detached' });
const stepIs = (page: Page, step: string, state: string) =>
  expect.poll(() => page.getByTestId(step).getAttribute('data-state'), patience).toBe(state);

describe.skipIf(missingBrowser)(`steps at the desk in a real browser${browserNote}`, { timeout: 60_000 }, () => {
  const consoles = deskConsoles();

  test('D then 1 sends whom the guard saw under 1: nobody stands there before the rota is known, and then nothing moves', async () => {
    const desk = await consoles.start();
    const guard = await desk.open('guard-1');
    const { page } = guard;
    const { id } = desk.site.raise({ type: 'manhole', priority: 2, momentary: true, active: false });
    await guard.row(id).waitFor();
    let rota: Route | undefined;
    await page.route('**/api/shifts?*', (route) => {
      rota = route;
    });
    for (const key of ['j', 'Enter', 'a']) await page.keyboard.press(key);
    await stepIs(page, 'acknowledge', 'done');
    await page.keyboard.press('v');
    await page.getByTestId('choice-real').click();
    await closed(page);
    await page.keyboard.press('d');
    await expect.poll(() => rota !== undefined, patience).toBe(true);
    await page.keyboard.press('1');
    expect(await page.locator('[data-testid^="choice-"]').count()).toBe(0);
    const shift = { id: 's1', role: 'guard', fromMs: 0, toMs: 9e12, users: ['guard-2'] };
    await rota!.fulfill({ json: { shifts: [shift] } });
    await page.getByTestId('choice-guard-2').waitFor();
    expect(desk.site.alarms.get(id)?.assignee).toBeUndefined();
    await page.keyboard.press('1');
    await expect.poll(() => desk.site.alarms.get(id)?.assignee, patience).toBe('guard-2');
    await closed(page);
  });

  test('a step that is refused keeps its dialog and the words in it, and says why', async () => {
    const desk = await consoles.start();
    const guard = await desk.open('guard-1', { language: 'zh-CN' });
    const { page } = guard;
    const { id } = desk.site.raise({ type: 'manhole', priority: 2 });
    await guard.row(id).click();
    await page.keyboard.press('a');
    await stepIs(page, 'acknowledge', 'done');
    const asked = hold(page, '**/api/alarms/*/verify');
    await page.keyboard.press('v');
    await page.getByTestId('step-words').fill('井盖已移位');
    await page.getByTestId('choice-real').click();
    const route = await asked;
    // The answer is not there: the dialog is, and takes no second answer.
    await expect.poll(() => page.getByTestId('choice-false').isDisabled(), patience).toBe(true);
    await route.fulfill(refusedWith('already-closed'));
    await expect.poll(() => page.getByTestId('dialog-problem').textContent(), patience).toContain('已关闭');
    expect(await page.getByTestId('step-words').inputValue()).toBe('井盖已移位');
    await page.unroute('**/api/alarms/*/verify');
    await page.getByTestId('choice-real').click();
    await closed(page);
    expect(desk.site.ports.alarmDesk.history(id)?.at(-1)).toMatchObject({ step: 'verified', note: '井盖已移位' });
    // The next dialog knows nothing of an earlier refusal.
    await page.keyboard.press('d');
    await page.getByTestId('choice-guard-1').waitFor();
    expect(await page.getByTestId('dialog-problem').count()).toBe(0);
  });

  test('an A in the list that is refused says so beside the list, with the alarm and the reason', async () => {
    const desk = await consoles.start();
    const guard = await desk.open('guard-1');
    const { page } = guard;
    const { id } = desk.site.raise({ type: 'manhole', priority: 2 });
    await guard.row(id).waitFor();
    await page.route('**/api/alarms/*/acknowledge', (route) => route.fulfill(refusedWith('not-allowed')));
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    const problem = page.getByTestId('queue-problem');
    await problem.waitFor();
    expect(await problem.textContent()).toMatch(/anhole.*Acknowledge/);
    expect(desk.site.alarms.get(id)?.state).toBe('raised');
    await page.unroute('**/api/alarms/*/acknowledge');
    await page.keyboard.press('a');
    await problem.waitFor({ state: 'detached' });
    await expect.poll(() => desk.site.alarms.get(id)?.state, patience).toBe('acknowledged');
  });

  test('a clock that could not be confirmed says why where it was asked', async () => {
    const desk = await consoles.start();
    const guard = await desk.open('guard-1');
    const { page } = guard;
    await page.route('**/api/clock', (route) => route.fulfill({ json: { known: false, problem: 'jumped' } }));
    await page.route('**/api/clock/confirm', (route) => route.fulfill(refusedWith('not-allowed')));
    await page.goto(`${desk.url}/#/doors`);
    const button = page.getByTestId('clock-confirm');
    await button.scrollIntoViewIfNeeded();
    const box = (await button.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.getByTestId('clock-problem').waitFor();
    await page.mouse.up();
  });

  test('past alarms are searched by the title of where they were, and nobody types an id', async () => {
    const desk = await consoles.start();
    const guard = await desk.open('guard-1');
    const { page } = guard;
    const [device] = desk.site.ports.devices();
    await page.goto(`${desk.url}/#/alarms`);
    const choice = page.getByTestId('ask-source');
    const asked = page.waitForRequest((request) => request.url().includes(`source=${device!.id}`));
    await choice.selectOption({ label: device!.name.en });
    await asked;
    expect((await choice.locator('option').allTextContents()).join()).not.toContain(device!.id);
  });
});
