import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readPass } from '../../../devices/contracts/read-pass.ts';
import type { AccessSettings } from '../../../devices/contracts/site-doors.ts';
import { createVisitDesk } from '../../../gateway/compose/doors/visit-desk.ts';
import type { ConsoleVisit } from '../../../gateway/console/doors/pass-ports.ts';
import { decideAccess } from '../../../gateway/decision/decide-access.ts';
import type { Register } from '../../../gateway/register/register-types.ts';
import { openSiteKey } from '../../../gateway/rights/site-key.ts';
import { situationOf } from '../../fixtures/hand-rights.ts';
import { passSite } from '../../fixtures/pass-site.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';

const dir = mkdtempSync(join(tmpdir(), 'ringward-visits-'));
afterAll(() => rmSync(dir, { recursive: true }));
const key = openSiteKey(join(dir, 'site.key'), quietLog);
const hourMs = 3_600_000;
type Approval = NonNullable<AccessSettings['visitors']>['approval'];

function openDesk(
  approval: Approval = 'host',
  more: Parameters<typeof passSite>[0] = {},
  lastTaken?: (visit: string) => ConsoleVisit['seen'],
) {
  const site = passSite({ access: { visitors: { approval, longestHours: 8 } }, ...more });
  const at = openTestRegister(site);
  const nowMs = at.clock.wallMs();
  const desk = createVisitDesk({ site, ...at, key, log: quietLog, ...(lastTaken && { lastTaken }) });
  const order = { host: 'r-lin', home: 'b1-u1-101', visitor: '访客甲', fromMs: nowMs, toMs: nowMs + 2 * hourMs };
  const ask = (over: object = {}) => desk.request({ ...order, ...over }, 'guard').id;
  const actions = () => at.ledger.find({ action: 'visit', limit: 50 }).map(({ action }) => action);
  return { ...at, site, desk, ask, actions, nowMs };
}
const refusal = (code: string) => expect.objectContaining({ code });

/** What the gateway says to a visitor who shows this code at this door. */
function atDoor(register: Register, text: string, door: string, nowMs: number) {
  const pass = readPass(text, key.verifyKey);
  const serves = door === 'u1-door' ? ['b1-u1'] : 'everyone';
  return decideAccess(situationOf(register.rights, { id: door, serves, methods: ['pass'] }, { nowMs }), {
    method: 'pass',
    pass,
  }).reason;
}

describe('where the host’s word is enough', () => {
  test('a visit opens nothing until the host has agreed, then gate and unit door, for its time', () => {
    const { desk, ask, register, clock, nowMs, actions } = openDesk();
    const id = ask();
    expect(() => desk.pass(id, 'guard')).toThrow(refusal('not-approved'));
    expect(desk.agree(id, 'guard')).toMatchObject({ state: 'approved', waitsFor: [], hostAgreedAtMs: nowMs });
    const pass = desk.pass(id, 'guard');
    expect(pass.at).toEqual(['u1-door', 'gate']);
    for (const door of pass.at) expect(atDoor(register, pass.text, door, nowMs)).toBe('granted');
    expect(atDoor(register, pass.text, 'u2-door', nowMs)).toBe('pass-elsewhere');
    clock.advance(2 * hourMs);
    expect(atDoor(register, pass.text, 'gate', clock.wallMs())).toBe('credential-expired');
    expect(() => desk.pass(id, 'guard')).toThrow(refusal('over'));
    expect(actions()).toEqual(['visit.pass-shown', 'visit.agreed', 'visit.requested']);
  });

  test('staff do not decide, and nobody decides twice', () => {
    const { desk, ask } = openDesk();
    const id = ask();
    expect(() => desk.approve(id, 'lead')).toThrow(refusal('host-decides'));
    desk.agree(id, 'guard');
    expect(() => desk.agree(id, 'guard')).toThrow(refusal('already-decided'));
    expect(() => desk.refuse(id, 'lead', undefined)).toThrow(refusal('already-decided'));
    expect(() => desk.agree('nobody', 'guard')).toThrow(refusal('no-visit'));
  });

  test('calling a visit off ends its pass and its plate at once, and says why in the ledger', () => {
    const { desk, ask, register, ledger, nowMs } = openDesk();
    const id = ask({ plate: '粤B·54321' });
    desk.agree(id, 'guard');
    const pass = desk.pass(id, 'guard');
    expect(pass.at).toEqual(['u1-door', 'gate', 'lane']);
    expect(register.credentialsOf(id)).toHaveLength(2);
    expect(register.rights.vehicles('粤B54321')[0]?.permit).toMatchObject({
      state: 'active',
      toMs: nowMs + 2 * hourMs,
    });
    desk.cancel(id, 'guard', 'the host is ill');
    expect(atDoor(register, pass.text, 'gate', nowMs)).toBe('credential-revoked');
    expect(register.rights.vehicles('粤B54321')[0]?.state).toBe('revoked');
    expect(() => desk.pass(id, 'guard')).toThrow(refusal('not-approved'));
    expect(ledger.find({ action: 'visit.cancelled', limit: 1 })[0]).toMatchObject({
      ...{ subject: id, reason: 'the host is ill', actor: { kind: 'user', id: 'guard' } },
    });
  });

  test('a longer visit has a new code, and the old one ends when it would have', () => {
    const { desk, ask, register, clock } = openDesk();
    const id = ask();
    desk.agree(id, 'guard');
    const first = desk.pass(id, 'guard').text;
    const longer = clock.wallMs() + 4 * hourMs;
    const by = { user: 'guard', mayApprove: false };
    expect(() => desk.extend(id, clock.wallMs() + hourMs, by)).toThrow(refusal('not-later'));
    expect(() => desk.extend(id, clock.wallMs() + 9 * hourMs, by)).toThrow(refusal('too-long'));
    expect(desk.extend(id, longer, by).toMs).toBe(longer);
    const second = desk.pass(id, 'guard').text;
    clock.advance(3 * hourMs);
    expect(atDoor(register, first, 'gate', clock.wallMs())).toBe('credential-expired');
    expect(atDoor(register, second, 'gate', clock.wallMs())).toBe('granted');
  });
});

