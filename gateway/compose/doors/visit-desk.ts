import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { ConsoleVisit, ConsoleVisits, VisitPassText, VisitWord } from '../../console/doors/pass-ports.ts';
import { Refusal } from '../../console/refusal.ts';
import { type Clock, dayMs } from '../../kernel/clock.ts';
import { createId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger, LedgerEntry } from '../../ledger/ledger.ts';
import { visibleClasses } from '../../privacy/roles.ts';
import { initialsOf, viewRecord } from '../../privacy/view-record.ts';
import { maskPlate, normalisePlate } from '../../register/plate-text.ts';
import { type Credential, mayCome, type Visit } from '../../register/records.ts';
import type { Change, Register } from '../../register/register-types.ts';
import { passPlaces } from '../../rights/pass-places.ts';
import { drawPassPng, drawPassSvg } from '../../rights/qr-pass-image.ts';
import { signPass } from '../../rights/sign-pass.ts';
import type { SiteKey } from '../../rights/site-key.ts';
import { commitOrRefuse } from '../people/commit-changes.ts';
import { reasonOf } from '../privacy/look-up-desk.ts';

export interface VisitDeskOptions {
  site: SiteFile;
  store: Store;
  register: Register;
  ledger: Ledger;
  key: Pick<SiteKey, 'sign'>;
  /** The last way that the visitor took. */
  lastTaken?(visit: string): ConsoleVisit['seen'];
  clock: Clock;
  log: Log;
}

type ApprovalPolicy = 'host' | 'staff' | 'host-and-staff';

/** So long after their end visitors who are still inside come before those who are not. */
const overstayMs = 7 * dayMs;
/** A caller, a taxi and a plumber: in, out, and once more. */
const usualUses = 4;

