import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { SignedRights } from '../../../devices/contracts/rights.ts';
import { createRightsSender, type RightsSender } from '../../../gateway/compose/doors/rights-sender.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import type { Change } from '../../../gateway/register/register-types.ts';
import { openSiteKey } from '../../../gateway/rights/site-key.ts';
import { touchesRights } from '../../../gateway/rights/touches-rights.ts';
import { calm, passSite } from '../../fixtures/pass-site.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { openTestRegister, type RegisterFixture } from '../../fixtures/register-of.ts';

const dir = mkdtempSync(join(tmpdir(), 'ringward-sender-'));
afterAll(() => rmSync(dir, { recursive: true }));
const key = openSiteKey(join(dir, 'site.key'), quietLog);
const site = passSite();
let at: RegisterFixture;
let sender: RightsSender;
let sent: { controller: string; rights: SignedRights }[];
/** What each controller says; one that takes what it is sent says so by itself. */
let says: Map<string, { state: string; values: Record<string, unknown> }>;
let takes: boolean;

function start(): void {
  sender = createRightsSender({
    ...{ ...at, site, key, log: quietLog, metrics: createMetrics() },
    ...{ standing: () => calm, clockKnown: () => true, controller: (id) => says.get(id) },
    send: (controller, rights) => {
      sent.push({ controller, rights });
      if (takes) say(controller, rights.version);
    },
  });
}
function say(controller: string, version: number, state = 'online'): void {
  says.set(controller, { state, values: { rights: { version, credentials: 1 } } });
}
beforeEach(() => {
  at = openTestRegister(site);
  sent = [];
  takes = true;
  says = new Map();
  say('gate-controller', 0);
  say('u1-controller', 0);
  start();
});
afterEach(() => sender.stop());

const poll = <T>(look: () => T) => expect.poll(look, { timeout: 5000, interval: 5 });
const rights = (id: string) => sender.view().find((one) => one.id === id)!.rights;
const allKnown = () =>
  sender.view().every(({ rights: { version, held } }) => version !== undefined && version === held);
const settle = () => at.clock.advance(60_000);
async function change(...changes: Change[]): Promise<void> {
  expect(at.register.commit(changes, { actor: { kind: 'gateway' } })).toMatchObject({ ok: true });
}
async function upToDate(): Promise<void> {
  settle();
  await poll(allKnown).toBe(true);
}

test('every controller is sent its own rights once, and again only where they have changed', async () => {
  await upToDate();
  expect(sent.map(({ controller }) => controller).toSorted()).toEqual(['gate-controller', 'u1-controller']);
  const before = rights('u1-controller').version!;
  const wu = at.register.get('credential', 'r-wu-card-1')!;
  await change({ kind: 'credential', put: { ...wu, state: 'lost' } });
  settle();
  // Wu's card opens the gate only.
  await poll(() => sent.length).toBe(3);
  await upToDate();
  expect(sent[2]!.controller).toBe('gate-controller');
  expect(rights('u1-controller').version).toBe(before);
});

test('after a restart a controller that holds the newest rights is sent nothing', async () => {
  await upToDate();
  const versions = sender.view().map(({ rights: { version } }) => version);
  await sender.stop();
  start();
  expect(rights('gate-controller').version).toBeUndefined();
  await upToDate();
  expect(sent).toHaveLength(2);
  expect(sender.view().map(({ rights: { version } }) => version)).toEqual(versions);
});

test('a version is never used again: a controller that holds a higher one, as after a backup, gets one above it', async () => {
  await upToDate();
  const higher = rights('gate-controller').version! + 1000;
  say('gate-controller', higher);
  settle();
  await poll(() => sent.at(-1)!.rights.version).toBe(higher + 1);
  await upToDate();
});

test('a controller that takes nothing is asked ever more rarely, and shows since when it is behind', async () => {
  takes = false;
  settle();
  await poll(() => sent.length).toBe(1);
  const behindSinceMs = rights('gate-controller').behindSinceMs!;
  expect(behindSinceMs).toBeGreaterThan(0);
  // Time enough for dozens of tries, if nothing held it back.
  for (let step = 0; step < 60; step += 1) {
    at.clock.advance(1000);
    sender.controllerChanged();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await poll(() => new Set(sent.map(({ controller }) => controller)).size).toBe(2);
  expect(sent.filter(({ controller }) => controller === 'gate-controller').length).toBeLessThan(6);
  expect(rights('gate-controller').behindSinceMs).toBe(behindSinceMs);
});

test('nothing is sent to a controller that is away, or has not said what it holds', async () => {
  say('gate-controller', 0, 'lost');
  says.set('u1-controller', { state: 'online', values: { mode: 'Locked', rights: 'nonsense' } });
  settle();
  await poll(() => rights('u1-controller').version).toBeGreaterThan(0);
  expect(sent).toEqual([]);
  say('gate-controller', 0);
  settle();
  sender.controllerChanged();
  await poll(() => sent.map(({ controller }) => controller)).toEqual(['gate-controller']);
});

test('only what may change a right at a door is looked into', () => {
  const touches = (change: object) => touchesRights(change as Change, at.register, calm);
  const card = at.register.get('credential', 'r-lin-card-1')!;
  expect(touches({ kind: 'credential', put: card })).toBe(true);
  expect(touches({ kind: 'credential', remove: 'x' })).toBe(true);
  expect(touches({ kind: 'credential', put: { ...card, kind: 'pin' } })).toBe(false);
  expect(touches({ kind: 'credential', put: { ...card, kind: 'pass', state: 'active' } })).toBe(false);
  expect(touches({ kind: 'credential', put: { ...card, kind: 'pass', state: 'revoked' } })).toBe(true);
  expect(touches({ kind: 'household', put: { id: 'h', home: 'b1-u1-101', toMs: 1 } })).toBe(true);
  expect(touches({ kind: 'vehicle', remove: 'x' })).toBe(false);
  expect(touches({ kind: 'consent', remove: 'x' })).toBe(false);
});
