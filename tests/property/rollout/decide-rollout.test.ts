import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dealGroups } from '../../../cloud/rollout/deal-groups.ts';
import { applyDecision, decideAct } from '../../../cloud/rollout/decide-act.ts';
import { allowedErrors, decideRollout, isWithin, openLimit } from '../../../cloud/rollout/decide-rollout.ts';
import type { RolloutRow, RolloutTerms, Standing, Tally } from '../../../cloud/rollout/rollout-store.ts';

const percentsOf = fc.constantFrom([100], [5, 95], [10, 30, 60], [1, 4, 15, 30, 50], [33.3, 33.3, 33.4]);
const fleetOf = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.boolean()), { minLength: 1, maxLength: 120 })
  .map((places) =>
    places.map(([site, known], index) => ({ gateway: `gw-${index}`, ...(known ? { site: `s-${site}` } : {}) })),
  );

test('a fleet is dealt so that everybody is in one group, no group has two of a site, and no group is empty', () => {
  fc.assert(
    fc.property(fleetOf, percentsOf, fc.string(), (fleet, percents, key) => {
      const dealt = dealGroups(key, fleet, percents);
      expect(dealt.map(({ gateway }) => gateway).sort()).toEqual(fleet.map(({ gateway }) => gateway).sort());
      const groups = Map.groupBy(dealt, ({ group }) => group);
      expect([...groups.keys()].sort((a, b) => a - b)).toEqual([...groups.keys()].map((_, index) => index));
      for (const members of groups.values()) expect(new Set(members.map(({ site }) => site)).size).toBe(members.length);
      expect(dealt).toEqual(dealGroups(key, fleet.toReversed(), percents));
    }),
  );
});

test('where every site has one gateway, the groups are as large as the shares say', () => {
  const fleet = Array.from({ length: 1000 }, (_, index) => ({ gateway: `gw-${index}`, site: `s-${index}` }));
  const sizes = Map.groupBy(dealGroups('key', fleet, [5, 15, 30, 50]), ({ group }) => group);
  expect([...sizes.values()].map(({ length }) => length)).toEqual([50, 150, 300, 500]);
});

const terms = (change: Partial<RolloutTerms>): RolloutTerms => ({
  ...{ percents: [100], successShare: 0.9, errorShare: 0.05, openShare: 0.02, silentAfterS: 600, healthS: 5 },
  ...change,
});

interface Sim {
  terms: RolloutTerms;
  standing: Standing;
  /** Of each group: what is with each of its gateways. */
  places: ('waiting' | 'open' | 'committed' | 'bad')[][];
}

const tally = ({ places }: Sim): Tally[] =>
  places.map((group, index) => {
    const count = (stage: string) => group.filter((each) => each === stage).length;
    return {
      ...{ group: index, size: group.length, held: 0 },
      ...{ waiting: count('waiting'), open: count('open'), committed: count('committed'), bad: count('bad') },
    };
  });

/** What the store does after each word. A restart is nothing else: the decision has no memory but the standing. */
function settle(sim: Sim): void {
  const outcome = applyDecision(sim.standing, decideRollout(sim.terms, sim.standing, tally(sim), 0));
  if (outcome) sim.standing = outcome.standing;
}

/** Lets a gateway take it if there is room. */
function take(sim: Sim, wanted: number): boolean {
  const { groups, room } = decideRollout(sim.terms, sim.standing, tally(sim), 0);
  const waiting = sim.places.slice(0, groups).flatMap((group, index) => {
    return group.flatMap((stage, place) => (stage === 'waiting' ? [[index, place] as const] : []));
  });
  if (room === 0 || waiting.length === 0) return false;
  const [group, place] = waiting[wanted % waiting.length]!;
  sim.places[group]![place] = 'open';
  return true;
}

function end(sim: Sim, wanted: number, bad: boolean): void {
  const open = sim.places.flatMap((group, index) => {
    return group.flatMap((stage, place) => (stage === 'open' ? [[index, place] as const] : []));
  });
  if (open.length === 0) return;
  const [group, place] = open[wanted % open.length]!;
  sim.places[group]![place] = bad ? 'bad' : 'committed';
  settle(sim);
}

const stepOf = fc.oneof(
  { weight: 4, arbitrary: fc.record({ deed: fc.constant('take' as const), which: fc.nat() }) },
  { weight: 4, arbitrary: fc.record({ deed: fc.constantFrom('good' as const, 'bad' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ deed: fc.constantFrom('pause' as const, 'resume' as const), which: fc.nat() }) },
);

const rowOf = (sim: Sim): RolloutRow => ({
  plan: { ...{ id: 'r', title: 't', release: 'x', preparedBy: 'a', sign: 'a', atMs: 0 }, terms: sim.terms },
  ...{ standing: sim.standing, kind: 'gateway', name: 'gateway', revision: 0 },
});

const setUp = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
  errorShare: fc.constantFrom(0, 0.03, 0.1, 0.5),
  openShare: fc.constantFrom(0.02, 0.1, 1),
  successShare: fc.constantFrom(0, 0.5, 0.9, 1),
});

