import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CloudConfig } from '../../cloud/cloud-config.ts';
import { pages } from '../../cloud/web/shell/pages.tsx';
import type { AlarmRecord } from '../../devices/contracts/site-events.ts';
import {
  alarmEvent,
  batchOf,
  removeFolder,
  siteEvent,
  startTestCloud,
  statusOf,
  type TestCloud,
} from '../scenario/cloud/test-cloud.ts';
import { faultsOf } from './axe-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { type OperatorLook, openOperatorPage } from './operator-page.ts';
import { browserOfFile, operatorWeb, shots } from './page-room.ts';

const firstLoadBytes = 400_000;

const browser = browserOfFile();

async function startCloud(config: Partial<CloudConfig> = {}): Promise<TestCloud> {
  const cloud = await startTestCloud({ webFolder: operatorWeb, config });
  onTestFinished(async () => {
    await cloud.close();
    removeFolder(cloud.folder);
  });
  return cloud;
}

/** What gateway 1 tells of an alarm; each call is the next event of its lane. */
function alarmTeller(cloud: TestCloud) {
  let next = 1;
  return async (alarm: string, record: Partial<AlarmRecord>, agoMs: number) => {
    const raisedAtMs = Date.now() - agoMs;
    const time = new Date(raisedAtMs).toISOString();
    const { data } = alarmEvent(next, { alarm, active: true, raisedAtMs, step: 'raised', ...record });
    const type = record.step === undefined ? 'ringward.alarm.raised' : 'ringward.alarm.handled';
    const event = siteEvent(next, { lane: 'alarm', type, time, data });
    expect((await cloud.uplink('events', batchOf([event], { lane: 'alarm', first: next }))).status).toBe(200);
    next += 1;
  };
}

/** Two sites: one with everything in order but a few alarms, one with cameras down, a clock that is off and a queue. */
async function startFleet() {
  const cloud = await startCloud();
  const nowMs = Date.now();
  const [one, two] = [
    { latitude: 31.23, longitude: 121.47 },
    { latitude: 31.3, longitude: 121.4 },
  ];
  const told = { nowMs, startedAtMs: nowMs - 3_600_000 };
  await cloud.uplink('status', statusOf({ ...told, devices: { online: 22, total: 22 }, location: one }));
  const lanes = { alarm: { issued: 0, acked: 0 }, event: { issued: 800, acked: 0 } };
  const bad = { nowMs: nowMs - 90_000, cameras: { streaming: 5, total: 8 }, lanes, location: two };
  const site = { gateway: 'gw-2', site: 'maple-court', siteName: '枫园小区 / Maple Court' };
  await cloud.uplink('status', statusOf({ ...told, ...bad, ...site }), 'gw-2');
  const tell = alarmTeller(cloud);
  await tell('a-gate', { priority: 2, type: 'door-held', ring: 1, source: 'gate-2' }, 50_000);
  await tell('a-battery', { priority: 4, type: 'battery-low', source: 'smoke-9' }, 900_000);
  return { cloud, tell };
}

async function open(cloud: TestCloud, look: OperatorLook = {}) {
  const operator = await openOperatorPage(browser, cloud.url, look);
  onTestFinished(() => operator.close());
  return operator;
}

