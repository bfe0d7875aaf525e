import type { Actor } from '../ledger/ledger.ts';
import type { Address, Consent, Credential, RecordKind, RecordOf, Residency, Vehicle, Visit } from './records.ts';
import type { RightsView } from './rights-view.ts';

/** One change: a record as it is to be, or its end. `ifVersion` refuses it where somebody else was faster. */
export type Change = {
  [K in RecordKind]:
    | { kind: K; put: RecordOf<K>; ifVersion?: number }
    | { kind: K; remove: string; ifVersion?: number };
}[RecordKind];

/** What is wrong with one change, in one sentence that names the field; never a card number, a PIN or a name. */
export interface ChangeProblem {
  /** Which of the changes. */
  at: number;
  field?: string;
  code: ProblemCode;
  message: string;
}

export const problemCodes = [
  'malformed',
  'no-such-record',
  'version-conflict',
  'not-alone',
  'still-used',
  'wrong-parent',
  'ends-before-it-begins',
  'end-required',
  'guardian-required',
  'consent-required',
  'card-taken',
  'card-in-two-formats',
  'pin-taken',
  'pin-weak',
  'plate-taken',
  'plate-malformed',
  'holder-required',
  'approver-is-requester',
  /** A visit, a watch-list entry or a case goes forward only, and what was decided is not altered. */
  'wrong-state',
  'too-long',
  'not-enabled',
  'busy',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export interface ChangeAuthor {
  actor: Actor;
  purpose?: string;
  reason?: string;
}

export type CommitResult = { ok: true; revision: number } | { ok: false; problems: ChangeProblem[] };

/**
 * The register: a model in memory, written through to the database. Whatever changes it is checked as a whole and then is on
 * disk, in the ledger and in effect together, or not at all; the next look-up of `rights` sees it.
 */
export interface Register {
  readonly rights: RightsView;
  /** Grows by one with each commit. */
  readonly revision: number;
  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined;
  /** Of a record: 1 when it is new; 0 if there is none. */
  version(kind: RecordKind, id: string): number;
  all<K extends RecordKind>(kind: K): Iterable<RecordOf<K>>;
  count(kind: RecordKind): number;

  /** From the compound down to the address itself. */
  pathOf(address: string): Address[];
  childrenOf(address: string): Address[];
  /** All of them, ended ones too, oldest first; the caller looks at the times. */
  residenciesOf(person: string): Residency[];
  /** At this address itself. */
  residenciesAt(address: string): Residency[];
  /** Of a household, ended ones too. */
  residenciesIn(household: string): Residency[];
  membershipsOf(person: string): RecordOf<'membership'>[];
  /** To whoever lives here: by host. */
  visitsOf(host: string): Visit[];
  /** By its plate, normalised. */
  vehicleOf(plate: string): Vehicle | undefined;
  credentialsOf(holder: string): Credential[];
  /** Newest first. */
  consentsOf(person: string): Consent[];
  /** People by a part of their name, id, home or room; names that begin with it first. */
  findPeople(text: string, limit: number): { ids: string[]; more: boolean };

  /** What would be wrong with these changes, all of them; nothing happens. */
  check(changes: readonly Change[]): ChangeProblem[];
  commit(changes: readonly Change[], author: ChangeAuthor): CommitResult;
  /**
   * The same for very many changes, written in slices so that a door never waits for it; in effect all at once at the end.
   * A kill in between leaves nothing of it. While it runs every other commit is refused as `busy`.
   */
  commitMany(
    changes: readonly Change[],
    author: ChangeAuthor,
    progress?: (done: number, of: number) => void,
  ): Promise<CommitResult>;
  /** Called after each commit with what changed, until the returned function is called. */
  onChange(listener: (changes: readonly Change[]) => void): () => void;
}
