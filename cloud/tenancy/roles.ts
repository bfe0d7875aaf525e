import type { Permission } from './access.ts';
import { wholeCloud } from './place.ts';

export const roles = ['viewer', 'duty', 'engineer', 'approver', 'officer', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** What each role may do at its place and below. No role holds both the asking and the approving of the same thing. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  viewer: ['fleet.see'],
  duty: ['fleet.see', 'alarms.act'],
  engineer: ['fleet.see', 'claims.decide', 'settings.change', 'rollouts.prepare', 'commands.ask', 'rules.change'],
  approver: ['fleet.see', 'rollouts.approve', 'commands.approve'],
  officer: ['fleet.see', 'shares.decide', 'records.keep', 'audit.read'],
  administrator: ['fleet.see', 'operators.manage', 'audit.read'],
};

const weighty: readonly (readonly [asks: Permission, approves: Permission])[] = [
  ['rollouts.prepare', 'rollouts.approve'],
  ['commands.ask', 'commands.approve'],
];

export interface HeldRole {
  place: string;
  role: Role;
}

/** Places above this one and itself, the nearest first; ends with the whole cloud. */
export type ChainOf = (place: string) => readonly string[];

/**
 * Whether one person with both of these could ask and approve the same thing somewhere: one role asks, the other approves,
 * and the place of one holds that of the other.
 */
export function collide(one: HeldRole, other: HeldRole, chainOf: ChainOf): boolean {
  const has = ({ role }: HeldRole, permission: Permission) => rolePermissions[role].includes(permission);
  const meets = weighty.some(
    ([asks, approves]) => (has(one, asks) && has(other, approves)) || (has(other, asks) && has(one, approves)),
  );
  return meets && (chainOf(one.place).includes(other.place) || chainOf(other.place).includes(one.place));
}

/** The first that collides with what somebody holds already. */
export function findCollision(held: readonly HeldRole[], added: HeldRole, chainOf: ChainOf): HeldRole | undefined {
  return held.find((each) => collide(each, added, chainOf));
}

/** Everything everywhere: of the account that every cloud begins with. */
export const firstAccountRoles: readonly HeldRole[] = roles.map((role) => ({ place: wholeCloud, role }));
