import { type Clock, dayMs } from '../kernel/clock.ts';
import { createId } from '../kernel/ids.ts';
import type { SiteTime } from '../kernel/site-time.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { MsSpan } from '../kernel/unsure-times.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { findLongDuty, findTwoRoles, type TwoRoles } from './check-rota.ts';
import { findGaps } from './find-gaps.ts';
import { dayAfter, makeShifts } from './make-shifts.ts';
import {
  type DutyRole,
  type Gap,
  type LongDuty,
  type RotaPattern,
  type Shift,
  type ShiftChange,
  usualNeeds,
} from './shift.ts';
import { createRotaTable, type GapAcceptance } from './sqlite-rota.ts';

/** So far ahead no minute may be uncovered without somebody having been told. */
export const lookAheadMs = 7 * dayMs;

export interface RotaOptions {
  store: Store;
  ledger: Ledger;
  clock: Clock;
  siteTime: Pick<SiteTime, 'toMs'>;
}

/** A rota as it would be, and what is wrong with it. */
export interface RotaOutlook {
  shifts: Shift[];
  gaps: Gap[];
  longDuty: LongDuty[];
}
export interface GapStanding extends Gap {
  /** Somebody has accepted it. */
  accepted?: Pick<GapAcceptance, 'by' | 'reason' | 'atMs'>;
}

export type RotaRefusal =
  | { code: 'gaps'; gaps: Gap[] }
  | { code: 'two-roles'; found: TwoRoles }
  | {
      code:
        | 'in-the-past'
        | 'no-such-day'
        | 'no-shift'
        | 'shift-is-over'
        | 'not-in-this-shift'
        | 'already-in-this-shift'
        | 'nothing-to-change';
    };
export type RotaAnswer<T> = { kind: 'done'; value: T } | ({ kind: 'refused' } & RotaRefusal);

/** Who is on duty when. Whether somebody exists and may be on duty as what is asked before. */
export interface Rota {
  list(fromMs: number, toMs: number): Shift[];
  /** Of the next seven days. */
  gaps(): GapStanding[];
  longDuty(fromMs: number, toMs: number): LongDuty[];
  /** What publishing would lead to; nothing is kept. */
  preview(pattern: RotaPattern): RotaAnswer<RotaOutlook>;
  /** Shifts of the pattern's roles that begin in its days and are not over are replaced. With gaps only if they are accepted. */
  publish(pattern: RotaPattern, by: string, acceptGaps?: { reason: string }): RotaAnswer<RotaOutlook>;
  /** A gap that it leaves is answered, not refused: whoever is absent is absent. */
  change(change: ShiftChange, by: string): RotaAnswer<{ shift: Shift; gaps: Gap[]; longDuty: LongDuty[] }>;
  get(id: string): Shift | undefined;
  /** Users on duty in a role at a moment. */
  onDuty(role: DutyRole, atMs: number): string[];
  /** Shifts that cover a moment, or ended less than `graceMs` before it. */
  around(atMs: number, graceMs: number): Shift[];
  purge(span: MsSpan): number;
}

export function createRota(options: RotaOptions): Rota {
  const { store, ledger, clock } = options;
  const table = createRotaTable(store);
  const plan = createPlanner(options, table.within);
  const note = (action: string, by: string, more: Record<string, unknown>) =>
    ledger.append({ atMs: clock.wallMs(), actor: { kind: 'user', id: by }, action, ...more });
  const gapsFrom = (shifts: readonly Shift[], fromMs: number) =>
    findGaps(shifts, fromMs, fromMs + lookAheadMs, usualNeeds);

  return {
    list: table.within,
    gaps: () => {
      const nowMs = clock.wallMs();
      const accepted = table.accepted(nowMs, nowMs + lookAheadMs);
      return gapsFrom(table.within(nowMs, nowMs + lookAheadMs), nowMs).map((gap) => {
        const told = accepted.find((one) => one.role === gap.role && one.fromMs <= gap.fromMs && gap.toMs <= one.toMs);
        return told ? { ...gap, accepted: { by: told.by, reason: told.reason, atMs: told.atMs } } : gap;
      });
    },
    get: table.get,
    longDuty: (fromMs, toMs) => findLongDuty(table.within(fromMs, toMs)),
    preview: (pattern) => plan(pattern, (planned) => planned.outlook),
    publish: (pattern, by, acceptGaps) =>
      store.transaction(() => {
        const planned = plan(pattern, (made) => made);
        if (planned.kind === 'refused') return planned;
        const { outlook, replaced } = planned.value;
        if (outlook.gaps.length > 0 && !acceptGaps) return { kind: 'refused', code: 'gaps', gaps: outlook.gaps };
        for (const { id } of replaced) table.remove(id);
        for (const shift of outlook.shifts) table.put(shift);
        const atMs = clock.wallMs();
        const reason = outlook.gaps.length > 0 ? acceptGaps?.reason : undefined;
        for (const { role, fromMs, toMs } of outlook.gaps) {
          table.accept({ role, fromMs, toMs, by, reason: reason ?? '', atMs });
        }
        note('rota.published', by, {
          ...(reason === undefined ? {} : { reason }),
          detail: {
            fromDay: pattern.fromDay,
            days: pattern.days,
            shifts: outlook.shifts.length,
            gaps: outlook.gaps.length,
          },
        });
        return { kind: 'done', value: outlook };
      }),
    change: (change, by) =>
      store.transaction(() => {
        const shift = table.get(change.shift);
        const refused = changeRefusal(options, shift, change);
        if (refused) return { kind: 'refused', ...refused };
        const { users, ...rest } = shift!;
        const stay = users.filter((user) => user !== change.out);
        const next: Shift = { ...rest, users: change.in === undefined ? stay : [...stay, change.in] };
        const near = table.within(rest.fromMs - lookAheadMs, rest.toMs + lookAheadMs);
        const after = near.map((each) => (each.id === next.id ? next : each));
        const found = findTwoRoles(after);
        if (found && found.user === change.in) return { kind: 'refused', code: 'two-roles', found };
        table.put(next);
        const { out, in: into, kind } = change;
        note('rota.changed', by, {
          subject: next.id,
          detail: { kind, ...(out && { out }), ...(into && { in: into }) },
        });
        const span = [Math.max(next.fromMs, clock.wallMs()), next.toMs] as const;
        const longDuty = findLongDuty(after).filter(({ user }) => user === into);
        return { kind: 'done', value: { shift: next, gaps: findGaps(after, ...span, usualNeeds), longDuty } };
      }),
    onDuty: (role, atMs) => [
      ...new Set(table.within(atMs, atMs + 1).flatMap((shift) => (shift.role === role ? shift.users : []))),
    ],
    around: (atMs, graceMs) => table.within(atMs - graceMs, atMs + 1),
    purge: table.purge,
  };
}

