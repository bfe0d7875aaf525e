import { setTimeout as sleep } from 'node:timers/promises';
import {
  createRandom,
  type FaultOptions,
  type FaultReport,
  type FaultSuite,
  type Random,
  reportOf,
} from './fault-suite.ts';
import { type BusyRoom, openBusyRoom } from './parts/busy-room.ts';

const outages = ['uplink-cut', 'bus-cut', 'cloud-dead'] as const;
const restarts = ['none', 'gateway', 'cloud', 'both'] as const;
/** Before, and after, whatever is started anew. */
const outageMs = 1500;

interface Cell {
  outage: (typeof outages)[number];
  restart: (typeof restarts)[number];
}

export const fault: FaultSuite = {
  name: 'matrix',
  about:
    'each outage (line to the cloud, line to the devices, cloud) meets each restart (gateway, cloud, both, none); all agree afterwards',
  run,
};

/** `runs` is the number of cells, by chance; all twelve if left out. */
async function run({ seed, runs, say }: FaultOptions): Promise<FaultReport> {
  const random = createRandom(seed);
  const left: Cell[] = outages.flatMap((outage) => restarts.map((restart) => ({ outage, restart })));
  const cells = left.length;
  const room = await openBusyRoom();
  const problems: string[] = [];
  let found = room.look();
  try {
    await room.gateway.start();
    await room.devices.whenHeard();
    for (let done = 1; done <= (runs ?? cells) && left.length > 0; done += 1) {
      const cell = left.splice(random.between(0, left.length - 1), 1)[0]!;
      await suffer(room, cell, random);
      found = await room.settle();
      say(`${cell.outage} × ${cell.restart}: ${found.events} events, ${found.problems.length} problems`);
      problems.push(...found.problems.map((problem) => `${cell.outage} × ${cell.restart}: ${problem}`));
    }
  } finally {
    await room.remove();
  }
  const { missing, duplicate, reordered, events, effects, atCloud } = found;
  return reportOf({ cells: runs ?? cells, missing, duplicate, reordered, events, effects, atCloud }, problems);
}

/** The outage begins, something dies and comes back in it, the outage ends; the devices are busy all the time. */
async function suffer(room: BusyRoom, { outage, restart }: Cell, random: Random): Promise<void> {
  const { cloud, gateway, uplink, bus } = room;
  const stopPlay = room.devices.play(random, 150);
  const withGateway = restart === 'gateway' || restart === 'both';
  const withCloud = restart === 'cloud' || restart === 'both';
  try {
    if (outage === 'uplink-cut') uplink.cut();
    else if (outage === 'bus-cut') bus.cut();
    else await cloud.kill();
    await sleep(outageMs);
    await Promise.all([withGateway && gateway.kill(), withCloud && cloud.kill()]);
    // a cloud that is the outage comes back when that ends
    await Promise.all([withGateway && gateway.start(), withCloud && outage !== 'cloud-dead' && cloud.start()]);
    await sleep(outageMs);
    uplink.restore();
    bus.restore();
    if (outage === 'cloud-dead') await cloud.start();
  } finally {
    stopPlay();
  }
}
