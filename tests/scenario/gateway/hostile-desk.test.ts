import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConsoleAlarm } from '../../../gateway/console/console-ports.ts';
import type { HttpSession } from '../../../scripts/compound/http-session.ts';
import { type HandDevice, type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

let running: RunningGateway;
let manager: HttpSession;
let smoke: HandDevice;
beforeAll(async () => {
  running = await runGateway(smallSite());
  manager = await running.signIn('manager');
  smoke = await running.device('smoke-1');
}, 30_000);
afterAll(() => running.stop());

const patient = { timeout: 20_000 };
const alarms = (query: string) => running.guard.get<ConsoleAlarm[]>(`/api/alarms?${query}`);
const act = (id: string, verb: string, body: object = {}, by = running.guard) =>
  by.post<{ outcome: string; alarm: ConsoleAlarm }>(`/api/alarms/${id}/${verb}`, body);

test('two who take an alarm in the same millisecond are one owner and one who is told so', async () => {
  await smoke.event(1, 'smoke-detected');
  await expect.poll(() => alarms('open=true'), patient).toHaveLength(1);
  const { id } = (await alarms('open=true'))[0]!;
  const answers = await Promise.all([act(id, 'acknowledge'), act(id, 'acknowledge', {}, manager)]);
  expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['already', 'done']);
  expect(new Set(answers.map(({ alarm }) => alarm.acknowledgedBy)).size).toBe(1);
  const history = await running.guard.get<{ step: string }[]>(`/api/alarms/${id}/history`);
  expect(history.filter(({ step }) => step === 'acknowledged')).toHaveLength(1);
});

test('no step is skipped, nobody is sent who is not there, and spaces are no reason', async () => {
  const { id } = (await alarms('open=true'))[0]!;
  await expect(act(id, 'close', { disposition: 'real' })).rejects.toThrow('verify-first');
  await expect(act(id, 'dispatch', { to: 'nobody' })).rejects.toThrow('nobody-of-this-name');
  await expect(act(id, 'dispatch', { to: '__proto__' })).rejects.toThrow('nobody-of-this-name');
  await act(id, 'verify', { verdict: 'real' });
  await expect(act(id, 'close', { disposition: 'nuisance', note: 'steam' })).rejects.toThrow('dispatch-first');
  const untilMs = Date.now() + 3_600_000;
  await expect(act(id, 'shelve', { untilMs, note: '   ' })).rejects.toThrow('invalid-request');
  await expect(act(id, 'note', { note: '\n\t ' })).rejects.toThrow('invalid-request');
  await expect(act(id, 'shelve', { untilMs, note: 'x' }, manager)).rejects.toThrow('not-shelvable');
});

test('a detector that is out of service and burns is on record, calls nobody, and comes back with the work’s end', async () => {
  const reason = 'a new battery';
  await smoke.event(2, 'smoke-reset');
  const { id } = (await alarms('open=true'))[0]!;
  await act(id, 'dispatch', { to: 'guard' });
  await act(id, 'arrive');
  await act(id, 'resolve');
  await expect
    .poll(() => act(id, 'close', { disposition: 'real' }).then(({ outcome }) => outcome, String), patient)
    .toBe('done');
  await running.guard.post('/api/service-orders', { source: 'smoke-1', untilMs: Date.now() + 3_600_000, reason });
  await smoke.event(3, 'smoke-detected');
  const hidden = () => running.guard.get<ConsoleAlarm[]>('/api/alarms/hidden');
  await expect.poll(hidden, patient).toMatchObject([{ type: 'smoke', hidden: { kind: 'out-of-service' } }]);
  expect(await alarms('open=true')).toEqual([]);
  await running.guard.delete('/api/service-orders/smoke-1');
  expect(await alarms('open=true')).toMatchObject([{ type: 'smoke', active: true, state: 'raised' }]);
});
