import { afterEach, expect, test } from 'vitest';
import { busAddress } from '../../../devices/contracts/site-broker.ts';
import { formatTopic } from '../../../devices/contracts/topics.ts';
import type { ConsoleAlarm } from '../../../gateway/console/console-ports.ts';
import type { ConsoleNotice } from '../../../gateway/console/notify/notify-ports.ts';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { connectDevice } from '../../fixtures/mqtt-hand.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { openWebhookReceiver, type WebhookReceiver } from './hand-receivers.ts';

let hook: WebhookReceiver | undefined;
let gateway: GatewayProcess | undefined;

afterEach(async () => {
  await gateway?.remove();
  await hook?.close();
});

interface Step {
  step: string;
  atMs: number;
  data: Record<string, unknown>;
}

/** The detector in building 1 smells smoke. */
async function smoke(one: GatewayProcess): Promise<void> {
  const { site } = one;
  const { id, secret, ring } = site.devices.find(({ kind }) => kind === 'smoke')!;
  const client = await connectDevice(busAddress(site.gateway).port, id, secret);
  const topic = formatTopic({ site: site.site.id, ring, device: id, channel: 'event' });
  await client.publishAsync(topic, JSON.stringify({ boot: 'b1', seq: 1, type: 'smoke-detected', data: {} }), {
    qos: 1,
  });
  await client.endAsync(true);
}

test('an alarm that nobody takes reaches the lead and the manager once each and at their time, though the power fails in between', {
  timeout: 90_000,
}, async () => {
  hook = await openWebhookReceiver();
  const ladder = [
    { priority: 1, level: 1, afterS: 3 },
    { priority: 1, level: 2, afterS: 12 },
  ] as const;
  const one = await openGatewayProcess(
    smallSite({
      alarms: { escalation: { ladder: [...ladder] }, channels: { webhooks: [{ id: 'desk', url: hook.url }] } },
    }),
  );
  gateway = one;
  await one.start();
  // The first users: `guard` is guard and lead, `manager` is manager.
  for (const user of ['guard', 'manager']) {
    const session = await one.signIn(user);
    await session.put(`/api/contacts/${user}/webhook:desk`, { language: 'zh', priorities: [1] });
  }
  await smoke(one);
  const told = () =>
    hook!.calls.map(({ body }) => JSON.parse(body)).map(({ recipient, level }) => `${recipient} ${level}`);
  await expect.poll(told, { timeout: 10_000 }).toEqual(['guard 0', 'guard 1']);
  await one.kill();
  await one.start();
  await expect.poll(told, { timeout: 30_000 }).toEqual(['guard 0', 'guard 1', 'manager 2']);
  const guard = await one.signIn('guard');
  const [alarm] = await guard.get<ConsoleAlarm[]>('/api/alarms');
  const history = await guard.get<Step[]>(`/api/alarms/${alarm!.id}/history`);
  const climbed = history.filter(({ step }) => step === 'escalated');
  expect(climbed.map(({ data }) => data.level)).toEqual([1, 2]);
  const seconds = climbed.map(({ atMs }) => (atMs - alarm!.raisedAtMs) / 1000);
  expect(seconds[0]).toBeGreaterThanOrEqual(3);
  expect(seconds[1]).toBeGreaterThanOrEqual(12);
  const notices = await guard.get<ConsoleNotice[]>(`/api/notices?alarm=${alarm!.id}`);
  expect(notices.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  const mine = await guard.get<ConsoleNotice[]>('/api/notices?mine=true');
  expect(mine.map(({ recipient, level }) => `${recipient} ${level}`).sort()).toEqual(['guard 0', 'guard 1']);
  const seen = await guard.post<{ taken: boolean }>(`/api/notices/${mine[0]!.id}/acknowledge`, { takes: true });
  expect(seen.taken).toBe(true);
  const [after] = await guard.get<ConsoleAlarm[]>('/api/alarms');
  expect(after).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'guard', escalation: 2 });
});
