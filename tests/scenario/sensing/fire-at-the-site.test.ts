import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SiteCore } from '../../../gateway/compose/site-core.ts';
import { openBurningCore, say } from '../../fixtures/burning-core.ts';
import { quietLog } from '../../fixtures/quiet.ts';

let dir: string;
let core: SiteCore | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-burning-'));
});
afterEach(async () => {
  await core?.evidence.close();
  core?.store.close();
  core = undefined;
  rmSync(dir, { recursive: true, force: true });
});

const open = () => {
  core = openBurningCore(dir, quietLog);
  return core;
};
const standing = ({ access }: SiteCore) =>
  access.modes.list().standing.map(({ order }) => (order.kind === 'evacuate' ? order.zones : order.kind));

test('a gateway that is killed the moment a fire is on disk has evacuated its zones', async () => {
  const program = new URL('../../fixtures/killed-in-a-fire.ts', import.meta.url).pathname;
  const [, signal] = await once(fork(program, [dir], { stdio: 'inherit' }), 'exit');
  expect(signal).toBe('SIGKILL');
  const back = open();
  expect(back.alarms.book.list({ open: true, limit: 9 }).map(({ type }) => type)).toContain('fire');
  expect(standing(back)).toEqual([['b1']]);
});

test('a fire whose zones could not be evacuated stands all the same, and they are a second later', async () => {
  const burning = open();
  const { prepare } = burning.store;
  prepare("CREATE TRIGGER full BEFORE INSERT ON site_modes BEGIN SELECT RAISE(ABORT, 'the disk is full'); END").run();
  await say(burning, 'smoke-1', 'smoke-detected');
  await say(burning, 'smoke-2', 'smoke-detected');
  burning.sensing.check();
  expect(burning.alarms.book.list({ open: true, limit: 9 }).map(({ type }) => type)).toContain('fire');
  expect(standing(burning)).toEqual([]);
  prepare('DROP TRIGGER full').run();
  burning.sensing.check();
  expect(standing(burning)).toEqual([['b1']]);
});

test('a fire that was closed as nuisance is on the list again with the next detector, though its own is out of service', async () => {
  const burning = open();
  const { alarms, alarmDesk } = burning;
  const listed = () => alarms.book.list({ open: true, limit: 9 }).map(({ type, source }) => `${type} ${source}`);
  await say(burning, 'smoke-1', 'smoke-detected');
  await say(burning, 'smoke-2', 'smoke-detected');
  const { id } = alarms.book.list({ open: true, limit: 9 }).find(({ type }) => type === 'fire')!;
  alarmDesk.takeOutOfService({ source: 'smoke-2', untilMs: Date.now() + 3_600_000, reason: 'it drips' }, 'wang');
  expect(listed()).toEqual(['smoke smoke-1', 'fire smoke-2']);
  const by = { kind: 'user', id: 'wang' } as const;
  const act = (deed: Parameters<typeof alarmDesk.act>[1]) =>
    alarmDesk.act(id, deed, by, 'steam', { shelveUrgent: false });
  act({ kind: 'acknowledge' });
  act({ kind: 'verify', verdict: 'false' });
  expect(act({ kind: 'close', disposition: 'nuisance' })).toMatchObject({ kind: 'done' });
  await say(burning, 'smoke-1', 'smoke-detected', 2);
  expect(listed()).toEqual(['smoke smoke-1']);
  await say(burning, 'smoke-3', 'smoke-detected');
  expect(listed()).toEqual(['smoke smoke-1', 'fire smoke-2', 'smoke smoke-3']);
});

test('whoever ends the evacuation for a fire is not overruled by it, in this run or the next, but by one more detector', async () => {
  const burning = open();
  await say(burning, 'smoke-1', 'smoke-detected');
  await say(burning, 'smoke-2', 'smoke-detected');
  const [mode] = burning.access.modes.list().standing;
  expect(burning.access.modes.end(mode!.id, 'wang', 'burnt toast')).toBe(true);
  await say(burning, 'smoke-2', 'smoke-detected', 2);
  burning.sensing.check();
  expect(standing(burning)).toEqual([]);
  await burning.evidence.close();
  burning.store.close();
  const back = open();
  back.sensing.check();
  expect(back.sensing.fireStands()).toBe(true);
  expect(standing(back)).toEqual([]);
  await say(back, 'smoke-1', 'smoke-reset', 2);
  await say(back, 'smoke-1', 'smoke-detected', 3);
  expect(standing(back)).toEqual([['b1']]);
});
