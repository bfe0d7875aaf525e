import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import type { SiteDevice, SiteFile } from '../../devices/contracts/site-file.ts';
import type { SensorKind } from '../../firmware-sims/device/sensor-models.ts';
import { createSensorSim, type SensorSim } from '../../firmware-sims/device/sensor-sims.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { openBrowser } from '../browser/open-browser.ts';
import { smallSite } from '../fixtures/small-site.ts';
import { type GuardLink, openGuardLink, sharedNow } from './guards/guard-link.ts';
import { addOpenAlarms } from './guards/many-alarms.ts';
import { type BenchGateway, openBenchGateway } from './guards/open-gateway.ts';
import { costOfBrowsers } from './guards/process-cost.ts';
import { openWatchedPage, type WatchedPage } from './guards/watched-page.ts';

const guards = 20;
const kinds = ['help-button', 'manhole'] as const;
const sensorsInAZone = 5;
const takenInSight = 10;

/**
 * Twenty guards at one gateway: three in Chromium, the rest with the stream of changes that a page reads. Simulated sensors trip
 * one after the other, each taken by a guard before the next; then ten thousand open alarms on a page, scrolled and changed.
 * `npm run bench -- console [--trips 200] [--pages 3] [--open 10000] [--web DIR]`
 */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      trips: { type: 'string', default: '200' },
      pages: { type: 'string', default: '3' },
      open: { type: 'string', default: '10000' },
      web: { type: 'string' },
    },
  });
  const trips = Number(values.trips);
  const site = siteOfSensors(trips + extraSensors);
  const gateway = await openBenchGateway(site, guards, values.web);
  const sensors = openSensors(site, gateway.mqttPort);
  const stopSensors = () => Promise.all(sensors.map((sensor) => sensor.stop()));
  try {
    await untilOnline(sensors);
    const alarms = await tripSensors(gateway, Number(values.pages), sensors.slice(0, trips));
    await stopSensors();
    console.log(JSON.stringify(alarms));
    const many = await showMany(gateway, Number(values.open), site);
    return { bench: 'console', cores: availableParallelism(), ...alarms, many };
  } finally {
    await stopSensors();
    await gateway.stop();
  }
}

/** Sensors that change something in the long list. */
const extraSensors = 10;
const isOwn = ({ id }: SiteDevice) => id.startsWith('sensor-');
const zoneOf = (at: number) => `place-${Math.floor(at / sensorsInAZone)}`;

/** Each alone of its kind in its zone, or nearly: these are no signs of one and the same event. */
function siteOfSensors(count: number): SiteFile {
  // Nothing but these: a device that never comes online would be an alarm of its own.
  const site = smallSite({ devices: [], doors: [], barriers: [] });
  for (let at = 0; at < count; at += 1) {
    const id = `sensor-${at}`;
    const place = { ring: 2 as const, zone: zoneOf(at), name: { zh: `测点 ${at}`, en: `Sensor ${at}` } };
    if (at % sensorsInAZone === 0)
      site.zones.push({ id: place.zone, ring: 2, name: { zh: place.zone, en: place.zone } });
    site.devices.push({ id, secret: `secret-of-${id}`, kind: kinds[at % kinds.length]!, ...place });
  }
  return site;
}

function openSensors(site: SiteFile, port: number): SensorSim[] {
  const broker = { host: '127.0.0.1', port };
  const own = site.devices.filter(isOwn) as (SiteDevice & { kind: SensorKind })[];
  return own.map((device) => createSensorSim({ site: site.site.id, device, broker }));
}

async function untilOnline(sensors: readonly SensorSim[]): Promise<void> {
  for (const untilMs = Date.now() + 60_000; sensors.some(({ online }) => !online); await sleep(50)) {
    if (Date.now() > untilMs) throw new Error('not all sensors could connect');
  }
}

