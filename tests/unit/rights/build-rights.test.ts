import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type RightsSnapshot, rightsFlags } from '../../../devices/contracts/rights.ts';
import type { Change } from '../../../gateway/register/register-types.ts';
import {
  buildRights,
  createCardDigests,
  findCandidates,
  type RightsStanding,
} from '../../../gateway/rights/build-rights.ts';
import { writeRights } from '../../../gateway/rights/pack-rights.ts';
import { openSiteKey } from '../../../gateway/rights/site-key.ts';
import { calm, passSite } from '../../fixtures/pass-site.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { openTestRegister, type RegisterFixture } from '../../fixtures/register-of.ts';

const dir = mkdtempSync(join(tmpdir(), 'ringward-rights-'));
afterAll(() => rmSync(dir, { recursive: true }));
const key = openSiteKey(join(dir, 'site.key'), quietLog);
const digests = createCardDigests(key.derive('test'));
const site = passSite({ access: { lockout: { failures: 4 } } });
const dayMs = 86_400_000;
let at: RegisterFixture;
let nowMs: number;
beforeEach(() => {
  at = openTestRegister(site);
  nowMs = at.clock.wallMs();
});

function change(...changes: Change[]): void {
  expect(at.register.commit(changes, { actor: { kind: 'gateway' } })).toMatchObject({ ok: true });
}
async function rightsAt(door: string, standing: RightsStanding = calm) {
  const source = { site, register: at.register, key, digests, standing, nowMs: at.clock.wallMs() };
  const found = await findCandidates(source, site.doors);
  return buildRights(source, site.doors.find(({ id }) => id === door)!, found.get(door)!);
}
const ids = async (door: string) => (await rightsAt(door)).credentials.map(([, id]) => id).toSorted();
const entriesOf = async (door: string, id: string) =>
  (await rightsAt(door)).credentials.filter((entry) => entry[1] === id);

/** Chen works here and has a card; what else he has is up to the test. */
function hire(...more: Change[]): void {
  change(
    { kind: 'person', put: { id: 'p-chen', name: '陈测试' } },
    {
      kind: 'credential',
      put: { id: 'c-chen', kind: 'card', person: 'p-chen', value: 'uid:0C0C0C0C', state: 'active' },
    },
    ...more,
  );
}

