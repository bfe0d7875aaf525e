import { dutyRoles } from './duty-roles.ts';
import type { Gap, Needs, Shift } from './shift.ts';

/**
 * The spans within [fromMs, toMs) in which fewer people than needed are on duty, in time's order; neighbours with the same count
 * are one. Somebody who stands twice in shifts of one role is one person.
 */
export function findGaps(shifts: readonly Shift[], fromMs: number, toMs: number, needs: Needs): Gap[] {
  const found = dutyRoles.flatMap((role) => {
    const need = needs[role] ?? 0;
    if (need === 0) return [];
    const own = shifts.filter((shift) => shift.role === role && shift.toMs > fromMs && shift.fromMs < toMs);
    const inside = own.flatMap((shift) => [shift.fromMs, shift.toMs]).filter((ms) => ms > fromMs && ms < toMs);
    const edges = [...new Set([fromMs, ...inside, toMs])].sort((a, b) => a - b);
    const gaps: Gap[] = [];
    for (const [at, edge] of edges.slice(0, -1).entries()) {
      const have = new Set(onShift(own, edge)).size;
      const last = gaps.at(-1);
      if (have >= need) continue;
      if (last && last.toMs === edge && last.have === have) last.toMs = edges[at + 1]!;
      else gaps.push({ role, fromMs: edge, toMs: edges[at + 1]!, have, need });
    }
    return gaps;
  });
  return found.sort((a, b) => a.fromMs - b.fromMs || dutyRoles.indexOf(a.role) - dutyRoles.indexOf(b.role));
}

const onShift = (shifts: readonly Shift[], atMs: number): string[] =>
  shifts.filter((shift) => shift.fromMs <= atMs && atMs < shift.toMs).flatMap(({ users }) => users);
