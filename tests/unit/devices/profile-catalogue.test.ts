import { describe, expect, test } from 'vitest';
import { alarmTypes } from '../../../devices/contracts/alarms.ts';
import { parseCommand, parseDeviceEvent } from '../../../devices/contracts/device-messages.ts';
import { createParser } from '../../../devices/contracts/parse.ts';
import type { Title } from '../../../devices/contracts/place.ts';
import { cameraKinds, deviceKinds } from '../../../devices/contracts/site-file.ts';
import { cameraProfiles, compileEventParsers, deviceProfiles } from '../../../devices/profiles/catalogue.ts';
import { generalEvents } from '../../../devices/profiles/device-profile.ts';

const profiles = Object.values(deviceProfiles);
const events = profiles.flatMap((profile) =>
  Object.entries(profile.events).map(([type, event]) => ({
    at: `${profile.kind}/${type}`,
    kind: profile.kind,
    type,
    event,
  })),
);
const commands = profiles.flatMap((profile) =>
  Object.entries(profile.commands).map(([action, command]) => ({ at: `${profile.kind}/${action}`, action, command })),
);

/** Alarms that no device raises: the gateway itself does, from what it decides and what it misses. */
const gatewayAlarms = [
  'device-cloned',
  'device-babbling',
  'person-unknown',
  'person-denied',
  'vehicle-unknown',
  'vehicle-denied',
  'intrusion',
  'loitering',
  'falling-object',
  'line-crossing',
  'tailgating',
  'fire-lane-blocked',
  'parking-overstay',
  'parking-quota',
  'parking-wrong-bay',
  'parking-no-plate',
  'crowding',
  'e-bike-in-lift',
  'duress',
  'credential-guessing',
  'passback-violation',
  'watch-list-match',
  'device-lost',
  'camera-lost',
  'network-lost',
  'storage-damaged',
  'storage-full',
  'patrol-deviation',
  'fire',
  'fence-cut',
  'fence-short',
  'fence-disarmed',
  'perimeter-breach',
  'flood-danger',
  'no-activity',
];

/** One right example for every schema that is more than the empty object. */
const examples: Record<string, object> = {
  'battery-low': { percent: 12 },
  fault: { code: 'sensor-dirty' },
  'card-reader/card-presented': { card: 'uid:04A1B2C3' },
  'card-reader/signal': { result: 'granted' },
  'card-reader/pin-entered': { pin: '284619' },
  'card-reader/pass-presented': { text: 'eyJ.a.b' },
  'door-controller/decided-alone': { method: 'card', outcome: 'granted', reason: 'granted', rights: 3 },
  'card-reader/state': {},
  'door-controller/taken': { command: 'c1' },
  'door-controller/not-taken': { command: 'c1' },
  'door-controller/access': { releaseMs: 3000 },
  'door-controller/state': { mode: 'Locked', contact: 'closed', alarm: 'Normal' },
  'barrier/loop-occupied': { loop: 'approach' },
  'barrier/loop-cleared': { loop: 'safety' },
  'barrier/state': { arm: 'open', approach: true, safety: false },
  'smoke/state': { battery: 90, smoke: true },
  'gas/gas-detected': { lelPercent: 18 },
  'gas/gas-cleared': { lelPercent: 1 },
  'gas/state': { lelPercent: 18, valve: 'closed' },
  'manhole/cover-moved': { angleDegrees: 34 },
  'manhole/cover-restored': { angleDegrees: 0 },
  'manhole/state': { angleDegrees: 0 },
  'vibration/vibration-detected': { cause: 'cut', strength: 0.8 },
  'vibration/state': { armed: true },
  'water-level/level-high': { metres: 0.9 },
  'water-level/level-normal': { metres: 0.1 },
  'water-level/state': { metres: 0.1 },
  'help-button/state': { pressed: false },
  'call-point/state': { pressed: false },
  'intercom/state': { calling: false },
  'lift/announce': { message: 'no-e-bikes' },
  'lift/hold-door': { forMs: 120_000 },
  'lift/state': { door: 'closed', held: false },
  'water-meter/state': { litres: 48_210 },
  'parking-bay/bay-occupied': { reading: 'none' },
  'parking-bay/state': { occupied: true },
};
const exampleOf = (at: string): object => examples[at] ?? examples[at.split('/')[1]!] ?? {};

describe('kinds', () => {
  test('every kind of device in the site file has a profile, and every profile a kind', () => {
    expect(Object.keys(deviceProfiles).sort()).toEqual([...deviceKinds].sort());
    for (const kind of deviceKinds) expect(deviceProfiles[kind].kind).toBe(kind);
  });

  test('every kind of camera in the site file has a profile, and every profile a kind', () => {
    expect(Object.keys(cameraProfiles).sort()).toEqual([...cameraKinds].sort());
    for (const kind of cameraKinds) expect(cameraProfiles[kind].kind).toBe(kind);
  });
});

