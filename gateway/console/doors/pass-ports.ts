import type { Title } from '../../../devices/contracts/place.ts';
import type { RecordView } from '../../privacy/view-record.ts';
import type { Visit } from '../../register/records.ts';
import type { LookUp, Viewer } from '../privacy/privacy-ports.ts';

/** Whose word a visit still waits for. */
export type VisitWord = 'host' | 'staff';

/** A visit as those see it who receive visitors: nothing tells who comes before somebody has said what for. */
export type ConsoleVisit = Omit<Visit, 'visitor' | 'phone'> & {
  /** First letters of the visitor's name; `plate` is masked. */
  initials: string;
  waitsFor: VisitWord[];
  /** The last way that the visitor took. */
  seen?: { atMs: number; place: string; side: 'entry' | 'exit' };
};

export interface VisitOrder {
  host: string;
  home: string;
  visitor: string;
  phone?: string | undefined;
  plate?: string | undefined;
  fromMs: number;
  toMs: number;
  uses?: number | undefined;
}

export interface VisitQuery {
  state?: Visit['state'] | undefined;
  home?: string | undefined;
  host?: string | undefined;
  /** Those that have not ended. */
  current?: boolean | undefined;
  limit: number;
}

/** What a visitor holds before a reader. */
export interface VisitPassText {
  text: string;
  /** Doors and barriers that it is for. */
  at: string[];
  fromMs: number;
  toMs: number;
  uses: number;
}

/**
 * Visits: asked for, agreed to, approved, handed out as a pass. Everything done and looked at goes into the ledger. What cannot
 * be done throws a Refusal.
 */
export interface ConsoleVisits {
  request(order: VisitOrder, user: string): ConsoleVisit;
  /** Those that matter still, then those that are over; newest first, by when they begin. */
  list(query: VisitQuery): { visits: ConsoleVisit[]; more: boolean };
  /** Who comes, as far as purpose and role show it; in the ledger. */
  reveal(id: string, look: LookUp, by: Viewer): RecordView<'visit'>;
  /** The host said yes to this user. */
  agree(id: string, user: string): ConsoleVisit;
  approve(id: string, user: string): ConsoleVisit;
  refuse(id: string, user: string, reason: string | undefined): ConsoleVisit;
  /** Its pass and its plate open nothing any more, at once. */
  cancel(id: string, user: string, reason: string | undefined): ConsoleVisit;
  /** Until later: where staff have to approve visits, only by somebody who may. */
  extend(id: string, toMs: number, by: { user: string; mayApprove: boolean }): ConsoleVisit;
  /** Somebody saw that the visitor has gone. */
  left(id: string, user: string): ConsoleVisit;
  pass(id: string, user: string): VisitPassText;
  /** A pass as a QR code. */
  svg(text: string): Promise<string>;
  png(text: string): Promise<Uint8Array>;
}

/** A door controller, and how far its copy of the rights is behind. */
export interface ConsoleController {
  id: string;
  name: Title;
  door: string;
  online: boolean;
  rights: {
    /** What it should hold; left out until it has been worked out after a start. */
    version?: number;
    /** What it says that it holds. */
    held?: number;
    credentials?: number;
    /** Why it did not take the last one. */
    refused?: string;
    /** Left out while it holds the right one. */
    behindSinceMs?: number;
  };
}

export interface ConsoleControllers {
  list(): ConsoleController[];
  /** The raw public key that controllers are given when they are put up, base64url, and its short name. */
  siteKey(): { publicKey: string; keyId: string };
}
