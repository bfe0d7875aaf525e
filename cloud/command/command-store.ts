import type { CommandKind, CommandLeave, CommandRecord, CommandWhat } from '../../devices/contracts/command.ts';
import type { RemotePermits } from '../../devices/contracts/remote-permits.ts';

/**
 * asked → (approved) → sent → begun → done, refused, failed, expired; or declined or withdrawn before it begins. What has ended
 * stays as it is, but for one thing: a gateway's own word counts more than that the cloud gave it up.
 */
export const commandStates = [
  'asked',
  'sent',
  'begun',
  'done',
  'refused',
  'failed',
  'expired',
  'declined',
  'withdrawn',
] as const;
export type CommandState = (typeof commandStates)[number];
/** Those that wait for somebody. */
export const openStates: readonly CommandState[] = ['asked', 'sent', 'begun'];

/** Who does it: what is kept, and what others read. */
export interface Signed {
  id: string;
  sign: string;
}

export interface CommandRow {
  id: string;
  gateway: string;
  kind: CommandKind;
  what: CommandWhat;
  why: string;
  state: CommandState;
  asked: Signed & { atMs: number };
  /** Until when it may be approved; once it was sent, until when it may begin. */
  untilMs: number;
  /** Who approved or declined it. */
  decided: (Signed & { atMs: number }) | null;
  sentMs: number | null;
  begunMs: number | null;
  endedMs: number | null;
  /** Why it was not done. */
  code: string | null;
  /** `upload` is null after its time. */
  result: { upload: string | null; bytes: number; sha256: string; untilMs: number } | null;
}

export interface NewCommand {
  gateway: string;
  what: CommandWhat;
  why: string;
  by: Signed;
}

export type AskResult =
  | { kind: 'done'; command: CommandRow }
  | { kind: 'refused'; why: 'downlink-full' | 'commands-full' };
export type DecideRefusal = 'no-command' | 'command-own' | 'command-decided' | 'command-expired' | 'downlink-full';
export type DecideResult = { kind: 'done'; command: CommandRow } | { kind: 'refused'; why: DecideRefusal };
export type Verdict = 'approve' | 'decline' | 'withdraw';

export interface CommandQuery {
  gateway?: string;
  /** Only of these gateways. */
  within?: readonly string[];
  state?: CommandState;
  limit: number;
}

export interface ResultUpload {
  command: string;
  upload: string;
}

/** Commands, who asked and approved them, and what they brought; each step is on disk with its message and its audit. */
export interface CommandStore {
  ask(command: NewCommand, nowMs: number): Promise<AskResult>;
  decide(command: string, verdict: Verdict, by: Signed, nowMs: number): Promise<DecideResult>;
  /** Newest first, as they stand at `nowMs`. */
  list(query: CommandQuery, nowMs: number): Promise<CommandRow[]>;
  one(command: string, nowMs: number): Promise<CommandRow | undefined>;
  /** A gateway is about to do it. */
  begin(gateway: string, command: string, nowMs: number): Promise<CommandLeave>;
  /** The next part of what a command brought. */
  keepPart(place: ResultUpload, n: number, body: Buffer, nowMs: number): Promise<void>;
  /** All parts are there: they become the result. False where nobody waits for one any more; then they are gone. */
  keepResult(place: ResultUpload, result: { bytes: number; sha256: string }, nowMs: number): Promise<boolean>;
  /** Lets go of parts that become nothing. */
  dropUpload(place: ResultUpload): Promise<void>;
  /** Undefined after the last part. */
  part(place: ResultUpload, n: number): Promise<Buffer | undefined>;
  /** What a site permits, as its gateway told it last. */
  setPermits(gateway: string, permits: RemotePermits, nowMs: number): Promise<void>;
  permits(gateway: string): Promise<{ receivedMs: number; permits: RemotePermits } | undefined>;
  /** Ends what nobody began in time, and deletes results after their time. */
  sweep(nowMs: number): Promise<{ expired: number; deleted: number }>;
}

/** A gateway's word in a batch. */
export interface CommandEnd {
  gateway: string;
  record: CommandRecord;
}
