import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AlarmRecord } from '../../devices/contracts/site-events.ts';
import {
  alarmEvent,
  batchOf,
  password,
  removeFolder,
  siteEvent,
  startTestCloud,
  statusOf,
  type TestCloud,
  tokenOf,
} from '../scenario/cloud/test-cloud.ts';
import { faultsOf } from './axe-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, operatorWeb, shots } from './page-room.ts';

const headers = { authorization: `Bearer ${tokenOf['gw-1']}` };
const browser = browserOfFile();
let cloud: TestCloud;
let next: number;
beforeEach(async () => {
  if (missingBrowser) return;
  next = 1;
  cloud = await startTestCloud({ webFolder: operatorWeb });
  const nowMs = Date.now();
  await cloud.uplink('status', statusOf({ nowMs, startedAtMs: nowMs - 3_600_000 }));
  await tell('a-smoke', { step: 'raised' }, 320_000);
  for (const level of [1, 2, 3] as const)
    await tell(
      'a-smoke',
      { step: 'escalated', escalation: level, by: 'gateway' },
      [260_000, 140_000, 20_000][level - 1]!,
    );
  await tell('a-drill', { step: 'escalated', escalation: 3, drill: true, type: 'gas' }, 30_000);
  await tell('a-gate', { step: 'raised', priority: 2, type: 'door-held', ring: 1, source: 'gate-2' }, 50_000);
});
afterEach(async () => {
  if (missingBrowser) return;
  await cloud.close();
  removeFolder(cloud.folder);
});

/** The gateway tells a step that it took `agoMs` ago. */
async function tell(alarm: string, record: Partial<AlarmRecord>, agoMs: number): Promise<void> {
  const data = { ...alarmEvent(next, { alarm, active: true, raisedAtMs: Date.now() - 320_000, ...record }).data };
  const type = record.step === 'raised' ? 'ringward.alarm.raised' : 'ringward.alarm.handled';
  const time = new Date(Date.now() - agoMs).toISOString();
  await cloud.uplink(
    'events',
    batchOf([siteEvent(next, { lane: 'alarm', type, time, data })], { lane: 'alarm', first: next }),
  );
  next += 1;
}

/** The gateway says that it has applied everything up to `seq`. */
async function hear(seq: number): Promise<void> {
  const stream = await fetch(`${cloud.url}/v1/downlink`, { headers });
  const reader = stream.body!.getReader();
  const epoch = /"epoch":"(\w+)"/.exec(new TextDecoder().decode((await reader.read()).value))![1];
  await cloud.request('/v1/downlink/cursor', { json: { epoch, seq }, headers });
  await reader.cancel();
}

async function openDesk(view: { locale: string; dark: boolean; width: number }): Promise<Page> {
  const context = await browser.newContext({
    locale: view.locale,
    colorScheme: view.dark ? 'dark' : 'light',
    viewport: { width: view.width, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(cloud.url);
  await page.locator('[name="password"]').fill(password);
  await page.locator('[name="sign"]').fill('duty-3');
  await page.locator('button[type="submit"]').click();
  await page.getByTestId('gateways').waitFor();
  return page;
}

const views = [
  {
    locale: 'zh-CN',
    words: {
      heading: '上报到云端值守台的警报',
      lead: '班长',
      loud: 'P1 警报声不可静音',
      unheard: '网关尚未收到',
      second: /现场已于 .* 首先确认；duty-3/,
    },
  },
  {
    locale: 'en-GB',
    words: {
      heading: 'Escalated to the duty desk',
      lead: 'lead',
      loud: 'P1 cannot be silenced',
      unheard: 'not yet heard by the gateway',
      second: /The site was first, at .* duty-3/,
    },
  },
] as const;

test.skipIf(missingBrowser).each(views)(
  `an operator hears what nobody answered, sees who was told, takes it over, and learns that the site was first ($locale)${browserNote}`,
  async ({ locale, words }) => {
    const page = await openDesk({ locale, dark: false, width: 1440 });
    const desk = page.getByTestId('duty-desk');
    await desk.waitFor();
    expect(await desk.getByRole('heading').textContent()).toContain(words.heading);
    expect(
      await desk.getByTestId('duty-alarm').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-alarm'))),
    ).toEqual(['a-smoke']);
    expect(await desk.getByTestId('duty-alarm').textContent()).toContain(words.lead);
    expect(await desk.textContent()).toContain(words.loud);
    await expect.poll(() => desk.getByTestId('duty-sound').getAttribute('data-sound')).toBe('on');
    expect(await faultsOf(page)).toEqual([]);
    await page.screenshot({ path: join(shots, `cloud-duty-${locale.slice(0, 2)}-1440.png`) });

    await desk.locator('textarea').fill('已电话联系值班室');
    await desk.getByTestId('take-over').click();
    await desk.getByTestId('answer').waitFor();
    expect(await desk.getByTestId('answer').textContent()).toContain(words.unheard);
    await expect.poll(() => desk.getByTestId('duty-sound').getAttribute('data-sound')).toBe('off');
    await hear(2);
    const first = { state: 'acknowledged', acknowledgedAtMs: Date.now() - 10_000 } as const;
    await tell('a-smoke', { ...first, step: 'acknowledged-too', by: 'cloud', escalation: 3 }, 0);
    await expect.poll(() => desk.getByTestId('answer').textContent(), { timeout: 10_000 }).toMatch(words.second);
    await page.goto(`${cloud.url}/#/alarms`);
    await page.getByTestId('alarm-row').first().getByRole('button').first().click();
    await page.getByTestId('alarm-history').first().getByText('已电话联系值班室').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.screenshot({ path: join(shots, `cloud-duty-${locale.slice(0, 2)}-answered-1440.png`) });
    await page.context().close();
  },
);

test.skipIf(missingBrowser)(
  `the duty desk fits a phone, in the dark, and can be worked from the keyboard${browserNote}`,
  async () => {
    const page = await openDesk({ locale: 'zh-CN', dark: true, width: 390 });
    const desk = page.getByTestId('duty-desk');
    await desk.waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await faultsOf(page)).toEqual([]);
    await page.screenshot({ path: join(shots, 'cloud-duty-zh-390-dark.png') });
    await desk.locator('textarea').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await desk.getByTestId('answer').waitFor();
    await page.context().close();
  },
);
