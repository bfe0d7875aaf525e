import {
  createRandom,
  type FaultOptions,
  type FaultReport,
  type FaultSuite,
  type Random,
  reportOf,
} from './fault-suite.ts';
import { type CameraSite, openCameraSite, withCards } from './parts/camera-site.ts';
import { p95 } from './parts/door-times.ts';
import { processOf } from './parts/process-table.ts';
import { until } from './parts/until.ts';

/** Above which the supervisor ends a process here; one with one small camera takes some 250. */
const memoryMb = 600;
const doorLimitMs = 2500;
/** With the longest wait between two starts, and the models to load. */
const backWithinMs = 60_000;

interface Blow {
  name: string;
  signal: NodeJS.Signals;
  /** Until the supervisor knows. */
  noticedWithinMs: number;
}

const crash = { name: 'crash', signal: 'SIGSEGV', noticedWithinMs: 15_000 } as const;
const blows: readonly Blow[] = [
  crash,
  { name: 'leak', signal: 'SIGUSR2', noticedWithinMs: 30_000 },
  { name: 'killed', signal: 'SIGKILL', noticedWithinMs: 15_000 },
  // without a sign of life for ten seconds
  { name: 'hang', signal: 'SIGSTOP', noticedWithinMs: 25_000 },
];

export const fault: FaultSuite = {
  name: 'children',
  about:
    'a process that decodes crashes, leaks, is killed or hangs: it is noticed, counted and started again, the other camera and the door go on, and nothing is left behind by the gateway',
  run,
};

/** `runs` is the number of blows, each kind in turn; each three times if left out. */
async function run({ seed, runs = 3 * blows.length, say }: FaultOptions): Promise<FaultReport> {
  const random = createRandom(seed);
  const site = await openCameraSite({ memoryMb });
  const [problems, tookMs]: [string[], number[]] = [[], []];
  const longest: Record<string, number> = {};
  try {
    const { outcome: isSeen } = await withCards(site.door, site.areSeen(backWithinMs));
    if (!isSeen) throw new Error('the cameras were never seen');
    for (let run = 0; run < runs; run += 1) {
      const blow = blows[run % blows.length]!;
      const { outcome, tookMs: cardsMs } = await withCards(site.door, strike(site, blow, random));
      tookMs.push(...cardsMs);
      problems.push(...outcome.problems.map((problem) => `${blow.name}: ${problem}`));
      const name = `${blow.name}NoticedMs`;
      longest[name] = Math.max(longest[name] ?? 0, outcome.noticedMs);
      longest.backMs = Math.max(longest.backMs ?? 0, outcome.backMs);
      say(
        `${blow.name}: noticed in ${outcome.noticedMs} ms, streams after ${outcome.backMs} ms, cards ${p95(cardsMs)} ms`,
      );
    }
    if (p95(tookMs) > doorLimitMs) problems.push(`a card took ${p95(tookMs)} ms (p95)`);
    problems.push(...(await endWith(site, random)));
  } finally {
    await site.remove();
  }
  return reportOf({ blows: runs, cards: tookMs.length, doorP95Ms: p95(tookMs), ...longest }, problems);
}

async function strike(site: CameraSite, { signal, noticedWithinMs }: Blow, random: Random) {
  const problems: string[] = [];
  const victim = random.pick(site.workers());
  const before = await site.restarts();
  const beganMs = performance.now();
  const sinceMs = () => Math.round(performance.now() - beganMs);
  const lost = new Set<string>();
  process.kill(victim, signal);
  const look = async () => {
    for (const [id, state] of await site.cameras()) if (state === 'lost') lost.add(id);
    return (await site.restarts()) > before;
  };
  if (!(await until(look, noticedWithinMs))) problems.push(`nobody noticed within ${noticedWithinMs / 1000} s`);
  const noticedMs = sinceMs();
  if (processOf(victim)) problems.push(`its process is still there, as ${processOf(victim)!.state}`);
  const isBack = await until(async () => {
    await look();
    return site.workers().length === 2 && (await site.areSeen(1));
  }, backWithinMs);
  if (!isBack) problems.push('its camera was not seen again');
  if (lost.size !== 1) problems.push(`${lost.size} cameras were shown as lost`);
  if ((await site.restarts()) !== before + 1)
    problems.push(`${(await site.restarts()) - before} restarts were counted`);
  return { problems, noticedMs, backMs: sinceMs() };
}

/** The gateway ends, by request or at once, while one process hangs where it can. */
async function endWith({ gateway, workers }: CameraSite, random: Random): Promise<string[]> {
  const pids = workers();
  const isAsked = random.next() < 0.5;
  // a hanging process of a gateway that is killed hears of nothing; whoever starts gateways ends those (systemd does)
  if (isAsked) process.kill(random.pick(pids), 'SIGSTOP');
  await gateway.kill(isAsked ? 'SIGTERM' : 'SIGKILL');
  // where nobody asks how an orphan ended it stays in the table, as Z
  const isOver = await until(() => pids.every((pid) => (processOf(pid)?.state ?? 'Z') === 'Z'), 15_000);
  return isOver ? [] : [`a gateway that was ${isAsked ? 'asked to end' : 'killed'} left a process behind`];
}
