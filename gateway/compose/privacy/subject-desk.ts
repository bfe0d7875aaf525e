import { setImmediate as afterIo } from 'node:timers/promises';
import type { ConsoleSubjects } from '../../console/privacy/privacy-ports.ts';
import { Refusal } from '../../console/refusal.ts';
import type { SubjectPassages } from '../../decision/sqlite-subject-passages.ts';
import type { Clock } from '../../kernel/clock.ts';
import { createId } from '../../kernel/ids.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger, LedgerEntry } from '../../ledger/ledger.ts';
import { hasLiveResidency } from '../../privacy/attachment.ts';
import { isOpenCase } from '../../privacy/cases.ts';
import { looksAt } from '../../privacy/looks-at.ts';
import type { PurgeDesk } from '../../privacy/purge-desk.ts';
import type { PurgeTable } from '../../privacy/sqlite-purges.ts';
import { aliasPrefix, erasureChanges, isSubjectOfOpenCase } from '../../privacy/subject-erasure.ts';
import {
  type ExportedEvidence,
  type ExportedLook,
  type SubjectExport,
  toLook,
  toSubjectExport,
} from '../../privacy/subject-export.ts';
import { recordsOfSubject, type SubjectRecords } from '../../privacy/subject-records.ts';
import { createThirdPartyMask, hideSubject } from '../../privacy/third-parties.ts';
import type { SubjectPassage } from '../../privacy/trajectory.ts';
import type { Register } from '../../register/register-types.ts';
import { commitOrRefuse } from '../people/commit-changes.ts';
import { forgetReadings } from './forget-readings.ts';
import { reasonOf } from './look-up-desk.ts';

export interface SubjectDeskOptions {
  site: string;
  store: Store;
  register: Register;
  ledger: Ledger;
  purges: PurgeDesk;
  receipts: PurgeTable;
  passages: SubjectPassages;
  /** Face templates in use of one person. */
  templatesOf(person: string): number;
  /** Pictures and films that show something of one person. */
  evidenceOf(person: string): ExportedEvidence[];
  /** Something of this person is kept for a court or an authority, whatever the retention says. */
  isHeld(person: string): boolean;
  /** How long a visit is kept after its end. */
  visitsKeptMs(): number;
  clock: Clock;
}

const pageSize = 1000;
const maxPassages = 50_000;
/** Entries whose words are masked before a door gets its turn. */
const looksAtOnce = 50;

/** What one person may ask of the site: to be told everything, and to be forgotten (PIPL 45, 47; GDPR 15, 17, 20). */
export function createSubjectDesk(options: SubjectDeskOptions): ConsoleSubjects {
  const { store, register, ledger, receipts, clock } = options;
  const recordsOf = (id: string) => {
    const records = recordsOfSubject(register, id);
    if (!records) throw new Refusal(404, 'no-such-person', 'There is no such person.');
    return records;
  };
  return {
    export: async (id, reason, { user }) => {
      const words = reasonOf(reason);
      recordsOf(id);
      ledger.append({
        ...{ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action: 'person.exported', subject: id },
        ...{ purpose: 'own-request', reason: words },
      });
      return gatherExport(options, id, () => recordsOf(id));
    },
    erase: (id, { reason, moveOut }, { user }) => {
      // The ledger outlives the person: it must not be where the name stays.
      const words = hideSubject(recordsOf(id), reasonOf(reason));
      const nowMs = clock.wallMs();
      // One answer for both: who asks for an erasure need not learn of a case.
      if (options.isHeld(id) || isSubjectOfOpenCase(register, id, nowMs)) {
        throw new Refusal(409, 'legal-hold', 'Something of this person must be kept for now.');
      }
      if (!moveOut && hasLiveResidency(register, id, nowMs)) {
        throw new Refusal(
          409,
          'still-resident',
          'This person still belongs to an address: set moveOut to end that, too.',
        );
      }
      const alias = `${aliasPrefix}${createId()}`;
      const visitsKeptMs = options.visitsKeptMs();
      const changes = erasureChanges({ register, person: id, nowMs, visitsKeptMs, alias });
      const actor = { kind: 'user', id: user } as const;
      return store.transaction(() => {
        const due = { person: id, cause: 'erased', basis: `erased-${nowMs}`, dueMs: nowMs } as const;
        const receipt = options.purges.begin(due, { records: changes.filter((change) => 'remove' in change).length });
        if (!receipt) throw new Refusal(409, 'busy', 'This person is being erased already.');
        ledger.append({
          ...{ atMs: nowMs, actor, action: 'person.erased', subject: id, reason: words },
          detail: { receipt: receipt.id, moveOut },
        });
        forgetReadings(options, id);
        commitOrRefuse(register, changes, { actor, reason: words });
        return receipt;
      });
    },
    receipts: (limit) => receipts.list(limit),
    receiptsOf: (person) => receipts.ofPerson(person),
    receipt: (id) => receipts.get(id),
  };
}

async function gatherExport(
  options: SubjectDeskOptions,
  id: string,
  recordsOf: () => SubjectRecords,
): Promise<SubjectExport> {
  const { site, register, ledger, receipts, clock } = options;
  const passages = await allPassages(options, id);
  const { residencies, vehicles } = recordsOf();
  const places = [...residencies.map(({ address }) => address), ...vehicles.map(({ vehicle }) => vehicle.id)];
  const mask = await createThirdPartyMask(register, recordsOf());
  const looks: ExportedLook[] = [];
  for (const entry of await looksAt(ledger, id, places, (one) => isTold(options, one))) {
    looks.push(toLook(entry, mask));
    if (looks.length % looksAtOnce === 0) await afterIo();
  }
  // Read last and at once: whatever changed meanwhile is in it, and nothing is half of it.
  return toSubjectExport({
    ...{ register, site, passages, looks, mask, records: recordsOf(), nowMs: clock.wallMs() },
    faceTemplates: options.templatesOf(id),
    receipts: receipts.ofPerson(id),
    evidence: options.evidenceOf(id),
  });
}

/** Page by page, so that no door waits for the history of somebody who has lived here for years. */
async function allPassages(
  { passages, clock }: SubjectDeskOptions,
  holder: string,
): Promise<{ list: SubjectPassage[]; more: boolean }> {
  const list: SubjectPassage[] = [];
  let toMs = clock.wallMs() + 1;
  for (;;) {
    const page = passages.ofHolder(holder, { fromMs: 0, toMs, limit: pageSize });
    if (page.length < pageSize) return { list: [...list, ...page], more: false };
    // A moment may lie on both sides of the cut: it is read again with the next page.
    const lastMs = page.at(-1)!.atMs;
    const whole = page.filter(({ atMs }) => atMs > lastMs);
    list.push(...(whole.length > 0 ? whole : page));
    toMs = whole.length > 0 ? lastMs + 1 : lastMs;
    if (list.length >= maxPassages) return { list, more: true };
    await afterIo();
  }
}

/** Decisions stand among the passages; whoever is the subject of an open case is not told of it while it is. */
function isTold({ register, clock }: SubjectDeskOptions, { action, detail }: LedgerEntry): boolean {
  if (action.startsWith('access.')) return false;
  if (!action.startsWith('case.')) return true;
  const one = typeof detail?.case === 'string' ? register.get('case', detail.case) : undefined;
  return !one || !(one.state === 'requested' || isOpenCase(one, clock.wallMs()));
}
