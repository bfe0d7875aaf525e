import type { AlarmType, EscalationLevel, Priority } from '../../devices/contracts/alarms.ts';
import type { NoticeKind, NoticeLanguage, NoticeMessage } from '../../devices/contracts/notices.ts';
import type { Ring, Title } from '../../devices/contracts/place.ts';

/** `email`, `mqtt`, or `webhook:ID`. */
export type ChannelId = string;

/** How one person is reached by one channel. */
export interface Contact {
  user: string;
  channel: ChannelId;
  /** A mailbox, for `email` only. */
  address: string | undefined;
  language: NoticeLanguage;
  /** Alarms of which priorities; 4 stands for the daily digest. */
  priorities: Priority[];
}

/**
 * waiting → sent → acknowledged by whoever it was for; or `failed` after the last attempt, `shed` because too many were waiting, or
 * `cancelled` because nobody needed to be told any more.
 */
export const noticeStates = ['waiting', 'sent', 'acknowledged', 'failed', 'shed', 'cancelled'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** What an alarm's notice tells. */
export interface AlarmContent {
  type: AlarmType;
  ring: Ring;
  place: Title;
  raisedAtMs: number;
  drill: boolean;
}

/** One type of P4 alarm at one place that stands open. */
export interface DigestLine {
  type: AlarmType;
  place: Title;
  raisedAtMs: number;
  count: number;
}

/** What a day came to. */
export interface DigestContent {
  fromMs: number;
  toMs: number;
  byPriority: { priority: Priority; raised: number; open: number }[];
  /** P4 alarms that are open, oldest first; the first of `lineCount`. */
  lines: DigestLine[];
  lineCount: number;
}

export type NoticeContent =
  | ({ kind: 'alarm' | 'dispatch-overdue' } & AlarmContent)
  | ({ kind: 'digest' } & DigestContent)
  | { kind: 'test' };

/** That one person be told one thing by one channel. */
export interface Notice {
  id: string;
  kind: NoticeKind;
  /** The alarm; the day of a digest. */
  subject: string;
  /** Since when the alarm waits: one that is opened again is told anew. Epoch milliseconds. */
  roundMs: number;
  level: EscalationLevel;
  priority: Priority;
  recipient: string;
  channel: ChannelId;
  address: string | undefined;
  language: NoticeLanguage;
  content: NoticeContent;
  state: NoticeState;
  createdAtMs: number;
  attempts: number;
  sentAtMs: number | undefined;
  acknowledgedAtMs: number | undefined;
  /** By what the recipient answered. */
  answeredBy: 'console' | 'mqtt' | 'link' | undefined;
  /** Why the last attempt failed: a code. */
  problem: string | undefined;
}

/** A notice ready for the wire. */
export interface Dispatch {
  message: NoticeMessage;
  address: string | undefined;
}

/** A way to reach people. Rejects with a ChannelError when it was not taken over; what it sent may arrive twice, never with two ids. */
export interface Channel {
  id: ChannelId;
  /** How many may be under way at once. */
  lanes: number;
  send(dispatch: Dispatch, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Why a channel did not take a notice: a code, which never holds an address or a password. */
export class ChannelError extends Error {
  readonly code: string;

  constructor(code: string, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'ChannelError';
    this.code = code;
  }
}
