import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { createParser, parseJsonBytes } from '../../../devices/contracts/parse.ts';
import { EpochMs } from '../../../devices/contracts/place.ts';
import { replaceFile } from '../../../devices/files/synced-files.ts';
import type { Log } from '../../kernel/log.ts';

const strict = { additionalProperties: false } as const;
const maxBytes = 4 * 1024 * 1024;
const maxSessions = 2000;
const maxOfUser = 20;
/** `lastMs` is for people to read; a crash may forget this much of it. */
const writeEveryMs = 5 * 60_000;

const KeptSession = Type.Object(
  {
    id: Type.String({ minLength: 16, maxLength: 64 }),
    user: Type.String({ maxLength: 64 }),
    /** The user's `changedAtMs` at sign-in. */
    changedAtMs: EpochMs,
    sinceMs: EpochMs,
    lastMs: EpochMs,
    /** When a provider asked for the password, because it was told to. */
    provenMs: Type.Optional(EpochMs),
    /** What the browser calls itself. */
    agent: Type.String({ maxLength: 200 }),
    address: Type.String({ maxLength: 64 }),
  },
  strict,
);
export type KeptSession = Static<typeof KeptSession>;

const Content = Type.Object(
  {
    version: Type.Literal(1),
    sessions: Type.Array(KeptSession, { maxItems: maxSessions }),
    lastSignInMs: Type.Record(Type.String(), EpochMs),
  },
  strict,
);
const parseContent = createParser(Content);

/** Who is signed in where, kept so that a restart signs nobody out and what has ended stays ended. */
export interface SessionsFile {
  get(id: string): KeptSession | undefined;
  /** Newest first. */
  of(user: string): KeptSession[];
  lastSignInMs(user: string): number | undefined;
  /** Beyond 20 of one user, or 2,000 in all, the oldest ends. */
  add(session: KeptSession): void;
  /** It goes on under a new password. */
  renew(id: string, changedAtMs: number): void;
  touch(id: string, nowMs: number): void;
  /** How many. */
  remove(which: (session: KeptSession) => boolean): number;
  close(): void;
}

function readContent(path: string, log: Log): Static<typeof Content> {
  const nothing: Static<typeof Content> = { version: 1, sessions: [], lastSignInMs: {} };
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== 'ENOENT') log.error({ err }, 'the sessions cannot be read');
    return nothing;
  }
  const parsed = parseJsonBytes(bytes, parseContent, maxBytes);
  if (parsed.ok) return parsed.value;
  log.error({ problem: parsed.problem }, 'the sessions file is spoilt: everybody has to sign in again');
  return nothing;
}

/** Opens `dataDir/sessions.json`. A file that cannot be read or written keeps nobody from signing in: it is logged. */
export function openSessionsFile(dataDir: string, log: Log): SessionsFile {
  const path = join(dataDir, 'sessions.json');
  const content = readContent(path, log);
  const sessions = new Map(content.sessions.map((session) => [session.id, session]));
  const lastSignIn = new Map(Object.entries(content.lastSignInMs));
  let writtenAtMs = 0;
  let isWritten = true;

  const write = () => {
    const kept = { version: 1, sessions: [...sessions.values()], lastSignInMs: Object.fromEntries(lastSignIn) };
    try {
      replaceFile(path, `${JSON.stringify(kept)}\n`);
      isWritten = true;
    } catch (err) {
      isWritten = false;
      log.error({ err }, 'the sessions cannot be kept: a restart would sign people out');
    }
  };
  const of = (user: string) =>
    [...sessions.values()].filter((session) => session.user === user).sort((a, b) => b.sinceMs - a.sinceMs);

  return {
    get: (id) => sessions.get(id),
    of,
    lastSignInMs: (user) => lastSignIn.get(user),
    add(session) {
      for (const old of of(session.user).slice(maxOfUser - 1)) sessions.delete(old.id);
      for (const oldest of sessions.keys()) {
        if (sessions.size < maxSessions) break;
        sessions.delete(oldest);
      }
      sessions.set(session.id, session);
      lastSignIn.set(session.user, session.sinceMs);
      write();
    },
    renew(id, changedAtMs) {
      const known = sessions.get(id);
      if (known) sessions.set(id, { ...known, changedAtMs });
      write();
    },
    touch(id, nowMs) {
      const known = sessions.get(id);
      if (!known || nowMs - known.lastMs < 1000) return;
      known.lastMs = nowMs;
      isWritten = false;
      if (nowMs - writtenAtMs < writeEveryMs) return;
      writtenAtMs = nowMs;
      write();
    },
    remove(which) {
      const ended = [...sessions.values()].filter(which);
      for (const { id } of ended) sessions.delete(id);
      if (ended.length > 0) write();
      return ended.length;
    },
    close: () => {
      if (!isWritten) write();
    },
  };
}
