import type { Title } from '../../../devices/contracts/place.ts';
import type { Visit } from '../../register/records.ts';

/** Whose word a visit still waits for. */
export type VisitWord = 'host' | 'staff';

/** A visit as those see it who receive visitors. */
export type ConsoleVisit = Visit & {
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
  /** Newest first, by when they begin. */
  list(query: VisitQuery, user: string): { visits: ConsoleVisit[]; more: boolean };
  /** The host said yes to this user. */
  agree(id: string, user: string): ConsoleVisit;
  approve(id: string, user: string): ConsoleVisit;
  refuse(id: string, user: string, reason: string | undefined): ConsoleVisit;
  /** Its pass and its plate open nothing any more, at once. */
  cancel(id: string, user: string, reason: string | undefined): ConsoleVisit;
  /** Until later: where staff have to approve visits, only by somebody who may. */
  extend(id: string, toMs: number, by: { user: string; mayApprove: boolean }): ConsoleVisit;
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
