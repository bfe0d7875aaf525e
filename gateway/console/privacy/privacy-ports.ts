import type { ConsentNotice } from '../../../devices/contracts/site-privacy.ts';
import type { ConsentReport } from '../../privacy/consent-report.ts';
import type { ConsentPurpose } from '../../privacy/consents.ts';
import type { Affected } from '../../privacy/looks-at.ts';
import type { PassageReport } from '../../privacy/passage-report.ts';
import type { Purpose, Role } from '../../privacy/roles.ts';
import type { PurgeRecord } from '../../privacy/sqlite-purges.ts';
import type { SubjectExport } from '../../privacy/subject-export.ts';
import type { TrajectoryStep } from '../../privacy/trajectory.ts';
import type { RecordView } from '../../privacy/view-record.ts';
import type { ConsentStanding } from '../../register/consent.ts';
import type { Case, Consent, WatchEntry } from '../../register/records.ts';

/** Who asks. */
export interface Viewer {
  user: string;
  roles: readonly Role[];
}

/** What somebody is looked up for, and why; both go into the ledger. */
export interface LookUp {
  purpose: Purpose;
  reason: string;
}

export interface PersonView {
  person: RecordView<'person'>;
  version: number;
  credentials: RecordView<'credential'>[];
  /** `permits`: ids of the credentials that are for its plate. */
  vehicles: (RecordView<'vehicle'> & { permits: string[] })[];
  consents: RecordView<'consent'>[];
  memberships: RecordView<'membership'>[];
  faceTemplates: number;
}
export interface HomeOfPerson {
  residency: RecordView<'residency'>;
  /** From the compound down to the home. */
  path: RecordView<'address'>[];
}
export interface PersonAtHome {
  residency: RecordView<'residency'>;
  person: RecordView<'person'>;
}
export interface PlateHolder {
  kind: 'person' | 'visit';
  vehicle: RecordView<'vehicle'>;
  permit: RecordView<'credential'>;
  person?: RecordView<'person'>;
}

/** Every look is in the ledger before anything of it is told. They throw a Refusal for what may not be seen. */
export interface ConsoleLookUps {
  person(id: string, look: LookUp, by: Viewer): PersonView;
  homesOf(person: string, look: LookUp, by: Viewer): HomeOfPerson[];
  peopleAt(home: string, look: LookUp, by: Viewer): PersonAtHome[];
  holdersOf(plate: string, look: LookUp, by: Viewer): PlateHolder[];
}

export type StandingConsent = RecordView<'consent'> & { id: string; standing: ConsentStanding };
export interface ConsentWish {
  purpose: ConsentPurpose;
  notice: string;
  method: Consent['method'];
  expiresAtMs: number;
  guardian?: string;
  signature?: string;
}
export interface ConsoleConsents {
  /** What is read before. */
  notices(): ConsentNotice[];
  of(person: string, by: Viewer): StandingConsent[];
  give(person: string, wish: ConsentWish, by: Viewer): StandingConsent;
  /** How many consents ended with it. */
  withdraw(consent: string, reason: string, by: Viewer): number;
}

export interface ConsoleSubjects {
  export(person: string, reason: string, by: Viewer): Promise<SubjectExport>;
  /** The receipt that is written when all is done. */
  erase(person: string, wish: { reason: string; moveOut: boolean }, by: Viewer): PurgeRecord;
  receipts(limit: number): PurgeRecord[];
  /** What was purged of one person, newest first. */
  receiptsOf(person: string): PurgeRecord[];
  receipt(id: string): PurgeRecord | undefined;
}

export interface WatchWish {
  plate: string;
  reason: string;
  legalBasis: string;
  document: string;
  expiresAtMs: number;
  sites?: string[];
}
export interface ConsoleWatchList {
  /** All of them, for those who may see what is watched for. */
  list(by: Viewer): WatchEntry[];
  /** Those that wait for a decision, for whoever decides. */
  requests(by: Viewer): WatchEntry[];
  request(wish: WatchWish, by: Viewer): WatchEntry;
  decide(id: string, verdict: 'approved' | 'refused', by: Viewer): WatchEntry;
  remove(id: string, reason: string, by: Viewer): void;
}

export interface CaseWish {
  title: string;
  reason: string;
  subject: Case['subject'];
  fromMs: number;
  toMs: number;
  openUntilMs: number;
}
export interface Trajectory {
  case: string;
  /** In the order of time. */
  steps: TrajectoryStep[];
  /** There are older steps than those shown. */
  more: boolean;
}
export interface ConsoleCases {
  list(by: Viewer): Case[];
  requests(by: Viewer): Case[];
  request(wish: CaseWish, by: Viewer): Case;
  decide(id: string, verdict: 'approved' | 'refused', by: Viewer): Case;
  close(id: string, by: Viewer): Case;
  trajectory(id: string, by: Viewer): Trajectory;
}

export interface ConsolePrivacyReports {
  consents(): ConsentReport;
  passages(fromMs: number, toMs: number): Promise<PassageReport>;
  affected(query: { user: string; fromMs: number; toMs: number }, by: Viewer): Promise<Affected>;
}

/** What is known of people: who sees it, on what ground it is kept, and how it goes. */
export interface ConsolePrivacy {
  lookUps: ConsoleLookUps;
  consents: ConsoleConsents;
  subjects: ConsoleSubjects;
  watchList: ConsoleWatchList;
  cases: ConsoleCases;
  reports: ConsolePrivacyReports;
}
