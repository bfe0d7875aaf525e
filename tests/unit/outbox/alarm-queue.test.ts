import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { salvageInto } from '../../../gateway/kernel/sqlite-salvage.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import {
  beginNewEpoch,
  createOutbox,
  type Outbox,
  type QueuedEvent,
  type Unreadable,
} from '../../../gateway/outbox/sqlite-outbox.ts';

const identity = { site: 'linden', gateway: 'gw-1', bootId: 'b', hasCloud: true };
let folder: string;
let store: Store;
let outbox: Outbox;
let n = 0;

const file = () => join(folder, 'site.db');
function open(from = file()): void {
  store = openStore(from);
  outbox = createOutbox(store, identity, () => {});
}
beforeEach(() => {
  n = 0;
  folder = mkdtempSync(join(tmpdir(), 'ringward-alarm-queue-'));
  open();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const dataOf = ({ event }: QueuedEvent) => event.data as { alarm: string; step: string };
const tell = (alarm: string, priority: number, step = 'raised') =>
  store.transaction(() => {
    n += 1;
    const data = { alarm, priority, step };
    outbox.append({ lane: 'alarm', type: 'ringward.alarm.handled', atMs: 1000 * n, data });
  });
/** What goes next, as the sender takes it, and has arrived. */
function send(limit = 100): string[] {
  const batch = outbox.peek('alarm', limit);
  for (const { seq, event } of batch) outbox.acknowledge('alarm', seq, event.epoch);
  return batch.map(dataOf).map(({ alarm, step }) => `${alarm} ${step}`);
}
const sendAll = (): string[] => {
  const batch = send();
  return batch.length === 0 ? [] : [...batch, ...sendAll()];
};

test('of a backlog the most urgent goes first, the oldest first within one priority', () => {
  for (const [alarm, priority] of [
    ['d1', 4],
    ['a1', 1],
    ['c1', 3],
    ['d2', 4],
    ['b1', 2],
    ['a2', 1],
  ] as const)
    tell(alarm, priority);
  expect(sendAll()).toEqual(['a1 raised', 'a2 raised', 'b1 raised', 'c1 raised', 'd1 raised', 'd2 raised']);
});

test('an alarm that became more urgent takes all that was said of it before along, and one that became less urgent stays in order', () => {
  tell('calm', 4);
  tell('grows', 4);
  tell('grows', 4, 'acknowledged');
  tell('fades', 1);
  tell('other', 2);
  tell('grows', 1, 'raised-again');
  tell('fades', 3, 'cleared');
  expect(sendAll()).toEqual([
    ...['grows raised', 'grows acknowledged', 'fades raised', 'grows raised-again'],
    ...['other raised', 'fades cleared', 'calm raised'],
  ]);
});

test('an urgent alarm that comes while a backlog is sent goes into the next batch; what was taken for sending before keeps its number', () => {
  for (let index = 0; index < 10; index += 1) tell(`d${index}`, 4);
  const first = outbox.peek('alarm', 4);
  tell('a', 1);
  // the sending failed: the same goes again, under the same numbers, and nothing else gets one
  expect(outbox.peek('alarm', 2)).toEqual(first.slice(0, 2));
  expect(outbox.peek('alarm', 100)).toEqual(first);
  expect(send()).toHaveLength(4);
  expect(send(3)).toEqual(['a raised', 'd4 raised', 'd5 raised']);
});

test('what waits without a number is counted as issued, and its age is told without giving it one', () => {
  tell('d', 4);
  tell('a', 1);
  expect(outbox.progress().alarm).toEqual({ issued: 2, acked: 0 });
  expect(outbox.oldestMs('alarm')).toBe(1000);
  expect(outbox.oldestMs('event')).toBeUndefined();
  expect(send(1)).toEqual(['a raised']);
  expect(outbox.progress().alarm).toEqual({ issued: 2, acked: 1 });
  expect([outbox.waiting('alarm'), outbox.oldestMs('alarm')]).toEqual([1, 1000]);
  // a cloud that acknowledges what it was never sent takes nothing away
  outbox.acknowledge('alarm', 99);
  expect(send()).toEqual(['d raised']);
});

test('a backlog that an earlier version has numbered goes first and as it is', () => {
  tell('old-1', 4);
  tell('old-2', 4);
  const numbered = outbox.peek('alarm', 10);
  store.prepare('DROP TABLE outbox_alarms').run();
  store.prepare("UPDATE rooms SET version = 2 WHERE room = 'outbox'").run();
  store.close();
  open();
  tell('new', 1);
  expect(outbox.progress().alarm).toEqual({ issued: 3, acked: 0 });
  expect(outbox.peek('alarm', 10)).toEqual(numbered);
  expect(sendAll()).toEqual(['old-1 raised', 'old-2 raised', 'new raised']);
});

test('after a restore what had a number keeps it, the rest is counted in the new epoch, and none is lost', () => {
  tell('sent', 4);
  const [numbered] = outbox.peek('alarm', 1);
  tell('kept', 3);
  tell('urgent', 1);
  store.close();
  store = openStore(file());
  beginNewEpoch(store);
  outbox = createOutbox(store, identity, () => {});
  expect(outbox.epoch).not.toBe(numbered!.event.epoch);
  expect(outbox.progress().alarm).toEqual({ issued: 2, acked: 0 });
  expect(outbox.waiting('alarm')).toBe(3);
  expect(outbox.peek('alarm', 10)).toEqual([numbered]);
  expect(send()).toEqual(['sent raised']);
  const rest = outbox.peek('alarm', 10);
  expect(rest.map((each) => [each.event.id, dataOf(each).alarm])).toEqual([
    [`gw-1/${outbox.epoch}/alarm/1`, 'urgent'],
    [`gw-1/${outbox.epoch}/alarm/2`, 'kept'],
  ]);
});

test('of a damaged database what waited without a number is taken over and sent in the new epoch', () => {
  tell('sent', 4);
  const [numbered] = outbox.peek('alarm', 1);
  tell('kept', 3);
  tell('urgent', 1);
  const { epoch } = outbox;
  store.close();
  const leaveOut = ['outbox_lanes', 'outbox_epoch', 'outbox_open_day'];
  const mended = join(folder, 'mended.db');
  expect(salvageInto(file(), mended, leaveOut)).toMatchObject({ damaged: [] });
  open(mended);
  expect(outbox.epoch).not.toBe(epoch);
  expect(outbox.waiting('alarm')).toBe(3);
  expect(outbox.peek('alarm', 10)).toEqual([numbered]);
  expect(sendAll()).toEqual(['sent raised', 'urgent raised', 'kept raised']);
});

test('what was damaged on the disk is given up and told, and holds up nothing behind it', () => {
  const lost: Unreadable[] = [];
  const damage = (table: string, which: string) =>
    store.prepare(`UPDATE ${table} SET event = 'x' || substr(event, 2) WHERE ${which}`).run();
  outbox = createOutbox(store, identity, () => {}, { unreadable: (event) => lost.push(event) });
  for (const name of ['a', 'b', 'c', 'd']) tell(name, 2);
  damage('outbox_alarms', 'n = 2');
  // numbered: a 1, c 2, d 3
  outbox.peek('alarm', 10);
  damage('outbox', 'seq = 2');
  expect(sendAll()).toEqual(['a raised', 'd raised']);
  expect(lost).toEqual([{ lane: 'alarm' }, { lane: 'alarm', seq: 2 }]);
  expect(outbox.waiting('alarm')).toBe(0);
});

test('nor does what waited when a backup was made, nor the last of a lane', () => {
  const lost: Unreadable[] = [];
  for (const name of ['a', 'b']) tell(name, 2);
  outbox.peek('alarm', 10);
  beginNewEpoch(store);
  outbox = createOutbox(store, identity, () => {}, { unreadable: (event) => lost.push(event) });
  store.prepare("UPDATE outbox_before SET event = '' WHERE seq = 1").run();
  tell('c', 2);
  expect(send()).toEqual(['b raised']);
  expect(outbox.peek('alarm', 10)).toHaveLength(1);
  store.prepare("UPDATE outbox SET event = ''").run();
  expect(sendAll()).toEqual([]);
  expect(lost).toEqual([
    { lane: 'alarm', seq: 1 },
    { lane: 'alarm', seq: 1 },
  ]);
  expect(outbox.progress().alarm).toEqual({ issued: 1, acked: 1 });
});
