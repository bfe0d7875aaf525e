import { expect, test } from 'vitest';
import {
  effectOfAll,
  expiredModes,
  modePlaces,
  planMode,
  policyOf,
  type SiteMode,
} from '../../../gateway/decision/site-modes.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const site = smallSite();
site.doors[1]!.egress = false;
const places = modePlaces(site);
const place = (id: string) => places.find((one) => one.id === id)!;
const mode = (order: SiteMode['order'], id = 'm1'): SiteMode => ({ id, order, startedAtMs: 1, reason: 'test' });

test('an evacuation opens ways out and raises barriers; a door that is no way out stays shut', () => {
  expect(planMode(places, [], { kind: 'evacuate' })).toEqual({
    opens: ['gate'],
    locks: [],
    rises: ['lane'],
    outranked: [],
  });
});

test('an evacuation of one zone leaves the others alone', () => {
  expect(planMode(places, [], { kind: 'evacuate', zones: ['b1'] })).toMatchObject({ opens: [], rises: [] });
});

test('evacuation outranks lockdown, whichever came first', () => {
  const both = [mode({ kind: 'lockdown' }), mode({ kind: 'evacuate' }, 'm2')];
  for (const modes of [both, both.toReversed()]) {
    expect(effectOfAll(modes, place('gate'))).toBe('open');
    expect(effectOfAll(modes, place('u1-door'))).toBe('shut');
  }
  expect(planMode(places, [mode({ kind: 'evacuate' })], { kind: 'lockdown' })).toMatchObject({
    locks: ['u1-door'],
    outranked: ['gate', 'lane'],
  });
});

test('what stands already changes nothing', () => {
  expect(planMode(places, [mode({ kind: 'evacuate' })], { kind: 'evacuate' })).toMatchObject({ opens: [], rises: [] });
});

test('an entry policy ends on its date by itself', () => {
  const policy = { untilMs: 1000, visitors: 'refused', staff: 'allowed' } as const;
  const modes = [mode({ kind: 'entry-policy', policy }), mode({ kind: 'lockdown' }, 'm2')];
  expect(policyOf(modes, 999)).toEqual(policy);
  expect(policyOf(modes, 1000)).toBeUndefined();
  expect(expiredModes(modes, 1000).map(({ id }) => id)).toEqual(['m1']);
});
