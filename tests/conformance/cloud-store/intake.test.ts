import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCommitQueue } from '../../../cloud/intake/commit-queue.ts';
import type { CloudStore, Work } from '../../../cloud/store/store.ts';
import { type Lane, lanes } from '../../../devices/contracts/site-events.ts';
import { alarmEvent, siteEvent } from '../../scenario/cloud/test-cloud.ts';
import type { Place } from './place.ts';
import { onEveryEngine, type StoreEngine } from './store-engines.ts';
import { eventAt, nowMs, statusWork, workAt, workOf } from './store-works.ts';

type Step =
  /** The gateway sends `size` events from `behind` before (or, negative, after) what it thinks is acknowledged. */
  | { kind: 'send'; lane: Lane; behind: number; size: number; receiptArrives: boolean }
  /** The cloud is gone without a good-bye, and another process opens what is on disk. */
  | { kind: 'kill' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('send' as const),
        lane: fc.constantFrom(...lanes),
        behind: fc.integer({ min: -4, max: 6 }),
        size: fc.integer({ min: 1, max: 8 }),
        receiptArrives: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const) }) },
  ),
  { maxLength: 40 },
);

/** A cloud's intake over one place that can be given up and started again. */
async function createIntake(engine: StoreEngine, place: Place) {
  const start = async () => {
    const store = await engine.open(place);
    return { store, queue: createCommitQueue(store, () => nowMs) };
  };
  let running = await start();
  return {
    send: async (work: Work) => (await running.queue.submit(work)).acked,
    restart: async () => {
      const before = running.store;
      running = await start();
      await before.close();
    },
    store: () => running.store,
  };
}

async function sequencesOf(store: CloudStore, gateway: string, lane: Lane): Promise<number[]> {
  const stored = await store.events({ gateway, after: 0, limit: 10_000 });
  const aside = await store.misfits({ gateway, limit: 10_000 });
  return [
    ...stored.filter(({ event }) => event.lane === lane).map(({ event }) => Number(event.sequence)),
    ...aside.filter((misfit) => misfit.lane === lane).map(({ sequence }) => sequence),
  ].sort((a, b) => a - b);
}

