import { hash } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { MsSpan } from '../kernel/unsure-times.ts';
import type { Ledger, LedgerEntry } from '../ledger/ledger.ts';
import { canonical } from '../ledger/ledger-entry.ts';
import {
  type CheckLine,
  checkItems,
  type HandOver,
  type HandOverSnapshot,
  itemsToTake,
  type Side,
} from './hand-over.ts';
import type { Rota } from './rota.ts';
import type { Shift } from './shift.ts';
import { createHandOverTable, type HandOverTable } from './sqlite-hand-overs.ts';

/** The incoming come this much before the shift ends (DOMAIN §7). */
export const handOverLeadMs = 10 * 60_000;
/** A shift that ended this long ago without a hand-over can still be handed over. */
const handOverGraceMs = 8 * 3_600_000;

export interface HandOverOptions {
  store: Store;
  ledger: Ledger;
  clock: Clock;
  rota: Pick<Rota, 'around' | 'list'>;
  standing(): HandOverSnapshot;
}

export type HandOverRefusal =
  | 'no-hand-over'
  | 'not-on-duty'
  | 'too-early'
  | 'already-handed-over'
  | 'already-signed'
  | 'not-outgoing'
  | 'not-incoming'
  | 'same-person'
  | 'checklist-open'
  | 'note-needed'
  | 'items-not-taken'
  | 'no-such-item';
export type HandOverAnswer = { kind: 'done'; handOver: HandOver } | { kind: 'refused'; code: HandOverRefusal };

export interface HandOverDesk {
  get(id: string): HandOver | undefined;
  /** The ones that a user has to do with now: open, and of their shift or the one before. */
  current(user: string): HandOver[];
  /** What a user could begin now, or when. */
  next(user: string): { shift: string; dueMs: number; mayBeginMs: number } | undefined;
  begin(user: string): HandOverAnswer;
  /** The outgoing state one item of the list. */
  note(id: string, line: CheckLine, user: string): HandOverAnswer;
  /** One of the incoming takes over one urgent alarm. */
  take(id: string, alarm: string, user: string): HandOverAnswer;
  /** In the user's own session, after the password was asked again. */
  sign(id: string, user: string): HandOverAnswer;
  list(query: { beforeMs: number; limit: number }): HandOver[];
  purge(span: MsSpan): number;
}

const refused = (code: HandOverRefusal): HandOverAnswer => ({ kind: 'refused', code });

/** On which side of a hand-over somebody stands. */
function sideOf({ outgoing, incoming }: HandOver, user: string): Side | undefined {
  if (outgoing.includes(user)) return 'outgoing';
  return incoming.length === 0 || incoming.includes(user) ? 'incoming' : undefined;
}

export function createHandOverDesk(options: HandOverOptions): HandOverDesk {
  const { store, clock } = options;
  const table = createHandOverTable(store);
  const keep = createKeeper(options, table);
  const open = (id: string, work: (handOver: HandOver) => HandOverAnswer): HandOverAnswer =>
    store.transaction(() => {
      const found = table.get(id);
      if (!found) return refused('no-hand-over');
      return found.state === 'open' ? work(asItStands(options, found)) : refused('already-handed-over');
    });

  return {
    get: (id) => {
      const found = table.get(id);
      return found && asItStands(options, found);
    },
    current: (user) =>
      (['guard', 'lead', 'manager'] as const)
        .flatMap((role) => table.open(role) ?? [])
        .map((one) => asItStands(options, one))
        .filter((one) => sideOf(one, user) !== undefined),
    next: (user) => {
      const shift = shiftOf(options, table, user);
      return shift && { shift: shift.id, dueMs: shift.toMs, mayBeginMs: shift.toMs - handOverLeadMs };
    },
    begin: (user) => store.transaction(() => begin(options, table, keep, user)),
    note: (id, line, user) =>
      open(id, (one) => {
        if (sideOf(one, user) !== 'outgoing') return refused('not-outgoing');
        if (one.signatures.length > 0) return refused('already-signed');
        if (line.state === 'problem' && !line.note?.trim()) return refused('note-needed');
        const checklist = one.checklist.map((each) => (each.item === line.item ? line : each));
        const detail = { item: line.item, state: line.state ?? 'open' };
        return keep({ ...one, checklist }, 'shift.item-stated', user, { detail });
      }),
    take: (id, alarm, user) =>
      open(id, (one) => {
        if (sideOf(one, user) !== 'incoming') return refused('not-incoming');
        if (!one.snapshot.open.some((each) => each.alarm === alarm)) return refused('no-such-item');
        if (one.taken.some((each) => each.alarm === alarm)) return { kind: 'done', handOver: one };
        const taken = [...one.taken, { alarm, by: user, atMs: clock.wallMs() }];
        return keep({ ...one, taken }, 'shift.item-taken', user, { detail: { alarm } });
      }),
    sign: (id, user) => open(id, (one) => sign(options, keep, one, user)),
    list: ({ beforeMs, limit }) => table.list(beforeMs, limit),
    purge: table.purge,
  };
}

/**
 * Until somebody has signed, it shows the site as it is now; then what was signed stays and what comes up is added, so that
 * nothing falls between the signatures. Who takes over may change until both have signed.
 */
