import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { denialReasons, methods } from '../../gateway/decision/decision.ts';
import { createDecisionLog } from '../../gateway/decision/sqlite-decisions.ts';
import { createPassageFinder, type PassageFilter } from '../../gateway/decision/sqlite-find-passages.ts';
import { createDeviceEventLog } from '../../gateway/ingest/sqlite-device-events.ts';
import { createDeviceEventFinder, type DeviceEventFilter } from '../../gateway/ingest/sqlite-find-device-events.ts';
import { pageEndText, parsePageEnd } from '../../gateway/kernel/sqlite-newest-first.ts';
import { openStore, type Store } from '../../gateway/kernel/sqlite-store.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';

/**
 * Searching passages and device events on disk with mixed filters, some of which find nothing in all of it: how long an answer
 * takes, and the longest that anything else had to wait meanwhile. `npm run bench -- passage-search [ROWS]`; a million of each if
 * left out.
 */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const rows = Number(args[0] ?? 1_000_000);
  if (!Number.isSafeInteger(rows) || rows < 1000) throw new Error('how many passages? 1000 or more');
  const dir = mkdtempSync(join(tmpdir(), 'ringward-search-'));
  const store = openStore(join(dir, 'site.db'));
  try {
    const passages = openPassages(store, rows);
    const events = openEvents(store, rows);
    const found = await timeSearches(passageFilters(rows), (filter) => passages.find(filter));
    console.log(JSON.stringify(found.byName));
    const heard = await timeSearches(eventFilters(rows), (filter) => events.find(filter));
    console.log(JSON.stringify(heard.byName));
    return { rows, passages: found.figures, events: heard.figures };
  } finally {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

const round = (value: number) => Math.round(value * 10) / 10;
const startMs = 1_790_000_000_000;
const everyMs = 4000;
const places = Array.from({ length: 64 }, (_, at) => (at < 60 ? `door-${at}` : `barrier-${at - 60}`));
const pages = 100;

/** As 4,737 residents leave them: one in thirty refused, gates busier than unit doors. */
function openPassages(store: Store, rows: number) {
  const log = createDecisionLog(store);
  const finder = createPassageFinder(store);
  write(store, rows, (n) => {
    const isRefused = n % 30 === 0;
    log.record({
      atMs: startMs + n * everyMs,
      place: n % 3 === 0 ? places[n % 2]! : places[(n * 7919) % places.length]!,
      method: methods[(n * 31) % methods.length]!,
      side: n % 2 === 0 ? 'entry' : 'exit',
      outcome: isRefused ? 'denied' : 'granted',
      reason: isRefused ? denialReasons[(n / 30) % denialReasons.length]! : 'granted',
      holder: `person-${(n * 104_729) % 4737}`,
      credential: `card:c-${(n * 104_729) % 4737}`,
      trace: [{ rule: 'credential', answer: 'passed' }],
    });
  });
  return finder;
}

function openEvents(store: Store, rows: number) {
  const log = createDeviceEventLog(store);
  const finder = createDeviceEventFinder(store);
  const types = ['door-opened', 'door-closed', 'exit-button', 'battery-low', 'vehicle-arrived', 'tamper'];
  write(store, rows, (n) => {
    const type = n % 5000 === 0 ? 'smoke' : types[n % types.length]!;
    log.insert(`device-${(n * 7919) % 600}`, { boot: 'b1', seq: n, type, data: {} }, startMs + n * everyMs);
  });
  return finder;
}

function write(store: Store, rows: number, insert: (n: number) => void): void {
  for (let from = 0; from < rows; from += 50_000) {
    store.transaction(() => {
      for (let n = from; n < Math.min(rows, from + 50_000); n += 1) insert(n);
    });
  }
}

const spanOf = (rows: number) => ({ fromMs: 0, toMs: startMs + rows * everyMs, limit: pages });

function passageFilters(rows: number): Record<string, (n: number) => PassageFilter> {
  const all = spanOf(rows);
  const ring = places.slice(2, 60);
  const deepMs = startMs + (rows / 10) * everyMs;
  return {
    newest: () => all,
    person: (n) => ({ ...all, holder: `person-${(n * 37) % 4737}` }),
    door: (n) => ({ ...all, places: [places[n % places.length]!] }),
    doorRefusals: (n) => ({ ...all, places: [places[n % places.length]!], outcome: 'denied' }),
    ring: () => ({ ...all, places: ring }),
    ringRareReason: () => ({ ...all, places: ring, reason: 'card-lost' }),
    methodAndReason: (n) => ({ ...all, method: methods[n % methods.length]!, reason: 'passback' }),
    dayLongAgo: (n) => ({
      ...all,
      fromMs: deepMs + n * 60_000,
      toMs: deepMs + n * 60_000 + 86_400_000,
      outcome: 'denied',
    }),
    deepPage: (n) => ({ ...all, after: { atMs: deepMs + n * 1000, given: 0 }, method: 'plate' }),
    nothingGranted: (n) => ({ ...all, reason: 'fire-release', places: n % 2 === 0 ? ring : undefined }),
    nothingRefused: (n) => ({
      ...all,
      method: 'exit-button',
      outcome: 'ask-guard',
      places: n % 2 === 0 ? ring : undefined,
    }),
  };
}

function eventFilters(rows: number): Record<string, (n: number) => DeviceEventFilter> {
  const all = spanOf(rows);
  return {
    newest: () => all,
    device: (n) => ({ ...all, devices: [`device-${(n * 7) % 600}`] }),
    deviceType: (n) => ({ ...all, devices: [`device-${(n * 7) % 600}`], type: 'tamper' }),
    rareType: () => ({ ...all, type: 'smoke' }),
    nothingInAll: () => ({ ...all, type: 'gas' }),
  };
}

/** Twelve rounds of each kind; half of the searches go on to the second page. */
async function timeSearches<F extends { after?: { atMs: number; given: number } | undefined }>(
  filters: Record<string, (n: number) => F>,
  find: (filter: F) => Promise<{ rows: unknown[]; next?: { atMs: number; given: number } }>,
) {
  const byName: Record<string, number> = {};
  const tookMs: number[] = [];
  const stopWaiting = watchWaits();
  for (const [name, filterOf] of Object.entries(filters)) {
    const here: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const filter = filterOf(n);
      const startedAt = performance.now();
      const { next } = await find(filter);
      here.push(performance.now() - startedAt);
      if (next && n % 2 === 0) {
        const againAt = performance.now();
        await find({ ...filter, after: parsePageEnd(pageEndText(next)) });
        here.push(performance.now() - againAt);
      }
    }
    byName[name] = round(percentile(here, 0.95));
    tookMs.push(...here);
  }
  return {
    byName,
    figures: {
      searches: tookMs.length,
      medianMs: round(percentile(tookMs, 0.5)),
      p95Ms: round(percentile(tookMs, 0.95)),
      mostMs: round(Math.max(...tookMs)),
      longestWaitMs: round(stopWaiting()),
    },
  };
}

/** The longest that a timer came late. */
function watchWaits(): () => number {
  let mostMs = 0;
  let dueAt = performance.now() + 5;
  const timer = setInterval(() => {
    mostMs = Math.max(mostMs, performance.now() - dueAt);
    dueAt = performance.now() + 5;
  }, 5);
  return () => {
    clearInterval(timer);
    return mostMs;
  };
}
