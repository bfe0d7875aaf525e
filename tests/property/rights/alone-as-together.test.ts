import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { SiteDoor } from '../../../devices/contracts/site-doors.ts';
import { weekdays } from '../../../devices/contracts/time-span.ts';
import { decideAlone } from '../../../firmware-sims/device/decide-alone.ts';
import { indexRights } from '../../../firmware-sims/device/held-rights.ts';
import { decideAccess } from '../../../gateway/decision/decide-access.ts';
import type { Situation } from '../../../gateway/decision/situation.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { createLedger } from '../../../gateway/ledger/sqlite-ledger.ts';
import { openRegister } from '../../../gateway/register/register.ts';
import type { Change, Register } from '../../../gateway/register/register-types.ts';
import { buildRights, createCardDigests, findCandidates } from '../../../gateway/rights/build-rights.ts';
import { openSiteKey } from '../../../gateway/rights/site-key.ts';
import { calm, passSite } from '../../fixtures/pass-site.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';

const dir = mkdtempSync(join(tmpdir(), 'ringward-alone-'));
afterAll(() => rmSync(dir, { recursive: true }));
const key = openSiteKey(join(dir, 'site.key'), quietLog);
const digests = createCardDigests(key.derive('test'));
const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const nowMs = fakeClock().wallMs();
const site = passSite({ residents: [] });
const title = { zh: '测试', en: 'Test' };

