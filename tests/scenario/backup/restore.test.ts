import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backupGateway } from '../../../gateway/compose/backup/backup-gateway.ts';
import { explainRestore, finishRestoreOf, restoreGateway } from '../../../gateway/compose/backup/restore-gateway.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { openStore, openStoreToRead } from '../../../gateway/kernel/sqlite-store.ts';
import { verifyLedgerFile } from '../../../gateway/ledger/verify-ledger-file.ts';
import { type BackedUpSite, backedUpSite, dataOf, deedsOf, namesIn, passphrase } from '../../fixtures/backup-site.ts';
import { rewriteArchive } from '../../fixtures/tar-rewrite-archive.ts';

const restoreUntil = new URL('../../fixtures/restore-until.ts', import.meta.url).pathname;
let site: BackedUpSite;

beforeAll(async () => {
  site = await backedUpSite(async (gateway) => {
    const manager = await gateway.signIn('manager');
    const { consents } = await manager.get<{ consents: { id: string }[] }>('/api/people/r-lin/consents');
    await manager.delete(`/api/consents/${consents[0]!.id}?reason=asked%20for%20it`);
    await manager.post('/api/people/r-wu/erase', { reason: 'asked for it', moveOut: true });
  });
}, 120_000);

afterAll(() => site?.remove());

const restore = (loaded: ReturnType<BackedUpSite['copy']>, more = {}) =>
  restoreGateway({ loaded, file: site.file('plain'), clock: systemClock, ...more });
const isNew = (loaded: ReturnType<BackedUpSite['copy']>) => deedsOf(loaded).includes('backup.restored');

test('a backup is for its owner’s eyes only, and holds no session that anybody could go on with', () => {
  for (const name of ['plain', 'sealed'] as const) expect(statSync(site.file(name)).mode & 0o777).toBe(0o600);
  const text = readFileSync(site.file('plain')).toString('latin1');
  for (const held of ['site.db', 'users.json', 'site.key', 'pin.key']) expect(text).toContain(`"path": "${held}"`);
  expect(text).not.toMatch(/session\.key|sessions\.json/);
  expect(readFileSync(site.file('sealed')).includes('users.json')).toBe(false);
});

test('what was withdrawn or erased after the backup does not come back silently: withdrawn again, named, and in the ledger', async () => {
  const loaded = site.copy();
  const restored = await restore(loaded);
  expect(restored.settled).toMatchObject({ withdrawn: ['r-lin'], erased: ['r-wu'] });
  expect(explainRestore(restored)).toMatch(/withdrawn again: r-lin\nPEOPLE TO BE ERASED AGAIN at the console: r-wu/);
  expect(deedsOf(loaded).slice(-2)).toEqual(['backup.restored', 'consent.withdrawn']);
  const store = openStoreToRead(join(dataOf(loaded), 'site.db'));
  const open = "SELECT count(*) FROM records WHERE kind = 'consent' AND body ->> '$.withdrawnAtMs' IS NULL";
  expect(store.prepare(open).pluck().get()).toBe(0);
  store.close();
  expect(verifyLedgerFile({ database: join(dataOf(loaded), 'site.db'), gateway: 'gw-1' })).toMatchObject({ ok: true });
  // Everything that was there is still to be had.
  const before = { ...loaded, site: { ...loaded.site, gateway: { ...loaded.site.gateway, data: restored.before } } };
  expect(namesIn({ ...before, baseDir: loaded.baseDir })).toContain('users.json');
});

test('where the folder is gone it is said that nobody knows what was erased since', async () => {
  const loaded = site.copy();
  rmSync(dataOf(loaded), { recursive: true });
  const restored = await restore(loaded, { file: site.file('sealed'), passphrase });
  expect(explainRestore(restored)).toContain('NOT KNOWN');
  const store = openStoreToRead(join(dataOf(loaded), 'site.db'));
  const known = "SELECT entry ->> '$.detail.known' FROM ledger WHERE action = 'backup.restored'";
  expect(store.prepare(known).pluck().get()).toBe(0);
  store.close();
});

test('a restore that is cut off at any step leaves the old or the new, and the next start brings it to its end', async () => {
  const steps: string[] = [];
  await restore(site.copy(), { reached: (step: string) => steps.push(step) });
  const decided = steps.indexOf('decide');
  expect(steps.length).toBeGreaterThan(12);
  for (const [n, name] of steps.entries()) {
    const loaded = site.copy();
    let at = 0;
    const reached = () => {
      if (at++ === n) throw new Error('power cut');
    };
    await expect(restore(loaded, { reached }), name).rejects.toThrow('power cut');
    finishRestoreOf(loaded);
    expect([name, isNew(loaded)]).toEqual([name, n > decided]);
    expect(namesIn(loaded)).toContain('users.json');
    // It can be done again whatever it left.
    if (n % 5 === 0) expect((await restore(loaded)).manifest.of).toBe('linden/gw-1');
    rmSync(loaded.baseDir, { recursive: true });
  }
}, 120_000);

test('a restore that is killed leaves the old or the new', () => {
  for (const until of [2, 6]) {
    const loaded = site.copy();
    const options = join(loaded.baseDir, 'options.json');
    writeFileSync(options, JSON.stringify({ loaded, file: site.file('plain') }));
    const { signal } = spawnSync(process.execPath, [restoreUntil, options, String(until)]);
    expect(signal).toBe('SIGKILL');
    finishRestoreOf(loaded);
    expect([until, isNew(loaded)]).toEqual([until, until > 2]);
  }
}, 120_000);

