import { afterEach, expect, test, vi } from 'vitest';
import { startTenancyDesk, type TenancyDesk } from './tenancy-desk.ts';
import { alarmEvent, batchOf, removeFolder, startTestCloud } from './test-cloud.ts';

let desk: TenancyDesk | undefined;
afterEach(async () => {
  await desk?.cloud.close();
  if (desk) removeFolder(desk.cloud.folder);
  desk = undefined;
});

interface Round {
  alarm: string;
  endedBy: string | null;
  nextAtMs: number | null;
  steps: { level: string; place: string; told: string[]; atMs: number }[];
}

test('an alarm that nobody answers climbs from site to district to city, through a restart, until somebody answers', async () => {
  desk = await startTenancyDesk();
  const { root, person, cloud } = desk;
  const quick = { siteMinutes: 0.05, districtMinutes: 0.05 };
  expect((await root.ask('/v1/desk-waits/tenant:a', { method: 'PUT', json: quick })).status).toBe(204);
  const ann = await person('ann', 'duty site:north');
  await person('bea', 'duty district:a-east');
  await person('cho', 'duty tenant:a');
  const bob = await person('bob', 'duty tenant:b');
  await cloud.uplink('events', batchOf([alarmEvent(1, { escalation: 3 })], { lane: 'alarm' }));
  const roundsOf = async (read: (path: string) => Promise<unknown>) =>
    ((await read('/v1/desk-rounds')) as { rounds: Round[] }).rounds;
  const asAnn = async (path: string) => (await ann.ask(path)).body;
  await vi.waitFor(async () => expect(await roundsOf(asAnn)).toMatchObject([{ steps: [{ told: ['ann'] }] }]), 8000);
  expect(await roundsOf(async (path) => (await bob.ask(path)).body)).toEqual([]);

  await cloud.close();
  const again = await startTestCloud({ folder: cloud.folder });
  desk = { ...desk, cloud: again };
  const read = (path: string) => again.read(path);
  await vi.waitFor(
    async () =>
      expect((await roundsOf(read))[0]!.steps).toMatchObject([
        { level: 'site', place: 'site:north', told: ['ann'] },
        { level: 'district', place: 'district:a-east', told: ['bea'] },
        { level: 'city', place: 'city:a-town', told: ['cho', 'operator'] },
      ]),
    { timeout: 20_000, interval: 200 },
  );
  const [round] = await roundsOf(read);
  expect(round!.nextAtMs).toBeNull();
  expect(round!.steps[1]!.atMs - round!.steps[0]!.atMs).toBeGreaterThanOrEqual(3000);
  const { cookie } = await again.login();
  await again.request('/v1/alarms/gw-1/alarm-1/acknowledgement', { headers: { cookie }, json: {} });
  await vi.waitFor(async () => expect((await roundsOf(read))[0]!.endedBy).toBe('operator'), 8000);
}, 60_000);
