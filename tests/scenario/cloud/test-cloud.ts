import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../../../cloud/clock.ts';
import { type CloudConfig, loadCloudConfig } from '../../../cloud/cloud-config.ts';
import type { Log } from '../../../cloud/log.ts';
import { startCloud } from '../../../cloud/start-cloud.ts';
import type { AlarmRecord, Lane, SiteEvent } from '../../../devices/contracts/site-events.ts';
import type { UplinkBatch, UplinkStatus } from '../../../devices/contracts/uplink.ts';

export const password = 'correct horse battery';
export const tokenOf = { 'gw-1': 'token-of-gateway-one-0001', 'gw-2': 'token-of-gateway-two-0002' };
export type TestGateway = keyof typeof tokenOf;
export const epoch = 'epoch0001';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** An event of a gateway as the contract wants it, at the place `sequence` of its lane. */
export function siteEvent(sequence: number, change: Partial<SiteEvent> = {}, gateway: string = 'gw-1'): SiteEvent {
  const lane: Lane = change.lane ?? 'event';
  return {
    specversion: '1.0',
    id: `${gateway}/${epoch}/${lane}/${sequence}`,
    source: `/sites/linden-court/gateways/${gateway}`,
    type: 'ringward.access.decided',
    time: new Date(1_790_000_000_000 + sequence * 1000).toISOString(),
    datacontenttype: 'application/json',
    epoch,
    lane,
    sequence: String(sequence),
    bootid: 'boot-1',
    replayed: false,
    data: {
      decision: `decision-${sequence}`,
      outcome: 'granted',
      method: 'card',
      reason: 'resident',
      ring: 3,
      source: 'door-2',
      atMs: 1_790_000_000_000 + sequence * 1000,
    },
    ...change,
  };
}

export function alarmEvent(sequence: number, record: Partial<AlarmRecord> = {}, gateway: string = 'gw-1'): SiteEvent {
  const data: AlarmRecord = {
    alarm: 'alarm-1',
    type: 'smoke',
    priority: 1,
    ring: 3,
    source: 'smoke-3',
    state: 'raised',
    raisedAtMs: 1_790_000_000_000,
    count: 1,
    ...record,
  };
  const type = `ringward.alarm.${data.state}` as SiteEvent['type'];
  return siteEvent(sequence, { lane: 'alarm', type, subject: data.alarm, data }, gateway);
}

export function batchOf(events: unknown[], change: Partial<Omit<UplinkBatch, 'events'>> = {}) {
  return { gateway: 'gw-1', epoch, lane: 'event', first: 1, ...change, events };
}

export function statusOf(change: Partial<UplinkStatus> = {}): UplinkStatus {
  return {
    gateway: 'gw-1',
    site: 'linden-court',
    siteName: '椴园小区 / Linden Court',
    version: '0.1.0',
    epoch,
    bootid: 'boot-1',
    startedAtMs: 1_790_000_000_000,
    nowMs: 1_790_000_100_000,
    lanes: { alarm: { issued: 0, acked: 0 }, event: { issued: 0, acked: 0 } },
    devices: { online: 20, total: 22 },
    cameras: { streaming: 8, total: 8 },
    ...change,
  };
}

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface TestCloud {
  url: string;
  folder: string;
  /** Any request; the body is sent as JSON, gzipped when asked. */
  request(path: string, options?: RequestOptions): Promise<Answer>;
  /** As `gw-1`, or whoever is named. */
  uplink(path: 'events' | 'status', body: unknown, gateway?: TestGateway): Promise<Answer>;
  /** Logs in and returns what later requests need. */
  login(): Promise<{ cookie: string }>;
  /** Reads as an operator and returns the body of a 200. */
  read<T>(path: string): Promise<T>;
  close(): Promise<void>;
}

export interface RequestOptions {
  method?: string;
  headers?: Record<string, string>;
  json?: unknown;
  raw?: Uint8Array | string;
  gzip?: boolean;
}

async function request(url: string, path: string, options: RequestOptions): Promise<Answer> {
  const { json, raw, gzip, headers = {} } = options;
  const text = raw ?? (json === undefined ? undefined : JSON.stringify(json));
  const body = text !== undefined && gzip ? gzipSync(text) : text;
  const response = await fetch(url + path, {
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: body as BodyInit }),
  });
  const answer = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answer) : answer };
}

/** A real cloud on a free port of loopback, with its data in a folder of its own or in a given one. */
export async function startTestCloud(
  options: { folder?: string; config?: Partial<CloudConfig>; webFolder?: string; clock?: Clock; log?: Log } = {},
): Promise<TestCloud> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'ringward-cloud-'));
  writeFileSync(join(folder, 'password'), `${password}\n`);
  const gateways = Object.entries(tokenOf).map(([id, token]) => ({ id, token }));
  writeFileSync(
    join(folder, 'cloud.yaml'),
    JSON.stringify({ data: 'data', operatorPasswordFile: 'password', gateways }),
  );
  const config = { ...loadCloudConfig({ config: join(folder, 'cloud.yaml'), port: '0' }), ...options.config };
  const { webFolder = join(folder, 'web') } = options;
  const { log = silent, clock } = options;
  const cloud = await startCloud({ config, log, webFolder, ...(clock && { clock }) });
  let session: { cookie: string } | undefined;
  const login = async () => {
    const answer = await request(cloud.url, '/v1/session', { json: { password } });
    if (answer.status !== 200) throw new Error(`login: ${answer.status} ${JSON.stringify(answer.body)}`);
    return { cookie: answer.headers.get('set-cookie')!.split(';')[0]! };
  };
  return {
    url: cloud.url,
    folder,
    request: (path, requestOptions = {}) => request(cloud.url, path, requestOptions),
    uplink: (path, body, gateway = 'gw-1') =>
      request(cloud.url, `/v1/uplink/${path}`, {
        json: body,
        gzip: true,
        headers: { authorization: `Bearer ${tokenOf[gateway]}` },
      }),
    login,
    async read<T>(path: string) {
      session ??= await login();
      const answer = await request(cloud.url, path, { headers: session });
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body as T;
    },
    close: () => cloud.close(),
  };
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** The code of an error answer. */
export function codeOf(answer: Answer): string {
  return (answer.body as { error: { code: string } }).error.code;
}
