import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FirmwareOrder } from '../../../devices/contracts/firmware.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { createFirmwareDesk, type FirmwareDesk } from '../../../gateway/update/firmware-desk.ts';
import { createFirmwareTarget } from '../../../gateway/update/firmware-target.ts';
import { freshSlot, takeUp } from '../../../gateway/update/kept-slot.ts';
import type { UpdateJob } from '../../../gateway/update/update-target.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { makeSigner, manifestOf, signAll } from '../../fixtures/signed-release.ts';

const bytes = Buffer.from('a program');
const manifest = manifestOf(bytes, { kind: 'firmware', name: 'card-reader', serial: 4 });
const assignment = { attempt: 'attempt-1', release: signAll(manifest, [makeSigner('anna')]), healthS: 1 };
let folder: string;
let desk: FirmwareDesk;
let sent: FirmwareOrder[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-readers-'));
  desk = createFirmwareDesk({ log: quietLog, metrics: createMetrics() });
  sent = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(count: number) {
  const own = Array.from({ length: count }, (_, index) => `reader-${index}`);
  return createFirmwareTarget({
    ...{ folder, name: 'card-reader', desk, clock: fakeClock(), log: quietLog, metrics: createMetrics() },
    devices: {
      ...{ ofKind: () => own, isMember: () => true, session: () => 'session-1', hindrance: () => undefined },
      send: (_, order) => void sent.push(order),
      planned() {},
    },
  });
}
function job(signal: AbortSignal, devices?: string[]): UpdateJob {
  const named = { ...assignment, ...(devices && { devices }) };
  const slot = takeUp(freshSlot('firmware', 'card-reader', { version: '-', serial: 0 }), named, manifest, 1);
  return {
    ...{ attempt: slot.attempt!, artefact: '', running: slot.running, signal },
    ...{ save() {}, tell() {}, isOutOfTime: () => false },
  };
}

test('of more devices than a record holds, those that get it have to be named', async () => {
  const target = open(1001);
  expect(target.refuse(manifest, assignment)).toMatchObject({
    ...{ code: 'not-for-this-box', message: 'there are 1001 card-reader: name at most 1000 of them' },
  });
  expect(target.refuse(manifest, { ...assignment, devices: ['reader-1000'] })).toBeUndefined();
  expect(open(1000).refuse(manifest, assignment)).toBeUndefined();
  // more were put up since it was taken
  await expect(target.apply(job(new AbortController().signal))).rejects.toMatchObject({ code: 'not-for-this-box' });
});

test('an artefact that is gone takes nobody else’s turn', async () => {
  const target = open(1);
  await expect(target.apply(job(new AbortController().signal))).rejects.toMatchObject({ code: 'ENOENT' });
  writeFileSync(join(folder, `${manifest.artefact.sha256}.bin`), bytes);
  const stopping = new AbortController();
  const applying = target.apply(job(stopping.signal));
  const ended = expect(applying).rejects.toThrow('the gateway stops');
  await expect.poll(() => sent.map((order) => order.do)).toEqual(['install']);
  stopping.abort(new Error('the gateway stops'));
  await ended;
});

test('a turn that was waited for leaves nothing behind at the signal', async () => {
  const { signal } = new AbortController();
  const listening = new Set<unknown>();
  const watched = new Proxy(signal, {
    get(target, name) {
      if (name === 'addEventListener') return (_: string, listener: unknown) => listening.add(listener);
      if (name === 'removeEventListener') return (_: string, listener: unknown) => listening.delete(listener);
      return Reflect.get(target, name, target);
    },
  });
  const free = await desk.turn(watched);
  expect(listening.size).toBe(0);
  free();
});