function start({ sizes, ...shares }: { sizes: number[] } & Partial<RolloutTerms>): Sim {
  const forgiven = sizes.map(() => 0);
  return {
    terms: terms(shares),
    standing: { phase: 'running', why: null, forgiven, passed: 0 },
    places: sizes.map((size) => Array.from({ length: size }, () => 'waiting' as const)),
  };
}

test('in whatever order gateways report, no more take it badly than the threshold and those that are at it allow', () => {
  fc.assert(
    fc.property(setUp, fc.array(stepOf, { maxLength: 400 }), (shares, steps) => {
      const sim = start(shares);
      const total = shares.sizes.reduce((sum, size) => sum + size, 0);
      const limit = openLimit(sim.terms, total);
      for (const { deed, which } of steps) {
        if (deed === 'take') take(sim, which);
        else if (deed === 'good' || deed === 'bad') end(sim, which, deed === 'bad');
        expect(tally(sim).reduce((sum, { open }) => sum + open, 0)).toBeLessThanOrEqual(limit);
      }
      // whatever is still under way ends badly too
      for (let left = total; left > 0; left -= 1) end(sim, 0, true);
      const allowed = shares.sizes.reduce((sum, size) => sum + allowedErrors(sim.terms, size), 0);
      expect(tally(sim).reduce((sum, { bad }) => sum + bad, 0)).toBeLessThanOrEqual(allowed + limit);
    }),
  );
});

test('a group begins only when enough of the one before have it', () => {
  fc.assert(
    fc.property(setUp, fc.array(stepOf, { maxLength: 400 }), (shares, steps) => {
      const sim = start({ ...shares, errorShare: 1 });
      for (const { deed, which } of steps) {
        if (deed === 'take') take(sim, which);
        else if (deed === 'good' || deed === 'bad') end(sim, which, deed === 'bad');
        const tallies = tally(sim);
        const last = tallies.findLastIndex(({ size, waiting }) => waiting < size);
        for (const { committed, size } of tallies.slice(0, Math.max(0, last)))
          expect(committed).toBeGreaterThanOrEqual(Math.ceil(shares.successShare * size));
      }
    }),
  );
});

test('while it is paused, halted or over nobody begins; who says to go on decides it', () => {
  fc.assert(
    fc.property(setUp, fc.array(stepOf, { maxLength: 300 }), (shares, steps) => {
      const sim = start(shares);
      for (const { deed, which } of steps) {
        const { phase } = sim.standing;
        if (deed === 'take') expect(take(sim, which) && phase !== 'running').toBe(false);
        else if (deed === 'good' || deed === 'bad') end(sim, which, deed === 'bad');
        else if (deed === 'pause' ? phase === 'running' : phase === 'paused' || phase === 'halted')
          sim.standing = decideAct(deed, 'b', rowOf(sim), tally(sim)).standing;
      }
    }),
  );
});

test('a rollout in which nothing goes wrong reaches everybody, whoever comes first', () => {
  fc.assert(
    fc.property(setUp, fc.infiniteStream(fc.nat()), (shares, choices) => {
      const sim = start(shares);
      for (let turn = 0; sim.standing.phase === 'running' && turn < 2000; turn += 1) {
        const which = choices.next().value!;
        if (!take(sim, which)) end(sim, which, false);
      }
      expect(sim.standing.phase).toBe('done');
      expect(tally(sim).every(({ committed, size }) => committed === size)).toBe(true);
    }),
  );
});

test('a group that is through without enough of it having the release stops there; the operator may let it go on', () => {
  const sim = start({ sizes: [4, 4], errorShare: 0.5, successShare: 0.9, openShare: 1 });
  while (take(sim, 0));
  end(sim, 0, true);
  for (let left = 3; left > 0; left -= 1) end(sim, 0, false);
  expect(sim.standing).toMatchObject({ phase: 'halted', why: 'too-few' });
  sim.standing = decideAct('resume', 'b', rowOf(sim), tally(sim)).standing;
  expect(take(sim, 0)).toBe(true);
  expect(sim.places[1]).toContain('open');
});

test('gateways begin at the hours of their site only, also past midnight, and not before the day', () => {
  const night = { from: '22:30', to: '04:00', timeZone: 'Asia/Shanghai' };
  const at = (text: string) => Date.parse(`2026-11-22T${text}:00+08:00`);
  expect(['22:29', '22:30', '23:59', '03:59', '04:00', '12:00'].map((text) => isWithin(night, at(text)))).toEqual([
    ...[false, true, true, true, false, false],
  ]);
  const sim = start({ sizes: [4] });
  const room = (nowMs: number, change: Partial<RolloutTerms>) =>
    decideRollout({ ...sim.terms, openShare: 1, ...change }, sim.standing, tally(sim), nowMs).room;
  expect([room(at('12:00'), { window: night }), room(at('23:00'), { window: night })]).toEqual([0, 4]);
  // by the clock of each site: its gateway waits
  expect(room(at('12:00'), { window: { ...night, timeZone: 'site' } })).toBe(4);
  expect([room(99, { notBeforeMs: 100 }), room(100, { notBeforeMs: 100 })]).toEqual([0, 4]);
});
