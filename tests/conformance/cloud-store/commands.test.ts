import { expect, test } from 'vitest';
import type { CommandRow, Signed } from '../../../cloud/command/command-store.ts';
import { readBatch } from '../../../cloud/intake/read-batch.ts';
import type { CloudStore } from '../../../cloud/store/store.ts';
import type { CommandRecord, CommandWhat } from '../../../devices/contracts/command.ts';
import { readDownlinkMessage } from '../../../devices/contracts/downlink.ts';
import type { SiteEvent } from '../../../devices/contracts/site-events.ts';
import { onEveryEngine } from './store-engines.ts';
import { nowMs } from './store-works.ts';

const ann: Signed = { id: 'op-ann', sign: 'duty-3' };
const ben: Signed = { id: 'op-ben', sign: 'lead-1' };
const minuteMs = 60_000;
const door: CommandWhat = { kind: 'open-door', door: 'gate' };

async function ask(store: CloudStore, what: CommandWhat, atMs = nowMs, gateway = 'gw-1'): Promise<CommandRow> {
  const asked = await store.commands.ask({ gateway, what, why: 'resident locked out', by: ann }, atMs);
  if (asked.kind !== 'done') throw new Error(asked.why);
  return asked.command;
}
const queued = async (store: CloudStore, gateway = 'gw-1') =>
  (await store.downlinkAfter(gateway, 0, 1000)).map(({ body }) => {
    const seen = readDownlinkMessage(body);
    if (!seen.ok || seen.value.read !== 'message' || seen.value.message.kind !== 'command.asked') throw new Error(body);
    return seen.value.message;
  });
const stateOf = async (store: CloudStore, id: string, atMs = nowMs) => (await store.commands.one(id, atMs))?.state;
/** A gateway's word, as its batch brings it. */
async function tell(store: CloudStore, record: Omit<CommandRecord, 'atMs'>, first = 1, gateway = 'gw-1') {
  const full: CommandRecord = { ...record, atMs: nowMs };
  const event: SiteEvent = {
    specversion: '1.0',
    source: `/sites/linden/gateways/${gateway}`,
    type: 'ringward.command.done',
    id: `${gateway}/epoch0001/alarm/${first}`,
    time: new Date(nowMs).toISOString(),
    datacontenttype: 'application/json',
    epoch: 'epoch0001',
    lane: 'alarm',
    sequence: String(first),
    bootid: 'b',
    replayed: false,
    data: full,
  };
  const batch = readBatch({ gateway, epoch: 'epoch0001', lane: 'alarm', first, events: [event] }, { gateway });
  expect(batch.events[0]).toMatchObject({ kind: 'event', effect: { kind: 'command', record: full } });
  await store.commit([{ kind: 'batch', batch }], nowMs + 1);
}

