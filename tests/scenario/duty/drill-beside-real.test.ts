import { expect, onTestFinished, test } from 'vitest';
import type { ConsoleAlarm } from '../../../gateway/console/console-ports.ts';
import type { Drill } from '../../../gateway/duty/drill.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

test('a drill at a device that has a real alarm touches nothing of the real one, from its beginning to its end', async () => {
  const running = await runGateway(smallSite());
  onTestFinished(() => running.stop());
  const { guard, site } = running;
  const smoke = site.devices.find(({ kind }) => kind === 'smoke')!;
  const device = await running.device(smoke.id);
  await device.event(1, 'smoke-detected');
  const alarms = async () =>
    ((await guard.get('/api/alarms?open=false')) as ConsoleAlarm[]).filter(({ source }) => source === smoke.id);
  await expect.poll(async () => (await alarms()).length).toBe(1);
  const [real] = await alarms();
  await guard.post(`/api/alarms/${real!.id}/acknowledge`, {});

  const scenarios = [{ kind: 'alarm', type: real!.type, source: smoke.id, afterS: 0 }];
  const plan = { name: 'Fence', scenarios, knows: [], limitS: 60 };
  const { id } = (await guard.post('/api/drills', plan)) as Drill;
  await guard.post(`/api/drills/${id}/start`, {});
  await expect.poll(async () => (await alarms()).filter(({ drill }) => drill).length, { timeout: 5000 }).toBe(1);
  const before = (await guard.get(`/api/alarms/${real!.id}/history`)) as object[];

  const ended = (await guard.post(`/api/drills/${id}/stop`, {})) as Drill;
  expect(ended.report).toMatchObject({ verdict: 'failed' });
  const after = await alarms();
  expect(after.find(({ drill }) => drill)).toMatchObject({ state: 'closed', disposition: 'test' });
  expect(after.find((one) => one.id === real!.id)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'guard' });
  expect(await guard.get(`/api/alarms/${real!.id}/history`)).toEqual(before);
}, 30_000);
