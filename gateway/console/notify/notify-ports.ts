import type { EscalationLevel, Priority } from '../../../devices/contracts/alarms.ts';
import type { NoticeKind, NoticeLanguage } from '../../../devices/contracts/notices.ts';

/** How a user is reached by one channel: `email`, `mqtt` or `webhook:ID`. */
export interface ConsoleContact {
  user: string;
  channel: string;
  /** A mailbox, for `email` only. */
  address?: string;
  language: NoticeLanguage;
  /** 4 stands for the daily digest. */
  priorities: Priority[];
}

/** That somebody was told something: when, by which channel, and whether an answer came. Never with an address. */
export interface ConsoleNotice {
  id: string;
  kind: NoticeKind;
  alarm?: string;
  level: EscalationLevel;
  priority: Priority;
  recipient: string;
  channel: string;
  state: 'waiting' | 'sent' | 'acknowledged' | 'failed' | 'shed' | 'cancelled';
  createdAtMs: number;
  attempts: number;
  sentAtMs?: number;
  acknowledgedAtMs?: number;
  answeredBy?: 'console' | 'mqtt' | 'link';
  /** Why it could not be delivered: a code. */
  problem?: string;
}

/** A configured channel, and how it does since the gateway started. */
export interface ConsoleChannel {
  id: string;
  waiting: number;
  lastSuccessAtMs?: number;
  lastFailureAtMs?: number;
  problem?: string;
}

export type ContactRefusal = 'no-user' | 'no-channel' | 'address-needed' | 'no-address-here';
export type NoticeRefusal = 'no-notice' | 'already-answered' | 'expired' | 'not-sent';

/** What an answer did: `taken` says that the alarm is now the answering user's. */
export type NoticeOutcome = { kind: 'done'; taken: boolean } | { kind: 'refused'; code: NoticeRefusal };

export interface ConsoleNotify {
  /** Of one user, or of all. */
  contacts(user?: string): ConsoleContact[];
  setContact(contact: ConsoleContact, by: string): { kind: 'done' } | { kind: 'refused'; code: ContactRefusal };
  removeContact(user: string, channel: string, by: string): boolean;
  /** Newest first. */
  notices(query: { alarm?: string; recipient?: string; limit: number }): ConsoleNotice[];
  /** By the one whom it was for, signed in. */
  acknowledge(id: string, user: string, takes: boolean): NoticeOutcome;
  /** By whoever holds the link of a notice; it answers once. */
  answer(token: string, takes: boolean): NoticeOutcome;
  channels(): ConsoleChannel[];
  /** Sends a test notice at once; `problem` is a code. */
  test(
    channel: string,
    wish: { user: string; address?: string; language: NoticeLanguage },
  ): Promise<{ kind: 'sent' } | { kind: 'failed'; problem: string } | { kind: 'refused'; code: ContactRefusal }>;
}
