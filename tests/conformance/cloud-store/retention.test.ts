import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Signed, Verdict } from '../../../cloud/command/command-store.ts';
import { proveGateway } from '../../../cloud/health/proof.ts';
import type { SweptSlice } from '../../../cloud/retention/retention-store.ts';
import { type RetentionKind, retentionKinds } from '../../../cloud/retention/retention-terms.ts';
import type { CloudStore, Work } from '../../../cloud/store/store.ts';
import { type Lane, lanes } from '../../../devices/contracts/site-events.ts';
import { keepRunning, shareRow } from '../../fixtures/shares.ts';
import { statusOf } from '../../scenario/cloud/test-cloud.ts';
import { batch, seal } from './health-works.ts';
import type { Place } from './place.ts';
import { deleteRows } from './sqlite-delete-rows.ts';
import { countPages } from './sqlite-page-count.ts';
import { onEveryEngine, type StoreEngine } from './store-engines.ts';
import { alarmWork, eventAt, namesOf, nowMs, workAt, workOf } from './store-works.ts';

const dayMs = 86_400_000;
const day = (n: number) => nowMs + n * dayMs;
const beforeAll = (ms: number, but: Partial<Record<RetentionKind, number>> = {}) =>
  ({ ...Object.fromEntries(retentionKinds.map((kind) => [kind, ms])), ...but }) as Record<RetentionKind, number>;

/** Every slice of a gateway, and what stays afterwards. */
async function sweep(
  store: CloudStore,
  gateway: string,
  before: Record<RetentionKind, number>,
  atMs = day(20),
): Promise<SweptSlice> {
  const { below } = await store.retention.begin();
  for (;;) {
    const slice = await store.retention.sweepGateway({ gateway, site: 'linden-court', before, below, nowMs: atMs });
    if (!slice.more) return slice;
  }
}

async function sequencesOf(store: CloudStore, gateway: string, lane: Lane): Promise<number[]> {
  const stored = await store.events({ gateway, after: 0, limit: 10_000 });
  const aside = await store.misfits({ gateway, limit: 10_000 });
  return [
    ...stored.filter(({ event }) => event.lane === lane).map(({ event }) => Number(event.sequence)),
    ...aside.filter((misfit) => misfit.lane === lane).map(({ sequence }) => sequence),
  ].sort((a, b) => a - b);
}

let orders = 0;
async function order(store: CloudStore, wish: { place: string; fromMs: number; untilMs: number }): Promise<string> {
  orders += 1;
  const id = `order-${orders}`;
  const act = { by: 'olga', atMs: nowMs, deed: 'order.make', subject: id };
  await store.retention.addOrder({ id, ...wish, reason: 'a court asks', by: 'olga', atMs: nowMs }, act);
  return id;
}

type Step =
  /** Days pass, or the clock is set back; `skips` places never come. */
  | { kind: 'send'; lane: Lane; days: number; size: number; skips: number }
  | { kind: 'sweep'; days: number }
  /** From now on what came since then is kept. */
  | { kind: 'order'; days: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('send' as const),
        lane: fc.constantFrom(...lanes),
        days: fc.integer({ min: -4, max: 12 }),
        size: fc.integer({ min: 1, max: 6 }),
        skips: fc.integer({ min: -6, max: 3 }).map((skips) => Math.max(0, skips)),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const), days: fc.integer({ min: 0, max: 30 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('order' as const), days: fc.integer({ min: 0, max: 60 }) }) },
  ),
  { maxLength: 14 },
);

