import { type StepName, stepNames } from '../../gateway/kernel/step.ts';
import {
  createRandom,
  type FaultOptions,
  type FaultReport,
  type FaultSuite,
  type Random,
  reportOf,
} from './fault-suite.ts';
import { openBusyRoom } from './parts/busy-room.ts';
import { killInUpdates } from './parts/killed-updates.ts';
import type { Reconciled } from './parts/reconcile.ts';
import { openOffers, type SettingsOffers } from './parts/settings-offers.ts';
import { until } from './parts/until.ts';

const preload = new URL('./parts/die-at-step.ts', import.meta.url).pathname;
/** A step that nobody comes to within this time is one that the suite has lost. */
const patienceMs = 30_000;
const settleEvery = 12;
/** So many that none is taken for one that chatters, whose alarms only repeat: then no alarm would ever wait for its number. */
const sensors = 48;

/** Which step, and for the how manieth time. */
interface Kill {
  step: StepName;
  nth: number;
}

export const fault: FaultSuite = {
  name: 'kill',
  about:
    'a gateway is killed at every step of intake, decision, outbox, uplink, settings and update; nothing is missing, doubled or out of order',
  run,
};

/** `runs` is the number of kills; every step at its first, second and, but for updates, a later time if left out. */
async function run({ seed, runs, say }: FaultOptions): Promise<FaultReport> {
  const random = createRandom(seed);
  const kills = planKills(random, runs);
  const inUpdates = kills.filter(({ step }) => isOfUpdate(step));
  const found = await killAtWork(
    kills.filter((kill) => !inUpdates.includes(kill)),
    random,
    say,
  );
  const updates = inUpdates.map(({ step, nth }) => ({ dieAt: `${step}:${nth}`, preload }));
  const problems = [...found.problems, ...(updates.length > 0 ? await killInUpdates(updates) : [])];
  const { missing, duplicate, reordered, events, effects, atCloud } = found;
  return reportOf({ kills: kills.length, missing, duplicate, reordered, events, effects, atCloud }, problems);
}

/** Fewer than all: the steps that chance takes, each of the busy room once before any comes twice. */
function planKills(random: Random, runs: number | undefined): Kill[] {
  const rounds = [
    () => 1,
    (step: StepName) => (isRare(step) ? 2 : random.between(2, 4)),
    (step: StepName) => (isRare(step) ? 3 : random.between(5, 20)),
  ];
  const all = rounds.flatMap((nthOf) => shuffle(random, stepNames).map((step) => ({ step, nth: nthOf(step) })));
  // an update that is refused is written twice: with its end, and when the cloud has heard of it
  if (runs === undefined) return all.filter(({ step, nth }) => !isOfUpdate(step) || nth < 3);
  // those of updates need a room of their own, and are for the whole run
  return all.filter(({ step }) => !isOfUpdate(step)).slice(0, runs);
}

const isOfUpdate = (step: StepName) => step.startsWith('update.');
const isRare = (step: StepName) => isOfUpdate(step) || step.startsWith('twin.');

function shuffle<T>(random: Random, list: readonly T[]): T[] {
  const left = [...list];
  return list.map(() => left.splice(random.between(0, left.length - 1), 1)[0]!);
}

async function killAtWork(kills: readonly Kill[], random: Random, say: FaultOptions['say']): Promise<Reconciled> {
  const room = await openBusyRoom({ sensors });
  const { gateway, devices, cloud } = room;
  const offers = openOffers(cloud);
  const problems: string[] = [];
  const settle = async () => {
    await gateway.start();
    const found = await room.settle();
    if (!(await until(offers.areAnswered, patienceMs))) problems.push('missing: the answer to settings');
    await gateway.kill();
    return found;
  };
  try {
    await gateway.start();
    await devices.whenHeard();
    await gateway.kill();
    for (const [index, { step, nth }] of kills.entries()) {
      const dieAt = `${step}:${nth}`;
      const stopPlay = devices.play(random, 150);
      const isKilled = await dieAtStep(dieAt, step.startsWith('twin.') ? offers : undefined).finally(stopPlay);
      const found = room.look();
      say(`${index + 1}/${kills.length} killed at ${dieAt}: ${found.events} events, ${found.problems.length} problems`);
      if (!isKilled) problems.push(`the gateway never came to ${dieAt}`);
      problems.push(...found.problems.map((problem) => `after ${dieAt}: ${problem}`));
      if (index % settleEvery === settleEvery - 1 && index < kills.length - 1)
        problems.push(...(await settle()).problems);
    }
    const found = await settle();
    return { ...found, problems: [...problems, ...found.problems] };
  } finally {
    await room.remove();
  }

  async function dieAtStep(dieAt: string, changes: SettingsOffers | undefined): Promise<boolean> {
    // it may die before it listens
    await gateway.start({ preload, env: { DIE_AT: dieAt } }).catch(() => {});
    await changes?.change();
    const isKilled = await Promise.race([gateway.ended().then(() => true), until(() => false, patienceMs)]);
    await gateway.kill();
    return isKilled;
  }
}
