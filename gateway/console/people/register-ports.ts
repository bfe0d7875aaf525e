import type { Title } from '../../../devices/contracts/place.ts';
import type { Address, Person, RecordKind, RecordOf, Residency } from '../../register/records.ts';
import type { ChangeProblem } from '../../register/register-types.ts';
import type { LookUp, Viewer } from '../privacy/privacy-ports.ts';

/** Who does it, why, and on which version of the record: another one refuses the deed. */
export interface Deed {
  user: string;
  reason?: string | undefined;
  ifVersion?: number | undefined;
}

export type DeedOutcome =
  /** `id` and `version` are those of the record that the deed is about. */
  | { kind: 'done'; id: string; version: number }
  | { kind: 'not-found' }
  /** The record stands where the deed is not possible: a revoked card stays revoked. */
  | { kind: 'wrong-state'; message: string }
  | { kind: 'problems'; problems: readonly ChangeProblem[] };

/** Fields of a record, which the register reads as one of its kind. */
export type Fields = Readonly<Record<string, unknown>>;
export type Versioned<K extends RecordKind> = RecordOf<K> & { version: number };
export type OpenKind = 'address' | 'grid' | 'group';

export interface AddressQuery {
  kind?: Address['kind'] | undefined;
  parent?: string | undefined;
  /** Those whose ids come after this one. */
  after?: string | undefined;
  limit: number;
}

export interface AddressNode {
  id: string;
  kind: Address['kind'];
  name: Title;
  /** How many addresses lie directly in it. */
  parts: number;
  /** They themselves, as deep as was asked. */
  within?: AddressNode[];
}

/** Name and homes, and nothing else: whom somebody means. */
export interface FoundPerson {
  id: string;
  name: string;
  homes: { id: string; name: Title }[];
}

export interface Stay {
  home: string;
  relation: Residency['relation'];
  household?: string | undefined;
  /** Now, if left out. */
  fromMs?: number | undefined;
  toMs?: number | undefined;
}

export type WhoMovesOut = { person: string; home?: string | undefined } | { household: string };
export const cardDeeds = ['lost', 'revoke', 'suspend', 'resume'] as const;
export type CredentialDeed = (typeof cardDeeds)[number];

/** What an order for a credential may limit. */
export interface CredentialLimits {
  group?: string | undefined;
  fromMs?: number | undefined;
  toMs?: number | undefined;
}

/** The register as its keepers work on it. Every change and every search is in the ledger. */
export interface ConsoleRegister {
  /** What tells nothing of people. */
  show<K extends OpenKind>(kind: K, id: string): Versioned<K> | undefined;
  list<K extends 'grid' | 'group'>(kind: K): Versioned<K>[];
  addresses(query: AddressQuery): { addresses: Versioned<'address'>[]; more: boolean };
  /** From `root`, or from the compound; `depth` levels below it. */
  tree(root: string | undefined, depth: number): AddressNode[] | undefined;
  households(home: string): Versioned<'household'>[];
  members(group: string): Versioned<'membership'>[] | undefined;
  /** Initials in the place of names where the purpose or the roles show none. */
  findPeople(query: string, limit: number, by: Viewer, look: LookUp): { people: FoundPerson[]; more: boolean };

  /** An id is made where none is given. */
  add(kind: RecordKind, fields: Fields & { id?: string }, deed: Deed): DeedOutcome;
  /** Those fields only; null clears one. */
  change(kind: RecordKind, id: string, fields: Fields, deed: Deed): DeedOutcome;
  remove(kind: RecordKind, id: string, deed: Deed): DeedOutcome;
  addPerson(person: Omit<Person, 'id'> & { id?: string }, stay: Stay | undefined, deed: Deed): DeedOutcome;
  moveIn(person: string, stay: Stay, deed: Deed): DeedOutcome;
  /** At `atMs`, or now. */
  moveOut(who: WhoMovesOut, atMs: number | undefined, deed: Deed): DeedOutcome;
  endMembership(id: string, atMs: number | undefined, deed: Deed): DeedOutcome;
  addCard(order: { id?: string; person: string; card: string } & CredentialLimits, deed: Deed): DeedOutcome;
  /** The new card's id. */
  replaceCard(id: string, card: string, deed: Deed): DeedOutcome;
  alter(kind: 'card' | 'plate', id: string, verb: CredentialDeed, deed: Deed): DeedOutcome;
  /** Of a person: one PIN, and one that raises the silent alarm. The digits are kept by nobody. */
  setPin(person: string, digits: string, duress: boolean, deed: Deed): DeedOutcome;
  removePin(person: string, duress: boolean, deed: Deed): DeedOutcome;
  addPermit(order: { id?: string; person: string; plate: string } & CredentialLimits, deed: Deed): DeedOutcome;
}
