import { createRandom, type FaultOptions, type FaultReport, type FaultSuite, reportOf } from './fault-suite.ts';
import { type CameraSite, openCameraSite, withCards } from './parts/camera-site.ts';
import { p95 } from './parts/door-times.ts';
import { type MemoryGroup, openMemoryGroup } from './parts/memory-group.ts';
import { oomScore } from './parts/process-table.ts';
import { until } from './parts/until.ts';

/** What gateway and camera processes may take together beyond what they have when the limit begins. */
const limitMiB = 700;
const doorLimitMs = 2500;
const patienceMs = 60_000;
const usualRuns = 5;

export const fault: FaultSuite = {
  name: 'memory',
  about:
    'there is no memory left: the kernel ends the process that decodes and not the gateway, and the door goes on opening',
  run,
};

/** `runs`: how often a camera process takes all there is. Where no control group can be made the suite ends whom the kernel would. */
async function run({ seed, runs = usualRuns, say }: FaultOptions): Promise<FaultReport> {
  const random = createRandom(seed);
  const group = openMemoryGroup(limitMiB);
  // above what the kernel lets it have: the supervisor is not to be quicker
  const site = await openCameraSite({ memoryMb: 65_536 });
  const main = site.gateway.pid();
  const [problems, tookMs]: [string[], number[]] = [[], []];
  let killed = 0;
  try {
    const { outcome: isSeen } = await withCards(site.door, site.areSeen(patienceMs));
    if (!isSeen) throw new Error('the cameras were never seen');
    for (const pid of [main, ...site.workers()]) group?.add(pid);
    for (let run = 0; run < runs; run += 1) {
      const scores = { main: oomScore(main), least: Math.min(...site.workers().map(oomScore)) };
      if (scores.main >= scores.least)
        problems.push(`the kernel would end the gateway (${scores.main}) before a camera process (${scores.least})`);
      const { outcome, tookMs: cardsMs } = await withCards(
        site.door,
        exhaust(site, group, random.pick(site.workers())),
      );
      tookMs.push(...cardsMs);
      problems.push(...outcome);
      killed = group?.kills() ?? 0;
      say(`${run + 1} of ${runs}: ${killed} ended by the kernel, cards ${p95(cardsMs)} ms (p95)`);
    }
    if (group && killed === 0) problems.push('the kernel never ended a process');
    if (p95(tookMs) > doorLimitMs) problems.push(`a card took ${p95(tookMs)} ms (p95)`);
  } finally {
    await site.remove();
    if (group) await until(() => isGone(group), 10_000);
  }
  const figures = { runs, withGroup: group ? 1 : 0, killedByKernel: killed, cards: tookMs.length };
  return reportOf({ ...figures, doorP95Ms: p95(tookMs) }, problems);
}

async function exhaust(site: CameraSite, group: MemoryGroup | undefined, victim: number): Promise<string[]> {
  const [main, before] = [site.gateway.pid(), await site.restarts()];
  if (group) process.kill(victim, 'SIGUSR2');
  else process.kill([main, ...site.workers()].toSorted((a, b) => oomScore(b) - oomScore(a))[0]!, 'SIGKILL');
  const problems: string[] = [];
  if (!(await until(async () => (await site.restarts()) > before, patienceMs)))
    problems.push('no camera process was ended');
  if (!(await site.areSeen(patienceMs))) problems.push('the cameras were not seen again');
  return problems;
}

function isGone(group: MemoryGroup): boolean {
  try {
    group.remove();
    return true;
  } catch {
    return false;
  }
}
