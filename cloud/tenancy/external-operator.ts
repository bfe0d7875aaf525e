import { createHash, randomInt } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { SignInGrant } from '../cloud-config.ts';
import type { Directory } from './directory.ts';
import { wholeCloud } from './place.ts';
import { findCollision } from './roles.ts';
import type { GrantRow, OperatorRow, TenancyStore } from './tenancy-store.ts';

export interface ExternalDeps {
  store: TenancyStore;
  directory: Directory;
  clock: Clock;
}

export interface CameFromProvider {
  issuer: string;
  subject: string;
  grants: readonly SignInGrant[];
}

export type AdmissionRefusal = 'no-role' | 'roles-collide' | 'disabled';

const by = 'provider';
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
/** Nothing of what the provider calls somebody is kept: 8 letters and digits. */
const createSign = () => `sso-${Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')}`;
const keysOf = (grants: readonly GrantRow[]) =>
  grants
    .map(({ place, role }) => `${role} ${place}`)
    .sort()
    .join();

function toGrants({ grants }: CameFromProvider, { directory, clock }: ExternalDeps): Omit<GrantRow, 'operator'>[] {
  const there = grants.filter(({ place }) => place === wholeCloud || directory.place(place));
  return there.map(({ place, role, reason = null }) => ({ place, role, reason, by, atMs: clock.wallMs() }));
}

/** Two roles of which one asks and the other approves, where the mapping does not say why. */
function hasCollision(grants: readonly Omit<GrantRow, 'operator'>[], { directory }: ExternalDeps): boolean {
  return grants.some((grant, index) => {
    const against = findCollision(grants.slice(0, index), grant, directory.chainOf);
    return against !== undefined && grant.reason === null;
  });
}

/** The operator whom the provider vouches for, with exactly the roles that his groups give him today. */
export async function admitExternal(
  came: CameFromProvider,
  deps: ExternalDeps,
): Promise<OperatorRow | AdmissionRefusal> {
  const { store, directory, clock } = deps;
  await directory.refresh();
  const wanted = toGrants(came, deps);
  if (wanted.length === 0) return 'no-role';
  if (hasCollision(wanted, deps)) return 'roles-collide';
  const subject = createHash('sha256').update(`${came.issuer}\n${came.subject}`).digest('hex');
  const atMs = clock.wallMs();
  let id = await store.operatorOfSubject(subject);
  if (id === undefined) {
    const sign = createSign();
    id = `op-${subject.slice(0, 16)}`;
    const operator = { id, sign, origin: 'provider', passwordHash: null, subject, madeMs: atMs, madeBy: by } as const;
    const act = { by, atMs, deed: 'operator.make', subject: sign, place: wanted[0]!.place };
    const rows = wanted.map((grant) => ({ ...grant, operator: operator.id }));
    await store.addOperator(operator, rows, act);
    await directory.refresh();
  }
  const operator = directory.operator(id);
  if (operator?.disabledMs !== null) return 'disabled';
  const rows = wanted.map((grant) => ({ ...grant, operator: operator.id }));
  const held = directory.world().grants.filter((grant) => grant.operator === operator.id);
  if (keysOf(held) !== keysOf(rows)) {
    const act = { by, atMs, deed: 'roles.follow-groups', subject: operator.sign, place: rows[0]!.place };
    await store.replaceGrants(operator.id, rows, { ...act, reason: keysOf(rows) });
    await directory.refresh();
  }
  return operator;
}
