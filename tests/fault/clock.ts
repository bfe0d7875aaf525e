import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsoleVisit, VisitPassText } from '../../gateway/console/doors/pass-ports.ts';
import { openStoreToRead } from '../../gateway/kernel/sqlite-store.ts';
import { verifyLedgerFile } from '../../gateway/ledger/verify-ledger-file.ts';
import { type HttpSession, logIn } from '../../scripts/compound/http-session.ts';
import { createRandom, type FaultOptions, type FaultReport, type FaultSuite, reportOf } from './fault-suite.ts';
import { type BusyRoom, openBusyRoom } from './parts/busy-room.ts';
import { busySite, cards } from './parts/busy-site.ts';
import { createClimb } from './parts/climb.ts';
import { readMetric } from './parts/read-metric.ts';
import { until } from './parts/until.ts';
import { buildPreload } from './preload/build-preload.ts';

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;
const patienceMs = 60_000;
const everyCardMs = 150;
const sweeps = 'ringward_retention_sweeps_total{outcome="done"}';

/** By how much a gateway's clock is wrong all at once; a short run plays the first. */
const wrongs: readonly { words: string; offsetMs: number }[] = [
  { words: 'of 1970', offsetMs: 24 * hourMs - Date.now() },
  // for longer than most is kept
  { words: '300 days back', offsetMs: -300 * 24 * hourMs },
  { words: 'a year ahead', offsetMs: yearMs },
  { words: 'three hours back', offsetMs: -3 * hourMs },
  { words: 'three hours ahead', offsetMs: 3 * hourMs },
];

export const fault: FaultSuite = {
  name: 'clock',
  about:
    'the wall clock of a gateway at work jumps, stays wrong over a restart and comes back; residents get in, visitors wait, nothing is lost or deleted',
  run,
};

/** `runs` is the number of jumps; each of the kinds twice if left out. */
async function run({ seed, runs = 2 * wrongs.length, say }: FaultOptions): Promise<FaultReport> {
  const random = createRandom(seed);
  const clock = openShiftedClock();
  const room = await openBusyRoom({ doors: 2, sensors: 2 * runs, site: siteOf(runs), clockMoved: true });
  const problems: string[] = [];
  let found = room.look();
  try {
    await room.gateway.start({ env: clock.env });
    await room.devices.whenHeard();
    for (let jump = 0; jump < runs && problems.length === 0; jump += 1) {
      const wrong = wrongs[jump % wrongs.length]!;
      const cause = await playJump(room, clock, { jump, wrong, fixedOnline: random.next() < 0.5 });
      found = await room.settle();
      const verdict = verifyLedgerFile({ database: room.database, gateway: 'gw-1' });
      if (!verdict.ok) cause.push(`the ledger is damaged at ${verdict.seq}: ${verdict.problem}`);
      problems.push(...[...cause, ...found.problems].map((problem) => `a clock ${wrong.words}: ${problem}`));
      say(`${jump + 1}/${runs} a clock ${wrong.words}: ${found.events} events, ${problems.length} problems`);
    }
  } finally {
    await room.remove();
    clock.remove();
  }
  const { missing, duplicate, reordered, events, effects, atCloud } = found;
  return reportOf({ jumps: runs, missing, duplicate, reordered, events, effects, atCloud }, problems);
}

function siteOf(runs: number) {
  const site = busySite(2, 2 * runs);
  const step = (level: 1 | 2 | 3) => ({ priority: 1 as const, level, afterS: 5 * level });
  return {
    doors: site.doors.map((door) => ({ ...door, methods: ['card' as const, 'pass' as const] })),
    alarms: { escalation: { ladder: [step(1), step(2), step(3)] } },
  };
}

interface ShiftedClock {
  env: Record<string, string>;
  /** From now on, in processes that run with `env`. */
  shift(offsetMs: number): void;
  remove(): void;
}

