import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alarmTypes } from '../../../devices/contracts/alarms.ts';
import { parseAccessRecord, parseAlarmRecord, parseSiteEvent } from '../../../devices/contracts/site-events.ts';
import { createChangeFeed } from '../../../gateway/compose/change-feed.ts';
import { createSitePlaces } from '../../../gateway/compose/site-places.ts';
import { createAlarmFlow } from '../../../gateway/compose/watch/alarm-flow.ts';
import { createAlarmGround } from '../../../gateway/compose/watch/alarm-ground.ts';
import { openEvidence } from '../../../gateway/evidence/evidence-store.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import type { FaceSighting } from '../../../gateway/perception/messages.ts';
import { openRetention } from '../../../gateway/privacy/open-retention.ts';
import { guardedSite } from '../../fixtures/guarded-site.ts';
import { type AccessPlay, digestPin, playAccess } from '../../fixtures/play-access.ts';
import { quietLog } from '../../fixtures/quiet.ts';

/** What must never leave: no two alike, and like nothing that an event is made of. */
interface Secrets {
  name: string;
  phone: string;
  plate: string;
  strangePlate: string;
  card: string;
  pin: string;
  visitor: string;
  words: string;
}

const letters = fc.string({
  minLength: 2,
  maxLength: 4,
  unit: fc.constantFrom('王', '李', '赵', '钱', '孙', '周', '吴', '郑'),
});
const digits = (length: number) =>
  fc.string({ minLength: length, maxLength: length, unit: fc.constantFrom(...'23456789') });
const secrets: fc.Arbitrary<Secrets> = fc.record({
  name: letters.map((text) => `住户${text}`),
  phone: digits(8).map((text) => `138${text}`),
  plate: digits(5).map((text) => `粤B${text}`),
  strangePlate: digits(5).map((text) => `京C${text}`),
  card: digits(8),
  pin: digits(6),
  visitor: letters.map((text) => `访客${text}`),
  words: letters.map((text) => `缘由${text}`),
});
const steps = [
  'card',
  'strange-card',
  'pin',
  'pass',
  'face',
  'strange-face',
  'plate',
  'strange-plate',
  'guard',
  'alarm',
] as const;
const acts = fc.array(fc.record({ step: fc.constantFrom(...steps), n: fc.nat({ max: 40 }) }), {
  minLength: 1,
  maxLength: 15,
});

function startPlay(own: Secrets): AccessPlay {
  const site = guardedSite({ residents: [] });
  site.cameras.push({
    ...site.cameras[0]!,
    id: 'gate-face',
    kind: 'face-camera',
    door: 'gate',
    url: 'rtsp://127.0.0.1/gate',
  });
  const play = playAccess(site);
  const nowMs = play.clock.wallMs();
  const fromMs = nowMs - 1000;
  const name = { zh: '101（测试）', en: '101' };
  play.change(
    { kind: 'address', put: { id: 'h-101', kind: 'home', parent: 'b1-u1', name } },
    { kind: 'person', put: { id: 'p-1', name: own.name, phone: own.phone, note: own.words } },
    { kind: 'residency', put: { id: 'r-1', person: 'p-1', address: 'h-101', relation: 'owner', fromMs } },
    { kind: 'credential', put: { id: 'c-1', kind: 'card', person: 'p-1', value: `uid:${own.card}`, state: 'active' } },
    {
      kind: 'credential',
      put: { id: 'n-1', kind: 'pin', person: 'p-1', value: digestPin(own.pin), state: 'active', duress: true },
    },
    { kind: 'vehicle', put: { id: 'v-1', plate: own.plate, colour: 'blue', state: 'active' } },
    { kind: 'credential', put: { id: 'k-1', kind: 'plate', person: 'p-1', value: own.plate, state: 'active' } },
    {
      kind: 'visit',
      put: {
        ...{
          id: 'visit-1',
          host: 'p-1',
          home: 'h-101',
          visitor: own.visitor,
          phone: own.phone,
          uses: 1,
          requestedBy: 'office',
        },
        ...{ fromMs: nowMs, toMs: nowMs + 3_600_000, state: 'requested' },
      },
    },
  );
  return play;
}