const refusals = {
  'no-visit': [404, 'There is no such visit.'],
  over: [409, 'The visit is over: its end has passed.'],
  'not-later': [400, 'The new end is not after the one it has.'],
  'no-way-in': [409, 'No door on the way to this home takes a pass; add the method to a door in the site file.'],
  'already-decided': [409, 'The visit was approved, refused or called off already.'],
  'not-approved': [409, 'The visit is not approved, so there is no pass.'],
  'host-decides': [409, 'At this site the host’s word decides: record that the host agreed.'],
  'own-request': [403, 'Somebody other than whoever asked for the visit has to approve it.'],
  'not-inside': [409, 'This visitor is not known to be inside.'],
  'purpose-does-not-allow': [403, 'For this purpose your role may not see this.'],
  'needs-approver': [403, 'Staff approved this visit: only somebody who may approve visits extends it.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

function refusal(code: keyof typeof refusals): Refusal {
  const [status, message] = refusals[code];
  return new Refusal(status, code, message);
}

/** Whose word is still missing, by the site's own rule. */
export function wordsMissing(
  visit: Pick<Visit, 'state' | 'hostAgreedAtMs' | 'decidedBy'>,
  policy: ApprovalPolicy,
): VisitWord[] {
  if (visit.state !== 'requested') return [];
  return [
    ...(policy !== 'staff' && visit.hostAgreedAtMs === undefined ? (['host'] as const) : []),
    ...(policy !== 'host' && visit.decidedBy === undefined ? (['staff'] as const) : []),
  ];
}

/** What opens for a visit, made together with its approval: the pass, and a permit for the plate. */
function openingsOf({ id, fromMs, toMs, uses, plate }: Visit): Change[] {
  const times = { visit: id, state: 'active', fromMs, toMs } as const;
  return [
    { kind: 'credential', put: { id: createId(), kind: 'pass', uses, ...times } },
    ...(plate === undefined
      ? []
      : [{ kind: 'credential', put: { id: createId(), kind: 'plate', value: plate, ...times } } as const]),
  ];
}

/** Visits: who asked, who agreed, what opens, until when. Each step is one change of the register with its entry in the ledger. */
export function createVisitDesk(options: VisitDeskOptions): ConsoleVisits {
  const { site, register, clock } = options;
  const policy: ApprovalPolicy = site.access?.visitors?.approval ?? 'host';
  const view = ({ visitor, phone: _phone, plate, ...visit }: Visit): ConsoleVisit => {
    const seen = options.lastTaken?.(visit.id);
    return {
      ...{ ...visit, initials: initialsOf(visitor), waitsFor: wordsMissing(visit, policy) },
      ...(plate !== undefined && { plate: maskPlate(plate) }),
      ...(seen && { seen }),
    };
  };
  const note = createNotes(options);
  const keep = createKeeper(options, note, view);
  const standing = createStanding(options);
  /** A word was given: with the last one that was missing, doors open. */
  const heard = (visit: Visit, action: string, user: string) => {
    if (wordsMissing(visit, policy).length > 0) return keep(visit, [], action, user);
    const approved: Visit = { ...visit, state: 'approved' };
    return keep(approved, openingsOf(approved), action, user);
  };
  const decidedBy = (user: string) => ({ decidedBy: user, decidedAtMs: clock.wallMs() });

  return {
    request: ({ visitor, host, home, fromMs, toMs, uses = usualUses, phone, plate }, user) => {
      if (toMs <= clock.wallMs()) throw refusal('over');
      const visit: Visit = {
        ...{ id: createId(), host, home, visitor, fromMs, toMs, uses, state: 'requested', requestedBy: user },
        ...(phone === undefined ? {} : { phone }),
        ...(plate === undefined ? {} : { plate: normalisePlate(plate) }),
      };
      const isPassable = passPlaces(site, register, home, plate !== undefined).length > 0;
      if (register.get('address', home) && !isPassable) throw refusal('no-way-in');
      return keep(visit, [], 'visit.requested', user);
    },
    agree: (id, user) => heard({ ...standing(id, 'requested'), hostAgreedAtMs: clock.wallMs() }, 'visit.agreed', user),
    approve: (id, user) => {
      const visit = standing(id, 'requested');
      if (policy === 'host') throw refusal('host-decides');
      if (visit.requestedBy === user) throw refusal('own-request');
      return heard({ ...visit, ...decidedBy(user) }, 'visit.approved', user);
    },
    refuse: (id, user, reason) =>
      keep({ ...standing(id, 'requested'), state: 'refused', ...decidedBy(user) }, [], 'visit.refused', user, reason),
    cancel: (id, user, reason) => {
      const visit = standing(id, 'requested', 'approved');
      const ended = openingsNow(register, id, { state: 'revoked' });
      return keep({ ...visit, state: 'cancelled' }, ended, 'visit.cancelled', user, reason);
    },
    extend: (id, toMs, { user, mayApprove }) => {
      const visit = standing(id, 'requested', 'approved');
      if (toMs <= visit.toMs) throw refusal('not-later');
      if (policy !== 'host' && visit.decidedBy !== undefined) {
        if (!mayApprove) throw refusal('needs-approver');
        if (visit.requestedBy === user) throw refusal('own-request');
      }
      return keep({ ...visit, toMs }, openingsNow(register, id, { toMs }), 'visit.extended', user);
    },
    left: (id, user) => {
      const visit = register.get('visit', id);
      if (!visit) throw refusal('no-visit');
      if (!isInside(visit, options.lastTaken?.(id))) throw refusal('not-inside');
      // a clock that was set back does not make them leave before they came
      const leftAtMs = Math.max(clock.wallMs(), options.lastTaken?.(id)?.atMs ?? 0);
      return keep({ ...visit, leftAtMs }, [], 'visit.left', user);
    },
    ...createLooks(options, note, view),
    svg: drawPassSvg,
    png: drawPassPng,
  };
}

/** Gives a visit that has not ended and stands in one of these states. */
function createStanding({ register, clock }: VisitDeskOptions) {
  return (id: string, ...states: Visit['state'][]): Visit => {
    const visit = register.get('visit', id);
    if (!visit) throw refusal('no-visit');
    if (!states.includes(visit.state)) throw refusal('already-decided');
    if (visit.toMs <= clock.wallMs()) throw refusal('over');
    return visit;
  };
}

/** Came in and has not gone since, as far as anybody has seen. */
function isInside({ leftAtMs = 0 }: Visit, seen: ConsoleVisit['seen']): boolean {
  return seen?.side === 'entry' && seen.atMs > leftAtMs;
}

/** What is shown of visits; who comes is told for a purpose and with a reason, on the record. */
function createLooks(
  options: VisitDeskOptions,
  note: ReturnType<typeof createNotes>,
  view: (visit: Visit) => ConsoleVisit,
): Pick<ConsoleVisits, 'list' | 'reveal' | 'pass'> {
  const { store, register, clock } = options;
  const isOver = (visit: Visit, nowMs: number) => visit.toMs <= nowMs || !mayCome(visit);
  const matters = (visit: Visit, nowMs: number) =>
    !isOver(visit, nowMs) || (visit.toMs > nowMs - overstayMs && isInside(visit, options.lastTaken?.(visit.id)));
  return {
    list: ({ state, home, host, current, limit }) => {
      const nowMs = clock.wallMs();
      const found = [...register.all('visit')]
        .filter((visit) => state === undefined || visit.state === state)
        .filter((visit) => home === undefined || visit.home === home)
        .filter((visit) => host === undefined || visit.host === host)
        .filter((visit) => !current || visit.toMs > nowMs)
        .map((visit) => ({ visit, first: matters(visit, nowMs) ? 0 : 1 }))
        .sort((a, b) => a.first - b.first || b.visit.fromMs - a.visit.fromMs);
      const visits = found.slice(0, limit).map(({ visit }) => view(visit));
      return { visits, more: found.length > limit };
    },
    reveal: (id, { purpose, reason }, { user, roles }) => {
      const words = reasonOf(reason);
      const classes = visibleClasses(roles, purpose);
      if (!classes.has('identity') && !classes.has('contact')) throw refusal('purpose-does-not-allow');
      return store.transaction(() => {
        const visit = register.get('visit', id);
        if (!visit) throw refusal('no-visit');
        note('visit.viewed', user, { subject: id, purpose, reason: words });
        return viewRecord('visit', visit, classes);
      });
    },
    pass: (id, user) => {
      const pass = makePass(options, id);
      note('visit.pass-shown', user, { subject: id });
      return pass;
    },
  };
}

const activeOf = (register: Register, visit: string): Credential[] =>
  register.credentialsOf(visit).filter(({ state }) => state === 'active');

/** What a visit opens now, changed. */
const openingsNow = (register: Register, visit: string, change: Partial<Credential>): Change[] =>
  activeOf(register, visit).map((credential) => ({ kind: 'credential', put: { ...credential, ...change } }));

function createNotes({ ledger, clock }: VisitDeskOptions) {
  return (action: string, user: string, more: Pick<LedgerEntry, 'subject' | 'purpose' | 'reason' | 'detail'>) => {
    ledger.append({ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action, purpose: 'visit', ...more });
  };
}

/** Writes a visit with what changes along with it, and its entry in the ledger: all of it or nothing. */
function createKeeper(
  { store, register }: VisitDeskOptions,
  note: ReturnType<typeof createNotes>,
  view: (visit: Visit) => ConsoleVisit,
) {
  return (visit: Visit, changes: Change[], action: string, user: string, reason?: string): ConsoleVisit =>
    store.transaction(() => {
      const why = reason === undefined ? {} : { reason };
      const author = { actor: { kind: 'user', id: user }, purpose: 'visit', ...why } as const;
      const ifVersion = register.version('visit', visit.id);
      commitOrRefuse(register, [{ kind: 'visit', put: visit, ifVersion }, ...changes], author);
      const shown = view(visit);
      note(action, user, { subject: visit.id, ...why, detail: { state: visit.state, waitsFor: shown.waitsFor } });
      return shown;
    });
}

/** The text of the pass; the same one each time, as Ed25519 signs it. */
function makePass({ site, register, key, clock, log }: VisitDeskOptions, id: string): VisitPassText {
  const visit = register.get('visit', id);
  if (!visit) throw refusal('no-visit');
  const credential = activeOf(register, id).find(({ kind }) => kind === 'pass');
  if (visit.state !== 'approved' || !credential) throw refusal('not-approved');
  if (visit.toMs <= clock.wallMs()) throw refusal('over');
  const places = passPlaces(site, register, visit.home, visit.plate !== undefined);
  if (places.length === 0) throw refusal('no-way-in');
  const { fromMs, toMs, uses } = visit;
  const [nbf, exp] = [Math.floor(fromMs / 1000), Math.floor(toMs / 1000)];
  const { text, at } = signPass({ jti: credential.id, iss: site.site.id, nbf, exp, at: places, uses }, key);
  if (at.length < places.length) {
    log.warn({ visit: id, places: places.length, kept: at.length }, 'a pass does not hold all places of its visit');
  }
  return { text, at, fromMs, toMs, uses };
}
