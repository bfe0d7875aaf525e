import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { verifyLedgerFile } from '../../../gateway/ledger/verify-ledger-file.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { countRows, lostRows } from '../../fixtures/sqlite-compare-rows.ts';
import { startTestCloud, tokenOf } from '../cloud/test-cloud.ts';

const shelf = new URL('../../fixtures/lived-in/', import.meta.url).pathname;
/** Of earlier versions, by the commit that wrote them: see tests/fixtures/live-in.ts. */
const versions = readdirSync(shelf).map((name) => name.replace('.tar.gz', ''));

interface Lived {
  atMs: number;
  password: string;
  alarm: string;
}

function unpack(version: string): { root: string; lived: Lived } {
  const root = mkdtempSync(join(tmpdir(), 'ringward-lived-in-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  execFileSync('tar', ['-xzf', join(shelf, `${version}.tar.gz`), '-C', root, '--no-same-owner']);
  return { root, lived: JSON.parse(readFileSync(join(root, 'lived.json'), 'utf8')) as Lived };
}

/** What once happened or was entered stands as it was; other rows go on, as commands that were still open do. */
const facts = {
  site: ['alarm_history', 'device_events', 'ledger', 'records', 'register_seeds'],
  cloud: ['acts', 'audit_log', 'events', 'grants', 'ledger_anchors', 'operators', 'quarantine', 'tokens'],
};
const nothingLost = (lost: Record<string, number>) => Object.entries(lost).filter(([, count]) => count > 0);

test.for(versions)(
  'data that version %s wrote goes on: every row is there, the card opens, the alarm stands, what waited reaches the cloud once, the ledger is whole',
  { timeout: 120_000 },
  async (version) => {
    const { root, lived } = unpack(version);
    const files = { site: join(root, 'site/data/site.db'), cloud: join(root, 'cloud/data/cloud.db') };
    const before = { site: join(root, 'site-before.db'), cloud: join(root, 'cloud-before.db') };
    for (const part of ['site', 'cloud'] as const) cpSync(files[part], before[part]);
    const waited = countRows(before.site).outbox!;
    expect(waited).toBeGreaterThan(0);
    const had = countRows(before.cloud).events!;

    const cloud = await startTestCloud({ folder: join(root, 'cloud') });
    onTestFinished(cloud.close);
    expect(nothingLost(lostRows(before.cloud, files.cloud, facts.cloud))).toEqual([]);
    // A minute later by its own clock: what a gateway does that was off for months is another promise.
    const sinceMs = Date.now();
    const clock = { ...systemClock, wallMs: () => lived.atMs + 60_000 + Date.now() - sinceMs };
    const site = smallSite({ cloud: { url: cloud.url, token: tokenOf['gw-1'] } });
    const gateway = await runGateway(site, { dir: join(root, 'site'), password: lived.password, clock });
    onTestFinished(gateway.stop);
    // What waited for the cloud is on its way, and counted below; what waited for a time may have had it.
    const { outbox: _, alarm_waits: __, ...lost } = lostRows(before.site, files.site, facts.site);
    expect(nothingLost(lost)).toEqual([]);

    const controller = await gateway.device('gate-controller');
    await (await gateway.device('gate-reader')).event(1, 'card-presented', { card: 'uid:0A1B2C3D' }, { boot: 'after' });
    await expect.poll(() => controller.commands.length, { timeout: 60_000 }).toBeGreaterThan(0);
    expect(await gateway.guard.get(`/api/alarms/${lived.alarm}`)).toMatchObject({
      type: 'smoke',
      acknowledgedBy: 'guard',
    });
    await expect.poll(() => countRows(files.site).outbox, { timeout: 60_000 }).toBe(0);
    const { streams, duplicatesStored } = await cloud.read<{
      streams: { missing: number; gaps: number; quarantined: number }[];
      duplicatesStored: number;
    }>('/v1/gateways/gw-1/audit');
    expect(duplicatesStored).toBe(0);
    for (const stream of streams) expect(stream).toMatchObject({ missing: 0, gaps: 0, quarantined: 0 });
    expect(countRows(files.cloud).events).toBeGreaterThanOrEqual(had + waited);
    expect(verifyLedgerFile({ database: files.site, gateway: 'gw-1' })).toMatchObject({ ok: true });
  },
);
