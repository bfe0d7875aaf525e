import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConsoleAlarm, ConsolePassage } from '../../../gateway/console/console-ports.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

let running: Awaited<ReturnType<typeof runGateway>>;

beforeEach(async () => {
  running = await runGateway(smallSite());
});

afterEach(() => running.stop());

const openAlarms = () => running.guard.get<ConsoleAlarm[]>('/api/alarms');
const passages = () => running.guard.get<ConsolePassage[]>('/api/passages');
const card = (number: string) => ({ card: `uid:${number}` });

test('a resident’s card opens the gate: the controller gets one command of its session, the reader shows green', async () => {
  const [controller, reader] = await Promise.all([running.device('gate-controller'), running.device('gate-reader')]);
  await reader.event(1, 'card-presented', card('0A1B2C3D'));
  await expect.poll(() => controller.commands).toMatchObject([{ action: 'access' }]);
  await expect.poll(() => reader.commands).toMatchObject([{ action: 'signal', args: { result: 'granted' } }]);
  await controller.answer(controller.commands[0]!);
  expect(await passages()).toMatchObject([{ source: 'gate', method: 'card', outcome: 'granted' }]);
  // The same message again, as after a lost PUBACK: the door is not opened twice.
  await reader.event(1, 'card-presented', card('0A1B2C3D'));
  expect(await passages()).toHaveLength(1);
  expect(controller.commands).toHaveLength(1);
});

test('a neighbour’s card does not open another unit’s door; the guard sees who was refused where, without a name', async () => {
  const [controller, reader] = await Promise.all([running.device('u1-controller'), running.device('u1-reader')]);
  await reader.event(1, 'card-presented', card('0A1B2C3E'));
  await expect.poll(() => reader.commands).toMatchObject([{ args: { result: 'denied' } }]);
  expect(controller.commands).toEqual([]);
  expect(await openAlarms()).toMatchObject([
    { type: 'person-denied', source: 'u1-door', ring: 3, detail: { reason: 'no-rights' } },
  ]);
  expect(JSON.stringify([await openAlarms(), await passages()])).not.toContain('吴测试');
});

test('a card presented a minute ago, while nobody listened, opens nothing and alarms nobody', async () => {
  const [controller, reader] = await Promise.all([running.device('gate-controller'), running.device('gate-reader')]);
  await reader.event(1, 'card-presented', card('0A1B2C3D'), { at: Date.now() - 60_000 });
  await expect.poll(passages).toMatchObject([{ outcome: 'denied', reason: 'expired-event' }]);
  expect(controller.commands).toEqual([]);
  expect(await openAlarms()).toEqual([]);
});

test('smoke stands until it is reset and a guard has said what it was, also across a restart of the gateway', async () => {
  const smoke = await running.device('smoke-1');
  await smoke.event(1, 'smoke-detected');
  const [alarm] = await openAlarms();
  expect(alarm).toMatchObject({ type: 'smoke', priority: 1, ring: 3, active: true });
  const { dir, password } = running;
  await running.stop();
  running = await runGateway(smallSite(), { dir, password });
  expect(await openAlarms()).toMatchObject([{ id: alarm!.id, active: true }]);
  expect(await running.guard.post(`/api/alarms/${alarm!.id}/acknowledge`, {})).toMatchObject({ outcome: 'done' });
  const again = await running.device('smoke-1');
  await again.event(2, 'smoke-reset');
  expect(await openAlarms()).toMatchObject([{ id: alarm!.id, state: 'acknowledged', active: false }]);
  await running.guard.post(`/api/alarms/${alarm!.id}/verify`, { verdict: 'false' });
  await running.guard.post(`/api/alarms/${alarm!.id}/close`, { disposition: 'real-false-cause', note: 'cooking' });
  expect(await openAlarms()).toEqual([]);
  const history = await running.guard.get<{ step: string; by: { kind: string } }[]>(`/api/alarms/${alarm!.id}/history`);
  expect(history.map(({ step, by }) => `${step} by ${by.kind}`)).toEqual([
    'raised by gateway',
    'joined-incident by gateway',
    'acknowledged by user',
    'cleared by gateway',
    'verified by user',
    'closed by user',
  ]);
});

test('a device whose cable is cut is lost on the guard’s page within ten seconds, and found again when it is back', async () => {
  const smoke = await running.device('smoke-1');
  smoke.cutCable();
  const lost = { type: 'device-lost', source: 'smoke-1' };
  await expect
    .poll(openAlarms, { timeout: 10_000, interval: 250 })
    .toContainEqual(expect.objectContaining({ ...lost, active: true }));
  await running.device('smoke-1');
  await expect.poll(openAlarms).toContainEqual(expect.objectContaining({ ...lost, active: false }));
});

test('a door controller that is away gets no command later, when nobody stands at the door any more', async () => {
  const reader = await running.device('gate-reader');
  await reader.event(1, 'card-presented', card('0A1B2C3D'));
  const counters = async () =>
    (await running.guard.get<{ health: { counters: Record<string, number> } }>('/api/overview')).health.counters;
  // The page's counters are brought up to date every second; the commands end after their time to live.
  await expect.poll(counters, { timeout: 10_000 }).toMatchObject({ commands_waiting_for_device: 1, commands: 2 });
  const controller = await running.device('gate-controller');
  expect(controller.commands).toEqual([]);
});