/** The real alarm room on the same outbox, told more than it should be. */
function openAlarms({ site, store, ledger, outbox, clock }: AccessPlay) {
  const dataDir = mkdtempSync(join(tmpdir(), 'ringward-egress-'));
  const metrics = createMetrics();
  const clockKnown = () => true;
  const evidence = openEvidence({
    ...{ store, dataDir, ledger, clock, clockKnown, metrics, log: quietLog },
    retention: openRetention({ site, store, ledger, clock, clockKnown, unsure: () => [], metrics, log: quietLog }),
    clips: async () => ({ fromMs: 0, toMs: 0, problem: 'failed' }),
    exporter: async () => ({ ok: false, problem: 'failed' }),
    isOpen: () => true,
    changed: () => {},
  });
  const alarms = createAlarmFlow({
    ...{ store, outbox, evidence, metrics, clock, log: quietLog },
    ...{ places: createSitePlaces(site), feed: createChangeFeed() },
    ground: createAlarmGround(site),
    scene: () => undefined,
    otherName: () => undefined,
    takeSnapshot: async () => undefined,
  });
  const close = async () => {
    await evidence.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { alarms, close };
}

function act(
  play: AccessPlay,
  alarms: ReturnType<typeof openAlarms>['alarms'],
  own: Secrets,
  step: (typeof steps)[number],
  n: number,
): void {
  const { room, store, clock } = play;
  const seeFace = (person: string | undefined) => {
    const seenAtMs = clock.monotonicMs();
    const verdict =
      person === undefined ? { kind: 'unknown', bestScore: 0.1 } : { kind: 'known', person, score: 0.9, margin: 0.3 };
    const seen = { kind: 'face-sighting', camera: 'gate-face', track: `t${n}`, verdict, frames: 3, seenAtMs };
    room.face({ ...seen, firstSeenAtMs: seenAtMs, box: { x: 0, y: 0, width: 0.1, height: 0.1 } } as FaceSighting);
  };
  const deeds: Record<(typeof steps)[number], () => void> = {
    card: () => play.card('garage-in', own.card),
    'strange-card': () => play.card('outer-in', own.card.split('').toReversed().join('')),
    pin: () => play.event('garage-in', 'pin-entered', { pin: own.pin }),
    pass: () => play.event('garage-in', 'pass-presented', { text: `${own.visitor}.${own.words}` }),
    face: () => seeFace('p-1'),
    'strange-face': () => seeFace(undefined),
    plate: () => play.seePlate(own.plate, 'lane-camera', `k${n}`),
    'strange-plate': () => play.seePlate(own.strangePlate, 'lane-camera', `k${n}`),
    guard: () => void room.doors.open('gate', 'guard', `${own.words} ${own.name}`),
    alarm: () =>
      store.transaction(() =>
        alarms.raise(alarmTypes[n % alarmTypes.length]!, 'gate', clock.wallMs(), {
          name: own.name,
          plate: own.plate,
          words: own.words,
        }),
      ),
  };
  deeds[step]();
  play.clock.advance(5000);
}

test('whatever is known of people and whatever happens, nothing that goes to the cloud names them', async () => {
  let sent = 0;
  const outcomes: string[] = [];
  await fc.assert(
    fc.asyncProperty(secrets, acts, async (own, deeds) => {
      const play = startPlay(own);
      const { alarms, close } = openAlarms(play);
      play.event('lane-barrier', 'loop-occupied', { loop: 'approach' });
      for (const { step, n } of deeds) act(play, alarms, own, step, n);
      outcomes.push(...play.passages.map(({ method, outcome }) => `${method} ${outcome}`));
      const events = (['event', 'alarm'] as const)
        .flatMap((lane) => play.outbox.peek(lane, 1000))
        .map(({ event }) => event);
      sent += events.length;
      for (const event of events) {
        expect(parseSiteEvent(event)).toMatchObject({ ok: true });
        // Strict: a field that nobody thought of does not pass.
        if (event.type === 'ringward.access.decided') expect(parseAccessRecord(event.data)).toMatchObject({ ok: true });
        if (event.type.startsWith('ringward.alarm.')) expect(parseAlarmRecord(event.data)).toMatchObject({ ok: true });
      }
      const text = JSON.stringify(events);
      for (const [what, secret] of Object.entries(own)) expect(text, what).not.toContain(secret);
      for (const id of ['p-1', 'c-1', 'k-1', 'visit-1']) expect(text).not.toContain(`"${id}"`);
      expect(text).not.toMatch(/template|jpeg|embedding|score/i);
      await close();
      play.store.close();
    }),
    { numRuns: 40 },
  );
  expect(sent).toBeGreaterThan(40);
  // It says nothing if nobody passed.
  expect(outcomes).toEqual(
    expect.arrayContaining(['card granted', 'card denied', 'face denied', 'plate granted', 'guard granted']),
  );
});

test('a record with one field more than it should have is none', () => {
  const access = {
    decision: 'd',
    outcome: 'granted',
    method: 'card',
    reason: 'granted',
    ring: 1,
    source: 'gate',
    atMs: 1,
  };
  const alarm = {
    alarm: 'a',
    type: 'help',
    priority: 1,
    ring: 1,
    source: 'gate',
    state: 'raised',
    raisedAtMs: 1,
    count: 1,
  };
  expect([parseAccessRecord(access).ok, parseAlarmRecord(alarm).ok]).toEqual([true, true]);
  for (const field of ['name', 'plate', 'card', 'phone', 'template', 'image', 'holder', 'person', 'detail']) {
    expect(parseAccessRecord({ ...access, [field]: 'x' }).ok, field).toBe(false);
    expect(parseAlarmRecord({ ...alarm, [field]: 'x' }).ok, field).toBe(false);
  }
});
