import { expect, test } from 'vitest';
import type { RolloutAssignment } from '../../../devices/contracts/rollout.ts';
import {
  findDowngrade,
  freshSlot,
  type KeptSlot,
  move,
  parseKeptSlot,
  takeUp,
} from '../../../gateway/update/kept-slot.ts';
import { makeSigner, manifestOf, signAll } from '../../fixtures/signed-release.ts';

const signer = makeSigner('anna');
const of = (serial: number) => manifestOf(Buffer.from(`release ${serial}`), { serial, version: `1.${serial}` });
const assignment = (attempt: string, serial: number): RolloutAssignment => ({
  ...{ attempt, release: signAll(of(serial), [signer]), healthS: 1 },
});
const committed = (slot: KeptSlot, serial: number) =>
  move(takeUp(slot, assignment(`attempt-${serial}`, serial), of(serial), 1), 'committed', 2);
const installed = freshSlot('gateway', 'gateway', { version: '0.1', serial: 0 });

test('an older release is refused after a newer one was kept, also after going back on purpose to the one before', () => {
  const two = committed(committed(installed, 5), 7);
  expect(two).toMatchObject({ running: { serial: 7 }, before: { serial: 5 }, highest: 7 });
  expect(findDowngrade(two, of(6), false)).toContain('lower');
  expect(findDowngrade(two, of(6), true)).toContain('lower');
  expect(findDowngrade(two, of(5), true)).toBeUndefined();
  const back = committed(two, 5);
  expect(back).toMatchObject({ running: { serial: 5 }, before: { serial: 7 }, highest: 7 });
  expect(findDowngrade(back, of(6), false)).toContain('lower');
  expect([findDowngrade(back, of(7), false), findDowngrade(back, of(8), false)]).toEqual([undefined, undefined]);
});

test('another artefact under a serial that runs here is refused; the same one is nothing new', () => {
  const one = committed(installed, 5);
  const other = manifestOf(Buffer.from('another program'), { serial: 5 });
  expect(findDowngrade(one, other, false)).toContain('another artefact');
  expect(findDowngrade(one, of(5), false)).toBeUndefined();
});

test('what is kept can be read again, in every state, and what was changed by hand is not taken', () => {
  let slot = takeUp(installed, assignment('attempt-1', 1), of(1), 1);
  for (const state of ['downloading', 'verified', 'staged', 'switching', 'confirming', 'rolled-back'] as const) {
    expect(parseKeptSlot(JSON.parse(JSON.stringify(slot)))).toEqual({ ok: true, value: slot });
    slot = move(slot, state, 2, state === 'rolled-back' ? { problem: 'unhealthy', detail: 'x'.repeat(900) } : {});
  }
  expect(slot).toMatchObject({ lastProblem: 'unhealthy', ended: ['attempt-1'], running: installed.running });
  expect(slot.reports.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(parseKeptSlot(JSON.parse(JSON.stringify(slot))).ok).toBe(true);
  expect(parseKeptSlot({ ...slot, highest: -1 }).ok).toBe(false);
});