function openShiftedClock(): ShiftedClock {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-clock-'));
  const file = join(dir, 'offset');
  const shift = (offsetMs: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(Math.round(offsetMs)));
    // in place: the gateway has it in its memory
    writeFileSync(file, bytes, { flag: 'r+' });
  };
  writeFileSync(file, Buffer.alloc(8));
  return {
    env: { LD_PRELOAD: buildPreload('shift-clock'), CLOCK_OFFSET_FILE: file },
    shift,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

interface Jump {
  jump: number;
  wrong: (typeof wrongs)[number];
  /** The clock is put right while the gateway runs, and not while it is off. */
  fixedOnline: boolean;
}

/** Right, wrong while it runs, wrong over a restart, right again and looked at by a guard; then a start that takes away what is old. */
async function playJump(room: BusyRoom, clock: ShiftedClock, { jump, wrong, fixedOnline }: Jump): Promise<string[]> {
  const { gateway, devices } = room;
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };
  const restart = async () => {
    await gateway.kill();
    await gateway.start({ env: clock.env });
    expect(
      await until(() => devices.readers.every(({ online }) => online), patienceMs),
      'the readers do not come back',
    );
  };
  const doors = openDoors(room);
  const pass = await invite(room);
  expect((await doors.show('pass', pass)) === 'granted', 'a visitor is kept out by a clock that is right');
  const kept = countKept(room.database);
  const button = devices.sensors.find(({ id }) => id === `s${2 * jump + 1}`)!;
  const climb = createClimb(room.database, button.id);
  const load = setInterval(() => devices.readers[0]!.presentCard(cards[0]), everyCardMs);
  const asDoubted = async (when: string) => {
    expect(!(await isKnown(room)), `it is believed ${when}`);
    expect((await doors.show('card', cards[1])) === 'granted', `a resident is kept out ${when}`);
    expect((await doors.show('pass', pass)) === 'clock-unknown', `a visitor is let in ${when}`);
  };
  try {
    button.trip();
    await climb.began();
    clock.shift(wrong.offsetMs);
    await asDoubted('when it has jumped');
    await climb.reached(1);
    await restart();
    climb.restarted();
    await asDoubted('after a restart');
    await climb.reached(3);
    problems.push(...climb.problems());
    button.clear();
    clock.shift(0);
    if (!fixedOnline) await restart();
    await (await signIn(room)).post('/api/clock/confirm', {});
    expect(await isKnown(room), 'it is not believed though somebody has looked at a watch');
    expect((await doors.show('pass', pass)) === 'granted', 'a visitor is kept out when the clock is right again');
    await restart();
    const swept = async () => ((await readMetric(gateway.url(), sweeps).catch(() => 0)) ?? 0) > 0;
    expect(await until(swept, patienceMs), 'what is old is not taken away');
  } finally {
    clearInterval(load);
  }
  const left = countKept(room.database);
  for (const [table, rows] of kept)
    expect(left.get(table)! >= rows, `of ${rows} rows of ${table} ${left.get(table)} are left`);
  return problems;
}

/** What has an age, and would be taken away by a clock that is ahead. */
const aged = ['device_events', 'decisions', 'commands', 'alarms', 'alarm_history', 'ledger', 'records'] as const;

function countKept(database: string): Map<string, number> {
  const store = openStoreToRead(database);
  const count = (table: string) => store.prepare(`SELECT count(*) AS count FROM ${table}`).get() as { count: number };
  const counts = new Map(aged.map((table) => [table as string, count(table).count]));
  store.close();
  return counts;
}

/** Anew each time: sessions end by the clock. */
const signIn = ({ gateway }: BusyRoom): Promise<HttpSession> =>
  logIn(gateway.url(), '/api/session', { user: 'guard', password: gateway.password('guard') });

async function isKnown(room: BusyRoom): Promise<boolean> {
  return (await (await signIn(room)).get<{ known: boolean }>('/api/clock')).known;
}

/** A visitor of somebody who lives here, from an hour ago until in an hour: the text of the pass. */
async function invite(room: BusyRoom): Promise<string> {
  const guard = await signIn(room);
  const span = { fromMs: Date.now() - hourMs, toMs: Date.now() + hourMs };
  const order = { host: 'r-lin', home: 'b1-u1-101', visitor: '访客甲', uses: 20, ...span };
  const { id } = await guard.post<ConsoleVisit>('/api/visits', order);
  await guard.post(`/api/visits/${id}/agree`, {});
  return (await guard.get<VisitPassText>(`/api/visits/${id}/pass`)).text;
}

/** Somebody at the second door, at which nobody else is. */
function openDoors({ devices, database }: BusyRoom) {
  const reader = devices.readers[1]!;
  const last = () => {
    const store = openStoreToRead(database);
    const sql = "SELECT rowid AS n, outcome, reason FROM decisions WHERE place = 'd2' ORDER BY rowid DESC LIMIT 1";
    const row = store.prepare(sql).get() as { n: number; outcome: string; reason: string } | undefined;
    store.close();
    return row;
  };
  return {
    /** `granted`, or why not. */
    async show(how: 'card' | 'pass', what: string): Promise<string> {
      const before = last()?.n;
      if (how === 'card') reader.presentCard(what);
      else reader.presentPass(what);
      if (!(await until(() => last()?.n !== before, patienceMs))) return 'no answer';
      const { outcome, reason } = last()!;
      return outcome === 'granted' ? outcome : reason;
    },
  };
}
