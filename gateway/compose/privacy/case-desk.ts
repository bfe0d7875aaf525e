import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { ConsoleCases, Viewer } from '../../console/privacy/privacy-ports.ts';
import { Refusal, type Refusals, refusalOf } from '../../console/refusal.ts';
import type { SubjectPassages } from '../../decision/sqlite-subject-passages.ts';
import type { Clock } from '../../kernel/clock.ts';
import { createId } from '../../kernel/ids.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger, LedgerEntry } from '../../ledger/ledger.ts';
import { type CaseRefusal, checkCaseDecision, checkCaseRequest, checkTrajectory } from '../../privacy/cases.ts';
import { type NamedPlace, toTrajectory } from '../../privacy/trajectory.ts';
import type { Case } from '../../register/records.ts';
import type { Register } from '../../register/register-types.ts';
import { commitOrRefuse } from '../people/commit-changes.ts';
import { reasonOf } from './look-up-desk.ts';
import { createNotedLooks } from './noted-looks.ts';

export interface CaseDeskOptions {
  site: SiteFile;
  store: Store;
  register: Register;
  ledger: Ledger;
  passages: SubjectPassages;
  places: { get(id: string): NamedPlace | undefined };
  clock: Clock;
}

const maxSteps = 2000;

const refusals: Refusals<CaseRefusal> = {
  'not-enabled': [409, 'This site has no trajectories: they need an impact assessment, and the EU profile has none.'],
  'window-malformed': [400, 'The time that is looked at must end after it begins, and the case after now.'],
  'window-too-long': [400, 'A case looks at 31 days at most.'],
  'open-too-long': [400, 'A case is open for 30 days at most.'],
  'already-decided': [409, 'This case has been decided on already.'],
  'approver-is-requester': [403, 'Somebody else than the one who asked must decide.'],
  'case-not-open': [409, 'This case is not approved, or its time is over.'],
};

function check(code: CaseRefusal | undefined): void {
  if (code) throw refusalOf(refusals, code);
}

/** The way of one person or vehicle through the rings: within an approved case, for its time, each look in the ledger. */
export function createCaseDesk(options: CaseDeskOptions): ConsoleCases {
  const { site, store, register, clock } = options;
  const note = createNote(options);
  const looks = createNotedLooks(clock);
  const save = (action: string, put: Case, by: Viewer) =>
    store.transaction(() => {
      note(action, put, by);
      const ifVersion = register.version('case', put.id);
      commitOrRefuse(register, [{ kind: 'case', put, ifVersion }], { actor: { kind: 'user', id: by.user } });
      return put;
    });
  const caseOf = (id: string): Case => {
    const one = register.get('case', id);
    if (!one) throw new Refusal(404, 'no-such-case', 'There is no such case.');
    return one;
  };
  const read = (by: Viewer, isShown: (one: Case) => boolean) =>
    store.transaction(() => {
      const shown = Iterator.from(register.all('case')).filter(isShown).toArray();
      for (const one of shown) {
        const version = String(register.version('case', one.id));
        if (!looks.isNew(by.user, one.id, version)) continue;
        note('case.viewed', one, by);
        store.afterCommit(() => looks.seen(by.user, one.id, version));
      }
      return shown.toSorted((a, b) => b.openUntilMs - a.openUntilMs);
    });
  return {
    list: (by) => read(by, () => true),
    requests: (by) => read(by, ({ state }) => state === 'requested'),
    request: (wish, by) => {
      const { kind, id } = wish.subject;
      check(checkCaseRequest(wish, site.privacy, clock.wallMs()));
      if (!register.get(kind, id)) throw new Refusal(404, 'no-such-subject', `There is no such ${kind}.`);
      const reason = reasonOf(wish.reason);
      return save('case.requested', { ...wish, reason, id: createId(), requester: by.user, state: 'requested' }, by);
    },
    decide: (id, verdict, by) => {
      const one = caseOf(id);
      check(checkCaseDecision(one, by.user, clock.wallMs()));
      return save(`case.${verdict}`, { ...one, state: verdict, approver: by.user }, by);
    },
    close: (id, by) => {
      const one = caseOf(id);
      if (one.state !== 'approved') check('case-not-open');
      return save('case.closed', { ...one, state: 'closed' }, by);
    },
    trajectory: (id, by) => {
      const one = caseOf(id);
      const refused = checkTrajectory(one, site.privacy, clock.wallMs());
      if (refused) note('case.trajectory-refused', one, by, { detail: { why: refused } });
      check(refused);
      return store.transaction(() => {
        const found = passagesOf(options, one);
        const steps = toTrajectory(found.slice(0, maxSteps), (place) => options.places.get(place));
        note('case.trajectory-viewed', one, by, { reason: one.reason, detail: { steps: steps.length } });
        return { case: id, steps, more: found.length > maxSteps };
      });
    },
  };
}

/** The ledger names the case and its subject; neither its title nor anybody's name. */
function createNote({ ledger, clock }: Pick<CaseDeskOptions, 'ledger' | 'clock'>) {
  return (action: string, one: Case, by: Viewer, more: Pick<LedgerEntry, 'reason' | 'detail'> = {}): void => {
    const { kind: about, id: subject } = one.subject;
    ledger.append({
      ...{ atMs: clock.wallMs(), actor: { kind: 'user', id: by.user }, action, subject },
      ...more,
      detail: { case: one.id, about, ...more.detail },
    });
  };
}

function passagesOf({ register, passages }: CaseDeskOptions, { subject, fromMs, toMs }: Case) {
  const limits = { fromMs, toMs, limit: maxSteps + 1 };
  if (subject.kind === 'person') return passages.ofHolder(subject.id, limits);
  const vehicle = register.get('vehicle', subject.id);
  const permits = vehicle ? register.rights.vehicles(vehicle.plate).map(({ permit }) => permit.id) : [];
  return passages.ofPermits(permits, limits);
}
