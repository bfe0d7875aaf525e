import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatTopic } from '../../../devices/contracts/topics.ts';
import type { ConsoleAlarm, ConsolePassage } from '../../../gateway/console/console-ports.ts';
import type { ConsoleDoor, ConsoleExplanation, ConsoleMode } from '../../../gateway/console/doors/door-ports.ts';
import { guardedSite, lin, wu } from '../../fixtures/guarded-site.ts';
import { type HandDevice, runGateway } from '../../fixtures/run-gateway.ts';

let running: Awaited<ReturnType<typeof runGateway>>;
// Without cameras: they would look for models.
const site = () => guardedSite({ cameras: [] });

beforeEach(async () => {
  running = await runGateway(site());
});
afterEach(() => running.stop());

const passages = () => running.guard.get<ConsolePassage[]>('/api/passages');
const newest = async () => (await passages())[0];
const doors = () => running.guard.get<ConsoleDoor[]>('/api/doors');
const door = async (id: string) => (await doors()).find((one) => one.id === id);
const card = (number: string) => ({ card: `uid:${number}` });
const actions = (device: HandDevice) => device.commands.map(({ action }) => action);

/** What a controller reports of itself. */
async function report({ client }: HandDevice, id: string, values: object) {
  const { ring } = running.site.devices.find((device) => device.id === id)!;
  const topic = formatTopic({ site: 'linden', ring, device: id, channel: 'state' });
  await client.publishAsync(topic, JSON.stringify({ boot: 'b1', values }), { qos: 1, retain: true });
}

async function restart() {
  const { dir, password } = running;
  await running.stop();
  running = await runGateway(site(), { dir, password });
}

test('anti-passback moves when the door was taken, holds over a restart, and a guard can forgive', async () => {
  const [controller, reader] = await Promise.all([running.device('garage-c'), running.device('garage-in')]);
  await reader.event(1, 'card-presented', card(lin));
  await expect.poll(() => actions(controller)).toEqual(['access']);
  await controller.event(1, 'taken', { command: controller.commands[0]!.id });
  expect(await newest()).toMatchObject({ outcome: 'granted', taken: true });
  await restart();
  const again = await running.device('garage-in');
  await running.device('garage-c');
  await again.event(2, 'card-presented', card(lin));
  await expect.poll(newest).toMatchObject({ outcome: 'denied', reason: 'passback' });
  const forgiven = await running.guard.post('/api/people/r-lin/passback/forgive', { reason: 'left by the fire door' });
  expect(forgiven).toEqual({ forgiven: true });
  await again.event(3, 'card-presented', card(lin));
  await expect.poll(newest).toMatchObject({ outcome: 'granted' });
});

test('an evacuation reaches doors and barrier, a device that was away when it comes back, and is taken back', async () => {
  const [gate, lane] = await Promise.all([running.device('gate-controller'), running.device('lane-barrier')]);
  const order = { kind: 'evacuate' };
  const preview = await running.guard.post<{ opens: string[]; offline: string[]; rises: string[] }>(
    '/api/modes/preview',
    {
      order,
    },
  );
  expect(preview).toMatchObject({ rises: ['lane'], opens: expect.arrayContaining(['gate', 'garage']) });
  expect(preview.offline).toContain('garage');
  expect(preview.offline).not.toContain('gate');
  const mode = await running.guard.post<ConsoleMode>('/api/modes', { order, reason: 'gas in the yard' });
  await expect.poll(() => [actions(gate), actions(lane)]).toEqual([['lock-open'], ['lock-open']]);
  await gate.answer(gate.commands[0]!);
  const answers = async () => {
    const { standing } = await running.guard.get<{ standing: ConsoleMode[] }>('/api/modes');
    return Object.fromEntries(standing[0]!.places.map(({ place, state }) => [place, state]));
  };
  await expect.poll(answers).toMatchObject({ gate: 'done', lane: 'pending', garage: 'offline' });
  const garage = await running.device('garage-c');
  await expect.poll(() => actions(garage)).toEqual(['lock-open']);
  await running.guard.delete(`/api/modes/${mode.id}?reason=all%20clear`);
  await expect.poll(() => actions(gate)).toEqual(['lock-open', 'lock-open-release']);
  await expect.poll(() => actions(lane)).toEqual(['lock-open', 'lock-open-release']);
  expect(await running.guard.get('/api/modes')).toMatchObject({ standing: [], ended: [{ endedBy: 'guard' }] });
});

