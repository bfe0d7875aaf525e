import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One part of the compound in a process of its own, with an IPC channel; its output goes to a log file. */
export interface Part {
  name: string;
  pid: number;
  send(message: object): void;
  /** The next message of this kind. Rejects if the part ends first, or says nothing for `timeoutMs`. */
  next<T extends { kind: string }>(kind: T['kind'], timeoutMs: number): Promise<T>;
  on(listener: (message: { kind: string }) => void): void;
  /** Resolves with what it ended with. */
  ended: Promise<string>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

export function startPart(name: string, file: string, args: string[], logFile: string): Part {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  const child = fork(file, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    // As prepare.mjs starts them.
    execArgv: ['--max-semi-space-size=4'],
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const ended = new Promise<string>((resolve) => {
    child.on('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
    child.on('error', (error) => resolve(error.message));
  });
  return {
    name,
    pid: child.pid ?? 0,
    send: (message) => {
      if (child.connected) child.send(message);
    },
    next: (kind, timeoutMs) => nextMessage(child, name, kind, timeoutMs, ended, logFile),
    on: (listener) => child.on('message', (message) => listener(message as { kind: string })),
    ended,
    stop: async () => {
      const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
      clearTimeout(impatience);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function nextMessage<T extends { kind: string }>(
  child: ChildProcess,
  name: string,
  kind: T['kind'],
  timeoutMs: number,
  ended: Promise<string>,
  logFile: string,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      child.off('message', listener);
      settle();
    };
    const explain = (what: string) => new Error(`${name} ${what}; its last words, from ${logFile}:\n${tail(logFile)}`);
    const listener = (message: unknown) => {
      const known = message as { kind: string };
      if (known.kind === kind) finish(() => resolve(known as T));
    };
    const timer = setTimeout(() => finish(() => reject(explain(`said nothing for ${timeoutMs / 1000} s`))), timeoutMs);
    child.on('message', listener);
    void ended.then((how) => finish(() => reject(explain(`ended (${how})`))));
  });
}

function tail(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
  } catch {
    // No log yet: then there are no last words.
    return '(nothing)';
  }
}
