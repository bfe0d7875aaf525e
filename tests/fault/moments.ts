import { setTimeout as sleep } from 'node:timers/promises';
import { openStoreToRead } from '../../gateway/kernel/sqlite-store.ts';
import {
  createRandom,
  type FaultOptions,
  type FaultReport,
  type FaultSuite,
  type Random,
  reportOf,
} from './fault-suite.ts';
import { type BusyRoom, openBusyRoom } from './parts/busy-room.ts';
import { until } from './parts/until.ts';

const promisedKills = 1000;
/** Between two comparisons with everything alive. */
const killsTogether = 25;
const everyCardMs = 200;
/** Of kills: while the gateway starts, and of these in which the cloud dies, too. */
const atStartShare = 0.3;
const cloudShare = 0.1;
/** Within which a kill comes, from the start of the process or from when it listens. */
const momentMs = 1500;

export const fault: FaultSuite = {
  name: 'moments',
  about:
    'a gateway under load, and at times its cloud, is killed at random moments; nothing is missing, doubled or out of order',
  run,
};

/** `runs` is the number of kills of the gateway. */
async function run({ seed, runs = promisedKills, say }: FaultOptions): Promise<FaultReport> {
  const random = createRandom(seed);
  const room = await openBusyRoom({ doors: 6, sensors: 6 });
  const firstDecisionsMs: number[] = [];
  const problems: string[] = [];
  let cloudKills = 0;
  let found = room.look();
  try {
    for (let kills = 1; kills <= runs && problems.length === 0; kills += 1) {
      const stopPlay = room.devices.play(random, everyCardMs);
      await liveAndDie(room, random).finally(stopPlay);
      if (random.next() < cloudShare) {
        cloudKills += 1;
        await room.cloud.kill();
        await room.cloud.start();
      }
      problems.push(...room.look().problems);
      if (kills % killsTogether !== 0 && kills < runs) continue;
      firstDecisionsMs.push(await startAndDecide(room, random));
      found = await room.settle();
      problems.push(...found.problems);
      say(`${kills} kills: ${found.events} events, ${found.atCloud} at the cloud, ${problems.length} problems`);
      await room.gateway.kill();
    }
  } finally {
    await room.remove();
  }
  const { missing, duplicate, reordered, events, effects, atCloud } = found;
  const times = firstDecisionsMs.toSorted((a, b) => a - b);
  const figures = {
    ...{ kills: runs, cloudKills, missing, duplicate, reordered, events, effects, atCloud },
    ...{ firstDecisionMedianMs: times[times.length >> 1]!, firstDecisionMaxMs: times.at(-1)! },
  };
  return reportOf(figures, problems);
}

/** A life of the gateway that ends at a moment which only the seed knows. */
async function liveAndDie({ gateway }: BusyRoom, random: Random): Promise<void> {
  const diesAtStart = random.next() < atStartShare;
  const afterMs = random.between(0, momentMs);
  // killed before it listens, it has not started
  const started = gateway.start().catch(() => {});
  if (!diesAtStart) await started;
  await sleep(afterMs);
  await gateway.kill();
  await started;
}

/** Milliseconds from the start of the process to the first decision about a card; the gateway lives on. */
async function startAndDecide({ gateway, devices, database }: BusyRoom, random: Random): Promise<number> {
  const startMs = Date.now();
  const stopPlay = devices.play(random, everyCardMs);
  try {
    await gateway.start();
    let atMs: number | null = null;
    const look = () => {
      const store = openStoreToRead(database);
      const first = store.prepare('SELECT min(at_ms) AS atMs FROM decisions WHERE at_ms >= ?').get(startMs);
      store.close();
      atMs = (first as { atMs: number | null }).atMs;
      return atMs !== null;
    };
    if (!(await until(look, 60_000))) throw new Error('no door was decided on within a minute after a start');
    return atMs! - startMs;
  } finally {
    stopPlay();
  }
}