describe('where staff have to approve', () => {
  test('whoever asked does not approve, and both words open where both are asked for', () => {
    const { desk, ask, register, nowMs } = openDesk('host-and-staff');
    const id = ask();
    expect(() => desk.approve(id, 'guard')).toThrow(refusal('own-request'));
    expect(desk.approve(id, 'lead')).toMatchObject({ state: 'requested', waitsFor: ['host'] });
    expect(() => desk.pass(id, 'guard')).toThrow(refusal('not-approved'));
    expect(desk.agree(id, 'guard')).toMatchObject({ state: 'approved', decidedBy: 'lead' });
    expect(atDoor(register, desk.pass(id, 'guard').text, 'u1-door', nowMs)).toBe('granted');
  });

  test('only somebody who may approve lets it last longer', () => {
    const { desk, ask, nowMs } = openDesk('staff');
    const id = ask();
    desk.approve(id, 'lead');
    const longer = nowMs + 3 * hourMs;
    expect(() => desk.extend(id, longer, { user: 'porter', mayApprove: false })).toThrow(refusal('needs-approver'));
    expect(() => desk.extend(id, longer, { user: 'guard', mayApprove: true })).toThrow(refusal('own-request'));
    expect(desk.extend(id, longer, { user: 'lead', mayApprove: true }).toMs).toBe(longer);
  });

  test('a refused visit opens nothing, ever', () => {
    const { desk, ask, register } = openDesk('staff');
    const id = ask({ plate: '粤B54321' });
    expect(desk.refuse(id, 'lead', 'nobody expects them')).toMatchObject({ state: 'refused', decidedBy: 'lead' });
    expect(() => desk.approve(id, 'lead')).toThrow(refusal('already-decided'));
    expect([...register.credentialsOf(id)]).toEqual([]);
  });
});

describe('a visit is not taken', () => {
  test('to a host who does not live there, or will have moved out before it ends', () => {
    const { ask, register, nowMs } = openDesk();
    expect(() => ask({ home: 'b1-u2-102' })).toThrow(refusal('holder-required'));
    expect(() => ask({ host: 'nobody' })).toThrow(refusal('no-such-record'));
    const [home] = register.residenciesOf('r-lin');
    register.commit([{ kind: 'residency', put: { ...home!, toMs: nowMs + hourMs } }], { actor: { kind: 'gateway' } });
    expect(() => ask()).toThrow(refusal('holder-required'));
  });

  test('that is over, ends before it begins, is too long, or has a plate that is none', () => {
    const { ask, nowMs, register } = openDesk();
    expect(() => ask({ fromMs: nowMs - 2, toMs: nowMs })).toThrow(refusal('over'));
    expect(() => ask({ fromMs: nowMs + hourMs, toMs: nowMs + 60_000 })).toThrow(refusal('ends-before-it-begins'));
    expect(() => ask({ toMs: nowMs + 9 * hourMs })).toThrow(refusal('too-long'));
    expect(() => ask({ plate: 'NOPLATE' })).toThrow(refusal('plate-malformed'));
    expect(register.count('visit')).toBe(0);
  });

  test('where no door on the way takes a pass', () => {
    const doors = passSite().doors.map((door) => ({ ...door, methods: ['card' as const] }));
    const { ask } = openDesk('host', { doors });
    expect(() => ask()).toThrow(refusal('no-way-in'));
  });

  test('to a host who moved out while it waited', () => {
    const { desk, ask, register, nowMs } = openDesk();
    const id = ask();
    const [home] = register.residenciesOf('r-lin');
    register.commit([{ kind: 'residency', put: { ...home!, toMs: nowMs } }], { actor: { kind: 'gateway' } });
    expect(() => desk.agree(id, 'guard')).toThrow(refusal('holder-required'));
    expect([...register.credentialsOf(id)]).toEqual([]);
  });
});

