import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { defaultRules } from '../../../cloud/health/alert-rule.ts';
import type { HealthNotice } from '../../../cloud/health/compose-notices.ts';
import { type NoticeChannel, NoticeFailure } from '../../../cloud/health/notice-channel.ts';
import { createNoticeSender } from '../../../cloud/health/send-notices.ts';
import { createHealthWatch } from '../../../cloud/health/watch-health.ts';
import { openSqliteStore } from '../../../cloud/store/sqlite-store.ts';
import { statusOf } from '../cloud/test-cloud.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A cloud's watch over a real store, with a clock that the test moves. */
function openWatch(place?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-health-'));
  folders.push(folder);
  const store = openSqliteStore({ folder });
  let atMs = 1_790_000_000_000;
  const clock = { wallMs: () => atMs, monotonicMs: () => atMs };
  const sent: HealthNotice[] = [];
  let down = false;
  const said: object[] = [];
  const log = { ...silent, warn: (fields: object) => void said.push(fields) };
  const channel: NoticeChannel = {
    id: 'webhook:desk',
    ...(place === undefined ? {} : { place }),
    async send(notice) {
      if (down) throw new NoticeFailure('status-503');
      sent.push(notice);
    },
  };
  const open = () =>
    createHealthWatch({
      ...{ standsAt: (_, at) => at !== 'tenant:typo', knowsPlace: (at) => at !== 'tenant:typo' },
      ...{ store, clock, log, channels: [channel], changed() {} },
      sendNotices: createNoticeSender({ store: store.health, channels: [channel], clock, log: silent }),
      members: async () =>
        (await store.gateways()).map(({ gateway, status }) => ({ gateway, site: status?.site ?? 'x' })),
    });
  return {
    ...{ store, sent, said, clock },
    watch: open(),
    another: open,
    fail: (is: boolean) => {
      down = is;
    },
    pass: (ms: number) => {
      atMs += ms;
    },
    speak: (gateways: readonly string[], site = 'linden-court') =>
      store.commit(
        gateways.map((gateway) => ({
          kind: 'status' as const,
          status: statusOf({
            gateway,
            site,
            nowMs: atMs,
            health: { atMs, clock: { believed: true, roundTripMs: 10 } },
          }),
        })),
        atMs,
      ),
    open: async () => (await store.health.openConditions()).map(({ kind, gateway }) => `${kind} ${gateway}`).sort(),
  };
}

const district = Array.from({ length: 200 }, (_, index) => `gw-${index}`);

test('a district that falls silent is one notice, waits for a receiver that is down, and is told once when it is back', async () => {
  const fleet = openWatch();
  await fleet.speak(district);
  expect(await fleet.watch.look()).toBe(true);
  fleet.pass(125_000);
  await fleet.watch.look();
  expect(await fleet.open()).toEqual([]);
  fleet.fail(true);
  fleet.pass(30_000);
  await fleet.watch.look();
  expect(await fleet.open()).toHaveLength(200);
  fleet.pass(20_000);
  await fleet.watch.look();
  expect(fleet.sent).toEqual([]);
  fleet.fail(false);
  for (let look = 0; look < 4; look += 1) {
    fleet.pass(10_000);
    await fleet.watch.look();
  }
  expect(fleet.sent).toMatchObject([{ what: 'opened', kind: 'offline', count: 200, gateways: 200 }]);
  for (let look = 0; look < 7; look += 1) {
    await fleet.speak(district);
    await fleet.watch.look();
    fleet.pass(10_000);
  }
  expect(await fleet.open()).toEqual([]);
  expect(fleet.sent.map(({ what, count }) => [what, count])).toEqual([
    ['opened', 200],
    ['closed', 200],
  ]);
  await fleet.store.close();
});

test('what is open survives a restart, and of two processes one looks', async () => {
  const fleet = openWatch();
  await fleet.speak(['gw-1']);
  await fleet.watch.look();
  fleet.pass(200_000);
  await fleet.watch.look();
  fleet.pass(30_000);
  await fleet.watch.look();
  const second = fleet.another();
  expect(await second.look()).toBe(false);
  fleet.pass(31_000);
  expect(await second.look()).toBe(true);
  expect(await fleet.watch.look()).toBe(false);
  expect(await fleet.open()).toEqual(['offline gw-1']);
  expect(await fleet.store.health.closedConditions(0, 10)).toEqual([]);
  await fleet.store.close();
});

test('a rule that is silent at one site opens there without a word, and what is shelved is told to nobody', async () => {
  const fleet = openWatch();
  await fleet.speak(['gw-1'], 'site-a');
  await fleet.speak(['gw-2'], 'site-b');
  const quiet = { ...defaultRules['usual-offline']!, scope: 'site:site-a', notify: false };
  const act = { by: 'duty-1', atMs: fleet.clock.wallMs(), deed: 'rule.save' };
  await fleet.store.health.saveRule('quiet-a', 0, quiet, act);
  const atMs = fleet.clock.wallMs();
  await fleet.store.health.setShelf(
    { gateway: 'gw-2', kind: 'offline', subject: '', untilMs: atMs + 1e6, by: 'duty-1', why: 'works', atMs },
    { ...act, deed: 'condition.shelve' },
  );
  await fleet.watch.look();
  fleet.pass(130_000);
  for (let look = 0; look < 6; look += 1) {
    await fleet.watch.look();
    fleet.pass(10_000);
  }
  expect(await fleet.open()).toEqual(['offline gw-1', 'offline gw-2']);
  expect(fleet.sent).toEqual([]);
  await fleet.store.close();
});

test.each([
  ['tenant:typo', 0, 3, [{ channel: 'webhook:desk', place: 'tenant:typo' }]],
  ['tenant:lindens', 1, 0, []],
])(
  'who wrote a place that does not exist is told once, and what nobody was told of is counted (%s)',
  async (...row) => {
    const [place, notices, unheard, said] = row;
    const fleet = openWatch(place);
    await fleet.speak(['gw-1', 'gw-2', 'gw-3']);
    for (const ms of [125_000, 30_000, 30_000, 10_000, 10_000]) {
      await fleet.watch.look();
      fleet.pass(ms);
    }
    await fleet.watch.look();
    expect(fleet.sent).toHaveLength(notices);
    expect(fleet.watch.unheard()).toBe(unheard);
    expect(fleet.said).toEqual(said);
  },
);