describe('what a person reads', () => {
  const titles: [at: string, title: Title][] = [
    ...profiles.map(({ kind, title }): [string, Title] => [kind, title]),
    ...Object.values(cameraProfiles).map(({ kind, title }): [string, Title] => [kind, title]),
    ...events.map(({ at, event }): [string, Title] => [at, event.title]),
    ...commands.map(({ at, command }): [string, Title] => [at, command.title]),
  ];

  test.each(titles)('%s has a Chinese and an English title', (_at, { zh, en }) => {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[A-Z]/);
    expect(en).not.toMatch(/\p{Script=Han}/u);
  });

  test.each(profiles)('no two events of a $kind read the same', ({ events: own }) => {
    for (const language of ['zh', 'en'] as const) {
      const read = Object.values(own).map(({ title }) => title[language]);
      expect(new Set(read).size).toBe(read.length);
    }
  });
});

describe('alarms', () => {
  test('every alarm that an event raises or clears is one that the gateway knows', () => {
    for (const { event } of events) {
      for (const type of [event.raises, event.clears]) if (type !== undefined) expect(alarmTypes).toContain(type);
    }
  });

  test.each(profiles)(
    'every alarm that a $kind raises it can also clear, and the other way round',
    ({ events: own }) => {
      const named = (key: 'raises' | 'clears') =>
        [...new Set(Object.values(own).flatMap((event) => event[key] ?? []))].sort();
      expect(named('clears')).toEqual(named('raises'));
    },
  );

  test('no event both raises and clears', () => {
    expect(events.filter(({ event }) => event.raises !== undefined && event.clears !== undefined)).toEqual([]);
  });

  test('every alarm type comes from a device or from the gateway itself, and none from nowhere', () => {
    const raised = new Set(events.flatMap(({ event }) => event.raises ?? []));
    expect([...raised, ...gatewayAlarms].sort()).toEqual([...alarmTypes].sort());
  });

  test('every device can say that it was tampered with', () => {
    for (const { events: own } of profiles) expect(own).toMatchObject(generalEvents);
  });
});

describe('schemas', () => {
  const schemas = [
    ...events.map(({ at, event }) => ({ at, schema: event.data })),
    ...commands.map(({ at, command }) => ({ at, schema: command.args })),
    ...profiles.map(({ kind, state }) => ({ at: `${kind}/state`, schema: state })),
  ];

  test.each(schemas)('$at takes a right example and refuses garbage', ({ at, schema }) => {
    const parse = createParser(schema);
    const example = exampleOf(at);
    expect(parse(example)).toEqual({ ok: true, value: example });
    for (const garbage of [null, undefined, 42, 'text', [], [example]]) expect(parse(garbage).ok).toBe(false);
    for (const field of Object.keys(example)) {
      expect(parse({ ...example, [field]: { wrong: true } })).toMatchObject({
        ok: false,
        problem: expect.stringContaining(field),
      });
    }
  });

  test('no example stands for a schema that is not there', () => {
    const known = new Set(schemas.flatMap(({ at }) => [at, at.split('/')[1]]));
    expect(Object.keys(examples).filter((at) => !known.has(at))).toEqual([]);
  });

  test('an event with a required field is refused without it', () => {
    const parsers = compileEventParsers();
    for (const { kind, type, at } of events) {
      const example = exampleOf(at);
      const parse = parsers.get(kind)!.get(type)!;
      for (const field of Object.keys(example)) {
        const rest = Object.fromEntries(Object.entries(example).filter(([key]) => key !== field));
        expect(parse(rest).ok, `${at} without ${field}`).toBe(false);
      }
    }
  });
});

describe('on the wire', () => {
  test('every event is one that a device message can carry', () => {
    for (const { type, at } of events) {
      const message = { boot: 'b1', seq: 1, type, data: exampleOf(at) };
      expect(parseDeviceEvent(message)).toMatchObject({ ok: true });
    }
  });

  test('every command is one that a command message can carry, and lives for seconds, not for ever', () => {
    for (const { action, command, at } of commands) {
      const message = { id: 'c1', session: 's1', action, args: exampleOf(at), issuedAt: 0, ttlMs: command.ttlMs };
      expect(parseCommand(message)).toMatchObject({ ok: true });
      expect(command.ttlMs).toBeLessThanOrEqual(10_000);
    }
  });

  test('a device that fell silent is missed within three minutes', () => {
    for (const { heartbeatMs } of profiles) {
      expect(heartbeatMs).toBeGreaterThanOrEqual(1000);
      expect(3 * heartbeatMs).toBeLessThanOrEqual(180_000);
    }
  });
});
