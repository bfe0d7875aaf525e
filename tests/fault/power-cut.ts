import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { verifyLedgerFile } from '../../gateway/ledger/verify-ledger-file.ts';
import { openCloudProcess } from '../fixtures/cloud-process.ts';
import { openGatewayProcess } from '../fixtures/gateway-process.ts';
import {
  createRandom,
  type FaultOptions,
  type FaultReport,
  type FaultSuite,
  type Random,
  reportOf,
} from './fault-suite.ts';
import { type BusyRoom, openBusyRoom } from './parts/busy-room.ts';
import { busySite } from './parts/busy-site.ts';
import { openOffers, type SettingsOffers } from './parts/settings-offers.ts';
import { until } from './parts/until.ts';
import { writeTree } from './power/disk.ts';
import { stateAfterCut } from './power/disk-state.ts';
import { createPoweredBox, type PoweredBox } from './power/powered-box.ts';

const promisedCuts = 200;
const everyCardMs = 100;
/** A cut whose change never comes is made by hand after this time. */
const patienceMs = 20_000;
/** Of cuts: while the box starts, and those of the cloud. */
const atStartShare = 0.4;
const cloudShare = 0.25;
/** Changes of the disk under load in which a cut comes. */
const changesUnderLoad = 250;
const cutsTogether = 10;
/** Of each dead box so many more disks are thrown and only looked at. */
const moreDisks = 4;
/** Of cuts, so many are made again in the first start of a new gateway, and of a new cloud. */
const firstStartShare = 0.1;

export const fault: FaultSuite = {
  name: 'power-cut',
  about:
    'the power fails at random writes of gateway and cloud, and what was not synced is lost, torn or there; nothing that was acknowledged is missing',
  run,
};

/** `runs` is the number of cuts under load. */
async function run({ seed, runs = promisedCuts, say }: FaultOptions): Promise<FaultReport> {
  const random = createRandom(seed);
  const room = await openBusyRoom();
  const offers = openOffers(room.cloud);
  const gateway = createPoweredBox(room.gateway.dir, room.gateway, 'a gateway');
  const cloud = createPoweredBox(room.cloud.folder, room.cloud, 'a cloud');
  const problems: string[] = [];
  const counts = { disks: 0, byHand: 0, cloudCuts: 0 };
  let found = room.look();
  try {
    await warmUp(room, gateway, cloud);
    for (let cut = 1; cut <= runs && problems.length === 0; cut += 1) {
      const isCloud = random.next() < cloudShare;
      const victim = isCloud ? cloud : gateway;
      if (isCloud) {
        counts.cloudCuts += 1;
        await room.cloud.kill();
        await room.gateway.start();
      }
      const stopPlay = room.devices.play(random, everyCardMs);
      const died = await liveAndDie(victim, random, isCloud ? undefined : offers).finally(stopPlay);
      if (isCloud) await room.gateway.kill();
      counts.byHand += Number(!died.byItself);
      const wrong = judge(room, victim, random);
      counts.disks += moreDisks + 1;
      problems.push(...[...died.problems, ...wrong].map((problem) => `cut ${cut}, ${died.words}: ${problem}`));
      if (isCloud) await room.cloud.start();
      if (cut % cutsTogether !== 0 && cut < runs) continue;
      await room.gateway.start();
      found = await room.settle();
      if (!(await until(offers.areAnswered, patienceMs))) problems.push('missing: the answer to settings');
      problems.push(...found.problems, ...findSalvage(room));
      say(`${cut} cuts: ${found.events} events, ${found.atCloud} at the cloud, ${problems.length} problems`);
      await room.gateway.kill();
    }
  } finally {
    gateway.remove();
    cloud.remove();
    await room.remove();
  }
  const firstStarts = Math.max(1, Math.round(runs * firstStartShare));
  if (problems.length === 0) problems.push(...(await cutFirstStarts(firstStarts, random, say)));
  const { missing, duplicate, reordered, events, effects, atCloud } = found;
  return reportOf(
    { cuts: runs, firstStarts: 2 * firstStarts, ...counts, missing, duplicate, reordered, events, effects, atCloud },
    problems,
  );
}

