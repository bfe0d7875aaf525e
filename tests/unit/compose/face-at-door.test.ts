import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createAccessFlow } from '../../../gateway/compose/access-flow.ts';
import { createSitePlaces } from '../../../gateway/compose/site-places.ts';
import { createCommandExecutor } from '../../../gateway/decision/command-executor.ts';
import { createDecisionLog, type DecisionRecord } from '../../../gateway/decision/sqlite-decisions.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import { createOutbox } from '../../../gateway/outbox/sqlite-outbox.ts';
import type { FaceVerdict } from '../../../gateway/perception/messages.ts';
import { createRegister } from '../../../gateway/register/register.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const opened: Store[] = [];
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
});

/** Mrs Lin's door with a camera that gates by liveness. */
function startDoor() {
  const name = { zh: '测试', en: 'Test' };
  const camera = { id: 'u1-camera', kind: 'face-camera' as const, ring: 3 as const, zone: 'b1', name };
  const site = smallSite({ cameras: [{ ...camera, door: 'u1-door', url: 'rtsp://127.0.0.1/u1', liveness: 'gate' }] });
  const clock = fakeClock(Date.parse('2026-06-02T08:00:00+08:00'));
  const store = openStore(join(mkdtempSync(join(tmpdir(), 'ringward-door-')), 'site.db'));
  opened.push(store);
  const metrics = createMetrics();
  const decisions = createDecisionLog(store);
  const sent: string[] = [];
  const passages: DecisionRecord[] = [];
  const alarms: string[] = [];
  const access = createAccessFlow({
    store,
    clock,
    metrics,
    register: createRegister(site),
    places: createSitePlaces(site),
    decisions,
    executor: createCommandExecutor({
      store,
      decisions,
      clock,
      log: quietLog,
      metrics,
      sessionOf: () => 's1',
      send: (device, { action }) => void sent.push(`${device} ${action}`),
    }),
    confusable: 'ask-guard',
    outbox: createOutbox(store, { site: 'linden', gateway: 'gw-1', bootId: 'b', hasCloud: false }, () => {}),
    alarms: { raise: (type: string) => void alarms.push(type) } as unknown as Parameters<
      typeof createAccessFlow
    >[0]['alarms'],
    passed: (record) => void passages.push(record),
    admitted: () => {},
  });
  const see = (verdict: FaceVerdict, track = 't1') => {
    clock.advance(500);
    const nowMs = clock.monotonicMs();
    const box = { x: 0.4, y: 0.3, width: 0.1, height: 0.2 };
    const times = { frames: 5, seenAtMs: nowMs, firstSeenAtMs: nowMs - 1000 };
    access.face({ kind: 'face-sighting', camera: 'u1-camera', track, verdict, box, ...times });
  };
  return { see, sent, passages, alarms, reasons: () => passages.map(({ reason }) => reason) };
}

const photo: FaceVerdict = { kind: 'not-live', person: 'r-lin', score: 0.6 };
const lin: FaceVerdict = { kind: 'known', person: 'r-lin', score: 0.6, margin: 0.4 };

test('a photo of Mrs Lin before her door opens nothing and raises an alarm, once', () => {
  const door = startDoor();
  door.see(photo);
  door.see(photo);
  expect(door.reasons()).toEqual(['not-live']);
  expect(door.alarms).toEqual(['person-denied']);
  expect(door.sent).not.toContain('u1-controller access');
});

test('Mrs Lin herself is let in right after she was taken for a photo', () => {
  const door = startDoor();
  door.see(photo);
  door.see(lin);
  expect(door.reasons()).toEqual(['not-live', 'granted']);
  expect(door.sent.filter((command) => command === 'u1-controller access')).toHaveLength(1);
});

test('Mrs Lin’s photo after she has gone in opens nothing again', () => {
  const door = startDoor();
  door.see(lin);
  door.see(photo, 't2');
  expect(door.reasons()).toEqual(['granted', 'not-live']);
  expect(door.sent.filter((command) => command === 'u1-controller access')).toHaveLength(1);
});
