import type { ConsoleAlarm, ConsoleChange } from '../../../gateway/console/console-ports.ts';
import type { GuardLogin } from './open-gateway.ts';

/** A guard without a screen: a session of its own and the stream of changes, read as a page reads it. */
export interface GuardLink {
  cookie: string;
  acknowledge(alarm: string): Promise<void>;
  /** When it heard of an alarm at this source for the first time; resolves once it has. */
  heard(source: string): Promise<{ alarm: ConsoleAlarm; atMs: number }>;
  close(): void;
}

/** Milliseconds that processes of one machine, and its browser, have in common. */
export const sharedNow = () => performance.timeOrigin + performance.now();

const patienceMs = 30_000;

export async function signIn(url: string, login: GuardLogin): Promise<string> {
  const response = await fetch(new URL('/api/session', url), {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify(login),
  });
  if (!response.ok) throw new Error(`${login.user} cannot sign in: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((entry) => entry.split(';')[0])
    .join('; ');
}

export async function openGuardLink(url: string, login: GuardLogin): Promise<GuardLink> {
  const cookie = await signIn(url, login);
  const aborting = new AbortController();
  const { cursor } = await getJson<{ cursor: string }>(url, cookie, '/api/overview');
  const path = `/api/live?after=${encodeURIComponent(cursor)}`;
  const stream = await fetch(new URL(path, url), { headers: { cookie }, signal: aborting.signal });
  if (!stream.ok || !stream.body) throw new Error(`the stream of changes answered ${stream.status}`);
  const first = new Map<string, PromiseWithResolvers<{ alarm: ConsoleAlarm; atMs: number }>>();
  const entry = (source: string) => {
    const known = first.get(source) ?? Promise.withResolvers();
    first.set(source, known);
    return known;
  };
  const read = async (bytes: AsyncIterable<Uint8Array>) => {
    for await (const change of readChanges(bytes)) {
      if (change.kind === 'alarm') entry(change.alarm.source).resolve({ alarm: change.alarm, atMs: sharedNow() });
    }
  };
  read(stream.body).catch((error: unknown) => {
    if (!aborting.signal.aborted) for (const { reject } of first.values()) reject(error);
  });
  return {
    cookie,
    heard: (source) => within(entry(source).promise, `no word of an alarm at ${source}`),
    acknowledge: async (alarm) => {
      const headers = { cookie, origin: url, 'content-type': 'application/json' };
      const response = await fetch(new URL(`/api/alarms/${alarm}/acknowledge`, url), {
        method: 'POST',
        headers,
        body: '{}',
      });
      if (!response.ok) throw new Error(`acknowledging answered ${response.status} ${await response.text()}`);
      await response.arrayBuffer();
    },
    close: () => aborting.abort(),
  };
}

async function getJson<T>(url: string, cookie: string, path: string): Promise<T> {
  const response = await fetch(new URL(path, url), { headers: { cookie } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}

async function* readChanges(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ConsoleChange> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of bytes) {
    text += decoder.decode(part, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      if (!block.includes('event: change\n')) continue;
      yield JSON.parse(block.slice(block.indexOf('data: ') + 6)) as ConsoleChange;
    }
  }
}

export async function within<T>(promise: Promise<T>, complaint: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`${complaint} within ${patienceMs / 1000} s`)), patienceMs);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
