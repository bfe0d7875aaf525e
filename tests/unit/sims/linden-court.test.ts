import { expect, test } from 'vitest';
import { createParser } from '../../../devices/contracts/parse.ts';
import { SiteFile } from '../../../devices/contracts/site-file.ts';
import { people } from '../../../firmware-sims/assets/people.ts';
import { cameras } from '../../../firmware-sims/compound/linden-court-plan.ts';
import { drawLindenCourt } from '../../../firmware-sims/compound/linden-court-site.ts';
import { createSeededRandom } from '../../../firmware-sims/compound/seeded-random.ts';
import { checkReferences } from '../../../gateway/register/site/site-references.ts';

const draw = (seed?: number) =>
  drawLindenCourt(
    {
      mqttPort: 1883,
      consolePort: 8080,
      cameraUrls: Object.fromEntries(cameras.map(({ id }) => [id, `rtsp://127.0.0.1:8554/${id}`])),
      ...(seed === undefined ? {} : { seed }),
    },
    people,
  );
const { site, cast, people: faces } = draw();
const count = <T>(list: readonly T[], which: (entry: T) => unknown) => list.filter(which).length;

test('the generated compound is a valid site file', () => {
  expect(createParser(SiteFile)(JSON.parse(JSON.stringify(site)))).toMatchObject({ ok: true });
});

test('the gateway finds nothing wrong in how its parts refer to each other', () => {
  expect(checkReferences(site)).toEqual([]);
});

test('it is as large as the plan says', () => {
  expect(site.doors).toHaveLength(6);
  expect(site.barriers).toHaveLength(2);
  expect(site.cameras).toHaveLength(8);
  expect(
    ['face-camera', 'anpr-camera', 'dome-camera'].map((kind) => count(site.cameras, (c) => c.kind === kind)),
  ).toEqual([2, 2, 4]);
  const fixtures = ['door-controller', 'card-reader', 'barrier'];
  const added = ['call-point', 'intercom', 'lift', 'water-meter'] as const;
  expect(count(site.devices, ({ kind }) => ![...fixtures, ...added].includes(kind))).toBe(14);
  for (const kind of added) expect(count(site.devices, (device) => device.kind === kind)).toBe(1);
  expect(site.residents).toHaveLength(24);
  expect(new Set(site.residents.map(({ home }) => `${home.unit} ${home.room}`)).size).toBe(9);
  expect(site.residents.flatMap(({ plates }) => plates ?? [])).toHaveLength(6);
  expect(new Set(cast.plates.map(({ colour }) => colour))).toEqual(new Set(['blue', 'green', 'yellow']));
});

test('everything stands in a zone of its own ring', () => {
  const zones = new Map(site.zones.map(({ id, ring }) => [id, ring]));
  for (const { id, ring, zone } of [...site.devices, ...site.cameras, ...site.doors, ...site.barriers])
    expect(zones.get(zone!), id).toBe(ring);
});

test('doors, barriers, readers and cameras name each other rightly, and no id stands for two things', () => {
  const kinds = new Map(site.devices.map(({ id, kind }) => [id, kind]));
  const doors = new Set(site.doors.map(({ id }) => id));
  const barriers = new Set(site.barriers.map(({ id }) => id));
  for (const { controller } of site.doors) expect(kinds.get(controller)).toBe('door-controller');
  for (const { controller } of site.barriers) expect(kinds.get(controller)).toBe('barrier');
  for (const { kind, door } of site.devices) if (kind === 'card-reader') expect(doors).toContain(door);
  for (const { kind, door, barrier } of site.cameras) {
    if (kind === 'face-camera') expect(doors).toContain(door);
    if (kind === 'anpr-camera') expect(barriers).toContain(barrier);
  }
  const ids = [...site.devices, ...site.cameras, ...site.doors, ...site.barriers].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a door that takes a face takes a card, too', () => {
  for (const { methods } of site.doors) expect(methods).toContain('card');
  expect(count(site.doors, ({ methods }) => methods.includes('face'))).toBe(2);
});

test('residents live in units that doors serve; each has a card of their own, ten have a face with consent', () => {
  const units = new Set(site.units.map(({ id }) => id));
  for (const { home } of site.residents) expect(units).toContain(home.unit);
  const cards = site.residents.flatMap(({ cards }) => cards ?? []);
  expect(cards).toHaveLength(24);
  expect(new Set(cards).size).toBe(24);
  const enrolled = site.residents.filter(({ face }) => face);
  expect(enrolled).toHaveLength(10);
  for (const { id, face } of enrolled) {
    expect(faces.get(id)?.id).toBe(cast.residents[id]);
    expect(Date.parse(face!.consent.expiresAt)).toBeGreaterThan(Date.now());
    expect(Date.parse(face!.consent.givenAt)).toBeLessThan(Date.now());
  }
});

test('nobody plays two people, and strangers are nobody of the house', () => {
  const played = [...Object.values(cast.residents), ...cast.strangers];
  expect(new Set(played).size).toBe(played.length);
  expect(cast.strangers.length).toBeGreaterThanOrEqual(2);
});

test('secrets are fresh each time; cards and plates come from the seed', () => {
  const again = draw();
  const secrets = (court: typeof again) => court.site.devices.map(({ secret }) => secret);
  expect(secrets(again)).not.toEqual(secrets(draw()));
  expect(new Set(secrets(again)).size).toBe(again.site.devices.length);
  expect(again.cast.plates).toEqual(cast.plates);
  expect(draw(7).cast.plates).not.toEqual(cast.plates);
});

test('a camera without an address is missed by name', () => {
  const options = {
    mqttPort: 1,
    consolePort: 1,
    cameraUrls: {},
  };
  expect(() => drawLindenCourt(options, people)).toThrow('cam-gate-face');
});

test('too few faces for residents and strangers is one clear sentence', () => {
  const options = {
    mqttPort: 1,
    consolePort: 1,
    cameraUrls: {},
  };
  expect(() => drawLindenCourt(options, people.slice(0, 11))).toThrow('needs 12 people');
});

test('a seeded shuffle keeps every card', () => {
  const list = [1, 2, 3, 4, 5, 6];
  expect(createSeededRandom(1).shuffle(list).sort()).toEqual(list);
});