/** A first life without a cut: a box that has listened and been heard has something to lose. */
async function warmUp(room: BusyRoom, gateway: PoweredBox, cloud: PoweredBox): Promise<void> {
  await room.cloud.kill();
  await cloud.start();
  await gateway.start();
  await room.devices.whenHeard();
  await room.gateway.kill();
}

interface Death {
  words: string;
  /** At its change, and not by hand. */
  byItself: boolean;
  problems: string[];
}

async function liveAndDie(box: PoweredBox, random: Random, offers: SettingsOffers | undefined): Promise<Death> {
  const isAtStart = random.next() < atStartShare;
  const [from, to] = isAtStart ? [1, box.startChanges] : [box.startChanges + 1, box.startChanges + changesUnderLoad];
  const cutAt = random.between(from, to);
  // cut at its start, it may never listen
  await box.start(cutAt).catch(() => {});
  if (!isAtStart && random.next() < 0.3) await offers?.change();
  const byItself = await Promise.race([box.process.ended().then(() => true), until(() => false, patienceMs)]);
  await box.process.kill();
  return {
    words: `${box.name} at change ${byItself ? cutAt : 'by hand'}`,
    byItself,
    problems: byItself ? box.unseen() : [],
  };
}

/** Throws disks that the dead box may leave, looks at each, and leaves the last one in its place. */
function judge(room: BusyRoom, box: PoweredBox, random: Random): string[] {
  const disk = box.disk();
  const aside = mkdtempSync(join(tmpdir(), 'ringward-disk-'));
  const ofCloud = box.name === 'a cloud';
  try {
    const problems: string[] = [];
    for (let draw = 0; draw < moreDisks; draw += 1) {
      const folder = join(aside, String(draw));
      const tree = stateAfterCut(disk, random);
      writeTree(folder, tree);
      const database = join(folder, 'data', ofCloud ? 'cloud.db' : 'site.db');
      problems.push(...room.look(ofCloud ? { cloud: database } : { gateway: database }).problems, ...box.judge(tree));
      if (!ofCloud) problems.push(...judgeLedger(database));
    }
    problems.push(...box.judge(box.cut(disk, random)), ...room.look().problems);
    return [...new Set(problems)];
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function judgeLedger(database: string): string[] {
  const verdict = verifyLedgerFile({ database, gateway: 'gw-1' });
  return verdict.ok ? [] : [`the ledger is damaged at ${verdict.seq}: ${verdict.problem}`];
}

/** What the gateway has put aside as damaged, though no byte of its disk was. */
function findSalvage({ database }: BusyRoom): string[] {
  return readdirSync(dirname(database))
    .filter((name) => /damaged|quarantine/.test(name))
    .map((name) => `the gateway took something for damaged: ${name}`);
}

/** New boxes whose power fails in their first start come up all the same, with what they said that they have. */
async function cutFirstStarts(count: number, random: Random, say: FaultOptions['say']): Promise<string[]> {
  const problems: string[] = [];
  for (const open of [openNewGateway, openNewCloud]) {
    let changes = 0;
    // the first one is not cut, and tells how many changes there are
    for (let start = 0; start <= count && problems.length === 0; start += 1) {
      const { process, box, remove } = await open();
      const cutAt = start === 0 ? undefined : random.between(1, changes);
      try {
        await box.start(cutAt).catch(() => {});
        if (cutAt !== undefined) await process.ended();
        await process.kill();
        if (cutAt === undefined) changes = box.startChanges;
        const found = box.judge(box.cut(box.disk(), random));
        if (cutAt !== undefined) await process.start().catch((error: Error) => found.push(error.message));
        problems.push(...found.map((problem) => `the first start of ${box.name}, cut at change ${cutAt}: ${problem}`));
      } finally {
        box.remove();
        await remove();
      }
    }
  }
  say(`${2 * count} first starts: ${problems.length} problems`);
  return problems;
}

async function openNewGateway() {
  const process = await openGatewayProcess(busySite(1, 1));
  return { process, box: createPoweredBox(process.dir, process, 'a new gateway'), remove: process.remove };
}

async function openNewCloud() {
  const process = await openCloudProcess([]);
  return { process, box: createPoweredBox(process.folder, process, 'a new cloud'), remove: process.remove };
}
