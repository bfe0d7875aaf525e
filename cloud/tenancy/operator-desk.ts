import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { findWeakness } from '../../devices/passwords/weak-password.ts';
import { createPassword } from '../api/operator-credentials.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Operator } from './access.ts';
import type { AuditAct } from './audit-store.ts';
import type { Directory } from './directory.ts';
import { wholeCloud } from './place.ts';
import { findCollision, type HeldRole } from './roles.ts';
import { createSettle } from './settle.ts';
import type { GrantRow, OperatorRow, TenancyStore } from './tenancy-store.ts';

/** Signs that stand in the books for who is no operator. */
export const takenSigns = new Set(['policy', 'cloud', 'gateway', 'provider', 'site', 'system']);

export interface OperatorDeskOptions {
  store: TenancyStore;
  directory: Directory;
  clock: Clock;
}

export interface SeenOperator extends OperatorRow {
  /** Those at places where the one who looks manages operators. */
  grants: readonly GrantRow[];
  /** He has roles elsewhere, too. */
  more: boolean;
}

export interface WishedGrant extends HeldRole {
  reason?: string;
}

export interface OperatorDesk {
  list(asker: Operator): SeenOperator[];
  create(sign: string, grants: readonly WishedGrant[], asker: Operator): Promise<{ id: string; password: string }>;
  give(id: string, grant: WishedGrant, asker: Operator): Promise<void>;
  take(id: string, grant: HeldRole, asker: Operator): Promise<void>;
  /** Ends his sessions. */
  setDisabled(id: string, disabled: boolean, reason: string, asker: Operator): Promise<void>;
  /** Ends all of his sessions; his tokens go on. */
  endSessions(id: string, reason: string, asker: Operator): Promise<void>;
  /** Ends all of one's own. */
  endOwnSessions(asker: Operator): Promise<void>;
  /** For who has lost phone and recovery codes; his own goes with his password. Ends his sessions. */
  removeFactor(id: string, reason: string, asker: Operator): Promise<void>;
  renewPassword(id: string, asker: Operator): Promise<string>;
  ownPassword(password: string, asker: Operator): Promise<void>;
}

