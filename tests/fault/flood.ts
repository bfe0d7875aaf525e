import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { openStoreToRead } from '../../gateway/kernel/sqlite-store.ts';
import { type Part, startPart } from '../../scripts/compound/part.ts';
import type { Published, PublishOrder } from '../bench/durable/publishers.ts';
import { type GatewayProcess, openGatewayProcess } from '../fixtures/gateway-process.ts';
import { smallSite } from '../fixtures/small-site.ts';
import { type FaultOptions, type FaultReport, type FaultSuite, reportOf } from './fault-suite.ts';
import { p95 } from './parts/door-times.ts';
import { comesIn, type Flooder, floodWithDeaf, floodWithGiants, floodWithStrangers } from './parts/floods.ts';
import { type HandDoor, openHandDoor } from './parts/hand-door.ts';
import { rssMiB } from './parts/process-table.ts';

/** After this a controller no longer waits for the gateway. */
const doorLimitMs = 2500;
/** A gateway with this much heap at most, so that a queue without a bound ends it, and with this much more memory than before. */
const heapMiB = 256;
const growthMiB = 400;
const usualRounds = 5;
const cardsARound = 8;

const flooders: readonly Flooder[] = Array.from({ length: 40 }, (_, at) => ({
  id: `bay-${at}`,
  secret: `bay-secret-${at}-0000`,
  topic: `sac/v1/linden/1/bay-${at}/event`,
}));

export const fault: FaultSuite = {
  name: 'flood',
  about:
    'devices say thousands of things a second, or gigantic ones, or read no answer, and strangers connect by the thousand: cards open doors, memory is bounded, nothing acknowledged is lost',
  run,
};

interface Scene {
  gateway: GatewayProcess;
  port: number;
  door: HandDoor;
  problems: string[];
  figures: Record<string, number>;
  cards: number;
  /** Of the flood that goes on. */
  tookMs: number[];
}

/** `runs`: how long each flood lasts, in rounds of eight cards. */
async function run({ runs = usualRounds, say }: FaultOptions): Promise<FaultReport> {
  const gateway = await openGatewayProcess(floodedSite());
  const publishers = startPart(
    'publishers',
    'tests/bench/durable/publishers.ts',
    [],
    join(gateway.dir, 'publishers.log'),
  );
  let door: HandDoor | undefined;
  try {
    await gateway.start({ env: { NODE_OPTIONS: `--max-old-space-size=${heapMiB}` } });
    await publishers.next('ready', 60_000);
    const { port } = gateway.site.gateway.mqtt!;
    door = await openHandDoor(port, gateway.site);
    const scene: Scene = { gateway, port, door, problems: [], figures: {}, cards: runs * cardsARound, tookMs: [] };
    await showCards(scene);
    scene.figures.rssBeforeMiB = rssMiB(gateway.pid());
    for (const [name, flood] of Object.entries(floods)) {
      await measure(scene, name, () => flood(scene, publishers));
      say(`${name}: cards ${scene.figures[`${name}P95Ms`]} ms (p95), ${rssMiB(gateway.pid())} MiB`);
    }
    const { rssBeforeMiB = 0, rssPeakMiB = 0 } = scene.figures;
    if (rssPeakMiB - rssBeforeMiB > growthMiB)
      scene.problems.push(`the gateway grew from ${rssBeforeMiB} to ${rssPeakMiB} MiB`);
    return reportOf(scene.figures, scene.problems);
  } finally {
    door?.close();
    await publishers.kill();
    await gateway.remove();
  }
}

type Flood = (scene: Scene, publishers: Part) => Promise<void>;