describe('what a controller may let pass alone', () => {
  test('at the gate everybody’s cards, at a unit door those of who lives there', async () => {
    expect(await ids('gate')).toEqual(['r-lin-card-1', 'r-wu-card-1']);
    expect(await ids('u1-door')).toEqual(['r-lin-card-1']);
  });

  test('is a snapshot of the site for that controller, with no card number in it', async () => {
    const content = await rightsAt('gate');
    expect(content).toMatchObject({
      ...{ site: 'linden', controller: 'gate-controller', door: 'gate', timezone: 'Asia/Shanghai' },
      ...{ salt: digests.salt, passKey: key.publicKey, schedules: [], endedPasses: [], lockedDown: false },
      lockout: { failures: 4, seconds: 30 },
    } satisfies Partial<RightsSnapshot>);
    expect(content.credentials[0]?.slice(2)).toEqual([expect.any(Number), 0, -1, 0]);
    expect(JSON.stringify(content)).not.toContain('0A1B2C3');
  });

  test.each(['lost', 'suspended', 'revoked'] as const)('leaves out a card that is %s', async (state) => {
    change({ kind: 'credential', put: { ...at.register.get('credential', 'r-lin-card-1')!, state } });
    expect(await ids('gate')).toEqual(['r-wu-card-1']);
  });

  test('leaves out a card whose time is over', async () => {
    change({ kind: 'credential', put: { ...at.register.get('credential', 'r-lin-card-1')!, toMs: nowMs } });
    expect(await ids('gate')).toEqual(['r-wu-card-1']);
  });

  test('leaves out who has moved out, and lets a tenant in until the lease ends', async () => {
    const [home] = at.register.residenciesOf('r-lin');
    change({ kind: 'residency', put: { ...home!, relation: 'tenant', toMs: nowMs + 30 * dayMs } });
    const lease = [expect.any(String), 'r-lin-card-1', home!.fromMs, nowMs + 30 * dayMs, -1, 0];
    expect(await entriesOf('u1-door', 'r-lin-card-1')).toEqual([lease]);
    change({ kind: 'residency', put: { ...home!, toMs: nowMs } });
    expect(await ids('u1-door')).toEqual([]);
  });

  test('knows who is to move in, from that day on', async () => {
    hire({
      kind: 'residency',
      put: { id: 'res-chen', person: 'p-chen', address: 'b1-u1-101', relation: 'family', fromMs: nowMs + dayMs },
    });
    expect(await entriesOf('u1-door', 'c-chen')).toEqual([[expect.any(String), 'c-chen', nowMs + dayMs, 0, -1, 0]]);
  });

  test('gives staff the doors of their group in its hours, with the days on which it does not hold', async () => {
    hire(
      {
        kind: 'group',
        put: {
          id: 'cleaners',
          name: { zh: '保洁', en: 'Cleaners' },
          places: ['b1'],
          spans: [{ days: ['mon', 'fri'], from: '07:00', to: '11:30' }],
          except: ['2026-10-01'],
        },
      },
      {
        kind: 'membership',
        put: { id: 'm-chen', person: 'p-chen', group: 'cleaners', fromMs: nowMs - dayMs, toMs: nowMs + dayMs },
      },
    );
    expect(await ids('gate')).not.toContain('c-chen');
    const content = await rightsAt('u1-door');
    expect(content.schedules).toEqual([
      { spans: [{ days: ['mon', 'fri'], from: '07:00', to: '11:30' }], except: ['2026-10-01'] },
    ]);
    expect(content.credentials.find(([, id]) => id === 'c-chen')?.slice(2)).toEqual([
      ...[nowMs - dayMs, nowMs + dayMs, 0],
      // Without a clock nobody knows whether it is half past eleven.
      rightsFlags.visitor,
    ]);
  });

  test('is no more than the group that a card is limited to allows', async () => {
    const lin = at.register.get('credential', 'r-lin-card-1')!;
    change(
      {
        kind: 'group',
        put: {
          id: 'days',
          name: { zh: '白天', en: 'Days' },
          places: ['u1-door'],
          spans: [{ from: '08:00', to: '20:00' }],
        },
      },
      { kind: 'credential', put: { ...lin, group: 'days', toMs: nowMs + dayMs } },
    );
    expect(await ids('gate')).toEqual(['r-wu-card-1']);
    const content = await rightsAt('u1-door');
    expect(content.schedules).toEqual([{ spans: [{ from: '08:00', to: '20:00' }], except: [] }]);
    expect(content.credentials[0]?.slice(3)).toEqual([nowMs + dayMs, 0, rightsFlags.visitor]);
  });

  test('holds a resident who also works here once, without hours', async () => {
    change(
      {
        kind: 'group',
        put: {
          id: 'helpers',
          name: { zh: '志愿', en: 'Helpers' },
          places: ['gate'],
          spans: [{ from: '08:00', to: '20:00' }],
        },
      },
      {
        kind: 'membership',
        put: { id: 'm-lin', person: 'r-lin', group: 'helpers', fromMs: nowMs, toMs: nowMs + dayMs },
      },
    );
    expect(await entriesOf('gate', 'r-lin-card-1')).toHaveLength(1);
    expect((await rightsAt('gate')).schedules).toEqual([]);
  });

  test('says who needs more time at the door', async () => {
    change({ kind: 'person', put: { ...at.register.get('person', 'r-lin')!, extendedTimes: true } });
    expect((await entriesOf('gate', 'r-lin-card-1'))[0]?.[5]).toBe(rightsFlags.extended);
  });

  test('names the passes that hold no longer until they would have ended by themselves', async () => {
    const times = { fromMs: nowMs, toMs: nowMs + dayMs };
    const visit = {
      id: 'v-1',
      host: 'r-lin',
      home: 'b1-u1-101',
      visitor: '访客',
      uses: 2,
      requestedBy: 'guard',
      ...times,
    };
    const pass = { id: 'pass-1', kind: 'pass', visit: 'v-1', uses: 2, ...times } as const;
    change(
      { kind: 'visit', put: { ...visit, state: 'approved', hostAgreedAtMs: nowMs } },
      { kind: 'credential', put: { ...pass, state: 'active' } },
    );
    expect((await rightsAt('u1-door')).endedPasses).toEqual([]);
    expect((await rightsAt('u1-door', { ...calm, visitorsRefused: true })).endedPasses).toEqual(['pass-1']);
    change({ kind: 'credential', put: { ...pass, state: 'revoked' } });
    expect((await rightsAt('u1-door')).endedPasses).toEqual(['pass-1']);
    expect((await rightsAt('gate')).endedPasses).toEqual(['pass-1']);
    at.clock.advance(dayMs);
    expect((await rightsAt('gate')).endedPasses).toEqual([]);
  });

  test('follows a lockdown, and an entry policy that keeps staff out', async () => {
    hire({
      kind: 'residency',
      put: { id: 'res-chen', person: 'p-chen', address: 'linden', relation: 'staff', fromMs: 0, toMs: nowMs + dayMs },
    });
    expect(await ids('gate')).toContain('c-chen');
    const strict = await rightsAt('gate', {
      lockedDown: (door) => door === 'gate',
      visitorsRefused: true,
      staffRefused: true,
    });
    expect(strict.lockedDown).toBe(true);
    expect(strict.credentials.map(([, id]) => id).toSorted()).toEqual(['r-lin-card-1', 'r-wu-card-1']);
  });

  test('has no cards where the door takes none', async () => {
    const noCards = { ...site, doors: site.doors.map((door) => ({ ...door, methods: ['pass' as const] })) };
    const source = { site: noCards, register: at.register, key, digests, standing: calm, nowMs };
    const found = await findCandidates(source, noCards.doors);
    expect((await buildRights(source, noCards.doors[0]!, found.get('gate')!)).credentials).toEqual([]);
  });

  test('is written the same whatever order people came in, so that nothing is sent twice', async () => {
    hire({
      kind: 'residency',
      put: { id: 'res-chen', person: 'p-chen', address: 'b1-u1-101', relation: 'family', fromMs: 0 },
    });
    const before = await writeRights(await rightsAt('gate'));
    const lin = at.register.get('credential', 'r-lin-card-1')!;
    change({ kind: 'credential', remove: lin.id });
    expect((await writeRights(await rightsAt('gate'))).digest).not.toBe(before.digest);
    change({ kind: 'credential', put: lin });
    expect((await writeRights(await rightsAt('gate'))).digest).toBe(before.digest);
  });
});