async function tripSensors(gateway: BenchGateway, pageCount: number, sensors: SensorSim[]) {
  const before = await gateway.cost();
  const { logins, url } = gateway;
  // A browser each: of several pages in one, those behind draw no frames.
  const browsers: Browser[] = [];
  const pages: WatchedPage[] = [];
  const links: GuardLink[] = [];
  const toDom: number[] = [];
  const toPaint: number[] = [];
  const toLink: number[] = [];
  const takenToPaint: number[] = [];
  try {
    // One by one: sign-ins at the same moment from one address look like guessing.
    for (const login of logins.slice(0, pageCount)) {
      const browser = await openBrowser();
      browsers.push(browser);
      pages.push(await openWatchedPage(browser, url, login));
    }
    for (const login of logins.slice(pageCount)) links.push(await openGuardLink(url, login));
    await gateway.cost();
    for (const [at, sensor] of sensors.entries()) {
      const trippedMs = sharedNow();
      sensor.trip();
      const heard = await Promise.all(links.map((link) => link.heard(sensor.id)));
      const { id } = heard[0]!.alarm;
      toLink.push(...heard.map(({ atMs }) => atMs - trippedMs));
      const shown = await Promise.all(pages.map((page) => page.shown(id)));
      toDom.push(...shown.map(({ domMs }) => domMs - trippedMs));
      toPaint.push(...shown.map(({ paintMs }) => paintMs - trippedMs));
      const takenMs = sharedNow();
      await links[at % links.length]!.acknowledge(id);
      // Later ones sink below what was taken before, out of sight.
      if (at < takenInSight) {
        const seen = await Promise.all(pages.map((page) => page.taken(id)));
        takenToPaint.push(...seen.map(({ paintMs }) => paintMs - takenMs));
      }
      await sleep(50 + Math.random() * 150);
    }
    const after = await gateway.cost();
    return {
      ...{ guards: logins.length, chromiumPages: pages.length, trips: sensors.length },
      clocksApartMs: rounded(Math.max(...pages.map(({ clockApartMs }) => Math.abs(clockApartMs))), 1),
      sensorToRowMs: spread(toDom),
      sensorToPaintedMs: spread(toPaint),
      sensorToOtherGuardsMs: spread(toLink),
      takenToShownMs: spread(takenToPaint),
      gatewayLoopLateMsP99: rounded(after.loopLateMsP99, 1),
      gatewayLoopLateMsMost: rounded(after.loopLateMsMost, 1),
      gatewayMiBBefore: mebibytes(before.rssBytes),
      gatewayMiBAfter: mebibytes(after.rssBytes),
      chromiumMiB: mebibytes(costOfBrowsers().rssBytes),
    };
  } finally {
    for (const link of links) link.close();
    await Promise.all(browsers.map((browser) => browser.close()));
  }
}

/** A page with that many open alarms; the changes are made by other guards and by sensors. */
async function showMany(gateway: BenchGateway, count: number, site: SiteFile) {
  const sources = site.devices.filter(isOwn).map(({ id }) => id);
  await gateway.restart(() => addOpenAlarms(gateway.database, count, sources));
  const { url, logins } = gateway;
  await gateway.cost();
  const beganMs = sharedNow();
  const browser = await openBrowser();
  try {
    const page = await openWatchedPage(browser, url, logins[0]!);
    const firstPaintMs = sharedNow() - beganMs;
    await waitForAll(page, count);
    const allThereMs = sharedNow() - beganMs;
    const loading = await gateway.cost();
    await sleep(2000);
    await page.changeCosts();
    const reading = await page.scroll(1500, 8);
    const racing = await page.scroll(60_000, 10);
    const other = await openGuardLink(url, logins[1]!);
    const changes = await changeTop(page, other).finally(other.close);
    return {
      open: count,
      firstPaintMs: Math.round(firstPaintMs),
      allThereMs: Math.round(allThereMs),
      gatewayLoopLateMsMostWhileLoading: rounded(loading.loopLateMsMost, 1),
      scrollReading: roundAll(reading),
      scrollRacing: roundAll(racing),
      ...{ changes: changes.length, changeToDomMs: spread(changes.map(({ toDomMs }) => toDomMs)) },
      changeToPaintedMs: spread(changes.map(({ toPaintMs }) => toPaintMs)),
      pageHeapMiB: await heapOf(page),
    };
  } finally {
    await browser.close();
  }
}

/** The list is as long as it must be: so many rows of the least height. */
async function waitForAll({ page }: WatchedPage, count: number): Promise<void> {
  await page.waitForFunction(
    (rows) => (document.querySelector('[data-testid="queue-rows"]')?.scrollHeight ?? 0) >= rows * 50,
    count,
    { timeout: 120_000, polling: 100 },
  );
}

const changesOfTop = 40;

/** Another guard takes the alarms at the top, one by one, as the page shows it. */
async function changeTop(watched: WatchedPage, other: GuardLink) {
  const { page } = watched;
  await page.getByTestId('queue-rows').evaluate((list) => list.scrollTo(0, 0));
  await page.locator('[data-testid="alarm-row"][data-alarm]').first().waitFor();
  await sleep(1000);
  const rows = await page
    .getByTestId('alarm-row')
    .evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.alarm!));
  await watched.changeCosts();
  for (let n = 0; n < changesOfTop; n += 1) {
    await other.acknowledge(rows[n % rows.length]!);
    await sleep(250);
  }
  return await watched.changeCosts();
}

async function heapOf({ page }: WatchedPage): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return mebibytes(usedSize);
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
const mebibytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

const spread = (values: readonly number[]) => ({
  median: rounded(percentile(values, 0.5), 1),
  p95: rounded(percentile(values, 0.95), 1),
  p99: rounded(percentile(values, 0.99), 1),
  most: rounded(Math.max(...values), 1),
});

const roundAll = (figures: object) =>
  Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, rounded(value as number, 1)]));
