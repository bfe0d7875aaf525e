import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AlarmList, AlarmView, AuditView, GatewayList } from '../../../cloud/api/views.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { createTokenLine } from '../../../gateway/outbox/cloud-line.ts';
import { createOutbox } from '../../../gateway/outbox/sqlite-outbox.ts';
import { startUplink, type Uplink } from '../../../gateway/outbox/uplink.ts';
import { hasPostgres } from '../../fixtures/postgres-cluster.ts';
import { hasProgram } from '../../fixtures/programs.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { operatorPassword, type ScaleOut, startScaleOut, tokenOf } from '../../fixtures/scale-out.ts';
import { type EventStream, openEventStream } from './event-stream.ts';
import { alarmEvent, batchOf } from './test-cloud.ts';

const gateways = Array.from({ length: 6 }, (_, index) => `gw-${index + 1}`);

interface TestGateway {
  /** So many events and one alarm. */
  happens(events: number): void;
  isDrained(): boolean;
  issued(): { alarm: number; event: number };
  close(): Promise<void>;
}

/** The durable queue and the uplink of a real gateway. */
function startGateway(gateway: string, url: string, folder: string): TestGateway {
  let uplink: Uplink | undefined;
  const store = openStore(join(folder, `${gateway}.db`));
  const identity = { site: 'linden', gateway, bootId: 'boot-1', hasCloud: true };
  const outbox = createOutbox(store, identity, (lane) => uplink?.wake(lane));
  const said = { site: 'linden', siteName: 'Linden Court', version: '0.0.0', bootid: 'boot-1', startedAtMs: 1 };
  const counts = { devices: { online: 0, total: 0 }, cameras: { streaming: 0, total: 0 } };
  uplink = startUplink({
    line: createTokenLine({ url, token: tokenOf(gateway), boot: 'boot-1' }),
    gateway,
    outbox,
    clock: systemClock,
    log: quietLog,
    metrics: createMetrics(),
    status: () => ({ ...said, ...counts }),
    changed: () => {},
  });
  let happened = 0;
  const access = (index: number) => {
    const data = {
      decision: `d-${happened}-${index}`,
      outcome: 'granted',
      method: 'card',
      reason: 'resident',
      ring: 3,
    };
    return {
      lane: 'event' as const,
      type: 'ringward.access.decided' as const,
      data: { ...data, source: 'door-1', atMs: Date.now() },
    };
  };
  return {
    happens(events) {
      happened += 1;
      const { data } = alarmEvent(1, {
        alarm: `alarm-${happened}`,
        raisedAtMs: Date.now(),
        step: 'raised',
        active: true,
      });
      store.transaction(() => {
        for (let index = 0; index < events; index += 1) outbox.append({ ...access(index), atMs: Date.now() });
        outbox.append({ lane: 'alarm', type: 'ringward.alarm.raised', atMs: Date.now(), data: { ...data } });
      });
    },
    isDrained: () => Object.values(outbox.progress()).every(({ issued, acked }) => issued === acked),
    issued: () => ({ alarm: outbox.progress().alarm.issued, event: outbox.progress().event.issued }),
    async close() {
      await uplink.stop();
      store.close();
    },
  };
}