onEveryEngine((engine) => {
  test('however batches are repeated, skip ahead, lose their receipt or meet a cloud that starts anew, every event is stored once', async () => {
    const intake = await createIntake(engine, await engine.place());
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        runs += 1;
        const gateway = `gw-${runs}`;
        const believed: Record<Lane, number> = { alarm: 0, event: 0 };
        const truth: Record<Lane, number> = { alarm: 0, event: 0 };
        for (const step of script) {
          if (step.kind === 'kill') {
            await intake.restart();
            continue;
          }
          const { lane, behind, size } = step;
          const first = Math.max(1, believed[lane] + 1 - behind);
          const acked = await intake.send(workAt(gateway, lane, first, size));
          expect(acked).toBe(first > truth[lane] + 1 ? truth[lane] : Math.max(truth[lane], first + size - 1));
          truth[lane] = acked;
          if (step.receiptArrives) believed[lane] = acked;
        }
        for (const lane of lanes)
          expect(await sequencesOf(intake.store(), gateway, lane)).toEqual(
            Array.from({ length: truth[lane] }, (_, index) => index + 1),
          );
        for (const { event } of await intake.store().events({ gateway, after: 0, limit: 10_000 }))
          expect(event).toEqual(eventAt(gateway, event.lane, Number(event.sequence)));
        const audit = await intake.store().audit(gateway);
        expect(audit.duplicatesStored).toBe(0);
        for (const stream of audit.streams)
          expect(stream).toMatchObject({ missing: 0, acked: stream.stored + stream.quarantined });
      }),
      { numRuns: 30 },
    );
  }, 90_000);

  test('batches that many gateways send at the same time are all stored, each once', async () => {
    const intake = await createIntake(engine, await engine.place());
    let runs = 0;
    const sends = fc.array(fc.record({ lane: fc.constantFrom(...lanes), first: fc.integer({ min: 1, max: 12 }) }), {
      minLength: 1,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(sends, async (script) => {
        runs += 1;
        const gateway = `gw-${runs}`;
        const acks = await Promise.all(script.map(({ lane, first }) => intake.send(workAt(gateway, lane, first, 4))));
        const reached: Record<Lane, number> = { alarm: 0, event: 0 };
        script.forEach(({ lane, first }, index) => {
          if (first <= reached[lane] + 1) reached[lane] = Math.max(reached[lane], first + 3);
          expect(acks[index]).toBe(reached[lane]);
        });
        for (const stream of (await intake.store().audit(gateway)).streams)
          expect(stream).toMatchObject({ missing: 0, acked: reached[stream.lane] });
      }),
      { numRuns: 20 },
    );
  }, 90_000);

  test('two processes that take the same batch at the same time store it once between them', async () => {
    const place = await engine.place();
    const [one, other] = [await engine.open(place), await engine.open(place)];
    for (let round = 0; round < 10; round += 1) {
      const works = (store: CloudStore) =>
        store.commit(
          ['gw-1', 'gw-2', 'gw-3'].map((gateway) => workAt(gateway, 'event', round * 40 + 1, 40)),
          nowMs,
        );
      const results = (await Promise.all([works(one), works(other)])).flat();
      for (const { acked } of results) expect(acked).toBe((round + 1) * 40);
      expect(results.reduce((sum, result) => sum + result.stored + result.quarantined, 0)).toBe(120);
    }
    for (const gateway of ['gw-1', 'gw-2', 'gw-3']) {
      const { streams, duplicatesStored } = await other.audit(gateway);
      expect(streams).toMatchObject([{ missing: 0, acked: 400, duplicates: 400 }]);
      expect(duplicatesStored).toBe(0);
    }
    expect((await one.tallies(0)).access.get('gw-2')).toEqual({ granted: 320, denied: 0, 'ask-guard': 0 });
  });

  test('events come in one order of arrival, in which nothing appears later before what was read', async () => {
    const place = await engine.place();
    const stores = [await engine.open(place), await engine.open(place)];
    const reader = await engine.open(place);
    let done = false;
    // one takes long over each commit, the other one is quick: it gets places in between and is done before
    const large = async () => {
      for (let first = 1; first <= 1200; first += 400) {
        const works = Array.from({ length: 8 }, (_, index) => workAt(`gw-1${index}`, 'event', first, 400));
        await stores[0]!.commit(works, nowMs);
      }
      done = true;
    };
    let small = 0;
    const quick = async () => {
      for (; !done; small += 1) await stores[1]!.commit([workAt('gw-2', 'alarm', small * 2 + 1, 2)], nowMs);
    };
    const ended = Promise.all([large(), quick()]);
    const read: number[] = [];
    for (let last = false; !last; ) {
      last = done;
      const page = await reader.events({ after: read.at(-1) ?? 0, limit: 5000 });
      read.push(...page.map(({ position }) => position));
    }
    await ended;
    read.push(...(await reader.events({ after: read.at(-1)!, limit: 20_000 })).map(({ position }) => position));
    const all = await reader.events({ after: 0, limit: 100_000 });
    expect(all.length).toBeGreaterThan(8 * 960 + small);
    expect(read).toEqual(all.map(({ position }) => position));
  }, 90_000);

  test('one gateway whose row cannot be kept harms nobody else, and nothing of its batch is left', async () => {
    const store = await engine.open(await engine.place());
    const queue = createCommitQueue(store, () => nowMs);
    const broken = workAt('gw-2', 'event', 1, 3);
    if (broken.kind === 'batch' && broken.batch.events[2]?.kind === 'event') broken.batch.events[2].timeMs = 1e300;
    const sent = [workAt('gw-1', 'event', 1, 3), broken, workAt('gw-3', 'event', 1, 3)];
    const results = await Promise.allSettled(sent.map((work) => queue.submit(work)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await store.streams()).toMatchObject([{ gateway: 'gw-1' }, { gateway: 'gw-3' }]);
    expect((await store.gateways()).map(({ gateway }) => gateway)).toEqual(['gw-1', 'gw-3']);
  });

  test('texts of every kind come back as they were sent; what no column can hold is kept aside and blocks nothing', async () => {
    const store = await engine.open(await engine.place());
    const odd = 'tab\t line\n return\r back\\slash \\N \u{1F525} 椴园 "quoted" \u0001';
    const data = { ...alarmEvent(1).data, note: `${odd}\0 \ud800`, incident: odd };
    const events = [
      alarmEvent(1, { alarm: odd }),
      siteEvent(2, { lane: 'alarm', type: 'ringward.gateway.started', bootid: odd, subject: odd, data: { odd } }),
      siteEvent(3, { lane: 'alarm', type: 'ringward.gateway.started', data: { nul: '\0', half: '\udc00' } }),
      alarmEvent(4, { alarm: 'nul\0' }),
      alarmEvent(5, { incident: 'half\ud800' }),
      siteEvent(6, { lane: 'alarm', bootid: 'nul\0' }),
      siteEvent(7, { lane: 'alarm', type: 'ringward.alarm.raised', data }),
      { ...alarmEvent(8), 'odd\0': '\ud800' },
      siteEvent(9, { lane: 'alarm' }),
    ];
    const [result] = await store.commit([workOf(events, { lane: 'alarm' })], nowMs);
    expect(result).toMatchObject({ acked: 9, stored: 4, quarantined: 5 });
    const stored = (await store.events({ after: 0, limit: 100 })).map(({ event }) => event);
    expect(stored).toEqual([events[0], events[1], events[2], events[8]]);
    expect(await store.alarm('gw-1', odd)).toMatchObject({ alarm: odd });
    expect((await store.alarmSteps('gw-1', odd, 10)).map(({ record }) => record.alarm)).toEqual([odd]);
    const aside = await store.misfits({ limit: 100 });
    expect(aside.map(({ sequence }) => sequence)).toEqual([8, 7, 6, 5, 4]);
    expect(aside.at(-1)).toMatchObject({ reason: 'subject is not sound text' });
  });

  test('a gateway that lost nothing but a store that did goes on, and what is gone stays counted as missing', async () => {
    const store = await engine.open(await engine.place());
    await store.commit([workAt('gw-1', 'event', 1, 4)], nowMs);
    const gap = workAt('gw-1', 'event', 11, 4);
    expect(await store.commit([gap], nowMs)).toMatchObject([{ acked: 4, gap: true, stored: 0 }]);
    if (gap.kind === 'batch') gap.batch.oldest = 11;
    expect(await store.commit([gap], nowMs)).toMatchObject([{ acked: 14, gap: false, stored: 4 }]);
    const { streams } = await store.audit('gw-1');
    expect(streams).toMatchObject([{ acked: 14, gaps: 1, missing: 6, missingRanges: [{ from: 5, to: 10 }] }]);
  });

  test('a status is what a gateway said last, and a batch after it does not make it forgotten', async () => {
    const store = await engine.open(await engine.place());
    await store.commit([statusWork({ siteName: '椴园\0\ud800' })], nowMs);
    await store.commit([workAt('gw-1', 'event', 1, 1)], nowMs + 1000);
    const [row] = await store.gateways(['gw-1']);
    expect(row).toMatchObject({ gateway: 'gw-1', lastSeenMs: nowMs + 1000, statusAtMs: nowMs });
    expect(row!.status!.siteName).toBe('椴园\0\ud800');
    expect(await store.gateways(['gw-2'])).toEqual([]);
  });

  test('what arrives on other days is found as well as what arrived today', async () => {
    const store = await engine.open(await engine.place());
    const dayMs = 86_400_000;
    for (const [index, day] of [0, 1, 40, 1].entries())
      await store.commit([workAt('gw-1', 'event', index * 4 + 1, 4)], nowMs + day * dayMs);
    expect(await sequencesOf(store, 'gw-1', 'event')).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
    expect((await store.audit('gw-1')).streams).toMatchObject([{ missing: 0, acked: 16 }]);
  });
});
