import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type DaySeal, sealText } from '../../../devices/contracts/gateway-health.ts';
import { parseDaySeal } from '../../../devices/contracts/site-events.ts';
import { createCameraUptime } from '../../../gateway/compose/camera-uptime.ts';
import { readTemperature } from '../../../gateway/compose/health-facts.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { createDaySeals } from '../../../gateway/outbox/sqlite-day-seals.ts';
import { createOutbox } from '../../../gateway/outbox/sqlite-outbox.ts';

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-facts-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const dayMs = 86_400_000;

function openSeals(folder: string, at: { nowMs: number; known?: boolean }) {
  const store = openStore(join(folder, 'site.db'));
  const identity = { site: 's', gateway: 'gw-1', bootId: 'b', hasCloud: true };
  const outbox = createOutbox(store, identity, () => {});
  const seals = createDaySeals({
    ...{ store, outbox, gateway: 'gw-1', timeZone: 'Asia/Shanghai' },
    clock: { wallMs: () => at.nowMs, monotonicMs: () => at.nowMs },
    clockKnown: () => at.known ?? true,
    ledgerHead: () => ({ seq: 7, hash: 'cd'.repeat(32) }),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  });
  const issue = (count: number) => {
    for (let index = 0; index < count; index += 1)
      store.transaction(() =>
        outbox.append({ lane: 'event', type: 'ringward.access.decided', atMs: at.nowMs, data: {} }),
      );
  };
  const sealed = (): DaySeal[] =>
    outbox.peek('event', 1000).flatMap(({ event }) => {
      if (event.type !== 'ringward.outbox.sealed') return [];
      const parsed = parseDaySeal(event.data);
      if (!parsed.ok) throw new Error(parsed.problem);
      return [parsed.value];
    });
  return { store, outbox, seals, issue, sealed };
}

test('every sequence is in exactly one day, whatever the restarts, and each day is signed', () => {
  const folder = newFolder();
  // 23:30 in Shanghai
  const at = { nowMs: Date.UTC(2026, 8, 20, 15, 30) };
  let gateway = openSeals(folder, at);
  gateway.issue(3);
  gateway.seals.check();
  gateway.issue(2);
  at.nowMs += 3_600_000;
  gateway.store.close();
  gateway = openSeals(folder, at);
  gateway.seals.check();
  gateway.seals.check();
  gateway.issue(4);
  at.nowMs += 3 * dayMs;
  gateway.seals.check();
  const days = gateway.sealed();
  expect(days.map(({ day, from, to }) => [day, from.event, to.event])).toEqual([
    ['2026-09-20', 0, 5],
    ['2026-09-21', 5, 10],
  ]);
  for (const { signature, ...seal } of days) {
    const text = sealText('gw-1', gateway.outbox.epoch, seal);
    expect(verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
  }
  gateway.store.close();
});

test('a clock that is not believed, or that was set back, ends no day', () => {
  const at = { nowMs: Date.UTC(2026, 8, 20, 4), known: true };
  const gateway = openSeals(newFolder(), at);
  gateway.seals.check();
  at.nowMs -= 5 * dayMs;
  gateway.seals.check();
  at.nowMs += 30 * dayMs;
  at.known = false;
  gateway.seals.check();
  expect(gateway.sealed()).toEqual([]);
  gateway.store.close();
});

test('the share of a ring is of the time that was looked at, over 24 h at the most', () => {
  let nowMs = 0;
  const uptime = createCameraUptime({ wallMs: () => nowMs, monotonicMs: () => nowMs });
  const look = (streaming: boolean, seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      nowMs += 1000;
      uptime.look([
        { ring: 1, streaming },
        { ring: 1, streaming: true },
      ]);
    }
  };
  expect(uptime.of(1)).toBeUndefined();
  look(true, 601);
  look(false, 600);
  expect(uptime.of(1)).toEqual({ share: 0.75, overMs: 1_200_000 });
  expect(uptime.of(2)).toBeUndefined();
  // asleep for an hour: nobody looked
  nowMs += 3_600_000;
  look(false, 1);
  expect(uptime.of(1)).toEqual({ share: 0.75, overMs: 1_200_000 });
  look(true, 86_400);
  const { share, overMs } = uptime.of(1)!;
  expect([share, Math.round(overMs / 3_600_000)]).toEqual([1, 24]);
});

test('the warmest zone counts, and a box without any says nothing', () => {
  const folder = newFolder();
  expect(readTemperature(join(folder, 'none'))).toBeUndefined();
  for (const [zone, text] of [
    ['thermal_zone0', '41500\n'],
    ['thermal_zone1', '63250\n'],
    ['thermal_zone2', 'broken'],
    ['cooling_device0', '99000'],
  ] as const) {
    mkdirSync(join(folder, zone));
    writeFileSync(join(folder, zone, 'temp'), text);
  }
  mkdirSync(join(folder, 'thermal_zone3'));
  expect(readTemperature(folder)).toBe(63.25);
});
