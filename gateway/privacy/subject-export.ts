import type { Title } from '../../devices/contracts/place.ts';
import type { Actor, LedgerEntry } from '../ledger/ledger.ts';
import {
  type Consent,
  type DataClass,
  dataClasses,
  type Person,
  type Residency,
  type Visit,
} from '../register/records.ts';
import type { Register } from '../register/register-types.ts';
import type { PurgeRecord } from './sqlite-purges.ts';
import type { SubjectRecords, SubjectSource } from './subject-records.ts';
import type { SubjectPassage } from './trajectory.ts';
import { initialsOf, type RecordView, viewRecord } from './view-record.ts';

/** Somebody looked at this person, or did something about them. */
export interface ExportedLook {
  atMs: number;
  /** A user's name, a device's id, or the gateway. */
  by: string;
  action: string;
  purpose?: string;
  reason?: string;
}

/** A picture or a film that shows something of this person. */
export interface ExportedEvidence {
  id: string;
  kind: string;
  source: string;
  atMs: number;
}

/** All that is kept of one person, for that person (PIPL 45; GDPR 15 and 20): others appear without what names them. */
export interface SubjectExport {
  format: 'ringward-person-1';
  site: string;
  generatedAtMs: number;
  person: Person;
  homes: (Residency & { path: Title[]; others: { who: 'another resident'; relation: Residency['relation'] }[] })[];
  memberships: { group: string; name?: Title; fromMs: number; toMs?: number }[];
  /** Numbers masked: a staff member carries this document. */
  credentials: RecordView<'credential'>[];
  vehicles: (RecordView<'vehicle'> & { otherDrivers: number })[];
  consents: Consent[];
  /** The visitor by initials. */
  visits: Pick<Visit, 'id' | 'home' | 'visitor' | 'fromMs' | 'toMs' | 'uses' | 'state'>[];
  faceTemplates: number;
  passages: SubjectPassage[];
  /** There are older passages than those shown. */
  morePassages: boolean;
  looks: ExportedLook[];
  receipts: Omit<PurgeRecord, 'basis' | 'person'>[];
  evidence: ExportedEvidence[];
}

export interface ExportMaterial {
  register: SubjectSource & Pick<Register, 'pathOf'>;
  records: SubjectRecords;
  site: string;
  nowMs: number;
  faceTemplates: number;
  passages: { list: SubjectPassage[]; more: boolean };
  /** Newest first, as toLook gives them; those of a case that is still open are left out by whoever gathers them. */
  looks: ExportedLook[];
  /** Hides what belongs to others in words that somebody wrote. */
  mask(text: string): string;
  receipts: readonly PurgeRecord[];
  evidence: ExportedEvidence[];
}

const everything: ReadonlySet<DataClass> = new Set(dataClasses);

export function toSubjectExport(material: ExportMaterial): SubjectExport {
  const { register, records, site, nowMs, faceTemplates, passages, mask } = material;
  const { note, ...person } = records.person;
  return {
    format: 'ringward-person-1',
    site,
    generatedAtMs: nowMs,
    person: { ...person, ...(note !== undefined && { note: mask(note) }) },
    homes: records.residencies.map((residency) => homeOf(register, residency)),
    memberships: records.memberships.map(({ group, fromMs, toMs }) => {
      const name = register.get('group', group)?.name;
      return { group, fromMs, ...(name && { name }), ...(toMs !== undefined && { toMs }) };
    }),
    credentials: records.credentials.map((one) => viewRecord('credential', one, everything)),
    vehicles: records.vehicles.map(({ vehicle: { note: words, ...vehicle }, otherDrivers }) => ({
      ...viewRecord('vehicle', vehicle, everything),
      ...(words !== undefined && { note: mask(words) }),
      otherDrivers,
    })),
    consents: records.consents.map(({ guardian, ...consent }) => ({
      ...consent,
      ...(guardian !== undefined && { guardian: initialsOf(guardian) }),
    })),
    visits: records.visits.map(({ id, home, visitor, fromMs, toMs, uses, state }) => ({
      ...{ id, home, fromMs, toMs, uses, state, visitor: initialsOf(visitor) },
    })),
    faceTemplates,
    passages: passages.list,
    morePassages: passages.more,
    looks: material.looks,
    receipts: material.receipts.map(({ basis: _basis, person: _person, ...receipt }) => receipt),
    evidence: material.evidence,
  };
}

function homeOf(register: ExportMaterial['register'], residency: Residency): SubjectExport['homes'][number] {
  const others = register
    .residenciesAt(residency.address)
    .filter(({ person }) => person !== residency.person)
    .map(({ relation }) => ({ who: 'another resident' as const, relation }));
  return { ...residency, path: register.pathOf(residency.address).map(({ name }) => name), others };
}

/** An entry of the ledger as its subject is told it. */
export function toLook(
  { atMs, actor, action, purpose, reason }: LedgerEntry,
  mask: (text: string) => string,
): ExportedLook {
  return {
    ...{ atMs, by: nameOf(actor), action },
    ...(purpose !== undefined && { purpose }),
    ...(reason !== undefined && { reason: mask(reason) }),
  };
}

const nameOf = (actor: Actor): string => ('id' in actor ? actor.id : actor.kind);