function asItStands(options: HandOverOptions, one: HandOver): HandOver {
  if (one.state !== 'open') return one;
  const { shift: id, role, dueMs: toMs, outgoing: users } = one;
  const incoming = id === undefined ? [] : followersOf(options, { id, role, toMs, users });
  const now = options.standing();
  return { ...one, incoming, snapshot: one.signatures.length === 0 ? now : withLater(one.snapshot, now) };
}

function withLater(signed: HandOverSnapshot, now: HandOverSnapshot): HandOverSnapshot {
  const known = new Set(signed.open.map(({ alarm }) => alarm));
  return { ...signed, open: [...signed.open, ...now.open.filter(({ alarm }) => !known.has(alarm))] };
}

type Keep = (
  handOver: HandOver,
  action: string,
  user: string,
  more?: Pick<LedgerEntry, 'detail'>,
) => { kind: 'done'; handOver: HandOver };

function createKeeper({ ledger, clock }: HandOverOptions, table: HandOverTable): Keep {
  return (handOver, action, user, more = {}) => {
    table.put(handOver);
    ledger.append({
      ...{ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action, subject: handOver.id },
      ...more,
    });
    return { kind: 'done', handOver };
  };
}

/** The shift that this user hands over next: the earliest to end of those that are not handed over. */
function shiftOf({ rota, clock }: HandOverOptions, table: HandOverTable, user: string): Shift | undefined {
  return rota
    .around(clock.wallMs(), handOverGraceMs)
    .filter(({ id, users }) => users.includes(user) && !table.isSigned(id))
    .sort((a, b) => a.toMs - b.toMs)[0];
}

/** Who follows a shift: those of the same role who begin about when it ends, and stay longer. */
function followersOf({ rota }: HandOverOptions, shift: Omit<Shift, 'fromMs'>): string[] {
  const after = rota
    .list(shift.toMs - handOverLeadMs, shift.toMs + handOverLeadMs)
    .filter(({ id, role, toMs }) => id !== shift.id && role === shift.role && toMs > shift.toMs);
  return [...new Set(after.flatMap(({ users }) => users))].filter((user) => !shift.users.includes(user));
}

function begin(options: HandOverOptions, table: HandOverTable, keep: Keep, user: string): HandOverAnswer {
  const { clock, rota, standing } = options;
  const nowMs = clock.wallMs();
  const shift = shiftOf(options, table, user);
  // Where nobody keeps a rota, whoever begins is who leaves.
  const noRota = !shift && rota.around(nowMs, handOverGraceMs).length === 0;
  if (!shift && !noRota) return refused('not-on-duty');
  if (shift && nowMs < shift.toMs - handOverLeadMs) return refused('too-early');
  const role = shift?.role ?? 'guard';
  const before = table.open(role);
  if (before && before.shift === shift?.id && nowMs < before.dueMs + handOverGraceMs) {
    return { kind: 'done', handOver: asItStands(options, before) };
  }
  if (before) keep({ ...before, state: 'lapsed' }, 'shift.hand-over-lapsed', user);
  return keep(
    {
      ...{ id: createId(), role, dueMs: shift?.toMs ?? nowMs, begunBy: user, begunAtMs: nowMs, state: 'open' },
      ...(shift ? { shift: shift.id } : {}),
      outgoing: shift ? [...shift.users] : [user],
      incoming: shift ? followersOf(options, shift) : [],
      snapshot: standing(),
      checklist: checkItems.map((item) => ({ item })),
      taken: [],
      signatures: [],
    },
    'shift.hand-over-begun',
    user,
  );
}

function signRefusal(one: HandOver, side: Side | undefined, user: string): HandOverRefusal | undefined {
  if (side === undefined) return 'not-incoming';
  if (one.signatures.some((each) => each.user === user)) return 'same-person';
  if (one.signatures.some((each) => each.side === side)) return 'already-signed';
  if (one.checklist.some(({ state }) => state === undefined)) return 'checklist-open';
  const closes = side === 'incoming' || one.signatures.length === 1;
  return closes && itemsToTake(one).length > 0 ? 'items-not-taken' : undefined;
}

function sign({ clock, ledger }: HandOverOptions, keep: Keep, one: HandOver, user: string): HandOverAnswer {
  const side = sideOf(one, user);
  const code = signRefusal(one, side, user);
  if (code) return refused(code);
  const atMs = clock.wallMs();
  const signatures = [...one.signatures, { side: side!, user, atMs }];
  if (signatures.length < 2)
    return keep({ ...one, signatures }, 'shift.hand-over-signed', user, { detail: { side: side! } });
  const sealed: HandOver = { ...one, signatures, state: 'signed', signedAtMs: atMs };
  const sha256 = hashOf(sealed);
  const done = keep({ ...sealed, hash: sha256 }, 'shift.hand-over-signed', user, { detail: { side: side! } });
  ledger.append({
    ...{ atMs, actor: { kind: 'user', id: user }, action: 'shift.handed-over', subject: one.id },
    detail: { sha256, alarms: one.snapshot.open.length, taken: one.taken.length },
  });
  return done;
}

/** SHA-256, hex, of a hand-over's canonical JSON without the hash itself: what the ledger holds it against. */
export function hashOf({ hash: _, ...rest }: HandOver): string {
  return hash('sha256', canonical(rest), 'hex');
}