onEveryEngine((engine) => {
  test('a door waits for a second operator; nobody approves his own, and only then the gateway hears of it', async () => {
    const store = await engine.open(await engine.place());
    const asked = await ask(store, door);
    expect(asked.state).toBe('asked');
    expect(await queued(store)).toEqual([]);
    expect(await store.commands.decide(asked.id, 'approve', ann, nowMs)).toEqual({
      kind: 'refused',
      why: 'command-own',
    });
    const approved = await store.commands.decide(asked.id, 'approve', ben, nowMs + 5000);
    expect(approved).toMatchObject({ kind: 'done', command: { state: 'sent', decided: { sign: 'lead-1' } } });
    const [message] = await queued(store);
    expect(message).toMatchObject({
      ...{ command: asked.id, what: door, by: { asked: 'duty-3', approved: 'lead-1' } },
      expiresAtMs: nowMs + 5000 + minuteMs,
    });
    expect(await store.commands.decide(asked.id, 'approve', ben, nowMs)).toMatchObject({ why: 'command-decided' });
    expect(await queued(store)).toHaveLength(1);
    const deeds = (await store.auditLog.read({ limit: 10 })).map(({ deed, by, subject }) => [deed, by, subject]);
    const subject = `open-door/${asked.id}`;
    expect(deeds).toEqual([
      ['command.approve', 'lead-1', subject],
      ['command.ask', 'duty-3', subject],
    ]);
  });

  test('what is approved too late, declined or taken back is never sent', async () => {
    const store = await engine.open(await engine.place());
    const late = await ask(store, door);
    const { decide } = store.commands;
    expect(await decide(late.id, 'approve', ben, nowMs + 11 * minuteMs)).toMatchObject({ why: 'command-expired' });
    expect(await store.commands.sweep(nowMs + 11 * minuteMs)).toEqual({ expired: 1, deleted: 0 });
    expect(await store.commands.one(late.id, nowMs)).toMatchObject({ state: 'expired', code: 'not-approved' });
    const declined = await ask(store, door);
    expect(await decide(declined.id, 'decline', ann, nowMs)).toMatchObject({ why: 'command-own' });
    await decide(declined.id, 'decline', ben, nowMs);
    const back = await ask(store, door);
    await decide(back.id, 'withdraw', ann, nowMs);
    for (const [{ id }, state] of [
      [declined, 'declined'],
      [back, 'withdrawn'],
    ] as const) {
      expect(await stateOf(store, id)).toBe(state);
      expect(await decide(id, 'approve', ben, nowMs)).toMatchObject({ why: 'command-decided' });
    }
    expect(await queued(store)).toEqual([]);
  });

  test('leave to open a door is given once, within its time, to its gateway only, and not after it was taken back', async () => {
    const store = await engine.open(await engine.place());
    const send = async () => {
      const { id } = await ask(store, door);
      await store.commands.decide(id, 'approve', ben, nowMs);
      return id;
    };
    const { begin, decide } = store.commands;
    const id = await send();
    expect(await begin('gw-2', id, nowMs)).toMatchObject({ leave: 'no', why: 'unknown' });
    const both = await Promise.all([begin('gw-1', id, nowMs + 1), begin('gw-1', id, nowMs + 1)]);
    expect(both.map(({ leave }) => leave).sort()).toEqual(['go', 'no']);
    expect(await decide(id, 'withdraw', ann, nowMs)).toMatchObject({ why: 'command-decided' });
    const late = await send();
    expect(await begin('gw-1', late, nowMs + minuteMs + 1)).toMatchObject({ leave: 'no', why: 'expired' });
    const back = await send();
    await decide(back, 'withdraw', ann, nowMs);
    expect(await begin('gw-1', back, nowMs)).toMatchObject({ leave: 'no', why: 'withdrawn' });
  });

  test('what became of a command comes with the gateway’s events and is kept as it first was said', async () => {
    const store = await engine.open(await engine.place());
    const { id } = await ask(store, { kind: 'restart' });
    await store.commands.begin('gw-1', id, nowMs);
    await tell(store, { command: id, kind: 'restart', outcome: 'done' }, 1, 'gw-2');
    expect(await stateOf(store, id)).toBe('begun');
    await tell(store, { command: id, kind: 'restart', outcome: 'refused', code: 'restarted-lately' });
    expect(await store.commands.one(id, nowMs)).toMatchObject({ state: 'refused', code: 'restarted-lately' });
    await tell(store, { command: id, kind: 'restart', outcome: 'done' }, 2);
    expect(await stateOf(store, id)).toBe('refused');
  });

  test('a result is there whole until its time, and then nowhere any more', async () => {
    const store = await engine.open(await engine.place());
    const { commands } = store;
    const { id } = await ask(store, { kind: 'snapshot', camera: 'cam-gate' });
    const result = { bytes: 6, sha256: 'a'.repeat(64) };
    const early = { command: id, upload: 'early' };
    await commands.keepPart(early, 0, Buffer.from('no'), nowMs);
    expect(await commands.keepResult(early, result, nowMs)).toBe(false);
    expect(await commands.part(early, 0)).toBeUndefined();
    await commands.begin('gw-1', id, nowMs);
    const place = { command: id, upload: 'first' };
    await commands.keepPart(place, 0, Buffer.from([0, 255, 1]), nowMs);
    await commands.keepPart(place, 1, Buffer.from('end'), nowMs);
    expect(await commands.keepResult(place, result, nowMs)).toBe(true);
    expect(await commands.part(place, 0)).toEqual(Buffer.from([0, 255, 1]));
    expect((await commands.part(place, 1))?.toString()).toBe('end');
    expect(await commands.part(place, 2)).toBeUndefined();
    const after = nowMs + 25 * 60 * minuteMs;
    expect((await commands.one(id, after))?.result).toMatchObject({ upload: null, bytes: 6 });
    expect(await commands.sweep(after)).toMatchObject({ deleted: 1 });
    expect(await commands.part(place, 0)).toBeUndefined();
  });

  test('a gateway has no more than fifty that wait, and lists are of what an operator may see', async () => {
    const store = await engine.open(await engine.place());
    for (let n = 0; n < 50; n += 1) await ask(store, { kind: 'diagnostics' });
    const one = { gateway: 'gw-1', what: { kind: 'diagnostics' }, why: 'again', by: ann } as const;
    expect(await store.commands.ask(one, nowMs)).toEqual({ kind: 'refused', why: 'commands-full' });
    expect((await store.commands.ask(one, nowMs + 11 * minuteMs)).kind).toBe('done');
    await ask(store, door, nowMs, 'gw-2');
    const { list } = store.commands;
    expect((await list({ within: ['gw-2', 'gw-3'], limit: 100 }, nowMs)).map(({ gateway }) => gateway)).toEqual([
      'gw-2',
    ]);
    expect(await list({ state: 'asked', limit: 100 }, nowMs)).toHaveLength(1);
    expect(await list({ state: 'asked', limit: 100 }, nowMs + 20 * minuteMs)).toEqual([]);
    expect(await list({ gateway: 'gw-1', within: [], limit: 100 }, nowMs)).toEqual([]);
  });

  test('what a site permits stands as its gateway told it last, and a live view brings nothing to keep', async () => {
    const store = await engine.open(await engine.place());
    const { commands } = store;
    expect(await commands.permits('gw-1')).toBeUndefined();
    const hall = { id: 'hall', name: { zh: '大堂', en: 'Hall' }, snapshot: false, live: true };
    await commands.setPermits('gw-1', { liveMinutes: 5, cameras: [], doors: [] }, nowMs);
    await commands.setPermits('gw-1', { liveMinutes: 9, cameras: [hall], doors: [] }, nowMs + 1);
    expect(await commands.permits('gw-1')).toEqual({
      receivedMs: nowMs + 1,
      permits: { liveMinutes: 9, cameras: [hall], doors: [] },
    });
    const { id, state } = await ask(store, { kind: 'live-view', camera: 'hall' });
    expect(state).toBe('sent');
    expect((await commands.begin('gw-1', id, nowMs)).leave).toBe('go');
    expect(await commands.begin('gw-1', id, nowMs)).toMatchObject({ leave: 'no', why: 'begun' });
    await tell(store, { command: id, kind: 'live-view', outcome: 'done', code: 'ended-by-guard' });
    expect(await commands.one(id, nowMs)).toMatchObject({ state: 'done', code: 'ended-by-guard', result: null });
  });
});