test('nothing is restored under a gateway that runs', async () => {
  const loaded = site.copy();
  const running = openStore(join(dataOf(loaded), 'site.db'), { alone: true });
  await expect(restore(loaded)).rejects.toMatchObject({ code: 'data-folder-in-use' });
  running.close();
  expect(isNew(loaded)).toBe(false);
});

interface Bad {
  name: string;
  code: string;
  says: RegExp;
  sealed?: boolean;
  passphrase?: string;
  change?(bytes: Buffer): Buffer;
}
const flip = (at: number) => (bytes: Buffer) => {
  const changed = Buffer.from(bytes);
  changed[at < 0 ? bytes.length + at : at]! ^= 1;
  return changed;
};
const about = (change: object) => (bytes: Buffer) =>
  rewriteArchive(bytes, ({ manifest }) => Object.assign(manifest, change));
const refused = { code: 'backup-refused' };
const bad: Bad[] = [
  { name: 'one bit of the database changed', ...refused, says: /damaged: site\.db/, change: flip(9000) },
  {
    name: 'its last part missing',
    ...refused,
    says: /end is missing|no whole/,
    change: (all) => all.subarray(0, 60_000),
  },
  { name: 'nothing in it', ...refused, says: /end is missing|no whole/, change: () => Buffer.alloc(0) },
  { name: 'other bytes', ...refused, says: /no whole|end is missing/, change: () => Buffer.alloc(5000, 'no backup ') },
  { name: 'another gateway', ...refused, says: /of gateway linden\/gw-2/, change: about({ of: 'linden/gw-2' }) },
  { name: 'a cloud', ...refused, says: /of cloud/, change: about({ part: 'cloud' }) },
  { name: 'a later format', code: 'database-newer', says: /format 2/, change: about({ version: 2 }) },
  {
    name: 'later tables',
    code: 'database-newer',
    says: /ledger tables of version 99/,
    change: about({ tables: { ledger: 99 } }),
  },
  {
    name: 'a path that leads out',
    ...refused,
    says: /no name that a backup has/,
    change: (bytes) => rewriteArchive(bytes, ({ entries }) => entries.unshift({ path: '../outside', text: 'x' })),
  },
  {
    name: 'an absolute path',
    ...refused,
    says: /no name that a backup has/,
    change: (bytes) => rewriteArchive(bytes, ({ entries }) => entries.unshift({ path: '/tmp/outside', text: 'x' })),
  },
  {
    name: 'a link',
    ...refused,
    says: /no file but SymbolicLink/,
    change: (bytes) =>
      rewriteArchive(bytes, ({ entries }) => entries.unshift({ path: 'users.json', link: '/etc/passwd' })),
  },
  {
    name: 'a file that its manifest does not name',
    ...refused,
    says: /manifest names/,
    change: (bytes) => rewriteArchive(bytes, ({ entries }) => entries.push({ path: 'more.key', text: 'x' })),
  },
  { name: 'no passphrase', sealed: true, ...refused, says: /sealed/ },
  { name: 'a wrong passphrase', sealed: true, ...refused, says: /passphrase is not/, passphrase: 'another passphrase' },
  { name: 'a changed bit under its seal', sealed: true, ...refused, says: /changed/, passphrase, change: flip(-200) },
  {
    name: 'its last bytes missing under its seal',
    sealed: true,
    ...refused,
    says: /changed/,
    passphrase,
    change: (all) => all.subarray(0, -40),
  },
];

test.for(bad)('an archive with $name is refused by name, and nothing is touched', async (one) => {
  const loaded = site.copy();
  const file = join(loaded.baseDir, 'bad.backup');
  const bytes = readFileSync(site.file(one.sealed ? 'sealed' : 'plain'));
  writeFileSync(file, one.change?.(bytes) ?? bytes);
  const fingerprint = () => namesIn(loaded).map((name) => `${name} ${hashOf(join(dataOf(loaded), name))}`);
  const before = fingerprint();
  const wanted = { code: one.code, message: expect.stringMatching(one.says) };
  await expect(restore(loaded, { file, passphrase: one.passphrase })).rejects.toMatchObject(wanted);
  expect(fingerprint()).toEqual(before);
});

function hashOf(path: string): string {
  return statSync(path).isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'folder';
}

test('a backup never goes over another file, nor where it cannot be written, and leaves nothing of itself then', async () => {
  const loaded = site.copy();
  const made = { loaded, withEvidence: false, program: '0.0.0', nowMs: 1 };
  await expect(backupGateway({ ...made, file: site.file('plain') })).rejects.toMatchObject({ code: 'backup-failed' });
  await expect(backupGateway({ ...made, file: '/proc/no/where' })).rejects.toMatchObject({ code: 'backup-failed' });
  expect(namesIn(loaded)).not.toContain('backup-staging');
});

test('of two backups at once the second is refused, the first is whole, and the next one can be made', async () => {
  const loaded = site.copy();
  const make = async (name: string) => {
    const file = join(loaded.baseDir, name);
    const { files } = await backupGateway({ loaded, file, withEvidence: false, program: '0.0.0', nowMs: 1 });
    return files.map(({ path }) => path);
  };
  const [first, second] = await Promise.allSettled([make('a.backup'), make('b.backup')]);
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'data-folder-in-use' } });
  expect(first).toMatchObject({ status: 'fulfilled', value: expect.arrayContaining(['site.db', 'users.json']) });
  expect(await make('b.backup')).not.toContain('backup.db-lock');
});
