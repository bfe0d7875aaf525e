import { expect, test } from 'vitest';
import { createEventAges } from '../../../gateway/compose/doors/event-age.ts';
import { fakeClock } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const device = smallSite().devices.find(({ id }) => id === 'gate-reader')!;
const minute = 60_000;

/** A reader whose clock is `wrongMs` off, before a gateway whose clock may be set. */
function play(wrongMs = 0) {
  const clock = fakeClock();
  let known = true;
  const startMs = clock.wallMs() - clock.monotonicMs();
  const readerNow = () => startMs + clock.monotonicMs() + wrongMs;
  const ages = createEventAges(() => known);
  const now = () => ({ device, wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() });
  return {
    clock,
    doubt: () => {
      known = false;
    },
    report: (lateMs = 0) =>
      ages.heard({ ...now(), kind: 'state', state: { boot: 'b', at: readerNow() - lateMs, values: {} } }),
    age: (agoMs = 0) =>
      ages.of({
        ...now(),
        kind: 'event',
        event: { boot: 'b', seq: 1, at: readerNow() - agoMs, type: 'card-presented', data: {} },
      }),
    ageless: () => ages.of({ ...now(), kind: 'event', event: { boot: 'b', seq: 1, type: 'card-presented', data: {} } }),
  };
}

test('a reader without a clock says nothing of how old its events are', () => {
  expect(play().ageless()).toBeUndefined();
});

test('a gateway’s clock that is set, back or ahead, makes no card older or younger', () => {
  for (const jumpMs of [-60 * minute, 60 * minute]) {
    const { clock, doubt, report, age } = play();
    report();
    clock.jumpWall(jumpMs);
    doubt();
    expect(age()).toBe(0);
    expect(age(minute)).toBe(minute);
  }
});

test('a reader whose clock is a minute slow or fast is understood once it has reported for a while', () => {
  for (const wrongMs of [-minute, minute]) {
    const { clock, report, age } = play(wrongMs);
    for (let round = 0; round < 3; round += 1) {
      report();
      clock.advance(10_000);
    }
    expect(age()).toBe(0);
    expect(age(minute)).toBe(minute);
  }
});

test('a card that waited for the line stays old, though reports waited with it', () => {
  const { clock, report, age } = play();
  for (let round = 0; round < 20; round += 1) report(minute);
  expect(age(minute)).toBe(minute);
  for (let round = 0; round < 8; round += 1) {
    clock.advance(10_000);
    report();
  }
  clock.advance(minute);
  for (let round = 0; round < 20; round += 1) report(minute);
  expect(age(minute)).toBe(minute);
});

test('nothing tells an age where the gateway doubts its clock and the reader has not reported yet', () => {
  const { doubt, age } = play();
  doubt();
  expect(age(minute)).toBeUndefined();
});

test('what lay at a broker until a controller may have decided it, or has no clock, is older than anything', () => {
  const clock = fakeClock();
  const ages = createEventAges(() => true);
  const event = { boot: 'b', seq: 1, type: 'card-presented', data: {} };
  const arrived = {
    device,
    wallMs: clock.wallMs(),
    monotonicMs: clock.monotonicMs(),
    kind: 'event',
    waited: true,
  } as const;
  expect(ages.of({ ...arrived, event: { ...event, at: clock.wallMs() - 2000 } })).toBe(2000);
  expect(ages.of({ ...arrived, event: { ...event, at: clock.wallMs() - 2001 } })).toBe(Number.POSITIVE_INFINITY);
  expect(ages.of({ ...arrived, event })).toBe(Number.POSITIVE_INFINITY);
  const doubted = createEventAges(() => false);
  expect(doubted.of({ ...arrived, event: { ...event, at: clock.wallMs() } })).toBe(Number.POSITIVE_INFINITY);
});
