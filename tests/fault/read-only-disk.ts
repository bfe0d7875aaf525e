import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsoleSystem } from '../../gateway/console/console-ports.ts';
import { mountBreakingDisk } from '../fixtures/breaking-disk.ts';
import { createRandom, type FaultOptions, type FaultReport, type FaultSuite, reportOf } from './fault-suite.ts';
import { openBusyRoom } from './parts/busy-room.ts';
import { readMetric } from './parts/read-metric.ts';
import { until } from './parts/until.ts';

const usualRuns = 30;
const patienceMs = 60_000;
const main = new URL('../../gateway/main.ts', import.meta.url).pathname;

export const fault: FaultSuite = {
  name: 'read-only-disk',
  about:
    'the disk of a gateway has an error under load and becomes read-only; nothing is acknowledged on it, and with what it holds on a new disk the gateway goes on by itself',
  run,
};

/** `runs` is how often a disk breaks; every third time the gateway is killed on it, and then does not start. Needs mounts. */
async function run({ seed, runs = usualRuns, say }: FaultOptions): Promise<FaultReport> {
  const random = createRandom(seed);
  const room = await openBusyRoom();
  const { gateway, devices } = room;
  const disk = mountBreakingDisk(join(gateway.dir, 'data'));
  const figures = { runs, kills: 0, slowestBackMs: 0 };
  const problems: string[] = [];
  const isTroubled = async () => (await readMetric(gateway.url(), 'ringward_storage_trouble')) === 1;
  const log = join(gateway.dir, 'gateway.log');
  const acknowledged = () => devices.diaries.reduce((sum, diary) => sum + diary.acknowledged.size, 0);
  try {
    await gateway.start({ log });
    await devices.whenHeard();
    for (let round = 1; round <= runs; round += 1) {
      const wrong = await breakOnce(round % 3 === 0);
      say(`${round}/${runs} broken: ${room.look().events} events, ${wrong.length} problems`);
      problems.push(...wrong.map((problem) => `round ${round}: ${problem}`));
    }
    if (!readFileSync(log, 'utf8').includes('"kind":"read-only"'))
      problems.push('its log does not say that the disk is read-only');
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

  async function breakOnce(isKilled: boolean): Promise<string[]> {
    const wrong: string[] = [];
    const guard = await gateway.signIn('guard');
    const stopPlay = devices.play(random, 60);
    try {
      await sleep(random.between(200, 1500));
      disk.break();
      if (!(await until(isTroubled, patienceMs))) wrong.push('it never said that nothing can be written');
      const { storage } = await guard.get<ConsoleSystem>('/api/system');
      if (storage.trouble?.kind !== 'read-only') wrong.push(`its health page calls the disk ${storage.trouble?.kind}`);
      wrong.push(...(await stayReadOnly()));
      if (isKilled) wrong.push(...(await startAnyway()));
      disk.replace();
      const startedMs = performance.now();
      if (isKilled) await gateway.start({ log });
      const isBack = () =>
        readMetric(gateway.url(), 'ringward_storage_trouble').then(
          (is) => is === 0,
          () => false,
        );
      if (!(await until(isBack, patienceMs))) wrong.push('it did not go on with a new disk');
      figures.slowestBackMs = Math.max(figures.slowestBackMs, Math.round(performance.now() - startedMs));
      wrong.push(...room.look().problems);
    } finally {
      stopPlay();
    }
    if (!(await until(devices.areHeard, patienceMs))) wrong.push('not everything was heard with a new disk');
    return wrong;
  }

  async function stayReadOnly(): Promise<string[]> {
    const before = acknowledged();
    const isDead = await Promise.race([gateway.ended().then(() => true), sleep(random.between(1000, 4000), false)]);
    if (isDead) return ['the gateway ended on a read-only disk'];
    const after = acknowledged();
    return after > before ? [`${after - before} events were acknowledged on a read-only disk`] : [];
  }

  async function startAnyway(): Promise<string[]> {
    figures.kills += 1;
    await gateway.kill();
    const argv = [main, '--config', join(gateway.dir, 'site.yaml')];
    const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', timeout: patienceMs });
    const isRefused =
      status === 2 && stderr.includes(`the disk of ${join(gateway.dir, 'data')} is read-only [disk-read-only]`);
    return isRefused ? [] : [`a start on a read-only disk ended with ${status} and said: ${stderr.slice(0, 500)}`];
  }
}
