import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { type LogLevel, type RedactedLine, type Redaction, redactLine } from './redact-log.ts';

const pack = promisify(gzip);
/** There are two files of this size at most: the one that is written and the one before. */
const maxFileBytes = 2 * 1024 * 1024;
const flushMs = 1000;
const maxPendingBytes = 64 * 1024;
const shownTroubles = 50;

export interface LogKeeper {
  /** Writes to the log as before, and keeps each line without what may be about people. */
  log: Log;
  /** The kept lines of the last `sinceMs` before now, one JSON object a line, gzip. */
  bundle(sinceMs: number): Promise<Uint8Array>;
  /** The latest warnings and errors, newest last. */
  troubles(): readonly RedactedLine[];
  close(): void;
}

export interface LogKeeperOptions {
  /** Beside it stands `FILE.1`, the one before. */
  file: string;
  log: Log;
  redaction: Redaction;
  clock: Clock;
}

/** Keeps the latest lines of the log, redacted before they are written; debug lines are not kept. */
export function createLogKeeper({ file, log, redaction, clock }: LogKeeperOptions): LogKeeper {
  let pending = '';
  let bytes: number | undefined;
  let broken = false;
  const troubles: RedactedLine[] = [];

  const flush = () => {
    if (pending === '') return;
    const text = pending;
    pending = '';
    try {
      if (bytes === undefined) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      bytes ??= existsSync(file) ? statSync(file).size : 0;
      if (bytes > maxFileBytes) {
        renameSync(file, `${file}.1`);
        bytes = 0;
      }
      appendFileSync(file, text, { mode: 0o600 });
      bytes += Buffer.byteLength(text);
      broken = false;
    } catch (error) {
      // a full disk must not end the gateway for the sake of its log; the line itself went to standard error as ever
      if (!broken) log.warn({ err: error }, 'the log could not be kept for a bundle');
      broken = true;
    }
  };
  const timer = setInterval(flush, flushMs);
  timer.unref();

  const keep = (level: LogLevel, fields: object, message: string) => {
    const line = redactLine({ level, fields, message, atMs: clock.wallMs() }, redaction);
    pending += `${JSON.stringify(line)}\n`;
    if (level !== 'info') {
      troubles.push(line);
      if (troubles.length > shownTroubles) troubles.shift();
    }
    if (level === 'error' || pending.length > maxPendingBytes) flush();
  };
  const kept = (level: Exclude<LogLevel, 'debug'>) => (fields: object, message: string) => {
    log[level](fields, message);
    keep(level, fields, message);
  };
  const readLines = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []);

  return {
    log: {
      debug: (fields, message) => log.debug(fields, message),
      info: kept('info'),
      warn: kept('warn'),
      error: kept('error'),
    },
    troubles: () => troubles,
    async bundle(sinceMs) {
      flush();
      const from = new Date(clock.wallMs() - sinceMs).toISOString();
      const lines = [...readLines(`${file}.1`), ...readLines(file)].filter(
        (line) => line !== '' && timeOf(line) >= from,
      );
      return pack(lines.map((line) => `${line}\n`).join(''));
    },
    close() {
      clearInterval(timer);
      flush();
    },
  };
}

/** Every line begins with it; a line that a power cut tore has none and sorts before all. */
const timeOf = (line: string): string => /^\{"time":"([^"]{24})"/.exec(line)?.[1] ?? '';
