import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCloudConfig, type StoreAddress } from '../../../cloud/cloud-config.ts';
import { type Cloud, startCloud } from '../../../cloud/start-cloud.ts';
import { silent } from '../../conformance/cloud-store/place.ts';
import { alarmEvent, batchOf, epoch } from '../cloud/test-cloud.ts';

const root = join(import.meta.dirname, '../../..');
const password = 'correct horse battery';
const token = 'token-of-gateway-one-0001';

/** Who asks at the desk. `first` is the account of the password file, the others are officers that it made. */
export type Who = string;

export interface ShareCloud {
  url: string;
  /** As `kill -9`. */
  kill(): Promise<void>;
  ask<T>(who: Who, path: string, body?: unknown, method?: 'PUT'): Promise<{ status: number; body: T }>;
  /** Of a session. */
  cookieOf(who: Who): Promise<string>;
  /** Makes an officer for shares; of the whole cloud where no place is named. */
  officer(who: Who, place?: string): Promise<void>;
  /** Alarms `first`… of gw-1, whose `count` is their number; resolves when they are on disk. */
  raise(first: number, many: number): Promise<void>;
}

export interface SharePlace {
  start(): Promise<ShareCloud>;
  close(): Promise<void>;
}

/** Configuration and data of a cloud, on SQLite or on a given PostgreSQL; each start is a process of its own. */
export function createSharePlace(store?: StoreAddress, webFolder?: string): SharePlace {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-share-cloud-'));
  const exports = { hosts: ['127.0.0.1'], leaseSeconds: 1 };
  const file = { data: 'data', operatorPasswordFile: 'password', requestsPerSecond: 1000, exports };
  writeFileSync(join(folder, 'password'), `${password}\n`);
  writeFileSync(join(folder, 'store-password'), `${store?.password ?? ''}\n`);
  writeFileSync(join(folder, 'cloud.yaml'), JSON.stringify({ ...file, gateways: [{ id: 'gw-1', token }] }));
  const children: ChildProcess[] = [];
  const here: Cloud[] = [];
  const passwords = new Map<Who, string>();

  async function startProcess() {
    const places = store
      ? { RINGWARD_CLOUD_STORE: store.url, RINGWARD_CLOUD_STORE_PASSWORD_FILE: join(folder, 'store-password') }
      : {};
    const child = fork(join(root, 'cloud/main.ts'), ['--config', join(folder, 'cloud.yaml'), '--port', '0'], {
      env: { ...process.env, ...places, RINGWARD_LOG: 'fatal' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    });
    children.push(child);
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    const kill = async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    };
    return { url, kill };
  }

  /** Only a cloud in this process takes a page from elsewhere. */
  async function startHere(pages: string) {
    const config = loadCloudConfig({ config: join(folder, 'cloud.yaml'), port: '0' });
    const cloud = await startCloud({ config, log: silent, webFolder: pages });
    here.push(cloud);
    return { url: cloud.url, kill: () => cloud.close() };
  }

  async function start(): Promise<ShareCloud> {
    const { url, kill } = await (webFolder === undefined ? startProcess() : startHere(webFolder));
    const cookies = new Map<Who, string>();

    async function cookieOf(who: Who): Promise<string> {
      const known = cookies.get(who);
      if (known) return known;
      const body = who === 'first' ? { password } : { user: who, password: passwords.get(who) };
      const answer = await fetch(`${url}/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`login of ${who}: ${answer.status} ${await answer.text()}`);
      const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
      cookies.set(who, cookie);
      return cookie;
    }

    async function ask<T>(who: Who, path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') {
      const answer = await fetch(url + path, {
        method,
        headers: { cookie: await cookieOf(who), 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: JSON.parse(text || 'null') as T };
    }

    return {
      url,
      ask,
      cookieOf,
      kill,
      async officer(who, place = 'cloud') {
        const grants = [{ place, role: 'officer' }];
        const made = await ask<{ password: string }>('first', '/v1/operators', { sign: who, grants });
        if (made.status !== 200) throw new Error(`no officer: ${JSON.stringify(made.body)}`);
        passwords.set(who, made.body.password);
      },
      async raise(first, many) {
        const events = Array.from({ length: many }, (_, index) => {
          const event = alarmEvent(first + index, { alarm: `a-${first + index}`, count: first + index });
          return { ...event, time: new Date().toISOString() };
        });
        const answer = await fetch(`${url}/v1/uplink/events`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(batchOf(events, { lane: 'alarm', first, epoch })),
        });
        if (!answer.ok) throw new Error(`uplink: ${answer.status} ${await answer.text()}`);
      },
    };
  }

  return {
    start,
    async close() {
      await Promise.all(here.map((cloud) => cloud.close()));
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(children.map((child) => (child.exitCode ?? child.signalCode) === null && once(child, 'exit')));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const draftOf = (target: object, change: object = {}) => ({
  department: '椴园区消防救援站',
  contact: '指挥中心 119',
  purpose: 'emergency-response',
  purposeText: '接警后尽早出动',
  legalBasis: '2026-03-01 协议',
  selection: { kinds: ['alarms'] },
  fields: ['event', 'count'],
  untilMs: Date.now() + 3_600_000,
  delivery: { kind: 'webhook', target },
  ...change,
});

export interface ShareView {
  share: string;
  state: string;
  why: string | null;
  progress: { delivered: number; failures: number; lastWhy: string | null; behind: number };
}

/** Asked for by one officer and approved by another. */
export async function runShare(cloud: ShareCloud, target: object): Promise<string> {
  const asked = await cloud.ask<{ share: string }>('duty-1', '/v1/shares', draftOf(target));
  if (asked.status !== 201) throw new Error(JSON.stringify(asked.body));
  const approved = await cloud.ask('duty-2', `/v1/shares/${asked.body.share}/approve`, {});
  if (approved.status !== 200) throw new Error(JSON.stringify(approved.body));
  return asked.body.share;
}
