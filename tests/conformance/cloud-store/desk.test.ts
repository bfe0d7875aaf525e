import { expect, test } from 'vitest';
import type { AlarmQuery, CloudStore } from '../../../cloud/store/store.ts';
import type { DownlinkMessage } from '../../../devices/contracts/downlink.ts';
import { onEveryEngine } from './store-engines.ts';
import { alarmWork, namesOf, nowMs, workAt } from './store-works.ts';

const ask = (alarm: string, note?: string) => ({
  gateway: 'gw-1',
  alarm,
  by: 'duty-3',
  acknowledge: note === undefined,
  ...(note === undefined ? {} : { note }),
});
const bodiesOf = async (store: CloudStore, after: number) =>
  (await store.downlinkAfter('gw-1', after, 100)).map(({ body }) => JSON.parse(body) as DownlinkMessage);

onEveryEngine((engine) => {
  test('lists of alarms are sorted and paged alike, and each is found by how it stands', async () => {
    const store = await engine.open(await engine.place());
    const raisedAtMs = 1_790_000_000_000;
    const records = Array.from({ length: 12 }, (_, index) => ({
      alarm: `a-${index}`,
      priority: (index % 2 ? 1 : 2) as 1 | 2,
      escalation: (index % 3 === 0 ? 3 : 0) as 0 | 3,
      raisedAtMs: raisedAtMs + (index % 4),
    }));
    await store.commit(
      [
        alarmWork('gw-1', 1, records),
        alarmWork('gw-2', 1, [
          { alarm: 'closed', step: 'closed', state: 'closed', active: false },
          { alarm: 'shelved', hidden: 'shelved' },
          { alarm: 'drill', drill: true, escalation: 3 },
          { alarm: 'taken', state: 'acknowledged', step: 'acknowledged', acknowledgedAtMs: 5, by: 'site' },
        ]),
      ],
      nowMs,
    );
    const page = async (query: Partial<AlarmQuery>) => store.alarms({ order: 'urgency', limit: 5, ...query });
    const met: string[] = [];
    for (let after: AlarmQuery['after']; ; ) {
      const rows = await page({ state: 'open', gateway: 'gw-1', ...(after ? { after } : {}) });
      if (rows.length === 0) break;
      met.push(...namesOf(rows.map(({ alarm }) => alarm)));
      after = rows.at(-1)!.place;
    }
    expect(met).toEqual(['a-9', 'a-3', 'a-0', 'a-6', 'a-1', 'a-5', 'a-7', 'a-11', 'a-4', 'a-8', 'a-2', 'a-10']);
    const named = async (query: Partial<AlarmQuery>) =>
      (await page({ limit: 50, ...query })).map(({ alarm }) => alarm.alarm);
    expect(await named({ state: 'hidden' })).toEqual(['shelved']);
    expect(await named({ state: 'closed' })).toEqual(['closed']);
    expect(await named({ state: 'acknowledged' })).toEqual(['taken']);
    expect(await named({ state: 'duty' })).toEqual(['a-9', 'a-3', 'a-0', 'a-6']);
    expect(await named({ order: 'newest', gateway: 'gw-1', limit: 4 })).toEqual(['a-11', 'a-7', 'a-3', 'a-10']);
    expect(await named({ gateway: 'gw-1', priority: 2, site: 'linden-court', limit: 2 })).toEqual(['a-0', 'a-6']);
    expect(await named({ site: 'maple-court' })).toEqual([]);
    const told = await store.latestEvents('gw-1', 3);
    expect(told.map(({ event }) => Number(event.sequence))).toEqual([12, 11, 10]);
    expect(await store.latestEvents('gw-none', 3)).toEqual([]);
    const { openAlarms } = await store.tallies(0);
    expect(openAlarms.get('gw-1')).toEqual({ 1: 6, 2: 6, 3: 0, 4: 0 });
    expect(openAlarms.get('gw-2')).toEqual({ 1: 1, 2: 0, 3: 0, 4: 0 });
    expect(
      namesOf(
        await store.alarmsOf([
          { gateway: 'gw-2', alarm: 'drill' },
          { gateway: 'gw-9', alarm: 'a-1' },
        ]),
      ),
    ).toEqual(['drill']);
  });

  test('every change of an alarm has a greater revision than any before, whichever process made it', async () => {
    const place = await engine.place();
    const stores = [await engine.open(place), await engine.open(place)];
    let last = 0;
    for (let round = 1; round <= 6; round += 1) {
      const work = alarmWork('gw-1', round * 2 - 1, [{ alarm: 'a-1', count: round }, { alarm: `b-${round}` }]);
      const [result] = await stores[round % 2]!.commit([work], nowMs + round);
      const [moved] = result!.alarms;
      expect(moved).toMatchObject({ alarm: 'a-1', picture: { count: round } });
      expect(moved!.revision).toBeGreaterThan(last);
      expect(await stores[0]!.alarm('gw-1', 'a-1')).toEqual(moved);
      last = result!.alarms[1]!.revision;
      expect(last).not.toBe(moved!.revision);
    }
    expect((await stores[1]!.alarmSteps('gw-1', 'a-1', 3)).map(({ record }) => record.count)).toEqual([4, 5, 6]);
  });

  test('of two operators who take an alarm over at the same time at two processes, one does and the other is told', async () => {
    const place = await engine.place();
    const stores = [await engine.open(place), await engine.open(place)];
    for (let round = 1; round <= 5; round += 1) {
      await stores[0]!.commit([alarmWork('gw-1', round, [{ alarm: `a-${round}` }])], nowMs);
      const results = await Promise.all(stores.map((store) => store.act(ask(`a-${round}`), nowMs)));
      expect(results.map((result) => (result.kind === 'refused' ? result.why : 'done')).sort()).toEqual([
        'already-acknowledged',
        'done',
      ]);
    }
    expect(await stores[1]!.acts({ limit: 10 })).toHaveLength(5);
    const audit = await stores[1]!.audit('gw-1');
    expect(audit.downlink).toEqual({ issued: 5, acked: 0, missing: 0, unsent: 0 });
  });

  test('a message waits until its gateway has heard it, and then the alarm shows it', async () => {
    const store = await engine.open(await engine.place());
    await store.commit([alarmWork('gw-1', 1, [{ alarm: 'a-1' }, { alarm: 'a-2' }])], nowMs);
    expect(await store.act(ask('a-1'), nowMs + 1)).toMatchObject({
      kind: 'done',
      alarm: { ours: { seq: 1, heardMs: null } },
    });
    expect(await store.act(ask('a-2', '已通知'), nowMs + 2)).toMatchObject({ kind: 'done', alarm: { ours: null } });
    expect(await store.act(ask('a-9'), nowMs)).toEqual({ kind: 'refused', why: 'no-alarm' });
    const { epoch, from } = await store.openDownlink('gw-1', undefined);
    expect(from).toBe(0);
    expect(await bodiesOf(store, 0)).toMatchObject([
      { kind: 'alarm.acknowledged', alarm: 'a-1', seq: 1 },
      { kind: 'alarm.noted', note: '已通知', seq: 2 },
    ]);
    expect(await store.downlinkHeard('gw-1', { epoch: 'other000', seq: 1 }, nowMs)).toBeUndefined();
    expect(await store.downlinkHeard('gw-1', { epoch, seq: 3 }, nowMs)).toBeUndefined();
    const heard = await store.downlinkHeard('gw-1', { epoch, seq: 1 }, nowMs + 5);
    expect(heard).toMatchObject([{ alarm: 'a-1', ours: { heardMs: nowMs + 5 } }]);
    expect(await bodiesOf(store, 0)).toMatchObject([{ seq: 2 }]);
    expect(await store.acts({ gateway: 'gw-1', limit: 10 })).toMatchObject([
      { kind: 'noted', heardMs: null },
      { kind: 'acknowledged', heardMs: nowMs + 5 },
    ]);
    expect(await store.openDownlink('gw-1', { epoch, seq: 2 })).toEqual({ epoch, from: 1 });
    expect((await store.openDownlink('gw-1', { epoch, seq: 99 })).epoch).not.toBe(epoch);
  });

  test('notes that operators write at the same time have a place each in the queue', async () => {
    const store = await engine.open(await engine.place());
    await store.commit([alarmWork('gw-1', 1, [{ alarm: 'a-1' }])], nowMs);
    await Promise.all(Array.from({ length: 20 }, (_, index) => store.act(ask('a-1', `${index}`), nowMs)));
    expect(await store.downlinkAfter('gw-1', 0, 100)).toHaveLength(20);
    expect((await store.downlinkAfter('gw-1', 0, 100)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
  });

  test('a token stands for one gateway, and a new one takes its place', async () => {
    const store = await engine.open(await engine.place());
    const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    await store.setToken({ gateway: 'gw-1', site: 'linden' }, first, nowMs);
    await store.setToken({ gateway: 'gw-2' }, second, nowMs);
    expect(await store.ownerOf(first)).toEqual({ gateway: 'gw-1', site: 'linden' });
    await store.setToken({ gateway: 'gw-1' }, Buffer.alloc(32, 3), nowMs);
    expect(await store.ownerOf(first)).toBeUndefined();
    expect(await store.ownerOf(Buffer.alloc(32, 3))).toEqual({ gateway: 'gw-1' });
    expect(await store.tokenGateways()).toEqual(['gw-1', 'gw-2']);
    await expect(store.setToken({ gateway: 'gw-3' }, second, nowMs)).rejects.toThrow();
    expect(await store.ownerOf(second)).toEqual({ gateway: 'gw-2' });
  });

  test('ended sessions are known to every process until they would have expired', async () => {
    const place = await engine.place();
    const [one, other] = [await engine.open(place), await engine.open(place)];
    await one.endSession('s-1', nowMs + 1000);
    await other.endSession('s-1', nowMs + 1000);
    await one.endSession('s-2', nowMs + 5000);
    expect((await other.endedSessions(nowMs)).sort()).toEqual(['s-1', 's-2']);
    expect(await one.endedSessions(nowMs + 1000)).toEqual(['s-2']);
  });

  test('a secret is changed only by whoever saw the one before; all processes have the same', async () => {
    const place = await engine.place();
    const [one, other] = [await engine.open(place), await engine.open(place)];
    expect(await one.secret('session.key')).toBeUndefined();
    expect(await one.swapSecret('session.key', undefined, 'first')).toBe('first');
    expect(await other.swapSecret('session.key', undefined, 'second')).toBe('first');
    expect(await other.swapSecret('session.key', 'first', 'third')).toBe('third');
    expect(await one.secret('session.key')).toBe('third');
  });

  test('the audit of a gateway that lost nothing says so, with what was kept aside', async () => {
    const store = await engine.open(await engine.place());
    await store.commit([workAt('gw-1', 'event', 1, 12)], nowMs);
    const { streams, downlink } = await store.audit('gw-1');
    expect(streams).toEqual([
      {
        ...{
          gateway: 'gw-1',
          epoch: 'epoch0001',
          lane: 'event',
          acked: 12,
          stored: 10,
          quarantined: 2,
          duplicates: 0,
          gaps: 0,
        },
        ...{ missing: 0, missingRanges: [], swept: 0 },
      },
    ]);
    expect(downlink).toEqual({ issued: 0, acked: 0, missing: 0, unsent: 0 });
  });
});
