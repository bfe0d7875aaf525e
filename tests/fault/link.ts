import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import { createSensorSim, type SensorSim } from '../../firmware-sims/device/sensor-sims.ts';
import { openStoreToRead } from '../../gateway/kernel/sqlite-store.ts';
import { type CuttableLink, createCuttableLink } from '../../scripts/compound/cuttable-link.ts';
import { runGateway } from '../fixtures/run-gateway.ts';
import { smallSite } from '../fixtures/small-site.ts';
import {
  createRandom,
  type FaultOptions,
  type FaultReport,
  type FaultSuite,
  type Random,
  reportOf,
} from './fault-suite.ts';
import { openHandDoor } from './parts/hand-door.ts';

const smoke = smallSite().devices.find(({ id }) => id === 'smoke-1')! as SiteDevice & { kind: 'smoke' };
const patienceMs = 60_000;

/** Between one device and the broker: the line is cut, stays open and carries nothing, is slow or loses packets, again and again. */
export const fault: FaultSuite = {
  name: 'link',
  about:
    'the line of a device is cut, goes dead without a word, is slow or lossy: its events count once, in order, and doors open meanwhile',
  run: async ({ runs = 200, seed, say }: FaultOptions): Promise<FaultReport> => {
    const running = await runGateway(smallSite());
    const relay = await createCuttableLink(running.gateway.mqttPort);
    const sensor = createSensorSim({ site: 'linden', device: smoke, broker: { host: '127.0.0.1', port: relay.port } });
    // it has nothing to do with the broken line
    const door = await openHandDoor(running.gateway.mqttPort, running.site);
    try {
      if (!(await until(() => sensor.online))) throw new Error('the detector did not come to the broker');
      const random = createRandom(seed);
      const doorMs: number[] = [];
      let tests = 0;
      for (let run = 1; run <= runs; run += 1) {
        tests += await breakOnce(random, run, relay, sensor);
        doorMs.push(await door.show());
        await sleep(random.between(0, 200));
        relay.restore();
        if (run % 2 === 0) await until(() => sensor.online);
        if (run % 20 === 0) say(`${run} of ${runs}`);
      }
      const kept = await keptOf(join(running.dir, 'data', 'site.db'), tests);
      const figures = {
        runs,
        tests,
        kept: kept.count,
        outOfOrder: kept.outOfOrder,
        slowestDoorMs: Math.round(Math.max(...doorMs)),
      };
      const problems = [
        ...(kept.count === tests ? [] : [`${tests} events happened, ${kept.count} are kept`]),
        ...(kept.outOfOrder === 0 ? [] : [`${kept.outOfOrder} events stand before an earlier one`]),
      ];
      return reportOf(figures, problems);
    } finally {
      door.close();
      await sensor.stop();
      await relay.close();
      await running.stop();
      rmSync(running.dir, { recursive: true, force: true });
    }
  },
};

const breaks: ((relay: CuttableLink, random: Random) => void)[] = [
  (relay) => relay.cut(),
  (relay) => relay.freeze(),
  (relay) => relay.spoil({ delayMs: 300, bytesPerSecond: 2000 }),
  (relay, { next: random }) => relay.spoil({ delayMs: 20, lossShare: 0.3, random }),
  (relay, random) => relay.spoil({ resetAfterBytes: random.between(0, 500) }),
  (relay) => relay.spoil({ losesAnswers: true }),
];

/** Each kind in turn. Returns how often the detector was tested around the break. */
async function breakOnce(random: Random, run: number, relay: CuttableLink, sensor: SensorSim): Promise<number> {
  const [before, after] = [random.between(0, 3), random.between(1, 3)];
  for (let at = 0; at < before; at += 1) sensor.test();
  breaks[run % breaks.length]!(relay, random);
  await sleep(random.between(0, 20));
  for (let at = 0; at < after; at += 1) sensor.test();
  return before + after;
}

async function keptOf(database: string, wanted: number): Promise<{ count: number; outOfOrder: number }> {
  const store = openStoreToRead(database);
  const query = store.prepare(
    "SELECT seq FROM device_events WHERE device = 'smoke-1' AND type = 'tested' ORDER BY received_at_ms, seq",
  );
  const read = () => (query.all() as { seq: number }[]).map(({ seq }) => seq);
  await until(() => read().length >= wanted);
  const seqs = read();
  store.close();
  return { count: seqs.length, outOfOrder: seqs.filter((seq, at) => seq < (seqs[at - 1] ?? 0)).length };
}

async function until(holds: () => boolean): Promise<boolean> {
  const givenUpMs = performance.now() + patienceMs;
  while (!holds()) {
    if (performance.now() > givenUpMs) return false;
    await sleep(5);
  }
  return true;
}