test('a site in lockdown is in lockdown after a restart', async () => {
  await running.guard.post('/api/modes', { order: { kind: 'lockdown' }, reason: 'armed person' });
  await restart();
  const [controller, reader] = await Promise.all([running.device('garage-c'), running.device('garage-in')]);
  await expect.poll(() => actions(controller)).toEqual(['lock-down']);
  await reader.event(1, 'card-presented', card(lin));
  await expect.poll(newest).toMatchObject({ outcome: 'denied', reason: 'lockdown' });
  expect(actions(controller)).toEqual(['lock-down']);
  await report(controller, 'garage-c', { mode: 'LockedDown', contact: 'closed', alarm: 'Normal' });
  await expect.poll(() => door('garage')).toMatchObject({ mode: 'LockedDown', emergency: 'shut', online: true });
});

test('a guard opens a door with a reason; without one, or where a lockdown stands, the answer says why not', async () => {
  const controller = await running.device('garage-c');
  await expect.poll(() => door('garage')).toMatchObject({ online: true });
  await expect(running.guard.post('/api/doors/garage/open', { reason: '  ' })).rejects.toThrow(/400/);
  await expect(running.guard.post('/api/doors/nowhere/open', { reason: 'test' })).rejects.toThrow(/404/);
  await expect(running.guard.post('/api/doors/bikes/open', { reason: 'no controller' })).rejects.toThrow(
    /device-offline/,
  );
  await running.guard.post('/api/doors/garage/open', { reason: 'ambulance crew' });
  await expect.poll(() => actions(controller)).toEqual(['access']);
  expect(await newest()).toMatchObject({ method: 'guard', outcome: 'granted', source: 'garage' });
});

test('the guard asks why a neighbour was refused and reads every rule in order', async () => {
  const reader = await running.device('u1-reader');
  await reader.event(1, 'card-presented', card(wu));
  await expect.poll(newest).toMatchObject({ reason: 'no-rights' });
  const { id } = (await newest())!;
  const why = await running.guard.get<ConsoleExplanation>(`/api/passages/${id}/explanation`);
  expect(why.rules.length).toBeGreaterThan(10);
  expect(why.rules.filter(({ answer }) => answer === 'failed')[0]).toEqual({
    rule: 'zone',
    answer: 'failed',
    reason: 'no-rights',
  });
  await expect(running.guard.get('/api/passages/none/explanation')).rejects.toThrow(/404/);
});

test('duress opens as ever: the reader shows the same, the list of passages says the same, and a silent alarm stands', async () => {
  const alarms = () => running.guard.get<ConsoleAlarm[]>('/api/alarms');
  const controller = await running.device('garage-c');
  const data = { method: 'pin', outcome: 'granted', reason: 'granted', duress: true, taken: true, rights: 1 };
  await controller.event(1, 'decided-alone', data, { at: Date.now() - 60_000 });
  await controller.event(1, 'decided-alone', data, { at: Date.now() - 60_000 });
  await expect.poll(alarms).toMatchObject([{ type: 'duress', priority: 1, source: 'garage', count: 1 }]);
  const list = await passages();
  expect(list).toMatchObject([{ method: 'pin', outcome: 'granted', reason: 'granted', alone: true }]);
  expect(JSON.stringify(list)).not.toContain('duress');
});

test('what a controller claims of its passages is taken only where it makes sense, and never words of its own', async () => {
  const controller = await running.device('garage-c');
  const said = { method: 'card', outcome: 'granted', reason: 'granted', rights: 1 };
  const wrong = [
    { ...said, outcome: 'denied' },
    { ...said, reason: 'forged' },
    { ...said, method: 'face' },
    { ...said, reason: 'because' },
    { ...said, credential: '林测试' },
    { ...said, credential: `uid:${lin}` },
    { ...said, rights: -1 },
  ];
  for (const [at, data] of wrong.entries()) await controller.event(at + 1, 'decided-alone', data);
  await controller.event(90, 'taken', { command: 'somebody-else' });
  await controller.event(91, 'decided-alone', { ...said, credential: 'r-lin-card-1' });
  await expect.poll(passages).toMatchObject([{ method: 'card', outcome: 'granted', alone: true }]);
  expect(await passages()).toHaveLength(1);
});
