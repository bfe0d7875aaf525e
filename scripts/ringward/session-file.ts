import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { Problem } from './problem.ts';

/** Who is signed in where. The cookie is as good as the password for a shift, so nobody else may read the file. */
export interface Session {
  url: string;
  user: string;
  cookie: string;
}

export function sessionPath(): string {
  return process.env.RINGWARD_SESSION ?? join(homedir(), '.config', 'ringward', 'session.json');
}

export function readSession(): Session {
  let text: string;
  try {
    text = readFileSync(sessionPath(), 'utf8');
  } catch (cause) {
    throw new Problem(2, 'nobody is signed in: ringward login --url http://… --user manager', cause);
  }
  const session: unknown = parseText(text);
  if (isSession(session)) return session;
  throw new Problem(2, `${sessionPath()} is no session: sign in again with ringward login`);
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller says which file it is.
    return undefined;
  }
}

function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false;
  const { url, user, cookie } = value as Partial<Record<keyof Session, unknown>>;
  return typeof url === 'string' && URL.canParse(url) && typeof user === 'string' && typeof cookie === 'string';
}

export function writeSession(session: Session): void {
  const path = sessionPath();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // An older file may be open to others; its mode is not changed by writing into it.
  rmSync(path, { force: true });
  writeFileSync(path, `${JSON.stringify(session, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
}

export function forgetSession(): void {
  rmSync(sessionPath(), { force: true });
}
