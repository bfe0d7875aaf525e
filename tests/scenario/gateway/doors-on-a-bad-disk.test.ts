import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { busAddress } from '../../../devices/contracts/site-broker.ts';
import { type SiteDevices, startSiteDevices } from '../../../firmware-sims/compound/site-devices.ts';
import { startGateway } from '../../../gateway/compose/compose-gateway.ts';
import type { ConsoleAlarm, ConsoleSystem } from '../../../gateway/console/console-ports.ts';
import type { ConsoleController } from '../../../gateway/console/doors/pass-ports.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { freshTwin, type KeptTwin, takeOffer } from '../../../gateway/twin/kept-twin.ts';
import { openTwinFile } from '../../../gateway/twin/twin-file.ts';
import { createTwinKeeper } from '../../../gateway/twin/twin-keeper.ts';
import { readMetric } from '../../fault/parts/read-metric.ts';
import { until } from '../../fault/parts/until.ts';
import { canBreakDisks, mountBreakingDisk } from '../../fixtures/breaking-disk.ts';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { guardedSite, lin } from '../../fixtures/guarded-site.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { canMount, mountSmallDisk } from '../../fixtures/small-disk.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const patient = { timeout: 60_000, interval: 50 };
const slow = { timeout: 240_000 };
const mounts = canMount();
const breaks = canBreakDisks();

