import { expect, test } from 'vitest';
import { createLaneBook } from '../../../gateway/compose/doors/lane-book.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import type { PlateSighting } from '../../../gateway/perception/messages.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

const store = openStore(':memory:');

const sighting = (plate: string): PlateSighting => ({
  kind: 'plate-sighting',
  camera: 'cam',
  track: 't1',
  verdict: { kind: 'exact', plate, colour: 'blue', confidence: 0.99, characters: Array(7).fill(0.99) },
  box: { x: 0.4, y: 0.6, width: 0.1, height: 0.05 },
  frames: 2,
  seenAtMs: 0,
  firstSeenAtMs: 0,
});

test('the plate of the car that drives off does not open for the unread car behind it', () => {
  const clock = fakeClock();
  const lanes = createLaneBook(clock, store);
  lanes.loop('in', true);
  lanes.seen('in', sighting('粤B12345'));
  lanes.decided('in', true);
  lanes.loop('in', false);
  lanes.seen('in', sighting('粤B12345'));
  lanes.loop('in', true);
  expect(lanes.get('in')).toMatchObject({ sighting: undefined, occupied: true, opened: false });
  lanes.seen('in', sighting('京A54321'));
  expect(lanes.get('in').sighting?.verdict.plate).toBe('京A54321');
});

test('the same car may come again once it has been away', () => {
  const clock = fakeClock();
  const lanes = createLaneBook(clock, store);
  lanes.loop('in', true);
  lanes.seen('in', sighting('粤B12345'));
  lanes.decided('in', true);
  lanes.loop('in', false);
  clock.advance(9000);
  lanes.seen('in', sighting('粤B12345'));
  expect(lanes.get('in').sighting).toBeDefined();
});

test('a plate read long before anybody reached the loop is forgotten', () => {
  const clock = fakeClock();
  const lanes = createLaneBook(clock, store);
  lanes.seen('in', sighting('粤B12345'));
  clock.advance(9000);
  lanes.loop('in', true);
  expect(lanes.get('in').sighting).toBeUndefined();
});

test('a car that was let in on a look-alike does not, read better as it drives off, let in the next one', () => {
  const lanes = createLaneBook(fakeClock(), store);
  const misread = sighting('粤B12045');
  lanes.loop('in', true);
  lanes.seen('in', { ...misread, verdict: { ...misread.verdict, kind: 'partial', doubtful: [4] } });
  lanes.decided('in', true);
  lanes.loop('in', false);
  lanes.seen('in', sighting('粤B12D45'));
  lanes.loop('in', true);
  expect(lanes.get('in').sighting).toBeUndefined();
});

test('a convoy of cars with consecutive plates is let in car by car', () => {
  const lanes = createLaneBook(fakeClock(), store);
  lanes.loop('in', true);
  lanes.seen('in', sighting('粤B12345'));
  lanes.decided('in', true);
  lanes.loop('in', false);
  lanes.loop('in', true);
  lanes.seen('in', sighting('粤B12346'));
  expect(lanes.get('in').sighting?.verdict.plate).toBe('粤B12346');
});

test('an arm that was raised in memory only, for the disk refused the decision, is raised at the next try', () => {
  const lanes = createLaneBook(fakeClock(), store);
  lanes.loop('in', true);
  lanes.seen('in', sighting('粤B12345'));
  const decide = (fails: boolean) =>
    store.transaction(() => {
      lanes.decided('in', true);
      if (fails) throw new Error('full');
    });
  expect(() => decide(true)).toThrow('full');
  expect(lanes.get('in')).toMatchObject({ opened: false, sighting: sighting('粤B12345') });
  decide(false);
  expect(lanes.get('in')).toMatchObject({ opened: true, sighting: undefined });
});
