import { once } from 'node:events';
import { connect } from 'node:net';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { registerLive } from '../../../cloud/api/live-routes.ts';
import type { GatewayView } from '../../../cloud/api/views.ts';
import { systemClock } from '../../../cloud/clock.ts';
import { createAudience, type LiveViewer } from '../../../cloud/live/audience.ts';
import { createLiveHub, type LiveHub } from '../../../cloud/live/live-hub.ts';
import { createPresence } from '../../../cloud/live/presence.ts';
import type { Access } from '../../../cloud/tenancy/access.ts';

function openPage(session: string) {
  const heard: string[] = [];
  const page = { waiting: 0, ended: false, heard };
  const viewer: LiveViewer = {
    session,
    lasts: () => true,
    sees: () => true,
    send: (event) => heard.push(event),
    waitingBytes: () => page.waiting,
    end: () => {
      page.ended = true;
    },
  };
  return { page, viewer };
}

test('a page that does not keep up is let go, and the others hear on', () => {
  const audience = createAudience();
  const [slow, quick] = [openPage('a'), openPage('b')];
  audience.join(slow.viewer, {});
  audience.join(quick.viewer, {});
  slow.page.waiting = 2 * 1024 * 1024;
  audience.tell('beat', {});
  expect([slow.page.ended, quick.page.ended]).toEqual([true, false]);
  expect(slow.page.heard).toEqual(['hello']);
  expect(quick.page.heard).toEqual(['hello', 'beat']);
  expect(audience.size()).toBe(1);
});

test('when too many pages are open the next one is told to come back', () => {
  const audience = createAudience();
  const leave = audience.join(openPage('0').viewer, {});
  for (let index = 1; index < 256; index += 1) audience.join(openPage(`${index}`).viewer, {});
  expect(() => audience.join(openPage('a').viewer, {})).toThrow(expect.objectContaining({ code: 'cloud-busy' }));
  leave();
  audience.join(openPage('a').viewer, {});
  audience.close();
  expect(audience.size()).toBe(0);
});

test('a page that is gone before its rights were read keeps no place', async () => {
  const audience = createAudience();
  const app = fastify();
  let gone = () => {};
  const over = new Promise<void>((resolve) => {
    gone = resolve;
  });
  app.addHook('onRequest', async ({ raw }) => {
    const closed = once(raw.socket, 'close');
    page.destroy();
    await closed;
    setImmediate(gone);
  });
  const watch = () => ({ id: 'a', expiresAtMs: Date.now() + 60_000, lasts: () => true, sees: () => true });
  const hub = { join: (viewer: LiveViewer) => audience.join(viewer, {}) };
  registerLive(app, { watch } as unknown as Access, hub as LiveHub);
  const { port } = new URL(await app.listen());
  const page = connect(Number(port), 'localhost', () => page.write('GET /v1/live HTTP/1.1\r\nHost: x\r\n\r\n'));
  await over;
  expect(audience.size()).toBe(0);
  await app.close();
});

test('one session has its share of the pages, and leaves the rest to others', () => {
  const audience = createAudience();
  const leaves = Array.from({ length: 6 }, () => audience.join(openPage('a').viewer, {}));
  expect(() => audience.join(openPage('a').viewer, {})).toThrow(expect.objectContaining({ code: 'cloud-busy' }));
  audience.join(openPage('b').viewer, {});
  leaves[0]!();
  audience.join(openPage('a').viewer, {});
});

test('a gateway that falls silent is noticed once, and once more when it speaks again', () => {
  let nowMs = 1_000_000;
  const clock = { wallMs: () => nowMs, monotonicMs: () => nowMs };
  const presence = createPresence(new Map([['gw-1', nowMs - 3600_000]]), clock);
  expect(presence.sweep()).toEqual([]);
  presence.heard('gw-2');
  expect(presence.online()).toBe(1);
  nowMs += 29_999;
  expect(presence.sweep()).toEqual([]);
  nowMs += 1;
  expect(presence.sweep()).toEqual(['gw-2']);
  expect(presence.sweep()).toEqual([]);
  expect(presence.online()).toBe(0);
  presence.heard('gw-2');
  expect(presence.online()).toBe(1);
  nowMs += 60_000;
  expect(presence.sweep()).toEqual(['gw-2']);
});

test('a process that may have missed what others did has its pages read again, and knows who was heard meanwhile', async () => {
  const rows = [{ gateway: 'gw-1', lastSeenMs: Date.now() - 3600_000, statusAtMs: null, status: null }];
  const hub = await createLiveHub({
    views: async (only) => only.map((gateway) => ({ gateway }) as GatewayView),
    store: { gateways: async () => rows, alarmsOf: async () => [] },
    clock: systemClock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  try {
    const { page, viewer } = openPage('a');
    hub.join(viewer);
    expect(hub.online()).toBe(0);
    rows[0]!.lastSeenMs = Date.now();
    hub.heard({ missed: true });
    await expect.poll(() => page.heard).toContain('refresh');
    await expect.poll(() => [hub.online(), page.heard.includes('gateways')], { timeout: 5000 }).toEqual([1, true]);
    hub.heard({ endedSessions: ['a'] });
    expect(page.ended).toBe(true);
  } finally {
    hub.close();
  }
});

test('when a whole fleet speaks at once a page hears of all of it, each once and in portions that it can read', async () => {
  const fleet = Array.from({ length: 250 }, (_, index) => `gw-${index}`);
  const hub = await createLiveHub({
    views: async (only) => only.map((gateway) => ({ gateway }) as GatewayView),
    store: { gateways: async () => [], alarmsOf: async () => [] },
    clock: systemClock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  try {
    const told: string[][] = [];
    const { viewer } = openPage('a');
    hub.join({
      ...viewer,
      send(event, data) {
        if (event === 'gateways')
          told.push((JSON.parse(data) as { gateways: GatewayView[] }).gateways.map(({ gateway }) => gateway));
      },
    });
    for (const gateway of fleet) hub.touched(gateway);
    await expect.poll(() => told.flat().length, { timeout: 5000 }).toBe(fleet.length);
    expect(told.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(told.flat()).toEqual(fleet);
  } finally {
    hub.close();
  }
});

test('in a fleet that speaks all the time, whoever falls silent or comes back is told first', async () => {
  const fleet = Array.from({ length: 1000 }, (_, index) => `gw-${index}`);
  const hub = await createLiveHub({
    views: async (only) => only.map((gateway) => ({ gateway }) as GatewayView),
    store: { gateways: async () => [], alarmsOf: async () => [] },
    clock: systemClock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  try {
    const told: string[] = [];
    const { viewer } = openPage('a');
    hub.join({
      ...viewer,
      send(event, data) {
        if (event !== 'gateways') return;
        for (const { gateway } of (JSON.parse(data) as { gateways: GatewayView[] }).gateways) told.push(gateway);
      },
    });
    // first heard: each comes
    hub.heard({ gateways: fleet });
    await expect.poll(() => told.length, { timeout: 10_000 }).toBe(1000);
    hub.heard({ gateways: fleet });
    hub.heard({ gateways: ['gw-new'] });
    await expect.poll(() => told.length, { timeout: 10_000 }).toBeGreaterThan(1000);
    expect(told.indexOf('gw-new')).toBe(1000);
  } finally {
    hub.close();
  }
}, 30_000);