describe('with the data folder on a disk of its own', slow, () => {
  let gateway: GatewayProcess;
  let devices: SiteDevices;
  let remove = () => {};
  let presented = 0;

  async function begin<Disk extends { remove(): void }>(mount: (folder: string) => Disk): Promise<Disk> {
    presented = 0;
    const site = guardedSite({ cameras: [] });
    const residents = site.residents.map(({ face: _, ...resident }) => resident);
    const doors = site.doors.map(({ passback: _, ...door }) => door);
    gateway = await openGatewayProcess({ ...site, residents, doors });
    const disk = mount(join(gateway.dir, 'data'));
    remove = disk.remove;
    await gateway.start();
    const { siteKey } = await controllers();
    devices = startSiteDevices({
      ...{ site: gateway.site, broker: busAddress(gateway.site.gateway), siteKey: () => siteKey.publicKey },
      memoryDir: join(gateway.dir, 'flash'),
    });
    expect(await devices.whenOnline(30_000)).toEqual([]);
    const areUpToDate = async () =>
      (await controllers()).controllers.every(
        ({ rights: { held, version } }) => held !== undefined && held === version,
      );
    await expect.poll(areUpToDate, patient).toBe(true);
    await expect.poll(heldBytes, patient).toBeGreaterThan(0);
    return disk;
  }
  afterEach(async () => {
    await devices?.stop();
    await gateway?.kill();
    remove();
    remove = () => {};
    await gateway?.remove();
  });

  const guard = () => gateway.signIn('guard');
  const controllers = async () =>
    (await guard()).get<{ controllers: ConsoleController[]; siteKey: { publicKey: string } }>('/api/controllers');
  const system = async () => (await guard()).get<ConsoleSystem>('/api/system');
  const heldBytes = async () => (await system()).storage.reserve?.heldBytes ?? 0;
  const trouble = () => readMetric(gateway.url(), 'ringward_storage_trouble');
  const alarms = async () =>
    (await (await guard()).get<ConsoleAlarm[]>('/api/alarms')).filter(({ active }) => active).map(({ type }) => type);
  const door = () => devices.doors.get('garage-c')!;
  const reader = () => devices.readers.get('garage-in')!;
  const present = async () => {
    presented += 1;
    const { presentedAtMs } = reader().presentCard(`uid:${lin}`);
    await expect
      .poll(() => (reader().signal?.atMs ?? 0) >= presentedAtMs && reader().signal?.result, patient)
      .toBe('granted');
  };
  /** A controller that is just connecting again may miss the gateway's word: then one holds the card there once more. */
  const passThrough = async () => {
    do await present();
    while (!(await until(() => door().released, 5000)));
    expect(await door().walkThrough({ openMs: 5 })).toBe(true);
    await expect.poll(() => door().mode, patient).toBe('Locked');
  };
  /** The database's journal keeps the room that it once had; without that the next write needs some of the disk. */
  const emptyJournal = () => {
    const store = openStore(join(gateway.dir, 'data', 'site.db'), { takesNewer: true });
    store.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    store.close();
  };
  const decided = async () => {
    const auditor = await gateway.signIn('manager');
    const { entries } = await auditor.get<{ entries: { detail: Record<string, unknown> }[] }>(
      '/api/ledger?action=access.decided&limit=1000',
    );
    return entries.map(({ detail }) => detail.alone === true).toReversed();
  };

  const full = (folder: string) => {
    const disk = mountSmallDisk(folder, 64);
    const fail = () => {
      emptyJournal();
      disk.keepFull();
    };
    return { fail, mend: disk.free, remove: disk.remove };
  };
  const readOnly = (folder: string) => {
    const disk = mountBreakingDisk(folder);
    return { fail: disk.break, mend: disk.replace, remove: disk.remove };
  };
  const kinds = [
    ...(mounts ? ([['full', full]] as const) : []),
    ...(breaks ? ([['read-only', readOnly]] as const) : []),
  ];

  test.for(kinds)(
    'on a %s disk the controllers decide, exit button and fire open, and once it can be written the gateway goes on and hears of all of it',
    async ([kind, mount]) => {
      const disk = await begin(mount);
      await passThrough();
      expect(door().decidedAlone).toBe(0);
      disk.fail();
      // what the journal has room for is still decided and kept
      while ((await trouble()) !== 1 || door().decidedAlone === 0) await passThrough();
      expect((await system()).storage.trouble).toMatchObject({ kind });
      door().pressExit();
      expect(door().released).toBe(true);
      await expect.poll(() => door().released, patient).toBe(false);
      door().fireInput('on');
      expect(door().released).toBe(true);

      disk.mend();
      await expect.poll(trouble, patient).toBe(0);
      expect(await devices.whenOnline(60_000)).toEqual([]);
      const alone = door().decidedAlone;
      await expect.poll(async () => (await decided()).filter((isAlone) => isAlone).length, patient).toBe(alone);
      // one that reached the gateway just when its reader gave up waiting is decided there, too
      await expect.poll(async () => (await decided()).length, patient).toBeGreaterThanOrEqual(presented);
      await expect.poll(alarms, patient).toContain('fire-release');
      door().fireInput('off');
      expect(door().resetFire()).toBe(true);
      await expect.poll(alarms, patient).not.toContain('fire-release');
      await expect.poll(() => door().mode, patient).toBe('Locked');
      await present();
      expect(door().decidedAlone).toBe(alone);
      await expect.poll(async () => (await decided()).at(-1), patient).toBe(false);
    },
  );

  const twinPath = () => join(gateway.dir, 'data', 'twin.json');
  const keptTwin = () => JSON.parse(readFileSync(twinPath(), 'utf8')) as KeptTwin;
  /** Settings that are tried at the next start. */
  const leaveOnTrial = (probationS: number) => {
    const document = { apply: { probationS, restart: 'at-once' as const }, evidence: { beforeS: 3 } };
    const given = { desired: { version: 1, etag: '1-x', document }, problems: [], needsRestart: true, known: [] };
    writeFileSync(twinPath(), JSON.stringify(takeOffer(freshTwin(1), given, 2)));
  };

  test.skipIf(!mounts)(
    'with settings on trial it starts on a full disk, doors open, and with room the settings are tried and kept',
    async () => {
      const disk = await begin((folder) => mountSmallDisk(folder, 64));
      await gateway.kill();
      leaveOnTrial(2);
      disk.keepFull();
      await gateway.start();
      await passThrough();
      expect(keptTwin().trial).toMatchObject({ stage: 'staged', starts: 0 });
      disk.free();
      await expect.poll(() => keptTwin().good.version, patient).toBe(1);
    },
  );

  test.skipIf(!mounts)('settings whose time of trial ends on a full disk end no gateway', async () => {
    const disk = await begin((folder) => mountSmallDisk(folder, 64));
    await gateway.kill();
    leaveOnTrial(5);
    await gateway.start();
    disk.keepFull();
    const isDead = await Promise.race([gateway.ended().then(() => true), sleep(8000, false)]);
    expect([isDead, keptTwin().trial?.stage]).toEqual([false, 'trying']);
    disk.free();
    await expect.poll(() => keptTwin().good.version, patient).toBe(1);
  });

  test.skipIf(!mounts)(
    'the reserve is given up so that a full disk still takes alarms, guards are told, and it is set aside again with room',
    async () => {
      const disk = await begin((folder) => mountSmallDisk(folder, 64));
      disk.fill();
      devices.sensors.get('smoke-1')!.trip();
      await expect.poll(alarms, patient).toEqual(expect.arrayContaining(['smoke', 'storage-full']));
      expect(await heldBytes()).toBe(0);
      await expect.poll(trouble, patient).toBe(0);
      expect(await readMetric(gateway.url(), 'ringward_disk_reserve_bytes')).toBe(0);
      await present();
      expect(door().decidedAlone).toBe(0);
      disk.free();
      await expect.poll(alarms, patient).not.toContain('storage-full');
      await expect.poll(heldBytes, patient).toBeGreaterThan(0);
    },
  );
});

test('settings that cannot be looked after end no gateway', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-settings-'));
  const site = smallSite();
  const about = { clock: systemClock, log: quietLog };
  const file = openTwinFile(join(dir, 'twin.json'), quietLog);
  const keeper = createTwinKeeper({ ...about, base: site, file, changed() {}, restart() {} });
  const check = () => {
    throw new Error('the log cannot do that');
  };
  const gateway = await startGateway({
    ...{ ...about, loaded: { site, baseDir: dir, exposed: false }, version: '0.0.0' },
    ...{ modelsDir: 'var/models', webDir: 'var/web/gateway' },
    twin: { keeper: { ...keeper, check }, setLogLevel() {}, onWake() {} },
  });
  try {
    const failures = () => readMetric(gateway.consoleUrl, 'ringward_tick_failures_total');
    await expect.poll(failures, patient).toBeGreaterThan(1);
  } finally {
    await gateway.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}, 60_000);
