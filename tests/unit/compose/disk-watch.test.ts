import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDiskWatch } from '../../../gateway/compose/storage/disk-watch.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { openBurningCore } from '../../fixtures/burning-core.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { canMount, mountSmallDisk } from '../../fixtures/small-disk.ts';

const hour = 3_600_000;
const megabytes = (count: number) => new Uint8Array(count * 1024 * 1024).fill(7);
const cloud = { url: 'http://127.0.0.1:9', token: 'a-token-of-this-gateway-0001' };

test.skipIf(!canMount())(
  'on a full disk what is least important goes first, is counted and stands in the ledger; alarms stay, and one more is raised',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ringward-watch-'));
    const disk = mountSmallDisk(dir, 64);
    const core = openBurningCore(dir, quietLog, { cloud });
    const watch = createDiskWatch({ core, gateway: 'gw-1', clock: systemClock, log: quietLog });
    const aside = join(dir, 'quarantine', 'old');
    const shed = () => watch.view().shed?.map((each) => each.class);
    try {
      mkdirSync(aside, { recursive: true });
      writeFileSync(join(aside, 'site.db'), megabytes(3));
      writeFileSync(join(aside, 'salvage.json'), '{}');
      await core.evidence.keepPicture('a1', 'gate', systemClock.wallMs(), megabytes(2));
      core.store.transaction(() => {
        for (const lane of ['alarm', 'event'] as const)
          for (let n = 0; n < 40; n += 1)
            core.outbox.append({
              lane,
              type: 'ringward.alarm.raised',
              atMs: systemClock.wallMs() - 2 * hour,
              data: {},
            });
      });
      disk.fill();
      watch.check();
      await expect.poll(shed, { timeout: 20_000 }).toEqual(['quarantine', 'evidence', 'outbox-events']);
      expect(existsSync(aside)).toBe(false);
      expect(core.evidence.of('a1').hasPicture).toBe(false);
      expect(core.outbox.waiting('alarm')).toBeGreaterThanOrEqual(40);
      expect(core.outbox.waiting('event')).toBe(0);
      watch.check();
      expect(core.alarms.book.open().map(({ type, active }) => [type, active])).toEqual([['storage-full', true]]);
      const said = core.ledger.find({ action: 'storage.shed', limit: 9 });
      expect(said.map(({ subject, detail }) => [subject, detail?.count]).toSorted()).toEqual([
        ['outbox-events', 40],
        ['quarantine', 1],
      ]);
      expect(await core.metrics.text()).toMatch(/ringward_storage_shed_total\{class="outbox-events"\} 40/);
      disk.free();
      watch.check();
      expect(core.alarms.book.open().filter(({ active }) => active)).toEqual([]);
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