function changeRefusal(
  { clock }: RotaOptions,
  shift: Shift | undefined,
  { out, in: into }: ShiftChange,
): RotaRefusal | undefined {
  if (!shift) return { code: 'no-shift' };
  if (shift.toMs <= clock.wallMs()) return { code: 'shift-is-over' };
  if (out === undefined && into === undefined) return { code: 'nothing-to-change' };
  if (out !== undefined && !shift.users.includes(out)) return { code: 'not-in-this-shift' };
  return into !== undefined && shift.users.includes(into) ? { code: 'already-in-this-shift' } : undefined;
}

interface Planned {
  outlook: RotaOutlook;
  replaced: Shift[];
}

/** What a pattern comes to among the shifts that are there. */
function createPlanner({ clock, siteTime }: RotaOptions, within: Rota['list']) {
  return <T>(pattern: RotaPattern, take: (planned: Planned) => T): RotaAnswer<T> => {
    const nowMs = clock.wallMs();
    // JavaScript takes 31 February for a day of March.
    if (dayAfter(pattern.fromDay, 0) !== pattern.fromDay) return { kind: 'refused', code: 'no-such-day' };
    const made = makeShifts(pattern, siteTime).filter(({ toMs }) => toMs > nowMs);
    if (made.length === 0) return { kind: 'refused', code: 'in-the-past' };
    const [fromMs, toMs] = [siteTime.toMs(pattern.fromDay), made.at(-1)!.fromMs];
    const roles = new Set(made.map(({ role }) => role));
    const longest = Math.max(...made.map((shift) => shift.toMs));
    const there = within(Math.min(fromMs, nowMs) - lookAheadMs, Math.max(longest, nowMs) + lookAheadMs);
    const replaced = there.filter(
      (shift) => shift.toMs > nowMs && roles.has(shift.role) && shift.fromMs >= fromMs && shift.fromMs <= toMs,
    );
    // A shift that stays as long as it was keeps its id, and with it the hand-over that belongs to it.
    const idOf = (shift: Omit<Shift, 'id'>) =>
      replaced.find((old) => old.role === shift.role && old.fromMs === shift.fromMs && old.toMs === shift.toMs)?.id;
    const used = new Set<string>();
    const shifts = made.map((shift) => {
      const old = idOf(shift);
      const id = old === undefined || used.has(old) ? createId() : old;
      used.add(id);
      return { id, ...shift };
    });
    const gone = new Set(replaced.map(({ id }) => id));
    const after = [...there.filter(({ id }) => !gone.has(id)), ...shifts];
    const found = findTwoRoles(after);
    if (found) return { kind: 'refused', code: 'two-roles', found };
    // The last day's shifts need not end together.
    const untilMs = Math.max(siteTime.toMs(dayAfter(pattern.fromDay, pattern.days - 1)), nowMs + lookAheadMs);
    const longDuty = findLongDuty(after).filter((row) => row.toMs > nowMs);
    return {
      kind: 'done',
      value: take({ outlook: { shifts, gaps: findGaps(after, nowMs, untilMs, usualNeeds), longDuty }, replaced }),
    };
  };
}
