import { expect, test } from 'vitest';
import type { Operator } from '../../../cloud/tenancy/access.ts';
import type { AuditAct } from '../../../cloud/tenancy/audit-store.ts';
import { openDirectory } from '../../../cloud/tenancy/directory.ts';
import type { GatewaySites } from '../../../cloud/tenancy/gateway-sites.ts';
import { endFirstTokens } from '../../../cloud/tenancy/open-tenancy.ts';
import { createOperatorDesk } from '../../../cloud/tenancy/operator-desk.ts';
import { createOperatorRights } from '../../../cloud/tenancy/operator-rights.ts';
import type { GrantRow } from '../../../cloud/tenancy/tenancy-store.ts';
import { onEveryEngine } from './store-engines.ts';

const act = (deed: string, more: Partial<AuditAct> = {}): AuditAct => ({ by: 'root', atMs: 1000, deed, ...more });
const made = { origin: 'made', passwordHash: 'hash', subject: null, madeMs: 1, madeBy: 'root' } as const;

onEveryEngine((engine) => {
  test('places, operators, roles and tokens are there again after a restart, each change with who did it', async () => {
    const place = await engine.place();
    const store = await engine.open(place);
    const { tenancy } = store;
    await tenancy.savePlace({ place: 'tenant:a', parent: null, title: 'A' }, act('place.make', { place: 'tenant:a' }));
    await tenancy.savePlace({ place: 'site:north', parent: 'tenant:a', title: 'North' }, act('place.make'));
    const grant: GrantRow = {
      operator: 'op-1',
      place: 'tenant:a',
      role: 'engineer',
      by: 'root',
      atMs: 5,
      reason: null,
    };
    expect(await tenancy.addOperator({ id: 'op-1', sign: 'mei', ...made }, [grant], act('operator.make'))).toBe(true);
    expect(await tenancy.addOperator({ id: 'op-2', sign: 'mei', ...made }, [], act('operator.make'))).toBe(false);
    const token = { id: 't1', hash: 'ab', operator: 'op-1', title: 'export', permissions: ['fleet.see'] as const };
    await tenancy.addToken({ ...token, madeMs: 1, expiresMs: 9000 }, act('token.make'));
    await tenancy.saveWaits({ place: 'tenant:a', siteMs: 60_000, districtMs: 120_000 }, act('desk-waits.set'));
    await tenancy.tokenUsed('t1', 77);
    await store.close();

    const again = (await engine.open(place)).tenancy;
    const world = await again.world();
    expect(world.places.map((row) => [row.place, row.parent])).toEqual([
      ['site:north', 'tenant:a'],
      ['tenant:a', null],
    ]);
    expect(world.operators).toMatchObject([{ id: 'op-1', sign: 'mei', generation: 1, disabledMs: null }]);
    expect(world.grants).toEqual([grant]);
    expect(world.tokens).toMatchObject([{ id: 't1', permissions: ['fleet.see'], usedMs: 77 }]);
    expect(world.waits).toEqual([{ place: 'tenant:a', siteMs: 60_000, districtMs: 120_000 }]);
    expect(world.revision).toBe(5);
    expect(await again.passwordHash('op-1')).toBe('hash');

    expect(await again.removePlace('tenant:a', act('place.remove'))).toBe(false);
    await again.changeOperator('op-1', { disabledMs: 4000 }, act('operator.disable'));
    await again.endToken('t1', act('token.end'));
    await again.removeGrant(grant, act('role.take'));
    const after = await again.world();
    expect(after.operators).toMatchObject([{ generation: 2, disabledMs: 4000 }]);
    expect([after.tokens, after.grants]).toEqual([[], []]);
  });

  test('what was done is one list in the order of time, and nobody can change or delete it', async () => {
    const place = await engine.place();
    const store = await engine.open(place);
    const code = { id: 'code-1', secretHash: 'x', accept: 'operator', gateway: null, site: 'north' } as const;
    await store.identity.addClaimCode({ ...code, by: 'mei', createdMs: 2000, expiresMs: 9000 });
    await store.auditLog.keep(act('share.end', { atMs: 1000, gateway: 'gw-1', operator: 'op-1' }));
    await store.auditLog.keep(act('rollout.approve', { atMs: 3000, subject: 'r1' }));
    await store.auditLog.keep(act('role.give', { atMs: 3000, place: 'tenant:a', by: 'li' }));

    const all = await store.auditLog.read({ limit: 10 });
    expect(all.map(({ atMs, source, deed }) => [atMs, source, deed])).toEqual([
      [3000, 'log', 'role.give'],
      [3000, 'log', 'rollout.approve'],
      [2000, 'identity', 'code-made'],
      [1000, 'log', 'share.end'],
    ]);
    const older = await store.auditLog.read({ limit: 10, before: all[1]! });
    expect(older.map(({ deed }) => deed)).toEqual(['code-made', 'share.end']);
    const within = { gateways: ['gw-1'], places: ['site:north'] };
    expect((await store.auditLog.read({ limit: 10, within })).map(({ deed }) => deed)).toEqual([
      'code-made',
      'share.end',
    ]);
    expect((await store.auditLog.read({ limit: 10, by: 'li' })).map(({ deed }) => deed)).toEqual(['role.give']);
    expect((await store.auditLog.read({ limit: 10, gateway: 'gw-1' })).map(({ deed }) => deed)).toEqual(['share.end']);
    if (engine.name === 'postgres' && place.store)
      await expect(engine.cluster().query(place.store, 'DELETE FROM audit_log')).rejects.toThrow('what was done stays');
  });

  test('a gateway stands where its certificate says, else where it says, else where its token is for', async () => {
    const store = await engine.open(await engine.place());
    await store.setToken({ gateway: 'gw-1', site: 'south' }, Buffer.alloc(32, 1), 1);
    await store.setToken({ gateway: 'gw-2' }, Buffer.alloc(32, 2), 1);
    expect(await store.tenancy.gatewaySites()).toEqual([
      { gateway: 'gw-1', site: 'south' },
      { gateway: 'gw-2', site: null },
    ]);
    expect(await store.tenancy.gatewaySites(['gw-2'])).toEqual([{ gateway: 'gw-2', site: null }]);
  });

  test('tokens end with the password of the first account, and with a restore: some may have been ended since the backup', async () => {
    const { tenancy, settleRestored } = await engine.open(await engine.place());
    await tenancy.addOperator({ id: 'operator', sign: 'operator', ...made }, [], act('operator.make'));
    const make = (id: string) => {
      const token = { id, hash: id, operator: 'operator', title: id, permissions: ['fleet.see'] as const };
      return tenancy.addToken({ ...token, madeMs: 1, expiresMs: 9000 }, act('token.make'));
    };
    const left = async () => (await tenancy.world()).tokens.map(({ id }) => id);
    await make('t1');
    await endFirstTokens(tenancy, 2);
    expect(await left()).toEqual([]);
    await make('t2');
    await settleRestored({ present: undefined, madeAtMs: 3 }, 4);
    expect(await left()).toEqual([]);
  });

  test('a second factor is there again after a restart; of two processes that use it at the same moment one does', async () => {
    const place = await engine.place();
    const [one, other] = [await engine.open(place), await engine.open(place)];
    await one.tenancy.addOperator({ id: 'op-1', sign: 'mei', ...made }, [], act('operator.make'));
    expect([(await one.tenancy.world()).operators[0]?.factorSinceMs, await one.tenancy.factor('op-1')]).toEqual([
      null,
      undefined,
    ]);
    const factor = { secret: 'sealed', sinceMs: 70, lastStep: 5, recovery: ['a', 'b'] };
    await one.tenancy.changeOperator('op-1', { factor }, act('operator.enrol-second-factor'));
    const [mei] = (await other.tenancy.world()).operators;
    expect(mei).toMatchObject({ factorSinceMs: 70, generation: 2 });
    const before = (await other.tenancy.factor('op-1'))!;
    expect(before).toEqual(factor);
    const { revision } = await one.tenancy.world();
    const left = { lastStep: 6, recovery: ['a', 'b'] };
    const used = await Promise.all([one, other].map(({ tenancy }) => tenancy.factorUsed('op-1', before, left)));
    expect(used.sort()).toEqual([false, true]);
    const again = { ...before, ...left };
    const note = act('operator.use-recovery-code');
    expect(await one.tenancy.factorUsed('op-1', before, { ...left, recovery: ['b'] }, note)).toBe(false);
    expect(await one.tenancy.factorUsed('op-1', again, { ...left, recovery: ['b'] }, note)).toBe(true);
    expect((await one.tenancy.world()).revision).toBe(revision);
    await Promise.all([one.close(), other.close()]);

    const { tenancy, auditLog } = await engine.open(place);
    expect(await tenancy.factor('op-1')).toEqual({ ...factor, lastStep: 6, recovery: ['b'] });
    const deeds = (await auditLog.read({ limit: 9 })).map(({ deed }) => deed);
    expect(deeds).toEqual(['operator.use-recovery-code', 'operator.enrol-second-factor', 'operator.make']);
    await tenancy.changeOperator('op-1', { passwordHash: 'new' }, act('operator.renew-password'));
    expect(await tenancy.factor('op-1')).toBeDefined();
    await tenancy.changeOperator('op-1', { factor: null }, act('operator.remove-second-factor'));
    expect(await tenancy.factor('op-1')).toBeUndefined();
    expect((await tenancy.world()).operators).toMatchObject([{ factorSinceMs: null, generation: 4 }]);
  });

  test('what one process changes about who may what, another knows with its next question', async () => {
    const place = await engine.place();
    const [one, other] = [await engine.open(place), await engine.open(place)];
    let changes = 0;
    const directory = await openDirectory(other.tenancy, () => {
      changes += 1;
    });
    await one.tenancy.addOperator({ id: 'op-1', sign: 'mei', ...made }, [], act('operator.make'));
    await directory.refresh();
    expect(directory.operatorOfSign('mei')?.disabledMs).toBeNull();
    await one.tenancy.changeOperator('op-1', { disabledMs: 5 }, act('operator.disable'));
    await directory.refresh();
    await directory.refresh();
    expect([directory.operator('op-1')?.disabledMs, changes]).toEqual([5, 2]);
  });

  test('two administrators who take the roles of each other at the same moment: one does, the other has no right any more', async () => {
    const place = await engine.place();
    const processes = [await engine.open(place), await engine.open(place)];
    const clock = { wallMs: () => 1000, monotonicMs: () => 0 };
    const grantOf = (operator: string): GrantRow => ({
      ...{ operator, place: 'cloud', role: 'administrator', by: 'root', atMs: 1, reason: null },
    });
    for (const operator of ['op-1', 'op-2'])
      await processes[0]!.tenancy.addOperator(
        { id: operator, sign: operator, ...made },
        [grantOf(operator)],
        act('operator.make'),
      );
    const sites = { siteOf: () => undefined, all: () => new Map(), version: () => 0 } as unknown as GatewaySites;
    const taken = await Promise.allSettled(
      processes.map(async ({ tenancy }, index) => {
        const directory = await openDirectory(tenancy, () => {});
        const desk = createOperatorDesk({ store: tenancy, directory, clock });
        const [own, other] = index === 0 ? ['op-1', 'op-2'] : ['op-2', 'op-1'];
        const asker = Object.assign(createOperatorRights(directory, sites).of(own!), { id: own!, sign: own! });
        await desk.take(other!, { place: 'cloud', role: 'administrator' }, { ...asker, by: 'session' } as Operator);
      }),
    );
    expect(taken.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(taken.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: expect.stringMatching(/^(forbidden|not-found)$/) },
    });
    expect((await processes[0]!.tenancy.world()).grants).toHaveLength(1);
  });

  test('a change that was decided on a world that has moved on changes nothing, and keeps nothing of it', async () => {
    const { tenancy, auditLog } = await engine.open(await engine.place());
    const { revision } = await tenancy.world();
    const north = { place: 'tenant:a', parent: null, title: 'A' };
    await tenancy.on(revision).savePlace(north, act('place.make'));
    const late = tenancy.on(revision).savePlace({ ...north, title: 'B' }, act('place.change'));
    await expect(late).rejects.toMatchObject({ code: 'tenancy-moved' });
    await expect(tenancy.on(revision).removePlace('tenant:a', act('place.remove'))).rejects.toMatchObject({
      code: 'tenancy-moved',
    });
    expect(await tenancy.world()).toMatchObject({ revision: revision + 1, places: [{ title: 'A' }] });
    expect((await auditLog.read({ limit: 9 })).map(({ deed }) => deed)).toEqual(['place.make']);
  });

  test('of two processes that let the same alarm climb one does it, and a reopened alarm begins another round', async () => {
    const place = await engine.place();
    const [one, other] = [await engine.open(place), await engine.open(place)];
    const key = { gateway: 'gw-1', alarm: 'alarm-1' };
    const step = (level: 'site' | 'district', atMs: number) => ({ level, place: `${level}:x`, atMs, told: ['mei'] });
    const begun = await Promise.all([one, other].map(({ desk }) => desk.beginRound(key, step('site', 100))));
    expect(begun.sort()).toEqual([false, true]);
    const [round] = await other.desk.openRounds();
    const climbed = await Promise.all([one, other].map(({ desk }) => desk.addStep(round!, step('district', 200))));
    expect(climbed.sort()).toEqual([false, true]);
    expect(await one.desk.endRound(round!, 'mei', 300)).toBe(true);
    expect(await other.desk.endRound(round!, 'li', 301)).toBe(false);
    expect(await other.desk.beginRound(key, step('site', 400))).toBe(true);
    const rounds = await one.desk.rounds({ gateway: 'gw-1', limit: 10 });
    expect(
      rounds.map(({ round: number, endedBy, steps }) => [number, endedBy, steps.map(({ level }) => level)]),
    ).toEqual([
      [2, null, ['site']],
      [1, 'mei', ['site', 'district']],
    ]);
    expect(await one.desk.rounds({ only: ['gw-2'], limit: 10 })).toEqual([]);
  });
});