/** In this order: of the last one the publishers are not awaited. */
const floods: Record<string, Flood> = {
  none: async (scene) => showCards(scene),
  giants: async (scene) => {
    const stop = floodWithGiants(scene.port, flooders.slice(0, 5));
    await showCards(scene);
    scene.figures.giants = stop();
    const refused = await metricOf(scene, 'ringward_mqtt_refused_total{reason="packet-too-large"}');
    if (refused === 0) scene.problems.push('giants: none was refused and counted');
  },
  strangers: async (scene) => {
    const stop = floodWithStrangers(scene.port, 300);
    await showCards(scene);
    if (!(await comesIn(scene.port, flooders[0]!, '127.0.0.77')))
      scene.problems.push('strangers: a device from another address was kept out');
    scene.figures.strangers = stop();
    const refused = await metricOf(scene, 'ringward_mqtt_refused_total{reason="too-many-connections"}');
    if (refused === 0) scene.problems.push('strangers: none was refused and counted');
  },
  deaf: async (scene) => {
    const stop = floodWithDeaf(scene.port, flooders.slice(30, 34), 20_000);
    await showCards(scene);
    stop();
  },
  many: async (scene, publishers) => {
    const order: PublishOrder = {
      ...{ kind: 'publish', port: scene.port, devices: flooders.slice(0, 30) },
      ...{ forMs: scene.cards * 150, window: 500 },
    };
    publishers.send(order);
    const [published] = await Promise.all([publishers.next<Published>('published', 120_000), showCards(scene)]);
    scene.figures.manyPerSecond = Math.round((published.acknowledged * 1000) / published.tookMs);
    const { kept, gaps } = keptOf(scene.gateway, flooders.slice(0, 30));
    if (kept < published.acknowledged)
      scene.problems.push(`many: ${published.acknowledged} events were acknowledged, ${kept} are kept`);
    if (gaps > 0) scene.problems.push(`many: ${gaps} devices are kept with a gap`);
  },
  one: async (scene, publishers) => {
    const one = flooders.slice(39);
    publishers.send({ kind: 'publish', port: scene.port, devices: one, forMs: 600_000, window: 5000 });
    const held = `ringward_mqtt_held_back_total{device="${one[0]!.id}"}`;
    const untilMs = performance.now() + 90_000;
    do await showCards(scene);
    while ((await metricOf(scene, held)) === 0 && performance.now() < untilMs);
    if ((await metricOf(scene, held)) === 0) scene.problems.push('one: the flooder was never held back');
    const [before, beganMs] = [keptOf(scene.gateway, one).kept, performance.now()];
    await showCards(scene);
    const { kept, gaps } = keptOf(scene.gateway, one);
    const perSecond = ((kept - before) * 1000) / (performance.now() - beganMs);
    scene.figures.heldToPerSecond = Math.round(perSecond);
    // slower, and not silenced
    if (perSecond < 5 || perSecond > 100) scene.problems.push(`one: held back to ${Math.round(perSecond)} a second`);
    if (gaps > 0) scene.problems.push('one: it is kept with a gap');
    const guard = await scene.gateway.signIn('guard');
    const { alarms } = await guard.get<{ alarms: { type: string; source: string }[] }>('/api/overview');
    if (!alarms.some(({ type, source }) => type === 'device-babbling' && source === one[0]!.id))
      scene.problems.push('one: the guard is not told who floods');
  },
};

async function showCards(scene: Scene): Promise<void> {
  for (let card = 0; card < scene.cards; card += 1) {
    scene.tookMs.push(await scene.door.show());
    scene.figures.rssPeakMiB = Math.max(scene.figures.rssPeakMiB ?? 0, rssMiB(scene.gateway.pid()));
    await sleep(50);
  }
}

async function measure(scene: Scene, name: string, flood: () => Promise<void>): Promise<void> {
  scene.tookMs = [];
  await flood();
  const slowMs = p95(scene.tookMs);
  scene.figures[`${name}P95Ms`] = slowMs;
  if (slowMs > doorLimitMs) scene.problems.push(`${name}: a card took ${slowMs} ms (p95)`);
}

async function metricOf({ gateway }: Scene, line: string): Promise<number> {
  const text = await (await fetch(new URL('/metrics', gateway.url()))).text();
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? 0);
}

function keptOf({ dir }: GatewayProcess, devices: readonly Flooder[]): { kept: number; gaps: number } {
  const store = openStoreToRead(join(dir, 'data', 'site.db'));
  const query = store.prepare(
    `SELECT count(*) AS count, max(seq) AS last FROM device_events WHERE device = ? AND boot NOT LIKE 'deaf-%' GROUP BY boot`,
  );
  const rows = devices.flatMap(({ id }) => query.all(id) as { count: number; last: number }[]);
  store.close();
  return {
    kept: rows.reduce((sum, { count }) => sum + count, 0),
    gaps: rows.filter(({ count, last }) => count !== last).length,
  };
}

function floodedSite(): SiteFile {
  const site = smallSite();
  for (const { id, secret } of flooders)
    site.devices.push({ id, secret, kind: 'parking-bay', ring: 1, zone: 'gate', name: { zh: id, en: id } });
  return { ...site, residents: site.residents.map(({ face: _, ...resident }) => resident) };
}