onEveryEngine((engine: StoreEngine) => {
  const fresh = async () => {
    const place: Place = await engine.place();
    return { place, store: await engine.open(place) };
  };

  test('what is old goes, what is young stays, and audit and proof count as if everything were there', async () => {
    const { place, store } = await fresh();
    await store.commit([{ kind: 'batch', batch: batch({ first: 1, count: 10 }) }], day(0));
    await store.commit([{ kind: 'batch', batch: seal({ first: 11, day: '2026-09-20', from: 0, to: 10 }) }], day(0));
    await deleteRows(engine, place, [3, 4, 9]);
    await store.commit([{ kind: 'batch', batch: batch({ first: 12, count: 5 }) }], day(10));
    const count = async () => [(await store.audit('gw-1')).streams, await proveGateway(store, 'gw-1', 30)] as const;
    const [[whole], proved] = await count();
    expect(whole).toMatchObject({ missing: 3, swept: 0 });
    const { oldest } = await sweep(store, 'gw-1', beforeAll(day(5), { proof: 0 }));
    expect(oldest.event).toBe(day(10));
    expect(await sequencesOf(store, 'gw-1', 'event')).toEqual([12, 13, 14, 15, 16]);
    expect(await count()).toEqual([[{ ...whole, swept: 11 }], proved]);
    await deleteRows(engine, place, [13]);
    expect((await store.audit('gw-1')).streams).toMatchObject([{ missing: 4 }]);
    // what went is not taken a second time
    const again = await store.commit([{ kind: 'batch', batch: batch({ first: 1, count: 10 }) }], day(11));
    expect(again).toMatchObject([{ acked: 16, stored: 0, duplicates: 10 }]);
  });

  test('a span that was let go in part is counted on both sides', async () => {
    const { place, store } = await fresh();
    await store.commit([{ kind: 'batch', batch: batch({ first: 1, count: 6 }) }], day(0));
    await deleteRows(engine, place, [2]);
    await store.commit([{ kind: 'batch', batch: batch({ first: 7, count: 6 }) }], day(10));
    await sweep(store, 'gw-1', beforeAll(day(5)));
    await deleteRows(engine, place, [9]);
    const span = { gateway: 'gw-1', epoch: 'epoch0001', lane: 'event' as const };
    expect(await store.health.countSpan({ ...span, from: 1, to: 11 })).toEqual({
      ...{ received: 8, duplicate: 0 },
      missingRanges: [
        { from: 2, to: 2 },
        { from: 9, to: 9 },
      ],
    });
    expect(await store.health.countSpan({ ...span, from: 2, to: 4 })).toMatchObject({ received: 2, missingRanges: [] });
  });

  test('however time goes and whatever never comes, a sweep takes nothing that is young or ordered to be kept, and the audit stays true', async () => {
    const { store } = await fresh();
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        runs += 1;
        const gateway = `gw-${runs}`;
        let [atMs, isSteady, cutMs, lost] = [nowMs, true, 0, 0];
        let keptFromMs = Infinity;
        const sent: { lane: Lane; seq: number; atMs: number }[] = [];
        const next: Record<Lane, number> = { alarm: 1, event: 1 };
        for (const step of script) {
          if (step.kind === 'send') {
            const { lane, size } = step;
            atMs += step.days * dayMs;
            isSteady &&= step.days >= 0;
            const first = next[lane] + step.skips;
            lost += step.skips;
            const events = Array.from({ length: size }, (_, index) => eventAt(gateway, lane, first + index));
            await store.commit([workOf(events, { gateway, lane, first, oldest: first })], atMs);
            sent.push(...events.map((_, index) => ({ lane, seq: first + index, atMs })));
            next[lane] = first + size;
          } else if (step.kind === 'order') {
            const fromMs = atMs - step.days * dayMs;
            keptFromMs = Math.min(keptFromMs, fromMs);
            await order(store, { place: `gateway:${gateway}`, fromMs, untilMs: day(1000) });
          } else {
            const oldMs = atMs - step.days * dayMs;
            const beforeMs = Math.min(oldMs, keptFromMs);
            cutMs = Math.max(cutMs, beforeMs);
            await sweep(store, gateway, beforeAll(oldMs, { aside: 0 }));
            const kept = { alarm: new Set<number>(), event: new Set<number>() };
            for (const lane of lanes) kept[lane] = new Set(await sequencesOf(store, gateway, lane));
            const isKept = ({ lane, seq }: { lane: Lane; seq: number }) => kept[lane].has(seq);
            expect(sent.filter((each) => each.atMs >= cutMs && !isKept(each))).toEqual([]);
            // places are counted on from the last event, which therefore stays, with what came behind it
            const last = sent.findLast(({ seq }) => seq % 5 !== 0);
            const isBehind = ({ lane, seq }: { lane: Lane; seq: number }) => lane === last?.lane && seq >= last.seq;
            if (isSteady)
              expect(sent.filter((each) => each.atMs < beforeMs && isKept(each) && !isBehind(each))).toEqual([]);
          }
          const { streams } = await store.audit(gateway);
          expect(streams.reduce((sum, { missing }) => sum + missing, 0)).toBe(lost);
        }
      }),
      { numRuns: engine.name === 'sqlite' ? 60 : 15 },
    );
  });

  test('what is old waits behind what is young, where the clock was set back between them', async () => {
    const { store } = await fresh();
    await store.commit([workAt('gw-1', 'event', 1, 3)], day(10));
    await store.commit([workAt('gw-1', 'event', 4, 3)], day(6));
    await store.commit([workAt('gw-1', 'event', 7, 2)], day(12));
    await sweep(store, 'gw-1', beforeAll(day(8)));
    expect(await sequencesOf(store, 'gw-1', 'event')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    await sweep(store, 'gw-1', beforeAll(day(11)));
    expect(await sequencesOf(store, 'gw-1', 'event')).toEqual([7, 8]);
    expect((await store.audit('gw-1')).streams).toMatchObject([{ missing: 0, swept: 6 }]);
  });

  test('a sweep that was killed goes on, and one entry of the audit log tells of all that it took', async () => {
    const { place, store } = await fresh();
    const works: Work[] = [1, 401, 801].map((first) => ({ kind: 'batch', batch: batch({ first, count: 400 }) }));
    await store.commit(works, day(0));
    await store.commit([{ kind: 'batch', batch: batch({ first: 1201, count: 1 }) }], day(10));
    const { below } = await store.retention.begin();
    const slice = { gateway: 'gw-1', site: undefined, before: beforeAll(day(5)), below, nowMs: day(11) };
    const first = await store.retention.sweepGateway(slice);
    expect(first).toMatchObject({ more: true, taken: expect.arrayContaining([{ kind: 'event', count: 500 }]) });
    await store.close();
    const later = await engine.open(place);
    const { oldest } = await sweep(later, 'gw-1', beforeAll(day(5)));
    const kinds = await later.retention.end(oldest, day(11));
    const swept = { kind: 'event', deleted: 1200, upToMs: day(0), sweptMs: day(11), oldestMs: day(10) };
    expect(kinds).toContainEqual(swept);
    const acts = await later.auditLog.read({ limit: 10 });
    expect(acts.filter(({ subject }) => subject === 'event')).toMatchObject([
      { by: 'cloud', deed: 'retention.sweep', place: 'cloud', reason: `1200, up to ${new Date(day(0)).toISOString()}` },
    ]);
    // nothing more was due: nothing more is said
    await later.retention.end({}, day(12));
    expect(await later.retention.kinds()).toContainEqual({ ...swept, deleted: 0, sweptMs: day(12), oldestMs: null });
    expect((await later.auditLog.read({ limit: 10 })).filter(({ subject }) => subject === 'event')).toHaveLength(1);
  });

  test('alarms go once they are closed, with what was done about them; revisions and places go on from the newest', async () => {
    const { store } = await fresh();
    const closed = { step: 'closed', state: 'closed', active: false } as const;
    const told = ['a-old', 'a-open'].map((alarm) => ({ alarm }));
    await store.commit([alarmWork('gw-1', 1, [...told, { alarm: 'a-old', ...closed }])], day(0));
    expect(
      await store.act({ gateway: 'gw-1', alarm: 'a-old', by: 'ann', acknowledge: false, note: 'why' }, day(0)),
    ).toMatchObject({
      kind: 'done',
    });
    await store.commit([alarmWork('gw-1', 4, [{ alarm: 'a-late' }, { alarm: 'a-late', ...closed }])], day(10));
    const newest = (await store.alarm('gw-1', 'a-late'))!.revision;
    const { position } = (await store.events({ after: 0, limit: 10 })).at(-1)!;
    await sweep(store, 'gw-1', beforeAll(day(20)));
    const all = { limit: 10, order: 'newest' } as const;
    expect(namesOf((await store.alarms(all)).map(({ alarm }) => alarm)).sort()).toEqual(['a-late', 'a-open']);
    expect(await store.acts({ limit: 10 })).toEqual([]);
    await store.commit([alarmWork('gw-1', 6, [{ alarm: 'a-next' }])], day(21));
    expect((await store.alarm('gw-1', 'a-next'))!.revision).toBeGreaterThan(newest);
    const later = await store.events({ after: position, limit: 10 });
    expect(later.map(({ event }) => event.sequence)).toEqual(['6']);
  });

  test('of what did not match the text goes before its place does', async () => {
    const { store } = await fresh();
    await store.commit([workAt('gw-1', 'event', 1, 7)], day(0));
    const slice = await sweep(store, 'gw-1', beforeAll(0, { aside: day(5) }));
    expect(slice.oldest.aside).toBeUndefined();
    expect(await store.misfits({ limit: 10 })).toMatchObject([{ sequence: 5, body: '' }]);
    expect((await store.audit('gw-1')).streams).toMatchObject([{ missing: 0, swept: 0 }]);
    await sweep(store, 'gw-1', beforeAll(day(5)));
    expect(await store.misfits({ limit: 10 })).toEqual([]);
  });

  test('an order keeps what came since its time, of its gateway or site, until it ends', async () => {
    const { store } = await fresh();
    for (const gateway of ['gw-1', 'gw-2']) {
      await store.commit([workAt(gateway, 'event', 1, 3)], day(0));
      await store.commit([workAt(gateway, 'event', 4, 4)], day(2));
      await store.commit([workAt(gateway, 'event', 8, 2)], day(10));
    }
    const own = await order(store, { place: 'gateway:gw-1', fromMs: day(1), untilMs: day(30) });
    const keep = [4, 5, 6, 7, 8, 9];
    await sweep(store, 'gw-1', beforeAll(day(5)));
    await sweep(store, 'gw-2', beforeAll(day(5)));
    expect(await sequencesOf(store, 'gw-1', 'event')).toEqual(keep);
    expect(await store.misfits({ gateway: 'gw-1', limit: 9 })).toMatchObject([
      { body: expect.stringContaining('broken') },
    ]);
    expect(await sequencesOf(store, 'gw-2', 'event')).toEqual([8, 9]);
    await order(store, { place: 'site:linden-court', fromMs: day(1), untilMs: day(25) });
    const end = { by: 'olga', atMs: day(12), deed: 'order.end', subject: own };
    await store.retention.endOrder(own, end);
    await store.retention.endOrder(own, end);
    expect((await store.retention.orders(day(13))).map(({ place }) => place)).toEqual(['site:linden-court']);
    await sweep(store, 'gw-1', beforeAll(day(5)), day(24));
    expect(await sequencesOf(store, 'gw-1', 'event')).toEqual(keep);
    await sweep(store, 'gw-1', beforeAll(day(5)), day(26));
    expect(await sequencesOf(store, 'gw-1', 'event')).toEqual([8, 9]);
    const deeds = (await store.auditLog.read({ limit: 10 })).map(({ deed }) => deed);
    expect(deeds.sort()).toEqual(['order.end', 'order.make', 'order.make']);
  });

  test('sums of an hour go once it is old', async () => {
    const { store } = await fresh();
    await store.commit([workAt('gw-1', 'event', 1, 3), { kind: 'status', status: statusOf() }], day(0));
    const hour = Math.floor(nowMs / 3_600_000) * 3_600_000;
    expect((await store.tallies(0)).access.get('gw-1')).toMatchObject({ granted: 3 });
    await sweep(store, 'gw-1', beforeAll(0, { figures: hour - 1 }));
    expect((await store.tallies(0)).access.get('gw-1')).toMatchObject({ granted: 3 });
    await sweep(store, 'gw-1', beforeAll(0, { figures: hour + 1 }));
    expect((await store.tallies(0)).access.get('gw-1')).toBeUndefined();
    const slice = await store.retention.sweepRest(beforeAll(day(100)));
    expect(slice).toMatchObject({ taken: [], more: false });
  });

  test('old commands go, but none that waits to be approved or begun, nor a young one or one of another gateway', async () => {
    const { store } = await fresh();
    const [ann, ben] = ['ann', 'ben'].map((sign) => ({ id: `op-${sign}`, sign })) as [Signed, Signed];
    async function ask(atMs: number, gateway = 'gw-1'): Promise<string> {
      const what = { kind: 'open-door', door: 'gate' } as const;
      const asked = await store.commands.ask({ gateway, what, why: 'a resident is locked out', by: ann }, atMs);
      if (asked.kind !== 'done') throw new Error(asked.why);
      return asked.command.id;
    }
    const decide = async (id: string, verdict: Verdict, atMs: number) => {
      expect(await store.commands.decide(id, verdict, verdict === 'withdraw' ? ann : ben, atMs)).toMatchObject({
        kind: 'done',
      });
      return id;
    };
    const gone = await decide(await ask(day(0)), 'decline', day(0));
    // its gateway never said what became of it
    const begun = await decide(await ask(day(0)), 'approve', day(0));
    expect(await store.commands.begin('gw-1', begun, day(0))).toMatchObject({ leave: 'go' });
    const kept = [
      await ask(day(0)),
      await decide(await ask(day(0)), 'approve', day(0)),
      await decide(await ask(day(6)), 'withdraw', day(6)),
      await decide(await ask(day(0), 'gw-2'), 'decline', day(0)),
    ];
    const slice = await sweep(store, 'gw-1', beforeAll(0, { command: day(5) }));
    expect(slice).toMatchObject({ taken: [{ kind: 'command', count: 2 }], oldest: { command: day(6) } });
    const left = await store.commands.list({ limit: 10 }, day(0));
    expect(left.map(({ id }) => id).sort()).toEqual(kept.sort());
    // a gateway that comes back with a word on what went changes nothing
    expect(await store.commands.begin('gw-1', gone, day(0))).toMatchObject({ leave: 'no', why: 'unknown' });
  });

  test('claims go by when they were decided, and none that waits; a code whose claim is gone stays used', async () => {
    const { identity, retention } = (await fresh()).store;
    const claim = async (id: string) => {
      const facts = { gateway: id, site: 's', siteName: 'S', version: '1', model: 'm', hardware: 'a'.repeat(64) };
      const asked = { id, facts, secretHash: `secret-${id}`, csr: 'csr', keyHash: `key-${id}`, address: '10.0.0.1' };
      return identity.openClaim(asked, day(0));
    };
    for (const id of ['old', 'late', 'waits']) {
      const code = {
        id: `code-${id}`,
        secretHash: `secret-${id}`,
        accept: 'operator',
        gateway: null,
        site: null,
      } as const;
      await identity.addClaimCode({ ...code, by: 'olga', createdMs: day(0), expiresMs: day(1) });
      expect(await claim(id)).toMatchObject({ kind: 'claim', fresh: true });
    }
    await identity.refuseClaim('old', 'not-ours', 'olga', day(1));
    await identity.refuseClaim('late', 'not-ours', 'olga', day(6));
    const slice = await retention.sweepRest(beforeAll(0, { claim: day(5) }));
    expect(slice).toMatchObject({ taken: [{ kind: 'claim', count: 1 }], oldest: { claim: day(6) }, more: false });
    expect((await identity.claims(10)).map(({ id }) => id)).toEqual(['waits', 'late']);
    expect(await claim('old')).toEqual({ kind: 'refused', why: 'claim-code-used' });
  });

  test('what a share tried and set aside goes by its age; the share and how far it is stay', async () => {
    const { exports, retention } = (await fresh()).store;
    await keepRunning({ exports }, shareRow('a1'));
    expect(await exports.takeShare('a1', 'me', { holder: null, beat: 0 })).toBe(true);
    const { progress } = (await exports.share('a1'))!;
    const tries = [day(0), day(6)].map((atMs, index) => ({
      delivery: { share: 'a1', atMs, outcome: 'set-aside', events: 1, tookMs: 3, why: 'HTTP 400' } as const,
      aside: { id: `event-${index}`, place: index + 1, why: 'HTTP 400', atMs },
      progress: { ...progress, setAside: index + 1 },
    }));
    for (const tried of tries) expect(await exports.settle('a1', 'me', tried)).toBe(true);
    const one = { kind: 'delivery', count: 1 };
    const sweepRest = () => retention.sweepRest(beforeAll(0, { delivery: day(5) }));
    expect(await sweepRest()).toMatchObject({ taken: [one, one], oldest: { delivery: day(6) }, more: false });
    expect((await sweepRest()).taken).toEqual([]);
    expect(await exports.deliveries('a1', 5)).toEqual([tries[1]!.delivery]);
    expect((await exports.share('a1'))!.progress).toMatchObject({ setAside: 2, holder: 'me' });
  });

  test.skipIf(engine.name !== 'sqlite')('the file gets shorter by what went', async () => {
    const { place, store } = await fresh();
    const misfit = { kind: 'misfit', reason: 'too-wide', body: 'x'.repeat(60_000) } as const;
    const events = Array.from({ length: 450 }, () => misfit);
    const sent = { gateway: 'gw-1', epoch: 'epoch0001', lane: 'event', first: 1, events } as const;
    await store.commit([{ kind: 'batch', batch: sent }], day(0));
    await sweep(store, 'gw-1', beforeAll(day(5)));
    const full = countPages(place);
    expect(full).toBeGreaterThan(6000);
    await store.retention.giveBack([], () => true);
    expect(countPages(place)).toBe(full);
    await store.retention.giveBack([], () => false);
    expect(countPages(place)).toBeLessThan(5000);
  });

  test.skipIf(engine.name !== 'postgres')(
    'a day shrinks to what stays of it, and goes whole with the last',
    async () => {
      const { place, store } = await fresh();
      await store.commit([workAt('gw-1', 'event', 1, 9), workAt('gw-1', 'alarm', 1, 3)], day(0));
      await store.commit([workAt('gw-1', 'event', 10, 3)], day(10));
      const name = `events_${new Date(day(0)).toISOString().slice(0, 10).replaceAll('-', '')}`;
      const isThere = async () =>
        (await engine.cluster().query(place.store!, `SELECT 1 FROM pg_class WHERE relname = '${name}'`)).length > 0;
      const shrink = async (before: Record<RetentionKind, number>) => {
        const { days } = await sweep(store, 'gw-1', before);
        expect(days).toEqual([Math.floor(day(0) / dayMs)]);
        for (let time = 0; time < 2; time += 1) await store.retention.giveBack(days, () => false);
      };
      await shrink(beforeAll(day(5), { alarm: 0 }));
      expect(await isThere()).toBe(true);
      expect(await sequencesOf(store, 'gw-1', 'alarm')).toEqual([1, 2, 3]);
      expect(await engine.cluster().query(place.store!, `SELECT count(*)::int AS n FROM ${name}`)).toEqual([{ n: 3 }]);
      await shrink(beforeAll(day(5)));
      expect(await isThere()).toBe(false);
      expect(await sequencesOf(store, 'gw-1', 'event')).toEqual([10, 11, 12]);
      // a clock that is set back stores into that day again
      await store.commit([workAt('gw-1', 'alarm', 4, 2)], day(0));
      expect(await isThere()).toBe(true);
      expect((await store.audit('gw-1')).streams).toMatchObject([{ missing: 0 }, { missing: 0 }]);
    },
  );

  test.skipIf(engine.name !== 'postgres')('of several processes one sweeps', async () => {
    const { place, store } = await fresh();
    const other = await engine.open(place);
    const tried = await store.retention.alone(() => other.retention.alone(async () => 'both'));
    expect(tried).toBeUndefined();
    expect(await other.retention.alone(async () => 'one')).toBe('one');
  });
});
