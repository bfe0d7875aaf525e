import { expect, test } from 'vitest';
import type { Settlement } from '../../../cloud/exports/exports-store.ts';
import type { ArrivedEvent, ShareRow } from '../../../cloud/exports/share.ts';
import { deedOf } from '../../../cloud/exports/share-deed.ts';
import { approver, asker, beganMs, keepRunning, shareRow } from '../../fixtures/shares.ts';
import { onEveryEngine } from './store-engines.ts';
import { alarmWork, nowMs, workAt } from './store-works.ts';

const alarmOf = ({ event }: ArrivedEvent) => (event.data as { alarm?: string }).alarm;
const types = ['ringward.alarm.raised'];
const end = (row: ShareRow, basis: number) => {
  const deed = deedOf(row, 'end', asker, beganMs + 9, 'not needed');
  return { share: row.share, basis, state: 'ended', why: 'by-operator', deed } as const;
};

onEveryEngine((engine) => {
  test('a share is kept as it was asked for, each step of it stands in the audit log, and its end forgets its keys', async () => {
    const { exports, ...store } = await engine.open(await engine.place());
    const row = shareRow('a1', { selection: { kinds: ['alarms', 'modes'], gateways: ['gw-1'] } });
    await keepRunning({ exports }, row);
    const approved = { state: 'approved', approvedSign: 'duty-2', approvedMs: beganMs + 1, revision: 2 };
    expect((await exports.share('a1'))!.row).toEqual({ ...row, ...approved, changedMs: beganMs + 1 });
    expect(await exports.changeShare(end(row, 1))).toBe(false);
    expect(await exports.changeShare(end(row, 2))).toBe(true);
    expect((await exports.share('a1'))!.row).toMatchObject({ state: 'ended', why: 'by-operator', hidden: {} });
    expect((await exports.shareDeeds('a1', 10)).map(({ act, by, why }) => [act, by, why])).toEqual([
      ['end', 'duty-1', 'not needed'],
      ['approve', 'duty-2', null],
      ['ask', 'duty-1', null],
    ]);
    const log = await store.auditLog.read({ gateway: 'gw-1', limit: 10 });
    expect(log.map(({ deed, operator, subject }) => [deed, operator, subject])).toEqual([
      ['share.end', asker.id, 'a1'],
      ['share.approve', approver.id, 'a1'],
      ['share.ask', asker.id, 'a1'],
    ]);
    expect(await exports.shares('open')).toEqual([]);
    expect(await exports.shares('all')).toHaveLength(1);
  });

  test('no more shares than the limit wait or run, and one that ended makes room', async () => {
    const { exports } = await engine.open(await engine.place());
    const ask = (name: string) => {
      const row = shareRow(name);
      return exports.askShare(row, deedOf(row, 'ask', asker, beganMs, null), 2);
    };
    expect([await ask('a1'), await ask('a2'), await ask('a3')]).toEqual([true, true, false]);
    await exports.changeShare(end(shareRow('a1'), 1));
    expect(await ask('a3')).toBe(true);
  });

  test('a share that ran at the time of a backup is paused by the restore', async () => {
    const { exports, settleRestored } = await engine.open(await engine.place());
    await keepRunning({ exports }, shareRow('a1'));
    await settleRestored({ present: undefined, madeAtMs: nowMs }, nowMs + 1);
    expect(await exports.shares('open')).toMatchObject([{ row: { state: 'paused', why: 'restored' } }]);
  });

  test('what arrived before the approval never leaves; what arrived after it comes in order, once its cursor is kept', async () => {
    const { exports, commit } = await engine.open(await engine.place());
    await commit([alarmWork('gw-1', 1, [{ alarm: 'before' }])], nowMs);
    await keepRunning({ exports }, shareRow('a1'));
    await commit([workAt('gw-1', 'event', 1, 20), alarmWork('gw-1', 2, [{ alarm: 'x' }, { alarm: 'y' }])], nowMs + 5);
    await commit([alarmWork('gw-2', 1, [{ alarm: 'z' }])], nowMs + 6);
    expect(await exports.takeShare('a1', 'me', { holder: null, beat: 0 })).toBe(true);
    const work = (await exports.shareWork('a1', 'me', types, 5000))!;
    expect(work.events.map(alarmOf)).toEqual(['x', 'y', 'z']);
    expect(work.reached).toBe(await exports.lastPlace());
    expect(await exports.backlog('a1', types)).toEqual({ events: 3, oldestMs: nowMs + 5 });
    const cursor = work.events[1]!.position;
    const delivery = { share: 'a1', atMs: nowMs, outcome: 'taken', events: 2, tookMs: 3, why: null } as const;
    const aside = { id: 'id-1', place: cursor, why: 'HTTP 400', atMs: nowMs };
    const settlement: Settlement = {
      progress: { ...work.progress, cursor, delivered: 2, lastWhy: 'w' },
      delivery,
      aside,
    };
    expect(await exports.settle('a1', 'me', settlement)).toBe(true);
    const rest = (await exports.shareWork('a1', 'me', types, 5000))!;
    expect(rest.events.map(alarmOf)).toEqual(['z']);
    expect(rest.progress).toMatchObject({ cursor, delivered: 2, lastWhy: 'w', holder: 'me' });
    expect(await exports.deliveries('a1', 5)).toEqual([delivery]);
    const latest = await exports.latestEvents(types, 100_000, 2);
    expect(latest.map(alarmOf)).toEqual(['z', 'y']);
  });

  test('a look over a long order of arrival passes over what is not asked for, window by window', async () => {
    const { exports, commit } = await engine.open(await engine.place());
    await keepRunning({ exports }, shareRow('a1'));
    await commit([workAt('gw-1', 'event', 1, 40)], nowMs);
    await exports.takeShare('a1', 'me', { holder: null, beat: 0 });
    const { events, reached, progress } = (await exports.shareWork('a1', 'me', types, 10))!;
    expect([events, reached]).toEqual([[], progress.cursor + 10]);
  });

  test('of two processes one holds a share: the other gets nothing, keeps nothing, and takes over only a beat that stood still', async () => {
    const { exports } = await engine.open(await engine.place());
    await keepRunning({ exports }, shareRow('a1'));
    const seen = (await exports.share('a1'))!.progress;
    const taken = await Promise.all(['one', 'two'].map((holder) => exports.takeShare('a1', holder, seen)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    const [mine, other] = taken[0] ? ['one', 'two'] : ['two', 'one'];
    const held = (await exports.share('a1'))!.progress;
    expect(held.holder).toBe(mine);
    expect(await exports.shareWork('a1', other!, types, 10)).toBeUndefined();
    expect(await exports.settle('a1', other!, { progress: { ...held, cursor: 999 } })).toBe(false);
    await exports.beatShares(mine!);
    expect(await exports.takeShare('a1', other!, held)).toBe(false);
    expect(await exports.takeShare('a1', other!, (await exports.share('a1'))!.progress)).toBe(true);
    expect(await exports.shareWork('a1', mine!, types, 10)).toBeUndefined();
    await exports.releaseShares(other!);
    expect((await exports.share('a1'))!.progress).toMatchObject({ holder: null, cursor: held.cursor });
  });
});
