import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alarmTypes, dispositions } from '../../devices/contracts/alarms.ts';
import type { Alarm, AlarmQuery } from '../../gateway/alarms/alarm.ts';
import { createAlarmBook } from '../../gateway/alarms/alarm-book.ts';
import { rationales } from '../../gateway/alarms/rationale/catalogue.ts';
import { createAlarmTable } from '../../gateway/alarms/sqlite-alarms.ts';
import { openStore } from '../../gateway/kernel/sqlite-store.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';

const startMs = 1_700_000_000_000;
const apartMs = 60_000;
const zones = 40;
const sources = 600;

/** A list of alarms that repeats with its seed: one a minute, of all types, nearly all closed. */
function alarmAt(n: number, draw: (below: number) => number): Alarm {
  const type = alarmTypes[draw(alarmTypes.length)]!;
  const source = draw(sources);
  const raisedAtMs = startMs + n * apartMs;
  const open = n % 5000 === 0;
  return {
    ...{ id: `alarm${n}`, type, priority: rationales[type].priority, ring: (1 + (source % 3)) as 1 | 2 | 3 },
    ...{ source: `device-${source}`, zone: `zone-${source % zones}`, camera: undefined, detail: {}, count: 1 },
    ...{ state: open ? 'raised' : 'closed', closed: !open, active: open, drill: n % 1000 === 1, escalation: 0 },
    ...{
      hidden: undefined,
      chatteringSinceMs: undefined,
      incident: undefined,
      verdict: undefined,
      assignee: undefined,
    },
    acknowledgedBy: open ? undefined : 'wang',
    acknowledgedAtMs: open ? undefined : raisedAtMs + draw(90_000),
    disposition: open ? undefined : dispositions[n % 997 === 0 ? 4 : n % 3],
    ...{
      raisedAtMs,
      lastAtMs: raisedAtMs,
      clearedAtMs: raisedAtMs,
      closedAtMs: open ? undefined : raisedAtMs + 120_000,
    },
  };
}

function queryAt(n: number, rows: number, draw: (below: number) => number): AlarmQuery {
  const fromMs = startMs + draw(rows) * apartMs;
  const queries: Omit<AlarmQuery, 'limit'>[] = [
    {},
    { types: [alarmTypes[draw(alarmTypes.length)]!] },
    { types: [alarmTypes[draw(alarmTypes.length)]!, alarmTypes[draw(alarmTypes.length)]!], rings: [2] },
    { source: `device-${draw(sources)}` },
    { zone: `zone-${draw(zones)}`, disposition: 'duplicate' },
    { zone: `zone-${draw(zones)}`, types: [alarmTypes[draw(alarmTypes.length)]!] },
    { priorities: [1], rings: [3] },
    { priorities: [1, 2], fromMs, toMs: fromMs + 30 * 24 * 3_600_000 },
    { disposition: 'no-cause-found' },
    { state: 'open' },
    { drill: true, rings: [1] },
    { hidden: true },
    { source: 'nothing-of-this-name' },
    { zone: `zone-${draw(zones)}`, disposition: 'duplicate', priorities: [4], rings: [1] },
    { before: `${fromMs}:alarm0`, priorities: [2] },
    { types: ['fire'], source: `device-${draw(sources)}`, before: `${fromMs}:alarm0` },
  ];
  return { ...queries[n % queries.length]!, limit: 100 };
}

/** `npm run bench -- alarm-search [ROWS]`: mixed searches over a million alarms; milliseconds a page of 100. */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const rows = Number(args[0] ?? 1_000_000);
  const dir = mkdtempSync(join(tmpdir(), 'ringward-alarm-search-'));
  try {
    const store = openStore(join(dir, 'site.db'));
    const book = createAlarmBook(store, () => {});
    const table = createAlarmTable(store);
    let seed = 7;
    const draw = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let from = 0; from < rows; from += 20_000) {
      store.transaction(() => {
        for (let n = from; n < Math.min(rows, from + 20_000); n += 1) table.save(alarmAt(n, draw));
      });
    }
    const times: number[] = [];
    const slowest = { ms: 0, query: {} };
    for (let n = 0; n < 480; n += 1) {
      const query = queryAt(n, rows, draw);
      const beganMs = performance.now();
      book.find(query);
      const ms = performance.now() - beganMs;
      times.push(ms);
      if (ms > slowest.ms) Object.assign(slowest, { ms, query });
    }
    const beganMs = performance.now();
    const { raised } = book.figures(startMs, startMs + 30 * 24 * 3_600_000);
    const figuresMs = performance.now() - beganMs;
    store.close();
    return {
      bench: 'alarm-search',
      rows,
      queries: times.length,
      medianMs: Math.round(percentile(times, 0.5) * 10) / 10,
      p95Ms: Math.round(percentile(times, 0.95) * 10) / 10,
      maxMs: Math.round(slowest.ms),
      slowest: JSON.stringify(slowest.query),
      figuresOf: raised,
      figuresMs: Math.round(figuresMs),
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
