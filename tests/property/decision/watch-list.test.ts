import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SitePrivacy } from '../../../devices/contracts/site-privacy.ts';
import type { WatchEntry } from '../../../gateway/register/records.ts';
import { guardedSite } from '../../fixtures/guarded-site.ts';
import { playAccess } from '../../fixtures/play-access.ts';

const plates = ['粤B12345', '京AD12345', '沪C98765', '粤B12346'] as const;
const step = fc.oneof(
  fc.record({
    kind: fc.constant('plate' as const),
    plate: fc.constantFrom(...plates),
    track: fc.constantFrom('a', 'b'),
  }),
  fc.record({ kind: fc.constant('loop' as const), occupied: fc.boolean() }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(500, 9000, 70_000) }),
);

function entryOf(plate: string, at: number): WatchEntry {
  return {
    id: `w-${at}`,
    plate,
    reason: 'invented',
    legalBasis: 'invented',
    document: 'invented',
    sites: ['linden'],
    requester: 'li',
    approver: 'zhou',
    state: 'approved',
    fromMs: 0,
    expiresAtMs: 4_000_000_000_000,
  };
}

type Step =
  | { kind: 'plate'; plate: string; track: string }
  | { kind: 'loop'; occupied: boolean }
  | { kind: 'wait'; ms: number };

/** The same morning at the barrier, with and without a watch-list. */
function play(steps: readonly Step[], listed: readonly string[], privacy: SitePrivacy = { watchList: 'on' }) {
  const lane = playAccess(guardedSite({ privacy }));
  const entries = listed.map(entryOf);
  Object.assign(lane.register.rights, { watched: (plate: string) => entries.filter((entry) => entry.plate === plate) });
  for (const one of steps) {
    if (one.kind === 'plate') lane.seePlate(one.plate, 'lane-camera', one.track);
    else if (one.kind === 'wait') lane.clock.advance(one.ms);
    else lane.event('lane-barrier', one.occupied ? 'loop-occupied' : 'loop-cleared', { loop: 'approach' });
  }
  const decided = lane.passages.map(({ id: _id, ...rest }) => rest);
  const sent = lane.sent.map(({ device, action, args }) => ({ device, action, args }));
  const matches = lane.alarms.filter(({ type }) => type === 'watch-list-match').length;
  lane.store.close();
  return { decided, sent, matches };
}

test('a watch-list moves no barrier: every decision and command is the same with it and without', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.subarray([...plates]), (steps, listed) => {
      const [without, listing] = [play(steps, []), play(steps, listed)];
      expect(listing.decided).toEqual(without.decided);
      expect(listing.sent).toEqual(without.sent);
      const seen = steps.some((one) => one.kind === 'plate' && listed.some((plate) => plate === one.plate));
      expect(listing.matches > 0).toBe(seen);
    }),
    { numRuns: 40 },
  );
});

test('a listed car that stands before the camera is told once, and not at all where the list is off or the EU profile holds', () => {
  const steps: Step[] = [1, 2, 3].map(() => ({ kind: 'plate', plate: plates[0], track: 'a' }));
  expect(play(steps, [plates[0]]).matches).toBe(1);
  expect(play(steps, [plates[0]], {}).matches).toBe(0);
  expect(play(steps, [plates[0]], { watchList: 'on', profile: 'eu' }).matches).toBe(0);
});
