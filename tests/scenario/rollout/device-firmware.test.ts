import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { PlaceView, RolloutView } from '../../../cloud/rollout/rollout-views.ts';
import { type SiteDevices, startSiteDevices } from '../../../firmware-sims/compound/site-devices.ts';
import type { ConsoleAlarm, ConsoleDevice } from '../../../gateway/console/console-ports.ts';
import { doorImage } from '../../fixtures/firmware-site.ts';
import { openRolloutCloud, type RolloutCloud, terms, tokenOf } from '../../fixtures/rollout-cloud.ts';
import { type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

let cloud: RolloutCloud | undefined;
let running: RunningGateway | undefined;
let devices: SiteDevices | undefined;
afterEach(async () => {
  await devices?.stop();
  await running?.stop();
  await cloud?.close();
});

test('a rollout of firmware reaches the doors of a site; the guard reads “updating” and no alarm, and the cloud how many have it', async () => {
  cloud = await openRolloutCloud({ gateways: [{ id: 'gw-1' }, { id: 'gw-2' }] });
  const { signers, folder } = cloud;
  const site = smallSite({
    cloud: { url: cloud.cloud().url, token: tokenOf('gw-1') },
    updates: { keys: join(folder, 'keys.json') },
  });
  running = await runGateway(site);
  const { gateway, guard } = running;
  devices = startSiteDevices({
    ...{ site, broker: { host: '127.0.0.1', port: gateway.mqttPort }, releaseKeys: () => signers.keyList },
    firmware: { restartMs: 4000 },
  });
  expect(await devices.whenOnline(20_000)).toEqual([]);
  const [ada, bo] = [await cloud.signIn(), await cloud.signInNew('bo', 'approver')];
  const release = await cloud.publish(ada, doorImage(7), {
    ...{ kind: 'firmware', name: 'door-controller', serial: 7, version: '7.0.0' },
  });
  const body = { target: { layer: 'fleet' }, terms: terms({ percents: [100], healthS: 1 }) };
  const lifts = await cloud.publish(ada, doorImage(2), { kind: 'firmware', name: 'lift', serial: 2 });
  const reaches = async (of: string) =>
    (await ada.post<{ gateways: number }>('/v1/rollouts/preview', { ...body, release: of })).gateways;
  // gw-1 has told what it has: doors, and no lift; of gw-2 nothing is known
  await expect.poll(() => reaches(lifts), { timeout: 30_000, interval: 300 }).toBe(1);
  expect(await reaches(release)).toBe(2);
  const draft = { title: 'doors', release, ...body, target: { gateways: ['gw-1'] } };
  const { id } = await ada.post<RolloutView>('/v1/rollouts', draft);
  await bo.post(`/v1/rollouts/${id}/approve`, { why: 'tried at the works' });

  const seen = new Set<string>();
  const look = async () => {
    const all = await guard.get<{ devices: ConsoleDevice[] } | ConsoleDevice[]>('/api/devices');
    for (const each of Array.isArray(all) ? all : all.devices)
      if (each.updating && each.state === 'lost') seen.add(each.id);
    const { gateways } = await ada.get<{ gateways: PlaceView[] }>(`/v1/rollouts/${id}`);
    return gateways[0]?.state;
  };
  await expect.poll(look, { timeout: 90_000, interval: 300 }).toBe('committed');
  const { gateways } = await ada.get<{ gateways: PlaceView[] }>(`/v1/rollouts/${id}`);
  expect(gateways).toMatchObject([{ gateway: 'gw-1', stage: 'committed', devices: { done: 2, total: 2 } }]);
  expect([...devices.doors.values()].map(({ firmware }) => firmware)).toEqual([
    { version: '7.0.0', serial: 7 },
    { version: '7.0.0', serial: 7 },
  ]);
  expect([...seen].sort()).toEqual(['gate-controller', 'u1-controller']);
  const alarms = await guard.get<{ alarms: ConsoleAlarm[] } | ConsoleAlarm[]>('/api/alarms');
  const types = (Array.isArray(alarms) ? alarms : alarms.alarms).map(({ type }) => type);
  expect(types).not.toContain('device-lost');
}, 180_000);
