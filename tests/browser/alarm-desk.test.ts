import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './axe-page.ts';
import { deskConsoles } from './desk-console.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { shots } from './page-room.ts';

const patience = { timeout: 15_000 };
const many = 10_000;

const stateOf = (page: Page, step: string) => page.getByTestId(step).getAttribute('data-state');
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

describe.skipIf(missingBrowser)(`the guard's desk in a real browser${browserNote}`, { timeout: 60_000 }, () => {
  const consoles = deskConsoles();

  test('a guard handles a fire alarm from the sound to the closing by keyboard alone, and each step stands with its time', async () => {
    const desk = await consoles.start();
    const guard = await desk.open('guard-1');
    const { page } = guard;
    const { id } = desk.site.raise({ type: 'smoke', priority: 1, ring: 3, source: 'smoke-1a' });
    await guard.row(id).waitFor();
    await press(page, 'j', 'Enter');
    await guard.detail.waitFor();
    await page.getByTestId('response').waitFor();
    expect(await page.getByTestId('checklist').textContent()).toContain('Before it is closed as real');
    expect(await stateOf(page, 'step-close')).toBe('refused');
    await press(page, 'c');
    expect(await page.getByTestId('step-refused').textContent()).toContain('acknowledge it first');

    await press(page, 'a');
    await expect.poll(() => stateOf(page, 'acknowledge'), patience).toBe('done');
    await press(page, 'v');
    await page.getByTestId('choice-real').waitFor();
    await press(page, '1');
    await expect.poll(() => desk.site.alarms.get(id)?.verdict, patience).toBe('real');
    // a dialog closes with the answer
    await page.getByTestId('choice-real').waitFor({ state: 'hidden' });
    await press(page, 'd');
    await page.getByTestId('choice-guard-1').waitFor();
    await press(page, '1');
    await expect.poll(() => desk.site.alarms.get(id)?.assignee, patience).toBe('guard-1');
    await page.getByTestId('choice-guard-1').waitFor({ state: 'hidden' });
    await expect.poll(() => stateOf(page, 'step-arrive'), patience).toBe('possible');
    await press(page, 'r');
    await expect.poll(() => stateOf(page, 'step-arrive'), patience).toBe('done');
    await press(page, 'o');
    await page.getByTestId('step-words').fill('Toaster in flat 302, window opened');
    await press(page, 'Enter');
    await expect
      .poll(() => page.getByTestId('history').first().textContent(), patience)
      .toContain('Toaster in flat 302');
    await page.getByTestId('step-words').waitFor({ state: 'hidden' });
    await press(page, 'e');
    await expect.poll(() => stateOf(page, 'step-resolve'), patience).toBe('done');

    await press(page, 'c');
    await page.getByTestId('choice-real').waitFor();
    // Smoke still stands, so only what explains it away can be chosen, and not without words.
    expect(await page.getByTestId('choice-real').isDisabled()).toBe(true);
    await press(page, 'Escape');
    desk.site.alarms.book.clear('smoke', 'smoke-1a', Date.now());
    await expect.poll(() => desk.site.alarms.get(id)?.active, patience).toBe(false);
    await press(page, 'c');
    await expect.poll(() => page.getByTestId('choice-real').isEnabled(), patience).toBe(true);
    await press(page, '1');
    await expect.poll(() => desk.site.alarms.get(id)?.disposition, patience).toBe('real');
    await expect.poll(() => guard.detail.getAttribute('data-state'), patience).toBe('closed');
    const steps = desk.site.ports.alarmDesk.history(id).map(({ step }) => step);
    expect(steps).toEqual(
      expect.arrayContaining([
        'raised',
        'acknowledged',
        'verified',
        'dispatched',
        'arrived',
        'noted',
        'resolved',
        'closed',
      ]),
    );
    expect(guard.complaints).toEqual([]);
  });

  test('what was closed by mistake is opened again under its id, with a reason', async () => {
    const desk = await consoles.start();
    const guard = await desk.open('guard-1');
    const { id } = desk.site.raise({ type: 'person-unknown', priority: 3, momentary: true, active: false });
    await guard.row(id).waitFor();
    await press(guard.page, 'j', 'Enter', 'a');
    await expect.poll(() => stateOf(guard.page, 'acknowledge'), patience).toBe('done');
    await press(guard.page, 'c', '3');
    await expect.poll(() => guard.detail.getAttribute('data-state'), patience).toBe('closed');
    await press(guard.page, 'u');
    await guard.page.getByTestId('step-words').fill('wrong row');
    await press(guard.page, 'Enter');
    await expect.poll(() => desk.site.alarms.get(id)?.state, patience).toBe('acknowledged');
  });

  test('a guard sets an alarm aside with a reason and takes that back; a P1 is only the lead’s to set aside', async () => {
    const desk = await consoles.start();
    const guard = await desk.open('guard-1');
    const { page } = guard;
    const door = desk.site.raise({ type: 'door-held', priority: 3 });
    await guard.row(door.id).waitFor();
    await press(page, 'j', 'Enter', 's');
    await page.getByTestId('choice-0.5').waitFor();
    await press(page, '2');
    await page.getByTestId('step-words').fill('movers until noon');
    await press(page, 'Enter');
    await expect.poll(() => desk.site.alarms.get(door.id)?.hidden?.kind, patience).toBe('shelved');
    await page.getByTestId('undo-notice').getByRole('button').click();
    await expect.poll(() => desk.site.alarms.get(door.id)?.hidden, patience).toBeUndefined();

    const fire = desk.site.raise({ type: 'smoke', priority: 1 });
    await guard.row(fire.id).click();
    await expect.poll(() => guard.detail.getAttribute('data-alarm')).toBe(fire.id);
    expect(await stateOf(page, 'step-shelve')).toBe('refused');
    const lead = await desk.open('lead');
    await lead.row(fire.id).click();
    await expect.poll(() => stateOf(lead.page, 'step-shelve'), patience).toBe('possible');
  });

  test('two guards see each other at one alarm, and who is no longer there', async () => {
    const desk = await consoles.start();
    const { id } = desk.site.raise({ type: 'manhole', priority: 2 });
    const [first, second] = [await desk.open('guard-1'), await desk.open('guard-2')];
    await first.row(id).click();
    await second.row(id).click();
    await expect.poll(() => first.page.getByTestId('others').textContent(), patience).toContain('guard-2');
    await expect.poll(() => second.page.getByTestId('others').textContent(), patience).toContain('guard-1');
    await expect.poll(() => second.row(id).textContent(), patience).toContain('guard-1');
    await press(first.page, 'Escape');
    await expect.poll(() => second.page.getByTestId('others').count(), patience).toBe(0);
  });

  test('a filter says how much it leaves out, and a P1 that waits is shown all the same', async () => {
    const desk = await consoles.start();
    const guard = await desk.open('guard-1');
    const { page } = guard;
    const fire = desk.site.raise({ type: 'smoke', priority: 1, ring: 3 });
    const gate = desk.site.raise({ type: 'door-held', priority: 3, ring: 1, zone: 'zone-gates' });
    const lid = desk.site.raise({ type: 'manhole', priority: 2, ring: 2 });
    await guard.row(fire.id).waitFor();
    await page.getByTestId('filter-ring1').click();
    await guard.row(lid.id).waitFor({ state: 'detached' });
    await guard.row(gate.id).waitFor();
    expect(await guard.row(fire.id).count()).toBe(1);
    expect(await page.getByTestId('filter-left').textContent()).toContain('1 left out');
    await page.getByTestId('filter-off').click();
    await guard.row(lid.id).waitFor();
    await page.getByTestId('filter-zone').selectOption('zone-gates');
    await guard.row(lid.id).waitFor({ state: 'detached' });
    await page.getByTestId('filter-off').click();
    await page.getByTestId('filter-mine').click();
    await guard.row(gate.id).waitFor({ state: 'detached' });
  });

  test('ten thousand alarms: all are there, only what is seen is drawn, and scrolling draws frames all along', async () => {
    const desk = await consoles.start((site) => {
      for (let n = 0; n < many; n += 1) {
        const priority = ((n % 4) + 1) as 1 | 2 | 3 | 4;
        site.raise({ type: 'door-held', priority, raisedAtMs: Date.now() - n * 1000 });
      }
    });
    const guard = await desk.open('guard-1');
    const { page } = guard;
    await expect
      .poll(() => page.getByTestId('queue').textContent(), { timeout: 40_000 })
      .toContain('10000 not acknowledged');
    const seen = await page.getByTestId('queue-rows').evaluate(async (box) => {
      const drawn = { frames: 0, mostRows: 0, longestMs: 0 };
      let last = performance.now();
      for (let n = 0; n < 120; n += 1) {
        box.scrollTop += 900;
        await new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
        drawn.frames += 1;
        drawn.mostRows = Math.max(drawn.mostRows, box.querySelectorAll('[data-alarm]').length);
        drawn.longestMs = Math.max(drawn.longestMs, performance.now() - last);
        last = performance.now();
      }
      return { ...drawn, at: box.scrollTop, high: box.scrollHeight };
    });
    expect(seen.frames).toBe(120);
    expect(seen.at).toBeGreaterThan(50_000);
    expect(seen.high).toBeGreaterThan(many * 40);
    expect(seen.mostRows).toBeLessThan(80);
    await page.getByTestId('queue-rows').evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await expect.poll(() => page.getByTestId('alarm-row').last().getAttribute('data-priority'), patience).toBe('4');
    // A change reaches the page while all of them stand there.
    const fire = desk.site.raise({ type: 'smoke', priority: 1, raisedAtMs: Date.now() - many * 2000 });
    await page.getByTestId('queue-rows').evaluate((box) => box.scrollTo(0, 0));
    await expect.poll(() => page.getByTestId('queue').textContent(), patience).toContain('10001 not acknowledged');
    expect(fire.priority).toBe(1);
    process.stdout.write(`10,000 alarms: ${JSON.stringify(seen)}\n`);
  }, 120_000);

  test.each([
    ['zh-1440', { language: 'zh-CN', width: 1440, height: 900 }],
    ['en-1440-dark', { language: 'en-GB', width: 1440, height: 900, dark: true }],
    ['zh-390', { language: 'zh-CN', width: 390, height: 844 }],
    ['en-390-dark', { language: 'en-GB', width: 390, height: 844, dark: true }],
  ] as const)(
    'an open alarm reads well (%s): marks, steps, times, history; axe finds no serious fault',
    async (name, look) => {
      const desk = await consoles.start((site) => {
        const nowMs = Date.now();
        site.raise({ type: 'door-held', priority: 3, drill: true, ring: 1, zone: 'zone-gates' });
        site.raise({
          type: 'manhole',
          priority: 2,
          ring: 2,
          chatteringSinceMs: nowMs - 9000,
          count: 14,
          escalation: 1,
        });
        site.raise({ type: 'water-level', priority: 2, ring: 2, raisedAtMs: nowMs - 90_000_000, incident: 'i1' });
      });
      const fire = desk.site.raise({
        ...{ type: 'smoke', priority: 1, ring: 3, source: 'smoke-1a', camera: 'cam-unit-1a', hasSnapshot: true },
        ...{ raisedAtMs: Date.now() - 75_000, incident: 'i2', escalation: 2, acknowledgedBy: 'guard-2' },
        acknowledgedAtMs: Date.now() - 50_000,
      });
      const guard = await desk.open('guard-1', look);
      const { page } = guard;
      await guard.row(fire.id).waitFor();
      await page.screenshot({ path: join(shots, `queue-${name}.png`) });
      await guard.row(fire.id).click();
      await page.getByTestId('times').waitFor();
      await page.getByTestId('response').waitFor();
      expect(await page.getByTestId('times').locator('[data-step="dispatch"]').getAttribute('data-late')).toBe('true');
      await page.screenshot({ path: join(shots, `alarm-${name}.png`) });
      expect(await faultsOf(page)).toEqual([]);
      await press(page, 'v');
      await page.getByTestId('choice-false').waitFor();
      await page.screenshot({ path: join(shots, `verify-${name}.png`) });
      expect(await faultsOf(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
    },
  );

  test('whoever may only look back sees the alarm and its history, and no step', async () => {
    const desk = await consoles.start();
    const { id } = desk.site.raise({ type: 'manhole', priority: 2 });
    const auditor = await desk.open('auditor');
    await auditor.row(id).click();
    await auditor.page.getByTestId('history').waitFor();
    expect(await auditor.page.getByTestId('steps').count()).toBe(0);
  });
});
