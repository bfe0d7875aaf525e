import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mountSmallDisk } from '../fixtures/small-disk.ts';
import { createRandom, type FaultOptions, type FaultReport, type FaultSuite, reportOf } from './fault-suite.ts';
import { openBusyRoom } from './parts/busy-room.ts';
import { readMetric } from './parts/read-metric.ts';
import { until } from './parts/until.ts';

const usualRuns = 30;
const diskMegabytes = 64;
const patienceMs = 60_000;
/** Every device may knock again once in a while; more would be a gateway that does nothing else. */
const mostTroublesASecond = 200;

export const fault: FaultSuite = {
  name: 'full-disk',
  about:
    'the disk of a gateway runs full under load, its reserve, too, and now and then it is killed meanwhile; nothing acknowledged is lost, and it goes on by itself',
  run,
};

/** `runs` is how often the disk runs full; every third time the gateway is killed while it is. Needs mounts. */
async function run({ seed, runs = usualRuns, say }: FaultOptions): Promise<FaultReport> {
  const random = createRandom(seed);
  const room = await openBusyRoom();
  const { gateway, devices } = room;
  const disk = mountSmallDisk(join(gateway.dir, 'data'), diskMegabytes);
  const figures = { runs, kills: 0, slowestBackMs: 0, mostTroublesASecond: 0 };
  const problems: string[] = [];
  const trouble = () => readMetric(gateway.url(), 'ringward_storage_trouble').catch(() => undefined);
  const troubles = async () => (await readMetric(gateway.url(), 'ringward_storage_troubles_total')) ?? 0;
  try {
    await gateway.start();
    await devices.whenHeard();
    for (let round = 1; round <= runs; round += 1) {
      const wrong = await fillOnce(round);
      say(`${round}/${runs} full: ${room.look().events} events, ${wrong.length} problems`);
      problems.push(...wrong.map((problem) => `round ${round}: ${problem}`));
    }
    const found = await room.settle();
    const { missing, duplicate, reordered, events, effects, atCloud } = found;
    return reportOf({ ...figures, missing, duplicate, reordered, events, effects, atCloud }, [
      ...problems,
      ...found.problems,
    ]);
  } finally {
    await gateway.kill();
    disk.remove();
    await room.remove();
  }

  async function fillOnce(round: number): Promise<string[]> {
    const wrong: string[] = [];
    const stopPlay = devices.play(random, 60);
    try {
      await sleep(random.between(200, 1500));
      disk.keepFull();
      if (!(await until(async () => (await trouble()) === 1, patienceMs))) wrong.push('it never said that it is full');
      wrong.push(...(await stayFull(round % 3 === 0)));
      wrong.push(...room.look().problems);
      disk.free();
      const startedMs = performance.now();
      if (round % 3 === 0) await gateway.start();
      const isBack = async () => (await trouble()) === 0;
      if (!(await until(isBack, patienceMs))) wrong.push('it did not go on with room on the disk');
      figures.slowestBackMs = Math.max(figures.slowestBackMs, Math.round(performance.now() - startedMs));
    } finally {
      stopPlay();
    }
    if (!(await until(devices.areHeard, patienceMs))) wrong.push('not everything was heard with room on the disk');
    return wrong;
  }

  async function stayFull(isKilled: boolean): Promise<string[]> {
    const before = await troubles().catch(() => undefined);
    const startedMs = performance.now();
    const isDead = await Promise.race([gateway.ended().then(() => true), sleep(random.between(1000, 4000), false)]);
    if (isDead) return ['the gateway ended on a full disk'];
    const after = await troubles().catch(() => undefined);
    if (before === undefined || after === undefined) return ['the gateway did not answer on a full disk'];
    const perSecond = Math.round(((after - before) * 1000) / (performance.now() - startedMs));
    figures.mostTroublesASecond = Math.max(figures.mostTroublesASecond, perSecond);
    if (isKilled) {
      figures.kills += 1;
      await gateway.kill();
    }
    return perSecond > mostTroublesASecond ? [`it tried to write ${perSecond} times a second`] : [];
  }
}
