import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SiteCore } from '../../../gateway/compose/site-core.ts';
import type { RoomDecision } from '../../../gateway/compose/storage/decide-room.ts';
import { createDiskWatch } from '../../../gateway/compose/storage/disk-watch.ts';
import { shedClasses } from '../../../gateway/compose/storage/shed-classes.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import type { Ledger } from '../../../gateway/ledger/ledger.ts';
import { openBurningCore } from '../../fixtures/burning-core.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { canMount, mountSmallDisk } from '../../fixtures/small-disk.ts';

const hour = 3_600_000;
const kibibyte = 1024;
const megabytes = (count: number) => new Uint8Array(count * 1024 * kibibyte).fill(7);
const cloud = { url: 'http://127.0.0.1:9', token: 'a-token-of-this-gateway-0001' };
/** Later than it is, by as much as a test says. */
const skippingClock = () => {
  const clock = {
    skippedMs: 0,
    wallMs: systemClock.wallMs,
    monotonicMs: (): number => systemClock.monotonicMs() + clock.skippedMs,
  };
  return clock;
};

function queue({ store, outbox }: SiteCore, count: number): void {
  store.transaction(() => {
    for (const lane of ['alarm', 'event'] as const)
      for (let n = 0; n < count; n += 1)
        outbox.append({ lane, type: 'ringward.alarm.raised', atMs: systemClock.wallMs() - 2 * hour, data: {} });
  });
}

const saidIn = ({ ledger }: SiteCore) =>
  ledger
    .find({ action: 'storage.shed', limit: 9 })
    .map(({ subject, detail }) => [subject, detail?.count])
    .toReversed();

const roomy: RoomDecision = {
  ...{ isLow: false, isShort: false, giveUp: false, make: false },
  ...{ lackBytes: 0, shortBytes: 0 },
};

