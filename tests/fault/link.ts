import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import { createSensorSim, type SensorSim } from '../../firmware-sims/device/sensor-sims.ts';
import { openStoreToRead } from '../../gateway/kernel/sqlite-store.ts';
import { type HandDevice, runGateway } from '../fixtures/run-gateway.ts';
import { smallSite } from '../fixtures/small-site.ts';
import { openTappedRelay, type TappedRelay } from '../scenario/node/tapped-relay.ts';
import {
  createRandom,
  type FaultOptions,
  type FaultReport,
  type FaultSuite,
  type Random,
  reportOf,
} from './fault-suite.ts';

const smoke = smallSite().devices.find(({ id }) => id === 'smoke-1')! as SiteDevice & { kind: 'smoke' };
const patienceMs = 60_000;

/** Between one device and the broker: the line is cut, or stays open and carries nothing, again and again. */
export const fault: FaultSuite = {
  name: 'link',
  about:
    'the line of a device is cut or goes dead without a word: its events count once, in order, and doors open meanwhile',
  run: async ({ runs = 200, seed, say }: FaultOptions): Promise<FaultReport> => {
    const running = await runGateway(smallSite());
    const relay = await openTappedRelay(running.gateway.mqttPort);
    const sensor = createSensorSim({ site: 'linden', device: smoke, broker: { host: '127.0.0.1', port: relay.port } });
    try {
      const [reader, controller] = [await running.device('gate-reader'), await running.device('gate-controller')];
      if (!(await until(() => sensor.online))) throw new Error('the detector did not come to the broker');
      const random = createRandom(seed);
      const doorMs: number[] = [];
      let tests = 0;
      for (let run = 1; run <= runs; run += 1) {
        tests += await breakOnce(random, relay, sensor);
        doorMs.push(await showCard(reader, controller, run));
        await sleep(random.between(0, 200));
        relay.thaw();
        relay.mend();
        if (run % 2 === 0) await until(() => sensor.online);
        if (run % 20 === 0) say(`${run} of ${runs}`);
      }
      const kept = await keptOf(join(running.dir, 'data', 'site.db'), tests);
      const figures = {
        runs,
        tests,
        kept: kept.count,
        outOfOrder: kept.outOfOrder,
        slowestDoorMs: Math.max(...doorMs),
      };
      const problems = [
        ...(kept.count === tests ? [] : [`${tests} events happened, ${kept.count} are kept`]),
        ...(kept.outOfOrder === 0 ? [] : [`${kept.outOfOrder} events stand before an earlier one`]),
      ];
      return reportOf(figures, problems);
    } finally {
      await sensor.stop();
      await relay.close();
      await running.stop();
      rmSync(running.dir, { recursive: true, force: true });
    }
  },
};

/** Returns how often the detector was tested around the break. */
async function breakOnce(random: Random, relay: TappedRelay, sensor: SensorSim): Promise<number> {
  const [before, after] = [random.between(0, 3), random.between(1, 3)];
  for (let at = 0; at < before; at += 1) sensor.test();
  if (random.next() < 0.5) relay.freeze();
  else relay.cut();
  await sleep(random.between(0, 20));
  for (let at = 0; at < after; at += 1) sensor.test();
  return before + after;
}

/** Until the door that has nothing to do with the broken line is told to open. */
async function showCard(reader: HandDevice, controller: HandDevice, seq: number): Promise<number> {
  const shownMs = performance.now();
  const grants = () => controller.commands.filter(({ action }) => action === 'access').length;
  const before = grants();
  await reader.event(seq, 'card-presented', { card: 'uid:0A1B2C3D' });
  if (!(await until(() => grants() > before)))
    throw new Error('a door stayed shut while the line of a detector was broken');
  const grant = controller.commands.findLast(({ action }) => action === 'access');
  if (grant) await controller.answer(grant);
  return Math.round(performance.now() - shownMs);
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