/** Minutes from now; a few weeks around it. */
const Moment = fc.integer({ min: -14 * 1440, max: 14 * 1440 }).map((minutes) => nowMs + minutes * minuteMs);
const Dates = fc.record({ fromMs: Moment, toMs: Moment }, { requiredKeys: [] }).map(inOrder);
const ClockTime = fc
  .integer({ min: 0, max: 47 })
  .map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`);
const Days = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 });
const Span = fc.record({ days: Days, from: ClockTime, to: ClockTime }, { requiredKeys: ['from', 'to'] });
const ADay = Moment.map((ms) => new Date(ms).toISOString().slice(0, 10));
const Group = fc.record(
  {
    places: fc.uniqueArray(fc.constantFrom('gate', 'u1-door', 'b1'), { minLength: 1 }),
    spans: fc.array(Span, { minLength: 1, maxLength: 3 }),
    except: fc.array(ADay, { maxLength: 4 }),
  },
  { requiredKeys: ['places'] },
);
const Stay = fc.record({
  address: fc.constantFrom('linden', 'b1-u1', 'b1-u2', 'home-1', 'home-2'),
  relation: fc.constantFrom('staff' as const, 'volunteer' as const),
  dates: Dates,
});
const Living = fc.record({
  address: fc.constantFrom('home-1', 'home-2'),
  relation: fc.constantFrom('owner' as const, 'tenant' as const, 'family' as const),
  dates: Dates,
});
const Someone = fc.record({
  extendedTimes: fc.boolean(),
  stays: fc.array(fc.oneof(Stay, Living), { maxLength: 2 }),
  memberships: fc.array(fc.record({ group: fc.nat(1), dates: Dates }), { maxLength: 2 }),
  dates: Dates,
  state: fc.constantFrom('active' as const, 'active' as const, 'lost' as const, 'revoked' as const),
  limit: fc.constantFrom(undefined, undefined, 'g-0', 'g-1'),
});
type Someone = typeof Someone extends fc.Arbitrary<infer One> ? One : never;
type Group = typeof Group extends fc.Arbitrary<infer One> ? One : never;

/** From first, and with both bounds for at least a minute. */
function inOrder({ fromMs, toMs }: { fromMs?: number; toMs?: number }): { fromMs?: number; toMs?: number } {
  if (fromMs === undefined || toMs === undefined || fromMs < toMs) {
    return { ...(fromMs === undefined ? {} : { fromMs }), ...(toMs === undefined ? {} : { toMs }) };
  }
  return { fromMs: toMs, toMs: fromMs + minuteMs };
}

const addresses: Change[] = [
  { kind: 'address', put: { id: 'linden', kind: 'compound', name: title } },
  { kind: 'address', put: { id: 'b1-u1', kind: 'unit', parent: 'linden', name: title } },
  { kind: 'address', put: { id: 'b1-u2', kind: 'unit', parent: 'linden', name: title } },
  { kind: 'address', put: { id: 'home-1', kind: 'home', parent: 'b1-u1', name: title } },
  { kind: 'address', put: { id: 'home-2', kind: 'home', parent: 'b1-u2', name: title } },
];
const cardOf = (index: number) => `uid:0A00000${index}`;
/** A stay has a beginning, and staff's an end. */
const bounded = ({ fromMs = nowMs - 15 * dayMs, toMs }: { fromMs?: number; toMs?: number }, end: boolean) => {
  const until = toMs ?? (end ? Math.max(fromMs, nowMs) + 13 * dayMs : undefined);
  return { fromMs, ...(until === undefined ? {} : { toMs: until }) };
};

function entering({ extendedTimes, stays, memberships, dates, state, limit }: Someone, index: number): Change[] {
  const person = `p-${index}`;
  const card = { id: `${person}-c`, kind: 'card', person, value: cardOf(index), state, ...dates } as const;
  return [
    { kind: 'person', put: { id: person, name: '测试', extendedTimes } },
    ...stays.map(({ address, relation, dates: stay }, at): Change => {
      const end = relation === 'staff' || relation === 'volunteer';
      return { kind: 'residency', put: { id: `${person}-r${at}`, person, address, relation, ...bounded(stay, end) } };
    }),
    ...memberships.map(({ group, dates: term }, at): Change => {
      return {
        kind: 'membership',
        put: { id: `${person}-m${at}`, person, group: `g-${group}`, ...bounded(term, true) },
      };
    }),
    { kind: 'credential', put: limit === undefined ? card : { ...card, group: limit } },
  ];
}

function registerWith(groups: readonly Group[], people: readonly Someone[]): Register {
  const store = openStore(':memory:');
  const clock = fakeClock(nowMs);
  const register = openRegister({ store, ledger: createLedger(store, clock), site, clock, log: quietLog });
  const changes: Change[] = [
    ...addresses,
    ...groups.map((group, index): Change => ({ kind: 'group', put: { id: `g-${index}`, name: title, ...group } })),
    ...people.flatMap(entering),
  ];
  expect(register.commit(changes, { actor: { kind: 'gateway' } })).toMatchObject({ ok: true });
  return register;
}

/** `atMs` undefined: nobody knows the time. */
function situationAt(register: Register, { id, serves, methods }: SiteDoor, atMs: number | undefined): Situation {
  return {
    ...{ rights: register.rights, site: 'linden', nowMs: atMs ?? nowMs, clockKnown: atMs !== undefined },
    place: {
      ...{ id, kind: 'door', serves, methods, side: 'entry', passback: undefined, usesOf: () => 0 },
      ...{ released: false, lockedDown: false, blocked: false, lockedOut: false, interlocked: false },
    },
    ...{ policy: undefined, confusable: 'ask-guard' },
  };
}

test('a controller that decides alone lets the same cards pass as the gateway would', async () => {
  let granted = 0;
  const check = async (groups: Group[], people: Someone[], minutes: number[]) => {
    const register = registerWith(groups, people);
    const source = { site, register, key, digests, standing: calm, nowMs };
    const found = await findCandidates(source, site.doors);
    for (const door of site.doors) {
      const content = await buildRights(source, door, found.get(door.id)!);
      const rights = indexRights({ ...content, version: 1, issuedAtMs: nowMs });
      const alone = { rights, released: false, lockedDown: false, blocked: false, lockedOut: false, usesOf: () => 0 };
      for (const index of people.keys()) {
        const presented = { method: 'card', card: cardOf(index) } as const;
        for (const atMs of minutes.map((minute) => nowMs + minute * minuteMs)) {
          const together = decideAccess(situationAt(register, door, atMs), presented);
          const said = decideAlone(presented, { ...alone, nowMs: atMs });
          expect(said.outcome, `${together.reason} / ${said.reason}, ${door.id}`).toBe(together.outcome);
          if (said.outcome !== 'granted' || together.reason !== 'granted') continue;
          granted += 1;
          expect([said.credential, said.extended]).toEqual([`p-${index}-c`, together.extendedTimes]);
        }
        const unsure = decideAlone(presented, { ...alone, nowMs: undefined });
        if (unsure.outcome === 'denied') continue;
        expect(decideAccess(situationAt(register, door, undefined), presented).outcome, 'without a clock').toBe(
          'granted',
        );
      }
    }
  };
  const Minutes = fc.array(fc.integer({ min: 0, max: 14 * 1440 }), { minLength: 20, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fc.tuple(Group, Group), fc.array(Someone, { minLength: 1, maxLength: 4 }), Minutes, check),
    { numRuns: 150 },
  );
  expect(granted).toBeGreaterThan(100);
});
