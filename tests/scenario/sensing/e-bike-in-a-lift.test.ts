import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { type SiteDevices, startSiteDevices } from '../../../firmware-sims/compound/site-devices.ts';
import { createSiteCore, type SiteCore } from '../../../gateway/compose/site-core.ts';
import { createBroker } from '../../../gateway/ingest/aedes-broker.ts';
import type { SiteBroker } from '../../../gateway/ingest/broker.ts';
import type { SeenObject } from '../../../gateway/perception/messages.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const name = { zh: '测试', en: 'Test' };

function liftSite(): SiteFile {
  const small = smallSite();
  const inBuilding = { ring: 3 as const, zone: 'b1', name };
  return {
    ...small,
    devices: [
      ...small.devices,
      { ...inBuilding, id: 'lift-1', kind: 'lift', secret: 'lift-1-secret-1' },
      { ...inBuilding, id: 'call-1', kind: 'call-point', secret: 'call-1-secret-1' },
    ],
    cameras: [
      {
        ...inBuilding,
        id: 'cam-lift',
        kind: 'dome-camera',
        url: 'rtsp://127.0.0.1/lift',
        scene: { rules: [{ kind: 'e-bike-in-lift' }] },
      },
    ],
  };
}

const patient = { timeout: 15_000, interval: 20 };
const clock = fakeClock(Date.parse('2026-03-02T12:00:00+08:00'));
let core: SiteCore;
let broker: SiteBroker;
let sims: SiteDevices;

/** The gateway's core on a real broker; its pictures come from this test instead of from a camera. */
beforeEach(async () => {
  const site = liftSite();
  const nothing = () => {};
  core = createSiteCore({
    site,
    dataDir: mkdtempSync(join(tmpdir(), 'ringward-lift-')),
    clock,
    log: quietLog,
    send: (device, command) => broker.send(device, command),
    takeSnapshot: () => Promise.resolve(undefined),
    takeClip: () => Promise.reject(new Error('there is no camera')),
    makeExport: () => Promise.reject(new Error('nobody asked for one')),
    modesChanged: nothing,
    devicesChanged: nothing,
    otherName: () => undefined,
    mayBeSent: () => true,
    orderEnded: nothing,
    outgoing: nothing,
  });
  broker = await createBroker({
    site: site.site.id,
    host: '127.0.0.1',
    port: 0,
    devices: site.devices,
    log: quietLog,
    receive: core.intake.receive,
    metrics: core.metrics,
  });
  sims = startSiteDevices({ site, broker: { host: '127.0.0.1', port: broker.port } });
  expect(await sims.whenOnline(15_000)).toEqual([]);
  await expect.poll(() => core.presence.get('lift-1')?.reportedAtWallMs, patient).toBeDefined();
});
afterEach(async () => {
  await sims.stop();
  await broker.close();
  await core.evidence.close();
  core.store.close();
});

const eBike: SeenObject = {
  track: 't1',
  class: 'motorcycle',
  score: 0.8,
  looks: 5,
  box: { x: 0.4, y: 0.4, width: 0.2, height: 0.4 },
};

/** The lift's camera looks five times a second. */
function look(seconds: number, objects: SeenObject[]): void {
  for (let n = 1; n <= seconds * 5; n++) {
    clock.advance(200);
    core.watch.objects({ kind: 'objects-sighting', camera: 'cam-lift', seenAtMs: clock.monotonicMs(), objects });
  }
}
const lift = () => sims.lifts.get('lift-1')!;
const standing = () => core.alarms.book.list({ open: true, limit: 20 }).map(({ type, active }) => `${type} ${active}`);

test('an e-bike makes the lift speak and wait, and once it is taken out the lift runs by itself', async () => {
  look(3, [eBike]);
  await expect.poll(() => lift().held, patient).toBe(true);
  expect(lift().said).toEqual(['no-e-bikes']);
  expect(standing()).toEqual(['e-bike-in-lift true']);
  look(6, []);
  await expect.poll(() => lift().held, patient).toBe(false);
  expect(standing()).toEqual(['e-bike-in-lift false']);
});

test('a guard lets the lift run when it was a wheelchair, and that stands in the ledger', async () => {
  look(3, [eBike]);
  await expect.poll(() => lift().held, patient).toBe(true);
  expect(core.sensing.releaseLift('lift-1', { user: 'guard', reason: 'a wheelchair' })).toBe(true);
  await expect.poll(() => lift().held, patient).toBe(false);
  look(3, [eBike]);
  core.sensing.check();
  expect(core.ledger.find({ limit: 1 })).toMatchObject([
    { action: 'lift.released', subject: 'lift-1', actor: { kind: 'user', id: 'guard' }, reason: 'a wheelchair' },
  ]);
  expect(lift().held).toBe(false);
  expect(core.sensing.releaseLift('smoke-1', { user: 'guard', reason: 'a mistake' })).toBe(false);
});

test('in a fire the lift is let go, and an e-bike that somebody saves is no alarm', async () => {
  look(3, [eBike]);
  await expect.poll(() => lift().held, patient).toBe(true);
  sims.sensors.get('call-1')!.trip();
  await expect.poll(() => lift().held, patient).toBe(false);
  expect(core.access.modes.list().standing).toMatchObject([{ order: { kind: 'evacuate', zones: ['b1'] } }]);
  look(6, []);
  look(3, [eBike]);
  expect(standing().filter((one) => one.startsWith('e-bike'))).toEqual(['e-bike-in-lift false']);
  expect(lift().said).toEqual(['no-e-bikes']);
  sims.sensors.get('call-1')!.clear();
  // The doors stay open until a guard takes the evacuation back.
  await expect.poll(() => core.sensing.fireStands(), patient).toBe(false);
  expect(core.access.modes.list().standing).toHaveLength(1);
});
