import type { DutyRole, LongDuty, Shift } from './shift.ts';

/** Longer than this without a break is warned about: twelve hours. */
export const maxOnDutyMs = 12 * 3_600_000;

export interface TwoRoles {
  user: string;
  roles: [DutyRole, DutyRole];
  fromMs: number;
  toMs: number;
}

function shiftsByUser(shifts: readonly Shift[]): Map<string, Shift[]> {
  const byUser = new Map<string, Shift[]>();
  for (const shift of [...shifts].sort((a, b) => a.fromMs - b.fromMs)) {
    for (const user of shift.users) byUser.set(user, [...(byUser.get(user) ?? []), shift]);
  }
  return byUser;
}

/** The first case of somebody who would be on duty in two roles at once: then an alarm would escalate to whoever did not answer it. */
export function findTwoRoles(shifts: readonly Shift[]): TwoRoles | undefined {
  for (const [user, own] of shiftsByUser(shifts)) {
    for (const [at, one] of own.entries()) {
      const other = own.slice(at + 1).find((next) => next.fromMs < one.toMs && next.role !== one.role);
      if (!other) continue;
      return { user, roles: [one.role, other.role], fromMs: other.fromMs, toMs: Math.min(one.toMs, other.toMs) };
    }
  }
  return undefined;
}

/** Everybody whose shifts follow each other without a break for longer than `maxOnDutyMs`. */
export function findLongDuty(shifts: readonly Shift[]): LongDuty[] {
  return [...shiftsByUser(shifts)].flatMap(([user, own]) => {
    const rows: LongDuty[] = [];
    for (const { fromMs, toMs } of own) {
      const last = rows.at(-1);
      if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
      else rows.push({ user, fromMs, toMs });
    }
    return rows.filter((row) => row.toMs - row.fromMs > maxOnDutyMs);
  });
}
