import { expect, test } from 'vitest';
import { defaultRules } from '../../../cloud/health/alert-rule.ts';
import type { OpenCondition } from '../../../cloud/health/decide-conditions.ts';
import { readFigures } from '../../../cloud/health/health-figures.ts';
import { proveGateway } from '../../../cloud/health/proof.ts';
import { statusOf } from '../../scenario/cloud/test-cloud.ts';
import { batch, seal } from './health-works.ts';
import type { Place } from './place.ts';
import { deleteRows } from './sqlite-delete-rows.ts';
import { onEveryEngine, type StoreEngine } from './store-engines.ts';
import { nowMs } from './store-works.ts';

const act = { by: 'duty-1', atMs: nowMs, deed: 'rule.save' };
const condition: OpenCondition = {
  ...{ rule: 'usual-offline', gateway: 'gw-1', subject: '', kind: 'offline' },
  ...{ sinceMs: nowMs - 1000, asOfMs: nowMs, value: 130 },
};

onEveryEngine((engine: StoreEngine) => {
  const fresh = async () => {
    const place: Place = await engine.place();
    return { place, store: await engine.open(place) };
  };

  test('of a span of time a gateway leaves one row of figures, whichever process took its status', async () => {
    const { store } = await fresh();
    const status = statusOf({ lanes: { alarm: { issued: 4, acked: 4 }, event: { issued: 9, acked: 7 } } });
    const sample = (waiting: number) => ({
      ...{ gateway: 'gw-1', atMs: 600_000, epoch: status.epoch, issued: { alarm: 4, event: 9 + waiting } },
      figures: { ...readFigures(status, nowMs), waitingEvent: waiting },
    });
    await store.commit([{ kind: 'status', status, sample: sample(2) }], nowMs);
    await store.commit([{ kind: 'status', status, sample: sample(5) }], nowMs);
    expect(await store.health.series('gw-1', 0, nowMs)).toMatchObject([
      { atMs: 600_000, waitingEvent: 2, diskFreeMb: null },
    ]);
    expect(await store.health.epochs('gw-1')).toMatchObject([{ epoch: status.epoch, alarm: 4, event: 14 }]);
    expect(await store.health.pruneSamples(600_001)).toBe(1);
    expect(await store.health.series('gw-1', 0, nowMs)).toEqual([]);
  });

  test('a row that is lost in the store is missing from its day, with its place, and a repeated one is a duplicate', async () => {
    const { place, store } = await fresh();
    const events = batch({ first: 1, count: 10, repeat: [7, 6] });
    await store.commit([{ kind: 'batch', batch: events }], nowMs);
    await store.commit([{ kind: 'batch', batch: seal({ first: 11, day: '2026-09-20', from: 0, to: 10 }) }], nowMs);
    await store.commit([{ kind: 'batch', batch: batch({ first: 12, count: 3 }) }], nowMs);
    expect(await proveGateway(store, 'gw-1', 30)).toMatchObject([
      { day: null, issued: 4, received: 4, missing: 0, duplicate: 0, anchor: null },
      { day: '2026-09-20', issued: 10, received: 10, missing: 0, duplicate: 1, anchor: { seq: 5, agrees: 'unknown' } },
    ]);
    await deleteRows(engine, place, [3, 4, 9, 13]);
    const [today, day] = await proveGateway(store, 'gw-1', 30);
    expect(today).toMatchObject({ missing: 1, missingRanges: [{ lane: 'event', from: 13, to: 13 }] });
    expect(day).toMatchObject({ issued: 10, received: 7, missing: 3 });
    expect(day!.missingRanges).toEqual([
      { lane: 'event', from: 3, to: 4 },
      { lane: 'event', from: 9, to: 9 },
    ]);
  });

  test('the proof survives a gateway whose database is new: each epoch keeps its days', async () => {
    const { store } = await fresh();
    await store.commit([{ kind: 'batch', batch: batch({ first: 1, count: 5 }) }], nowMs);
    await store.commit([{ kind: 'batch', batch: seal({ first: 6, day: '2026-09-20', from: 0, to: 5 }) }], nowMs);
    const status = statusOf({
      epoch: 'epoch0002',
      lanes: { alarm: { issued: 0, acked: 0 }, event: { issued: 3, acked: 2 } },
    });
    await store.commit(
      [
        { kind: 'batch', batch: batch({ first: 1, count: 2, epoch: 'epoch0002' }) },
        { kind: 'status', status },
      ],
      nowMs + 1,
    );
    const days = await proveGateway(store, 'gw-1', 30);
    expect(
      days.map(({ day, epoch, issued, received, waiting, missing }) => [
        day,
        epoch,
        issued,
        received,
        waiting,
        missing,
      ]),
    ).toEqual([
      [null, 'epoch0002', 3, 2, 1, 0],
      [null, 'epoch0001', 1, 1, 0, 0],
      ['2026-09-20', 'epoch0001', 5, 5, 0, 0],
    ]);
  });

  test('sealed days that were never counted come first, and what they lack is summed by gateway', async () => {
    const { store } = await fresh();
    await store.commit([{ kind: 'batch', batch: seal({ first: 1, day: '2026-09-20', from: 0, to: 0 }) }], nowMs);
    await store.commit([{ kind: 'batch', batch: seal({ first: 2, day: '2026-09-21', from: 0, to: 1 }) }], nowMs);
    const [first] = await store.health.uncheckedSeals(nowMs, 1);
    await store.health.noteChecked(first!, 4, nowMs);
    expect((await store.health.uncheckedSeals(nowMs, 10)).map(({ day }) => day)).not.toContain(first!.day);
    expect(await store.health.missingBySeals()).toEqual(new Map([['gw-1', 4]]));
  });

  test('of two operators who change one rule the second is told', async () => {
    const { store } = await fresh();
    const rule = defaultRules['usual-disk']!;
    expect(await store.health.saveRule('usual-disk', 0, rule, act)).toBe(true);
    expect(await store.health.saveRule('usual-disk', 0, { ...rule, threshold: 5 }, act)).toBe(false);
    expect(await store.health.saveRule('usual-disk', 1, { ...rule, threshold: 5 }, act)).toBe(true);
    expect(await store.health.rules()).toMatchObject([{ id: 'usual-disk', revision: 2, rule: { threshold: 5 } }]);
    expect(await store.health.saveRule('usual-disk', 2, undefined, act)).toBe(true);
    expect(await store.health.rules()).toEqual([]);
  });

  test('one process at a time looks, and what one writes that has lost its turn is not kept', async () => {
    const { store } = await fresh();
    expect(await store.health.holdLease('a', nowMs, 1000)).toBe(true);
    expect(await store.health.holdLease('b', nowMs + 500, 1000)).toBe(false);
    expect(await store.health.holdLease('a', nowMs + 500, 1000)).toBe(true);
    expect(await store.health.holdLease('b', nowMs + 1600, 1000)).toBe(true);
    const change = { opened: [{ ...condition, id: 'c-1' }], moved: [], closed: [], nowMs };
    expect(await store.health.saveConditions(change, 'a')).toBe(false);
    expect(await store.health.openConditions()).toEqual([]);
    expect(await store.health.saveConditions(change, 'b')).toBe(true);
    expect(await store.health.openConditions()).toMatchObject([
      { id: 'c-1', gateway: 'gw-1', value: 130, closedMs: null },
    ]);
  });

  test('a condition is told of when it opens and when it is over, once each', async () => {
    const { store } = await fresh();
    await store.health.holdLease('a', nowMs, 1000);
    const nothing = { opened: [], moved: [], closed: [], nowMs };
    await store.health.saveConditions({ ...nothing, opened: [{ ...condition, id: 'c-1' }] }, 'a');
    await store.health.saveConditions({ ...nothing, moved: [{ ...condition, value: 200.5 }] }, 'a');
    expect(await store.health.untold()).toMatchObject([{ id: 'c-1', value: 200.5 }]);
    const notice = { id: 'n-1', channel: 'mail', body: '{}', createdMs: nowMs };
    await store.health.queueNotices([notice], ['c-1'], 10);
    expect(await store.health.untold()).toEqual([]);
    await store.health.saveConditions({ ...nothing, closed: [condition] }, 'a');
    expect(await store.health.untold()).toMatchObject([{ id: 'c-1', closedMs: nowMs }]);
    await store.health.queueNotices([], ['c-1'], 10);
    expect(await store.health.untold()).toEqual([]);
    expect(await store.health.closedConditions(0, 10)).toHaveLength(1);
    await store.health.saveConditions({ ...nothing, opened: [{ ...condition, id: 'c-2' }] }, 'a');
    expect(await store.health.openConditions()).toHaveLength(1);
  });

  test('notices wait on disk, are tried again when they are due, and the oldest are let go where too many wait', async () => {
    const { store } = await fresh();
    const notices = [1, 2, 3].map((n) => ({ id: `n-${n}`, channel: 'mail', body: `${n}`, createdMs: nowMs + n }));
    await store.health.queueNotices(notices, [], 2);
    const due = await store.health.dueNotices(nowMs + 10, 10);
    expect(due.map(({ id }) => id)).toEqual(['n-2', 'n-3']);
    await store.health.settleNotice(due[0]!, { state: 'waiting', dueMs: nowMs + 5000 }, 'status-500');
    await store.health.settleNotice(due[1]!, { state: 'sent' });
    expect(await store.health.dueNotices(nowMs + 10, 10)).toEqual([]);
    expect(await store.health.dueNotices(nowMs + 5000, 10)).toMatchObject([{ id: 'n-2', tries: 1 }]);
  });

  test('what an operator sets aside counts until its time', async () => {
    const { store } = await fresh();
    const shelf = {
      gateway: 'gw-1',
      kind: 'offline',
      subject: '',
      untilMs: nowMs + 1000,
      by: 'duty-1',
      why: 'works',
      atMs: nowMs,
    };
    await store.health.setShelf(shelf, { ...act, deed: 'condition.shelve' });
    expect(await store.health.shelves(nowMs)).toEqual([shelf]);
    expect(await store.health.shelves(nowMs + 1000)).toEqual([]);
    await store.health.endShelf(shelf, { ...act, deed: 'condition.unshelve' });
    expect(await store.health.shelves(nowMs)).toEqual([]);
  });
});