test('visits are found by state, home and host, newest first', () => {
  const { desk, ask, nowMs } = openDesk();
  const [first, second] = [ask(), ask({ fromMs: nowMs + hourMs })];
  desk.agree(first, 'guard');
  const ids = (query: object) => desk.list({ limit: 10, ...query }).visits.map(({ id }) => id);
  expect(ids({})).toEqual([second, first]);
  expect(ids({ state: 'requested' })).toEqual([second]);
  expect(ids({ home: 'b1-u2-102' })).toEqual([]);
  expect(ids({ host: 'r-lin', current: true })).toEqual([second, first]);
  expect(desk.list({ limit: 1 })).toMatchObject({ more: true });
});

describe('who comes', () => {
  const guard = { user: 'gao', roles: ['guard'] } as const;
  const look = { purpose: 'visit', reason: '核对门口来人' } as const;

  test('no list and no deed tells who comes; a guard asks for one visit with a reason, and that is noted once', () => {
    const { desk, ask, ledger, actions } = openDesk();
    const id = ask({ visitor: '欧阳访客', phone: '13800001234', plate: '粤B54321' });
    const told = [desk.agree(id, 'guard'), desk.list({ limit: 10 }), desk.list({ limit: 10 })];
    const text = JSON.stringify(told);
    expect(text).not.toMatch(/阳|访客|1380000|B54/);
    expect(told[0]).toMatchObject({ initials: '欧…', plate: '粤B···21' });
    expect(actions()).toEqual(['visit.agreed', 'visit.requested']);
    expect(desk.reveal(id, look, guard)).toMatchObject({
      visitor: '欧阳访客',
      phone: '13800001234',
      plate: '粤B···21',
    });
    expect(desk.reveal(id, { ...look, purpose: 'alarm' }, guard)).toMatchObject({ plate: '粤B54321' });
    expect(ledger.find({ action: 'visit.viewed', limit: 9 })).toMatchObject([
      { subject: id, purpose: 'alarm' },
      { ...look, subject: id, actor: { kind: 'user', id: 'gao' } },
    ]);
    expect(JSON.stringify(ledger.find({ limit: 100 }))).not.toContain('访客');
  });

  test('nothing is told without a reason, to whom the role does not show it, or of a visit that is none', () => {
    const { desk, ask, actions } = openDesk();
    const id = ask();
    expect(() => desk.reveal(id, { ...look, reason: '  ' }, guard)).toThrow(refusal('reason-required'));
    expect(() => desk.reveal(id, look, { user: 'an', roles: ['auditor'] })).toThrow(refusal('purpose-does-not-allow'));
    expect(() => desk.reveal('nobody', look, guard)).toThrow(refusal('no-visit'));
    expect(actions()).toEqual(['visit.requested']);
  });
});

describe('a visitor who does not go', () => {
  const seen = (atMs: number) => ({ atMs, place: 'gate', side: 'entry' }) as const;

  test('is gone once somebody says so, though the clock was set back since the visitor came', () => {
    const taken = new Map<string, ReturnType<typeof seen>>();
    const { desk, ask, clock, nowMs } = openDesk('host', {}, (id) => taken.get(id));
    const stays = ask();
    desk.agree(stays, 'guard');
    taken.set(stays, seen(nowMs));
    clock.jumpWall(-hourMs);
    expect(desk.left(stays, 'gao')).toMatchObject({ leftAtMs: nowMs });
    expect(() => desk.left(stays, 'gao')).toThrow(refusal('not-inside'));
  });

  test('stays on the list before all that is over, until somebody has seen that the visitor left', () => {
    const taken = new Map<string, ReturnType<typeof seen>>();
    const { desk, ask, clock, nowMs, actions } = openDesk('host', {}, (id) => taken.get(id));
    const stays = ask();
    desk.agree(stays, 'guard');
    taken.set(stays, seen(nowMs));
    const gone = ask({ fromMs: nowMs + hourMs });
    clock.advance(9 * hourMs);
    const next = ask({ fromMs: clock.wallMs(), toMs: clock.wallMs() + hourMs });
    const ids = () => desk.list({ limit: 2 }).visits.map(({ id }) => id);
    expect(ids()).toEqual([next, stays]);
    expect(() => desk.left(gone, 'gao')).toThrow(refusal('not-inside'));
    expect(desk.left(stays, 'gao')).toMatchObject({ leftAtMs: clock.wallMs() });
    expect(() => desk.left(stays, 'gao')).toThrow(refusal('not-inside'));
    expect(ids()).toEqual([next, gone]);
    expect(actions()[0]).toBe('visit.left');
    // Who comes in again is inside again.
    clock.advance(1000);
    taken.set(stays, seen(clock.wallMs()));
    expect(ids()).toEqual([next, stays]);
  });
});