/** A watch that believes of the disk what the test says, and whose ledger can refuse. */
function openWatch() {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-watch-'));
  const core = openBurningCore(dir, quietLog, { cloud });
  const clock = skippingClock();
  const facts = { room: roomy, refuses: false };
  const append: Ledger['append'] = (entry) => {
    if (facts.refuses) throw new Error('no room for it');
    return core.ledger.append(entry);
  };
  const room = { ...core.storage.room, look: () => facts.room };
  const watched = { ...core, ledger: { ...core.ledger, append }, storage: { ...core.storage, room } };
  const watch = createDiskWatch({ core: watched, gateway: 'gw-1', clock, log: quietLog });
  onTestFinished(async () => {
    await watch.close();
    await core.evidence.close();
    core.store.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return { core, clock, facts, watch };
}

test.skipIf(!canMount())(
  'on a full disk what is least important goes first, the rest only while it is short; it is counted and stands in the ledger; alarms stay, and one more is raised',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ringward-watch-'));
    const disk = mountSmallDisk(dir, 64);
    const core = openBurningCore(dir, quietLog, { cloud });
    const clock = skippingClock();
    const watch = createDiskWatch({ core, gateway: 'gw-1', clock, log: quietLog });
    const aside = join(dir, 'quarantine', 'old');
    const ballast = join(dir, 'ballast');
    const shed = () => watch.view().shed?.map((each) => each.class);
    try {
      mkdirSync(aside, { recursive: true });
      writeFileSync(join(aside, 'site.db'), megabytes(5));
      writeFileSync(join(aside, 'salvage.json'), '{}');
      writeFileSync(ballast, megabytes(2));
      await core.evidence.keepPicture('a1', 'gate', systemClock.wallMs(), megabytes(2));
      queue(core, 40);
      disk.fill();
      watch.check();
      await expect.poll(shed, { timeout: 20_000 }).toEqual(['quarantine', 'evidence']);
      expect(existsSync(aside)).toBe(false);
      expect(core.evidence.of('a1').hasPicture).toBe(false);
      watch.check();
      expect(core.alarms.book.open().map(({ type, active }) => [type, active])).toEqual([['storage-full', true]]);
      // still low, but no longer short
      clock.skippedMs += 11_000;
      watch.check();
      await core.evidence.sweep();
      expect([shed(), core.outbox.waiting('event')]).toEqual([['quarantine', 'evidence'], 40]);
      disk.fill();
      rmSync(ballast);
      const again = () => {
        clock.skippedMs += 11_000;
        watch.check();
        return shed();
      };
      await expect.poll(again, { timeout: 20_000 }).toEqual(['quarantine', 'evidence', 'outbox-events']);
      expect(core.outbox.waiting('alarm')).toBeGreaterThanOrEqual(40);
      expect(core.outbox.waiting('event')).toBe(0);
      expect(await core.metrics.text()).toMatch(/ringward_storage_shed_total\{class="outbox-events"\} 40/);
      disk.free();
      watch.check();
      expect(core.alarms.book.open().filter(({ active }) => active)).toEqual([]);
      await watch.close();
      expect(saidIn(core)).toEqual([
        ['quarantine', 1],
        ['outbox-events', 40],
      ]);
    } finally {
      await watch.close();
      await core.evidence.close();
      core.store.close();
      disk.remove();
      rmSync(dir, { recursive: true, force: true });
    }
  },
  60_000,
);

test('what was shed stands in the ledger once that takes it, and before the gateway stops', async () => {
  const { core, clock, facts, watch } = openWatch();
  facts.room = { ...roomy, isLow: true, isShort: true, shortBytes: 1_000_000 };
  const goneOf = (total: number) => {
    clock.skippedMs += 11_000;
    watch.check();
    return watch.view().shed?.some(({ count }) => count === total);
  };
  facts.refuses = true;
  queue(core, 8);
  await expect.poll(() => goneOf(8)).toBe(true);
  watch.check();
  expect(saidIn(core)).toEqual([]);
  facts.refuses = false;
  watch.check();
  expect(saidIn(core)).toEqual([['outbox-events', 8]]);
  queue(core, 5);
  await expect.poll(() => goneOf(13)).toBe(true);
  watch.check();
  expect(saidIn(core)).toHaveLength(1);
  await watch.close();
  expect(saidIn(core)).toEqual([
    ['outbox-events', 8],
    ['outbox-events', 5],
  ]);
});

test('spare pages go back to a disk that is low, a few at a time, and stay where there is room or next to none', () => {
  const { core, facts, watch } = openWatch();
  core.store.prepare('CREATE TABLE heap (bytes BLOB)').run();
  core.store.prepare('INSERT INTO heap VALUES (zeroblob(4000000))').run();
  core.store.prepare('DELETE FROM heap').run();
  const givenBack = (room: Partial<RoomDecision>) => {
    facts.room = { ...roomy, ...room };
    const before = core.store.spareBytes();
    watch.check();
    return (before - core.store.spareBytes()) / kibibyte;
  };
  expect(core.store.spareBytes()).toBeGreaterThan(3_000_000);
  expect(givenBack({})).toBe(0);
  // the alarm that it raises takes some of them
  expect(givenBack({ isLow: true, isShort: true })).toBeLessThan(200);
  expect(givenBack({ isLow: true, isShort: true })).toBe(0);
  expect(givenBack({ isLow: true })).toBe(256);
});

test('by its age nothing that waits for the cloud is given up while the clock cannot be believed', async () => {
  const { core, clock } = openWatch();
  queue(core, 3);
  const facts = { known: false };
  const trust = { ...core.trust, known: () => facts.known };
  const events = shedClasses({ ...core, clock, trust }).find(({ name }) => name === 'outbox-events')!;
  expect(await events.shed(1_000_000)).toEqual({ count: 0, bytes: 0 });
  facts.known = true;
  expect(await events.shed(1_000_000)).toMatchObject({ count: 3 });
});
