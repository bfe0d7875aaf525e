import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStoreToRead } from '../../gateway/kernel/sqlite-store.ts';
import type { CuttableLink } from '../../scripts/compound/cuttable-link.ts';
import {
  createRandom,
  type FaultOptions,
  type FaultReport,
  type FaultSuite,
  type Random,
  reportOf,
} from './fault-suite.ts';
import { type BusyRoom, openBusyRoom } from './parts/busy-room.ts';
import { p95, timeDoors } from './parts/door-times.ts';
import { until } from './parts/until.ts';

/** A door that waits for the network waits for a time-out of seconds; what a busy machine adds is less. */
const mostSlowerMs = 1000;
const cardsATrouble = 15;
/** Of an alarm over a line that is slow or lossy, behind a backlog that is on its way. */
const alarmWithinMs = 20_000;

interface Trouble {
  name: string;
  begin(line: CuttableLink, random: Random): void;
  /** Something still gets through. */
  carries?: true;
}

const answer = (status: string, body = '', header = '') =>
  `HTTP/1.1 ${status}\r\n${header}content-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;

const troubles: readonly Trouble[] = [
  {
    name: 'slow',
    carries: true,
    begin: (line) => line.spoil({ delayMs: 300, bytesPerSecond: 6000 }),
  },
  {
    name: 'lossy',
    carries: true,
    begin: (line, { next: random }) => line.spoil({ delayMs: 40, lossShare: 0.15, random }),
  },
  { name: 'half-open', begin: (line) => line.freeze() },
  { name: 'cut', begin: (line) => line.cut() },
  { name: 'cut-in-a-batch', begin: (line, random) => line.spoil({ resetAfterBytes: random.between(150, 600) }) },
  { name: 'reset', begin: (line) => line.spoil({ resetAfterBytes: 0 }) },
  // stored at the cloud, and the gateway does not hear of it
  { name: 'answers-lost', begin: (line) => line.spoil({ losesAnswers: true }) },
  { name: 'server-error', begin: (line) => line.spoil({ answer: answer('500 Internal Server Error') }) },
  { name: 'busy', begin: (line) => line.spoil({ answer: answer('503 Busy', '', 'retry-after: 1\r\n') }) },
  { name: 'sign-in-page', begin: (line) => line.spoil({ answer: answer('200 OK', '<html>Please sign in</html>') }) },
  { name: 'no-receipt', begin: (line) => line.spoil({ answer: answer('200 OK', '{"acked":"all"}') }) },
  { name: 'not-http', begin: (line) => line.spoil({ answer: '\u0000\u0001\u0002 220 mail.example ESMTP\r\n' }) },
];

export const fault: FaultSuite = {
  name: 'uplink',
  about:
    'the line to the cloud is slow, lossy, half-open, cut or reset anywhere, or somebody else answers: nothing is lost, nothing is taken for the cloud’s word, doors open as fast as before',
  run,
};

/** `runs` is the number of troubles, each kind once before any comes twice; each twice if left out. */
async function run({ seed, runs = 2 * troubles.length + 2, say }: FaultOptions): Promise<FaultReport> {
  const random = createRandom(seed);
  const elsewhere = await openElsewhere();
  const redirect: Trouble = {
    name: 'redirect',
    begin: (line) => line.spoil({ answer: answer('307 Elsewhere', '', `location: ${elsewhere.url}\r\n`) }),
  };
  const room = await openBusyRoom();
  const [slowestMs, alarmMs, problems]: [Record<string, number>, number[], string[]] = [{}, [], []];
  let found = room.look();
  let beforeMs = 0;
  try {
    await room.gateway.start();
    await room.devices.whenHeard();
    await timeDoors(room.devices, random, room.devices.readers.length);
    beforeMs = p95(await timeDoors(room.devices, random, cardsATrouble));
    for (const trouble of inTurn([...troubles, redirect], runs, random)) {
      const { name } = trouble;
      const suffered = await suffer(room, trouble, random);
      if (suffered.alarmMs !== undefined) alarmMs.push(suffered.alarmMs);
      slowestMs[name] = Math.max(slowestMs[name] ?? 0, suffered.doorMs);
      problems.push(...suffered.problems.map((problem) => `${name}: ${problem}`));
      if (suffered.doorMs > beforeMs + mostSlowerMs)
        problems.push(`${name}: a door took ${suffered.doorMs} ms (p95), ${beforeMs} before`);
      found = await room.settle();
      problems.push(...found.problems.map((problem) => `${name}: ${problem}`));
      say(`${name}: doors ${suffered.doorMs} ms (p95), ${found.events} events, ${found.problems.length} problems`);
    }
    if (elsewhere.visits() > 0) problems.push(`the gateway followed a redirect ${elsewhere.visits()} times`);
  } finally {
    await room.remove();
    await elsewhere.close();
  }
  const { missing, duplicate, reordered, events, effects, atCloud } = found;
  const doors = { doorsBeforeP95Ms: beforeMs, doorsDuringP95Ms: Math.max(...Object.values(slowestMs)) };
  const alarms = alarmMs.length > 0 ? { slowestAlarmMs: Math.max(...alarmMs) } : {};
  const figures = { troubles: runs, missing, duplicate, reordered, events, effects, atCloud, ...doors, ...alarms };
  return reportOf(figures, problems);
}

function inTurn(all: readonly Trouble[], count: number, random: Random): Trouble[] {
  const left: Trouble[] = [];
  return Array.from({ length: count }, () => {
    if (left.length === 0) left.push(...all);
    return left.splice(random.between(0, left.length - 1), 1)[0]!;
  });
}

async function suffer(room: BusyRoom, trouble: Trouble, random: Random) {
  const { devices, uplink } = room;
  const problems: string[] = [];
  const isDown = async () => {
    const { health } = await (await room.gateway.signIn('guard')).get<{ health: Health }>('/api/overview');
    return health.cloud.state === 'down';
  };
  trouble.begin(uplink, random);
  const doorMs = p95(await timeDoors(devices, random, cardsATrouble));
  const sensor = random.pick(devices.sensors);
  const trippedMs = performance.now();
  if (sensor.alarm) sensor.clear();
  else sensor.trip();
  let alarmMs: number | undefined;
  if (trouble.carries) {
    const isTold = await until(() => devices.areHeard() && alarmsAreTold(room), alarmWithinMs);
    if (isTold) alarmMs = Math.round(performance.now() - trippedMs);
    else problems.push(`an alarm was not at the cloud after ${alarmWithinMs / 1000} s`);
  } else if (!(await until(isDown, 15_000))) problems.push('the guard was told that the cloud hears the gateway');
  await sleep(random.between(0, 300));
  uplink.restore();
  return { doorMs, alarmMs, problems };
}

interface Health {
  cloud: { state: string };
}

function alarmsAreTold({ database }: BusyRoom): boolean {
  const store = openStoreToRead(database);
  const lane = store.prepare("SELECT issued, acked FROM outbox_lanes WHERE lane = 'alarm'").get();
  store.close();
  const { issued, acked } = lane as { issued: number; acked: number };
  return issued === acked;
}

/** Where a redirect leads: whoever comes here has brought the gateway's token along. */
async function openElsewhere() {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/`,
    visits: () => visits,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