describe.skipIf(!hasPostgres || !hasProgram('haproxy'))('two clouds over one PostgreSQL behind a load balancer', () => {
  let fleet: ScaleOut;
  let operator: { cookie: string };
  const folder = mkdtempSync(join(tmpdir(), 'ringward-fleet-'));
  beforeAll(async () => {
    fleet = await startScaleOut([...gateways, 'gw-live']);
    operator = await logIn(fleet.url);
  });
  afterAll(async () => {
    await fleet?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function logIn(url: string): Promise<{ cookie: string }> {
    const answer = await ask(`${url}/v1/session`, { password: operatorPassword, sign: 'duty-1' });
    expect(answer.status).toBe(200);
    return { cookie: answer.headers.get('set-cookie')!.split(';')[0]! };
  }
  const ask = (url: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(url, {
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  const read = async <T>(url: string) => (await (await ask(url, undefined, operator)).json()) as T;
  /** As a page comes to show it: what it is told of, or what it reads again once it is told that it may have missed something. */
  async function shown(
    page: EventStream,
    url: string,
    alarm: string,
    holds: (view: AlarmView) => boolean = () => true,
  ) {
    for (;;) {
      const told = await page.next<Partial<AlarmList>>('alarms', 'refresh');
      const { alarms } = told.alarms ? { alarms: told.alarms } : await read<AlarmList>(`${url}/v1/alarms`);
      const found = alarms.find((view) => view.alarm === alarm && holds(view));
      if (found) return found;
    }
  }
  const bearer = { authorization: `Bearer ${tokenOf('gw-live')}` };
  let raised = 0;
  const raise = async (url: string): Promise<string> => {
    raised += 1;
    const sequence = raised;
    const event = alarmEvent(sequence, { alarm: `live-${sequence}` }, 'gw-live');
    const batch = batchOf([event], { gateway: 'gw-live', lane: 'alarm', first: sequence });
    expect((await ask(`${url}/v1/uplink/events`, batch, bearer)).status).toBe(200);
    return `live-${sequence}`;
  };

  test('what one process takes appears on the pages and streams that the other holds, and a session is one at both', async () => {
    const [{ url: a }, { url: b }] = fleet.clouds;
    const page = await openEventStream(b, operator);
    const downlink = await ask(`${b}/v1/downlink`, undefined, bearer);
    const reader = downlink.body!.pipeThrough(new TextDecoderStream()).getReader();
    const hears = async (text: string) => {
      for (let heard = ''; !heard.includes(text); ) {
        const { value, done } = await reader.read();
        expect(done, `the stream lasts until ${text}`).toBe(false);
        heard += value;
      }
    };
    await hears('hello');
    const alarm = await raise(a);
    expect(await shown(page, b, alarm)).toMatchObject({ gateway: 'gw-live', acknowledgedAtMs: null });
    const { gateways: seen } = await read<GatewayList>(`${b}/v1/gateways`);
    expect(seen.find(({ gateway }) => gateway === 'gw-live')).toMatchObject({ state: 'online' });
    expect((await ask(`${a}/v1/alarms/gw-live/${alarm}/acknowledgement`, {}, operator)).status).toBe(200);
    await hears(`"kind":"alarm.acknowledged","alarm":"${alarm}","by":"duty-1"`);
    expect((await shown(page, b, alarm, ({ ours }) => ours !== null)).ours).toMatchObject({ by: 'duty-1' });
    await reader.cancel();
    page.close();
    const other = await logIn(b);
    const live = await openEventStream(b, other);
    expect((await fetch(`${a}/v1/session`, { method: 'DELETE', headers: other })).status).toBe(204);
    await live.closed;
    expect((await ask(`${b}/v1/alarms`, undefined, other)).status).toBe(401);
  }, 60_000);

  // not tried again: one of the two is dead by then
  test('one of two processes killed under load: no event is lost, none is there twice, and the page at the other goes on', {
    retry: 0,
    timeout: 60_000,
  }, async () => {
    const [a, b] = fleet.clouds;
    const page = await openEventStream(b.url, operator);
    const sites = gateways.map((gateway) => startGateway(gateway, fleet.url, folder));
    try {
      for (let round = 0; round < 60; round += 1) {
        for (const site of sites) site.happens(25);
        if (round === 25) await a.kill();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await expect.poll(() => sites.filter((site) => !site.isDrained()).length, { timeout: 30_000 }).toBe(0);
      for (const [index, gateway] of gateways.entries()) {
        // a kept connection may be one that the balancer has just closed
        const audit = await vi.waitFor(() => read<AuditView>(`${fleet.url}/v1/gateways/${gateway}/audit`), 10_000);
        expect(audit).toMatchObject({ missing: 0, duplicatesStored: 0 });
        const stored = Object.fromEntries(audit.streams.map((stream) => [stream.lane, stream.stored]));
        expect(stored).toEqual(sites[index]!.issued());
        expect(stored).toEqual({ alarm: 60, event: 1500 });
      }
    } finally {
      await Promise.all(sites.map((site) => site.close()));
    }
    await shown(page, b.url, await raise(fleet.url));
    page.close();
  });

  test('whoever says through the balancer that he asks for somebody else guesses passwords as himself', async () => {
    const answers: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      const headers = { 'x-forwarded-for': `198.51.100.${index}` };
      answers.push((await ask(`${fleet.url}/v1/session`, { password: 'wrong', sign: 'duty-1' }, headers)).status);
    }
    expect(answers).toEqual([...Array(5).fill(401), 429]);
  });
});
