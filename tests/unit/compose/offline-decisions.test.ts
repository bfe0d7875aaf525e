import { expect, test } from 'vitest';
import type { DeviceEvent } from '../../../devices/contracts/device-messages.ts';
import { createDeviceIntake } from '../../../gateway/ingest/device-intake.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { guardedSite } from '../../fixtures/guarded-site.ts';
import { type AccessPlay, playAccess } from '../../fixtures/play-access.ts';
import { quietLog } from '../../fixtures/quiet.ts';

const cardOf = (play: AccessPlay, person: string) =>
  play.register.credentialsOf(person).find(({ kind }) => kind === 'card')!.id;

/** A controller that sends what it decided alone, through the real intake. */
function uploadTo(play: AccessPlay) {
  const { store, clock, site } = play;
  const observe = (observation: Parameters<Parameters<typeof createDeviceIntake>[0]['observe']>[0]) => {
    if (observation.kind === 'event') play.room.deviceEvent(observation);
  };
  const intake = createDeviceIntake({
    store,
    devices: site.devices,
    clock,
    log: quietLog,
    metrics: createMetrics(),
    observe,
  });
  return (device: string, event: DeviceEvent) =>
    intake.receive({ device, channel: 'event', payload: Buffer.from(JSON.stringify(event)) });
}

test('what a controller decided alone comes as passages, in its order, once each though it is sent twice', async () => {
  const play = playAccess(guardedSite());
  const send = uploadTo(play);
  const start = play.clock.wallMs() - 3_600_000;
  const reasons = ['granted', 'unknown-credential', 'granted', 'out-of-hours'] as const;
  const events = reasons.map((reason, at) => ({
    boot: 'b9',
    seq: at + 1,
    at: start + at * 1000,
    type: 'decided-alone',
    data: {
      method: 'card',
      outcome: reason === 'granted' ? 'granted' : 'denied',
      reason,
      ...(reason === 'unknown-credential' ? {} : { credential: cardOf(play, 'r-lin') }),
      ...(reason === 'granted' ? { taken: true } : {}),
      rights: 3,
    },
  }));
  for (const event of [...events, ...events]) await send('garage-c', event);
  expect(play.passages.map(({ reason, atMs, alone }) => ({ reason, atMs, alone }))).toEqual(
    reasons.map((reason, at) => ({ reason, atMs: start + at * 1000, alone: true })),
  );
  expect(play.decisions.recent(1)).toMatchObject([{ reason: 'out-of-hours', holder: 'r-lin', alone: true }]);
  const told = play.outbox.peek('event', 10).map(({ event }) => event.data);
  expect(told).toHaveLength(4);
  expect(told[0]).toMatchObject({ alone: true, source: 'garage' });
  expect(play.ledger.find({ action: 'access', limit: 9 })).toHaveLength(4);
  expect(play.sent).toEqual([]);
});

test('duress while the gateway was gone still reaches the guard', () => {
  const play = playAccess(guardedSite());
  const data = { method: 'pin', outcome: 'granted', reason: 'granted', duress: true, taken: true, rights: 3 };
  play.event('garage-c', 'decided-alone', data);
  expect(play.alarms).toEqual([{ type: 'duress', source: 'garage' }]);
  expect(play.passages).toMatchObject([{ outcome: 'granted', reason: 'granted', alone: true }]);
});

test('who passed while nobody counted is not kept out afterwards', () => {
  const play = playAccess(guardedSite());
  play.card('garage-in', '0A1B2C3D');
  play.settle('garage-c', true);
  const data = { method: 'card', outcome: 'granted', reason: 'granted', taken: true, rights: 3 };
  play.event('garage-c', 'decided-alone', { ...data, credential: cardOf(play, 'r-lin') });
  play.card('garage-in', '0A1B2C3D');
  expect(play.reasons().at(-1)).toBe('granted');
});

test('a controller whose clock runs ahead does not date its passages into the future', () => {
  const play = playAccess(guardedSite());
  const data = { method: 'card', outcome: 'denied', reason: 'expired', rights: 3 };
  play.event('garage-c', 'decided-alone', data, play.clock.wallMs() + 86_400_000);
  expect(play.passages[0]!.atMs).toBe(play.clock.wallMs());
});

test('card numbers, codes and passes are not stored with the events that bring them', async () => {
  const play = playAccess(guardedSite());
  const send = uploadTo(play);
  await send('garage-in', { boot: 'b9', seq: 1, type: 'card-presented', data: { card: 'uid:0A1B2C3D' } });
  await send('garage-in', { boot: 'b9', seq: 2, type: 'pin-entered', data: { pin: '471147' } });
  await send('garage-in', { boot: 'b9', seq: 3, type: 'pass-presented', data: { text: 'ey.secret.text' } });
  expect(play.reasons()[0]).toBe('granted');
  const rows = play.store.prepare('SELECT data FROM device_events ORDER BY seq').all() as { data: string }[];
  expect(rows.map(({ data }) => JSON.parse(data))).toEqual([
    { card: '(not kept)' },
    { pin: '(not kept)' },
    { text: '(not kept)' },
  ]);
});