/** What administrators do to operators. Nobody reaches further than his own place; refusals are Faults. */
export function createOperatorDesk({ store, directory, clock }: OperatorDeskOptions): OperatorDesk {
  const grantsOf = (id: string) => directory.world().grants.filter(({ operator }) => operator === id);
  const act = (asker: Operator, deed: string, more: Partial<AuditAct>): AuditAct => ({
    ...{ by: asker.sign, operator: asker.id, atMs: clock.wallMs(), deed },
    ...more,
  });

  function see(row: OperatorRow, asker: Operator): SeenOperator | undefined {
    const all = grantsOf(row.id);
    const grants = all.filter(({ place }) => asker.mayAt('operators.manage', place));
    // one without any role belongs to whoever made him
    const isOwn = all.length === 0 && row.madeBy === asker.sign;
    if (grants.length === 0 && !isOwn && !asker.mayAt('operators.manage', wholeCloud)) return undefined;
    return { ...row, grants, more: grants.length < all.length };
  }

  function find(id: string, asker: Operator): SeenOperator {
    const row = directory.operator(id);
    const seen = row && see(row, asker);
    if (!seen) throw new Fault('not-found', `there is no operator ${id}`);
    return seen;
  }

  /** Whoever could change a password or end an account elsewhere would have what it may do elsewhere. */
  function findWhole(id: string, asker: Operator): SeenOperator {
    const seen = find(id, asker);
    if (seen.more) throw new Fault('forbidden', `${seen.sign} has roles at places that are not yours`);
    return seen;
  }

  function checkPlace(place: string, asker: Operator): void {
    if (place !== wholeCloud && !directory.place(place)) throw new Fault('not-found', `there is no place ${place}`);
    asker.requireAt('operators.manage', place);
  }

  function checkCollision(held: readonly HeldRole[], grant: WishedGrant): void {
    const against = findCollision(held, grant, directory.chainOf);
    if (!against || grant.reason !== undefined) return;
    const both = `${grant.role} at ${grant.place} and ${against.role} at ${against.place}`;
    throw new Fault('roles-collide', `${both} would let one person ask and approve`);
  }

  /** Whether somebody else could still manage everything. */
  function checkLast(id: string): void {
    const others = directory
      .world()
      .grants.filter(
        ({ operator, place, role }) =>
          role === 'administrator' &&
          place === wholeCloud &&
          operator !== id &&
          directory.operator(operator)?.disabledMs === null,
      );
    if (others.length === 0) throw new Fault('last-administrator', 'nobody else manages the whole cloud');
  }

  const isWholeAdministrator = ({ place, role }: HeldRole) => place === wholeCloud && role === 'administrator';
  const toGrant = (
    operator: string,
    { place, role, reason = null }: { place: string; role: HeldRole['role']; reason?: string | null },
    asker: Operator,
  ): GrantRow => ({
    ...{ operator, place, role, reason, by: asker.sign, atMs: clock.wallMs() },
  });
  const settle = createSettle(store, directory);

  return {
    list: (asker) => directory.world().operators.flatMap((row) => see(row, asker) ?? []),

    create: (sign, grants, asker) =>
      settle(async (changes) => {
        for (const [index, grant] of grants.entries()) {
          checkPlace(grant.place, asker);
          checkCollision(grants.slice(0, index), grant);
        }
        if (takenSigns.has(sign)) throw new Fault('sign-taken', `${sign} is no operator's sign`);
        const id = `op-${randomBytes(9).toString('base64url')}`;
        const password = createPassword();
        const made = { id, sign, origin: 'made', madeMs: clock.wallMs(), madeBy: asker.sign } as const;
        const rows = grants.map((grant) => toGrant(id, grant, asker));
        const place = grants[0]!.place;
        const kept = act(asker, 'operator.make', { subject: sign, place, reason: describe(grants) });
        const operator = { ...made, passwordHash: await hash(password), subject: null };
        if (!(await changes.addOperator(operator, rows, kept))) throw new Fault('sign-taken', `${sign} is taken`);
        return { id, password };
      }),

    give: (id, grant, asker) =>
      settle(async (changes) => {
        const { sign, origin } = find(id, asker);
        if (origin === 'provider')
          throw new Fault('forbidden', `the roles of ${sign} come from the sign-in provider, with every sign-in`);
        checkPlace(grant.place, asker);
        // with those that the asker does not see
        checkCollision(grantsOf(id), grant);
        const { place, role, reason } = grant;
        const why = reason === undefined ? role : `${role}: ${reason}`;
        await changes.addGrant(
          toGrant(id, grant, asker),
          act(asker, 'role.give', { subject: sign, place, reason: why }),
        );
      }),

    take: (id, grant, asker) =>
      settle(async (changes) => {
        const { sign } = find(id, asker);
        checkPlace(grant.place, asker);
        if (isWholeAdministrator(grant)) checkLast(id);
        const { place, role } = grant;
        const kept = act(asker, 'role.take', { subject: sign, place, reason: role });
        await changes.removeGrant({ operator: id, place, role }, kept);
      }),

    setDisabled: (id, disabled, reason, asker) =>
      settle(async (changes) => {
        const { sign, grants } = findWhole(id, asker);
        if (disabled && grants.some(isWholeAdministrator)) checkLast(id);
        const deed = disabled ? 'operator.disable' : 'operator.enable';
        const kept = act(asker, deed, { subject: sign, place: grants[0]?.place ?? wholeCloud, reason });
        await changes.changeOperator(id, { disabledMs: disabled ? clock.wallMs() : null }, kept);
      }),

    endSessions: (id, reason, asker) =>
      settle(async (changes) => {
        const { sign, grants } = findWhole(id, asker);
        const place = grants[0]?.place ?? wholeCloud;
        await changes.changeOperator(id, {}, act(asker, 'operator.end-sessions', { subject: sign, place, reason }));
      }),

    endOwnSessions: (asker) =>
      settle(async (changes) => {
        const { sign } = directory.operator(asker.id)!;
        const place = grantsOf(asker.id)[0]?.place ?? wholeCloud;
        await changes.changeOperator(asker.id, {}, act(asker, 'operator.end-sessions', { subject: sign, place }));
      }),

    removeFactor: (id, reason, asker) =>
      settle(async (changes) => {
        const { sign, grants, factorSinceMs } = findWhole(id, asker);
        if (id === asker.id) throw new Fault('forbidden', 'whoever takes off his own second factor shows his password');
        if (factorSinceMs === null) throw new Fault('second-factor-state', `${sign} has no second factor`);
        const place = grants[0]?.place ?? wholeCloud;
        const kept = act(asker, 'operator.remove-second-factor', { subject: sign, place, reason });
        await changes.changeOperator(id, { factor: null }, kept);
      }),

    renewPassword: (id, asker) =>
      settle(async (changes) => {
        const { sign, grants, origin } = findWhole(id, asker);
        if (origin !== 'made') throw new Fault('forbidden', explainPassword[origin]);
        const password = createPassword();
        const kept = act(asker, 'operator.renew-password', { subject: sign, place: grants[0]?.place ?? wholeCloud });
        await changes.changeOperator(id, { passwordHash: await hash(password) }, kept);
        return password;
      }),

    ownPassword: (password, asker) =>
      settle(async (changes) => {
        const { origin } = directory.operator(asker.id)!;
        if (origin !== 'made') throw new Fault('forbidden', explainPassword[origin]);
        const places = grantsOf(asker.id).flatMap(({ place: at }) => [at, directory.place(at)?.title ?? '']);
        const weakness = await findWeakness(password, [asker.sign, ...places]);
        if (weakness) throw new Fault(weakness, 'this password would be among the first that somebody tries');
        const place = grantsOf(asker.id)[0]?.place ?? wholeCloud;
        const kept = act(asker, 'operator.change-password', { subject: asker.sign, place });
        await changes.changeOperator(asker.id, { passwordHash: await hash(password) }, kept);
      }),
  };
}

const explainPassword = {
  first: 'the first account has its password from the password file or from npm run cloud -- new-password',
  provider: 'whoever signs in with the provider has no password here',
};

const describe = (grants: readonly HeldRole[]) => grants.map(({ role, place }) => `${role} at ${place}`).join(', ');
