import { describe, expect, test } from 'vitest';
import { decideParking, type JudgedBay, type KnownStay } from '../../../gateway/sensing/decide-parking.ts';
import { isNear, limitsOf, resolveReading } from '../../../gateway/sensing/parking.ts';

const minute = 60_000;
const hour = 60 * minute;
const nowMs = 1_800_000_000_000;

const stay = (id: string, more: Partial<KnownStay> = {}): KnownStay => ({
  ...{ id, plate: `粤B0000${id}`, kind: 'permit', barrier: 'lane', decision: undefined, holder: undefined },
  ...{ sinceMs: nowMs - hour, seenMs: nowMs - hour, untilMs: undefined, home: undefined },
  ...more,
});
const unread = (id: string, sinceMs: number) => stay(id, { kind: 'unread', plate: undefined, sinceMs });
const bay = (device: string, more: Partial<JudgedBay> = {}): JudgedBay => ({
  ...{ device, reading: 'read', plate: '粤B00001', sinceMs: nowMs - hour, fits: 'unknown' },
  ...more,
});
const limits = limitsOf({});
const decide = (stays: KnownStay[], bays: JudgedBay[] = [], settings = limits) =>
  decideParking({ stays, bays, limits: settings, nowMs }).map(({ type, source }) => `${type} ${source}`);

describe('overstay', () => {
  test('a visitor has an hour to leave after the visit is over, and not a minute less', () => {
    expect(decide([stay('1', { untilMs: nowMs - hour + 1 })])).toEqual([]);
    expect(decide([stay('1', { untilMs: nowMs - hour })])).toEqual(['parking-overstay 1']);
    expect(decide([stay('1', { untilMs: nowMs - 10 * minute })], [], limitsOf({ graceMinutes: 10 }))).toHaveLength(1);
  });

  test('whoever lives here overstays nothing', () => {
    expect(decide([stay('1', { sinceMs: nowMs - 900 * hour })])).toEqual([]);
  });

  test('the guard reads how long nobody has seen it', () => {
    const old = stay('1', { untilMs: 0, seenMs: nowMs - 30 * hour, decision: 'd1' });
    expect(decideParking({ stays: [old], bays: [], limits, nowMs })).toMatchObject([
      { detail: { barrier: 'lane', kind: 'permit', unseenHours: 30, passage: 'd1' } },
    ]);
  });
});

describe('quota', () => {
  const home = (places?: number) => ({ home: { id: 'home-1', places } });
  const three = (places?: number) =>
    ['1', '2', '3'].map((id, at) => stay(id, { ...home(places), sinceMs: nowMs - (9 - at) * minute }));

  test('is looked at only where somebody has set a number', () => {
    expect(decide(three())).toEqual([]);
    expect(decide(three(3))).toEqual([]);
    expect(decide(three(2))).toEqual(['parking-quota 3']);
    expect(decide(three(), [], limitsOf({ placesPerHome: 2 }))).toEqual(['parking-quota 3']);
  });

  test('a home’s own number outranks the site’s', () => {
    expect(decide(three(3), [], limitsOf({ placesPerHome: 1 }))).toEqual([]);
  });

  test('a home has one ticket, however many are too many, and it does not say whose home it is', () => {
    const [ticket, ...more] = decideParking({ stays: three(1), bays: [], limits, nowMs });
    expect(more).toEqual([]);
    expect(ticket).toMatchObject({ source: '2', detail: { inside: 3, places: 1, barrier: 'lane' } });
    expect(JSON.stringify(ticket)).not.toContain('home-1');
  });
});

describe('wrong bay', () => {
  test('a vehicle that is known not to fit has ten minutes', () => {
    expect(decide([], [bay('b', { fits: 'no', sinceMs: nowMs - 10 * minute + 1 })])).toEqual([]);
    expect(decide([], [bay('b', { fits: 'no', sinceMs: nowMs - 10 * minute })])).toEqual(['parking-wrong-bay b']);
  });

  test('what fits, and what nobody can tell, is left alone', () => {
    expect(decide([], [bay('a', { fits: 'yes' }), bay('b', { fits: 'unknown' })])).toEqual([]);
  });
});

describe('no plate', () => {
  const long = nowMs - 2 * hour;

  test('an unread vehicle may stay for the grace time', () => {
    expect(decide([unread('1', nowMs - hour + 1)])).toEqual([]);
    expect(decide([unread('1', nowMs - hour)])).toEqual(['parking-no-plate 1']);
  });

  test('a bay that shows one says where it is, and there is no second ticket for it', () => {
    const bays = [bay('b', { reading: 'unreadable', plate: undefined, sinceMs: long })];
    expect(decide([unread('1', long), unread('2', long + 1)], bays)).toEqual([
      'parking-no-plate b',
      'parking-no-plate 2',
    ]);
  });

  test('a bay with a poor view accuses nobody while every vehicle was read at the gate', () => {
    expect(decide([stay('1')], [bay('b', { reading: 'unreadable', sinceMs: long })])).toEqual([]);
    expect(decide([], [bay('b', { reading: 'none', plate: undefined, sinceMs: long })])).toEqual([]);
  });
});

describe('a doubtful reading', () => {
  test('is the one vehicle that it can be', () => {
    const reading = { plate: '粤B1234S', doubtful: [6] };
    expect(resolveReading(reading, ['粤B12345', '粤B99999'])).toBe('粤B12345');
    expect(resolveReading(reading, ['粤B12345', '粤B12346'])).toBeUndefined();
    expect(resolveReading(reading, [])).toBeUndefined();
    expect(resolveReading({ plate: '粤B12345', doubtful: [] }, [])).toBe('粤B12345');
  });

  test('two plates are near that differ in one character', () => {
    expect(isNear('粤B12345', '粤B12346')).toBe(true);
    expect(isNear('粤B12345', '粤B12356')).toBe(false);
    expect(isNear('粤B12345', '粤BD12345')).toBe(false);
  });
});