describe.skipIf(missingBrowser)(`every page of the operators’ console in a real browser${browserNote}`, () => {
  const looks: [name: string, look: OperatorLook, fed: boolean][] = [
    ['zh-1440', { language: 'zh-CN' }, true],
    ['en-1440-dark', { dark: true }, true],
    ['zh-390-dark', { language: 'zh-CN', width: 390, height: 844, dark: true }, true],
    ['en-390', { width: 390, height: 844 }, true],
    ['en-1440-empty', {}, false],
  ];
  test.each(looks)(
    'whoever may do everything can read every page (%s): nothing complains, axe finds no serious fault, nothing scrolls sideways',
    async (name, look, fed) => {
      const cloud = fed ? (await startFleet()).cloud : await startCloud({ gateways: [] });
      const { page, complaints, asked } = await open(cloud, look);
      const addresses = [
        ...pages.map(({ path }) => path),
        ...(fed ? ['/gateways/gw-2', '/settings/gateway:gw-2'] : []),
      ];
      for (const path of [...addresses, '/more']) {
        await page.goto(`${cloud.url}/#${path}`);
        await page.locator('main').waitFor();
        await expect.poll(() => page.locator('[data-testid="loading"]').count()).toBe(0);
        expect(await page.getByTestId('page-broken').count(), path).toBe(0);
        expect(await page.getByTestId('error-state').count(), path).toBe(0);
        await page.screenshot({ path: join(shots, `cloud${path.replaceAll(/[/:]/g, '-')}-${name}.png`) });
        expect(await faultsOf(page), path).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wide, path).toBeLessThanOrEqual(0);
        expect(complaints, path).toEqual([]);
      }
      expect(asked.filter((each) => !each.startsWith(cloud.url) && !/^(blob|data):/.test(each))).toEqual([]);
    },
    180_000,
  );

  test('the gateway with something wrong stands first, says what and since when, and one press leads to it', async () => {
    const { cloud } = await startFleet();
    const { page } = await open(cloud);
    const rows = page.getByTestId('gateway-row');
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByTestId('trouble-cameras').click();
    await expect.poll(() => rows.count()).toBe(1);
    const row = page.locator('tr[data-row="gw-2"]');
    expect(await row.textContent()).toContain('cameras down: 3');
    expect(await row.textContent()).toContain('events waiting: 800');
    expect(await row.textContent()).toMatch(/clock 1 min 3\d s behind/);
    await row.focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('gateway-page').waitFor();
    expect(await page.getByTestId('wrong').textContent()).toContain('cameras down: 3');
    await page.getByTestId('sequences').getByRole('button').click();
    await page.getByTestId('audit').waitFor();
    expect(await page.getByTestId('audit').textContent()).toContain('0 missing');
  });

  test('rows stay where they are while an operator reads, until he wants them sorted anew', async () => {
    const { cloud } = await startFleet();
    const { page } = await open(cloud);
    const rows = page.getByTestId('gateway-row');
    const order = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-gateway')));
    await page.getByRole('combobox', { name: 'Order' }).selectOption('waiting');
    await expect.poll(order).toEqual(['gw-2', 'gw-1']);
    const lanes = { alarm: { issued: 2, acked: 2 }, event: { issued: 5000, acked: 0 } };
    await cloud.uplink('status', statusOf({ nowMs: Date.now(), lanes }));
    await page.getByTestId('sort-anew').waitFor();
    expect(await order()).toEqual(['gw-2', 'gw-1']);
    await page.getByTestId('sort-anew').click();
    await expect.poll(order).toEqual(['gw-1', 'gw-2']);
    expect(await page.getByTestId('sort-anew').count()).toBe(0);
  });

  test('ten thousand gateways are one list that is drawn as far as it is seen', async () => {
    const named = Array.from({ length: 10_000 }, (_, n) => ({
      gateway: `gw-${String(n).padStart(5, '0')}`,
      tokenHash: createHash('sha256').update(`${n}`).digest(),
    }));
    const cloud = await startCloud({ gateways: named });
    const { page } = await open(cloud);
    await page.locator('tr[data-row="gw-00000"]').waitFor();
    expect(await page.locator('tr[data-row]').count()).toBeLessThan(80);
    await page.getByTestId('gateways').evaluate((table) => table.scrollTo(0, table.scrollHeight));
    await page.locator('tr[data-row="gw-09999"]').waitFor();
    expect(await page.locator('tr[data-row]').count()).toBeLessThan(80);
    await page.getByTestId('fleet-search').fill('gw-0423');
    await page.locator('tr[data-row="gw-04230"]').waitFor();
    await expect.poll(() => page.locator('tr[data-row]').count()).toBe(10);
  }, 60_000);

  test('alarms of all sites are worked from the keyboard: J and K walk, A answers, new ones wait above until N', async () => {
    const { cloud, tell } = await startFleet();
    const { page } = await open(cloud);
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    const rows = page.getByTestId('alarm-row');
    const names = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-alarm')));
    await expect.poll(names).toEqual(['a-gate', 'a-battery']);
    await tell('a-smoke', { priority: 1, type: 'smoke' }, 1000);
    await page.getByTestId('bring-in').waitFor();
    expect(await names()).toEqual(['a-gate', 'a-battery']);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    const file = page.getByTestId('alarm-file');
    expect(await file.getAttribute('data-alarm')).toBe('a-gate');
    expect(await faultsOf(page)).toEqual([]);
    await page.screenshot({ path: join(shots, 'cloud-alarm-open-en-1440.png') });
    await page.keyboard.press('n');
    await expect.poll(names).toEqual(['a-smoke', 'a-gate', 'a-battery']);
    await page.keyboard.press('a');
    await page.locator('[data-testid="alarm-row"][data-alarm="a-gate"] [data-testid="answer"]').waitFor();
    expect(await cloud.read<{ acts: unknown[] }>('/v1/acts')).toMatchObject({ acts: [{ alarm: 'a-gate' }] });
    await page.getByTestId('filter-priority').selectOption('4');
    await expect.poll(names).toEqual(['a-battery']);
    await page.goto(`${cloud.url}/#/audit`);
    await page.getByTestId('audit').getByText('acknowledged an alarm').waitFor();
  });

  test('a setting is changed for one gateway first: the difference is seen before it goes, drift while it goes, then all get it', async () => {
    const { cloud } = await startFleet();
    const { page } = await open(cloud);
    await page.goto(`${cloud.url}/#/settings`);
    await page.getByRole('combobox', { name: 'Level' }).selectOption('debug');
    await page.getByTestId('preview-button').click();
    const preview = page.getByTestId('preview');
    await preview.getByText('Gateways changed: 2').waitFor();
    expect(await preview.textContent()).toContain('"debug"');
    await preview.getByRole('checkbox', { name: 'gw-2' }).check();
    await page.getByTestId('why').fill('one site writes too little');
    expect(await page.getByTestId('save').textContent()).toContain('send to 1 first');
    expect(await faultsOf(page)).toEqual([]);
    await page.screenshot({ path: join(shots, 'cloud-settings-preview-en-1440.png') });
    await page.getByTestId('save').click();
    await page.getByTestId('staged').waitFor();
    const standing = (gateway: string) => page.getByTestId(`twin-${gateway}`).getAttribute('data-standing');
    await expect.poll(() => standing('gw-2')).toBe('waiting');
    expect(await standing('gw-1')).toBe('in-step');
    await page.goto(`${cloud.url}/#/gateways/gw-2`);
    const settings = page.getByTestId('gateway-settings');
    await settings.getByTestId('standing').waitFor();
    expect(await settings.getByTestId('standing').getAttribute('data-standing')).toBe('waiting');
    await settings.getByRole('link').click();
    await expect.poll(() => page.getByTestId('layer').inputValue()).toBe('gateway:gw-2');
    await page.getByTestId('layer').selectOption('fleet');
    await page.getByTestId('why').fill('it went well');
    await page.getByTestId('staged').getByRole('button', { name: 'Send to all' }).click();
    await expect.poll(() => standing('gw-1')).toBe('waiting');
    await page.goto(`${cloud.url}/#/audit`);
    await page.getByTestId('audit').getByText('sent settings to more gateways').waitFor();
  });

  test('who may only look is not led to what the role may not see, and is told so at its address', async () => {
    const { cloud } = await startFleet();
    const grants = [{ place: 'cloud', role: 'viewer' }];
    const made = await cloud.request('/v1/operators', {
      json: { sign: 'watcher', grants },
      headers: { ...(await cloud.login()), origin: cloud.url },
    });
    expect(made.status).toBe(200);
    const { password: own } = made.body as { password: string };
    const { page } = await open(cloud, { user: 'watcher', password: own });
    await page.getByTestId('rail').waitFor();
    expect(await page.getByTestId('nav-alarms').count()).toBe(1);
    expect(await page.getByTestId('nav-audit').count()).toBe(0);
    expect(await page.getByTestId('new-gateway').count()).toBe(0);
    await page.goto(`${cloud.url}/#/audit`);
    await page.getByTestId('page-forbidden').waitFor();
    await page.goto(`${cloud.url}/#/alarms`);
    await page.getByTestId('alarm-row').first().getByRole('button').first().click();
    await page.getByTestId('alarm-file').waitFor();
    expect(await page.getByTestId('acknowledge').count()).toBe(0);
  });

  test('the map shows each site where it is, and its tile leads to its gateway', async () => {
    const { cloud } = await startFleet();
    const { page } = await open(cloud);
    await page.goto(`${cloud.url}/#/map`);
    await page.getByTestId('fleet-map').waitFor();
    expect(await page.locator('[data-testid="fleet-map"] [data-tone="wrong"]').count()).toBeGreaterThan(0);
    await page.locator('[data-site="maple-court"]').click();
    await page.getByTestId('gateway-page').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Maple Court');
  });

  test('g and a letter go to a page, ? lists it, and an unknown address says so', async () => {
    const cloud = await startCloud();
    const { page } = await open(cloud);
    await page.keyboard.press('?');
    const help = page.getByTestId('help-dialog').getByRole('dialog');
    await help.waitFor();
    expect(await help.textContent()).toMatch(/G\s*M\s*Map/);
    await page.keyboard.press('?');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByTestId('settings').waitFor();
    await page.goto(`${cloud.url}/#/nowhere`);
    await page.getByTestId('page-unknown').waitFor();
  });

  test('a page that breaks takes neither the duty desk nor its sound away', async () => {
    const { cloud, tell } = await startFleet();
    await tell('a-fire', { priority: 1, type: 'smoke', step: 'escalated', escalation: 3 }, 5000);
    const { page } = await open(cloud);
    await page.route('**/assets/settings-page*.js', (route) => route.abort());
    await page.goto(`${cloud.url}/#/settings`);
    await page.getByTestId('page-broken').waitFor();
    const desk = page.getByTestId('duty-desk');
    await expect.poll(() => desk.getByTestId('duty-sound').getAttribute('data-sound')).toBe('on');
    expect(await page.getByTestId('live').getAttribute('data-state')).toBe('live');
    await desk.getByTestId('duty-unfold').click();
    await desk.getByTestId('take-over').waitFor();
  });

  test('what the first load fetches weighs at most 400 kB', () => {
    const index = readFileSync(join(operatorWeb, 'index.html'), 'utf8');
    const named = [...index.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(1);
    const bytes = [index, ...named.map((path) => readFileSync(join(operatorWeb, path)))].map(
      (text) => gzipSync(text).length,
    );
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(firstLoadBytes);
  });
});
