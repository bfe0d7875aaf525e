import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backupCloud } from '../../../cloud/backup/backup-cloud.ts';
import { finishRestoreOf, holdDataFolder } from '../../../cloud/backup/hold-data-folder.ts';
import { explainCloudRestore, restoreCloud } from '../../../cloud/backup/restore-cloud.ts';
import { openSqliteStore } from '../../../cloud/store/sqlite-store.ts';
import type { CloudStore } from '../../../cloud/store/store.ts';
import { writeArchive } from '../../../devices/archive/tar-write-archive.ts';
import { rewriteArchive } from '../../fixtures/tar-rewrite-archive.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const passphrase = 'a passphrase for tests';
const nowMs = 1_790_000_200_000;
const hash = (n: number) => Buffer.alloc(32, n);
const root = mkdtempSync(join(tmpdir(), 'ringward-cloud-backup-'));
const original = join(root, 'data');
const plain = join(root, 'plain.backup');
const sealed = join(root, 'sealed.backup');
let copies = 0;

async function within<T>(folder: string, work: (store: CloudStore) => Promise<T>): Promise<T> {
  const store = openSqliteStore({ folder });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** As it stands after the backup, with other tokens and another authority's name in its book. */
function copy(): string {
  const folder = join(root, `copy-${copies++}`);
  cpSync(original, folder, { recursive: true });
  return folder;
}

beforeAll(async () => {
  await within(original, async (store) => {
    await store.swapSecret('gateway-authority.key', undefined, 'the key of the authority');
    await store.swapSecret('session.key', undefined, 'the key of sessions');
    for (const n of [1, 2]) await store.setToken({ gateway: `gw-${n}` }, hash(n), nowMs);
  });
  mkdirSync(join(original, 'artefacts'));
  writeFileSync(join(original, 'artefacts', 'a'.repeat(64)), 'a release');
  writeFileSync(join(original, 'artefacts', `${'b'.repeat(64)}.part`), 'half of an upload');
  const options = { config: { data: original }, program: '0.0.0', nowMs };
  await backupCloud({ ...options, file: plain });
  await backupCloud({ ...options, file: sealed, passphrase });
  await within(original, (store) => store.setToken({ gateway: 'gw-2' }, hash(22), nowMs + 1));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const restore = (data: string, more = {}) =>
  restoreCloud({ config: { data }, file: plain, nowMs, log: silent, ...more });
const isNew = (folder: string) =>
  within(folder, async (store) =>
    (await store.auditLog.read({ limit: 5 })).some(({ deed }) => deed === 'backup.restored'),
  );

test('a backup of the cloud is for its owner’s eyes, holds the authority, artefacts and database, no session and nothing half done', () => {
  for (const file of [plain, sealed]) expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(plain).toString('latin1');
  for (const path of ['cloud.db', 'gateway-authority.key', `artefacts/${'a'.repeat(64)}`])
    expect(text).toContain(`"path": "${path}"`);
  expect(text).not.toMatch(/session\.key|\.part/);
  expect(readFileSync(sealed).includes('gateway-authority')).toBe(false);
  expect(readdirSync(original)).not.toContain('backup-staging');
});

test('a link in the data folder is named, for a backup would leave it out', async () => {
  const data = copy();
  symlinkSync('elsewhere', join(data, 'artefacts', 'linked'));
  const made = backupCloud({ config: { data }, program: '0.0.0', nowMs, file: join(root, 'linked.backup') });
  await expect(made).rejects.toMatchObject({
    code: 'backup-failed',
    message: expect.stringContaining('artefacts/linked is a symbolic link'),
  });
});

test('a token that was renewed since the backup stays so where the old database still says it, and all sessions end', async () => {
  const folder = copy();
  const restored = await restore(folder, { file: sealed, passphrase });
  expect(explainCloudRestore(restored)).toMatch(/renewed or revoked since stay so/);
  await within(folder, async (store) => {
    expect(await Promise.all([1, 2, 22].map((n) => store.ownerOf(hash(n))))).toEqual([
      { gateway: 'gw-1' },
      undefined,
      { gateway: 'gw-2' },
    ]);
    expect(await store.secret('gateway-authority.key')).toBe('the key of the authority');
    expect(await store.secret('session.key')).toBeUndefined();
  });
  expect(readdirSync(restored.before)).toContain('cloud.db');
});

test('into an empty folder it is said that nobody knows what was revoked since', async () => {
  const folder = join(root, 'empty');
  expect(explainCloudRestore(await restore(folder))).toMatch(/TOKENS ARE AS THEY WERE THEN/);
  expect(await within(folder, (store) => store.ownerOf(hash(2)))).toEqual({ gateway: 'gw-2' });
});

test('a cloud that began anew on a new disk does not know what was revoked, and says so', async () => {
  const folder = join(root, 'anew');
  await within(folder, async () => {});
  expect(explainCloudRestore(await restore(folder))).toMatch(/TOKENS ARE AS THEY WERE THEN/);
});

test('a restore of the cloud that is cut off at any step leaves the old or the new, and the next start brings it to its end', async () => {
  const steps: string[] = [];
  await restore(copy(), { reached: (step: string) => steps.push(step) });
  const decided = steps.indexOf('decide');
  expect(steps.length).toBeGreaterThan(8);
  for (const [n, name] of steps.entries()) {
    const data = copy();
    let at = 0;
    const reached = () => {
      if (at++ === n) throw new Error('power cut');
    };
    await expect(restore(data, { reached }), name).rejects.toThrow('power cut');
    await finishRestoreOf({ data });
    expect([name, await isNew(data)]).toEqual([name, n > decided]);
    expect(readFileSync(join(data, 'gateway-authority.key'), 'utf8')).toBe('the key of the authority\n');
    rmSync(data, { recursive: true });
  }
}, 120_000);

test('nothing is restored under a cloud that runs, nor does a second one start on the same folder', async () => {
  const data = copy();
  const letGo = holdDataFolder({ data });
  await expect(restore(data)).rejects.toMatchObject({ code: 'data-folder-in-use' });
  expect(() => holdDataFolder({ data })).toThrow(expect.objectContaining({ code: 'data-folder-in-use' }));
  letGo();
  expect(await isNew(data)).toBe(false);
});

const about = (change: object) => (bytes: Buffer) =>
  rewriteArchive(bytes, ({ manifest }) => Object.assign(manifest, change));
test.for([
  { name: 'of a gateway', code: 'backup-refused', change: about({ part: 'gateway', of: 'linden/gw-1' }) },
  { name: 'with later tables', code: 'database-newer', change: about({ tables: { cloud: 99 } }) },
  { name: 'cut off', code: 'backup-refused', change: (bytes: Buffer) => bytes.subarray(0, 50_000) },
])('an archive $name is refused by name, and nothing is touched', async ({ code, change }) => {
  const data = copy();
  const file = join(data, '..', 'bad.backup');
  writeFileSync(file, change(readFileSync(plain)));
  await expect(restore(data, { file })).rejects.toMatchObject({ code });
  expect(readdirSync(data).filter((name) => /^(restore\.|before)/.test(name))).toEqual([]);
  expect(await isNew(data)).toBe(false);
});

test('of two backups of the cloud at once the second is refused, the first is whole, and the next one can be made', async () => {
  const data = copy();
  const make = async (name: string) => {
    const { files } = await backupCloud({ config: { data }, file: join(root, name), program: '0.0.0', nowMs });
    return files.map(({ path }) => path);
  };
  const [first, second] = await Promise.allSettled([make('first.backup'), make('second.backup')]);
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'data-folder-in-use' } });
  expect(first).toMatchObject({ status: 'fulfilled', value: expect.arrayContaining(['cloud.db']) });
  expect(await make('second.backup')).not.toContain('backup.db-lock');
});

test('there is no backup of a folder that is not there, nor an archive without the database that it is made for', async () => {
  const config = { data: join(root, 'nowhere') };
  const file = join(root, 'never.backup');
  const none = backupCloud({ config, file, program: '0.0.0', nowMs });
  await expect(none).rejects.toMatchObject({ code: 'backup-failed' });
  const files = [{ path: 'cloud.db', from: join(root, 'gone.db'), required: true } as const];
  const about = { part: 'cloud', of: 'cloud', program: '0.0.0', madeAtMs: nowMs, tables: {} } as const;
  await expect(writeArchive({ target: file, files, about })).rejects.toMatchObject({ kind: 'failed' });
  expect(existsSync(file)).toBe(false);
});
