import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { backupCloud, explainCloudBackup } from '../../../cloud/backup/backup-cloud.ts';
import { finishRestoreOf, holdForRestore } from '../../../cloud/backup/hold-data-folder.ts';
import { restoreCloud } from '../../../cloud/backup/restore-cloud.ts';
import type { StoreAddress } from '../../../cloud/cloud-config.ts';
import { openCloudStore } from '../../../cloud/store/open-store.ts';
import { isRestoring } from '../../../devices/archive/put-in-place.ts';
import { workAt } from '../../conformance/cloud-store/store-works.ts';
import { findPostgres, startPostgres, testWithPostgres } from '../../fixtures/postgres-cluster.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const nowMs = 1_790_000_200_000;
const tool = (name: string, { url, password }: StoreAddress, ...words: string[]) =>
  execFileSync(join(findPostgres()!, name), [...words, url], { env: { ...process.env, PGPASSWORD: password } });

/** Folders of clouds, each with a database of its own. */
async function openPlaces() {
  const root = mkdtempSync(join(tmpdir(), 'ringward-dump-'));
  const cluster = await startPostgres();
  onTestFinished(async () => {
    await cluster.close();
    rmSync(root, { recursive: true, force: true });
  });
  const place = async (data: string) => ({ data: join(root, data), store: await cluster.createDatabase() });
  return { root, place };
}

testWithPostgres(
  'with PostgreSQL pg_dump and the backup of the folder together bring a cloud back: events once each, artefacts, the same authority, no session',
  { timeout: 120_000 },
  async () => {
    const { root, place } = await openPlaces();
    const first = await place('first');
    const artefact = join('artefacts', 'a'.repeat(64));
    mkdirSync(join(first.data, 'artefacts'), { recursive: true });
    writeFileSync(join(first.data, artefact), 'a release');
    const before = await openCloudStore(first, silent);
    await before.commit([workAt('gw-1', 'event', 1, 4)], nowMs);
    for (const name of ['gateway-authority.key', 'session.key']) await before.swapSecret(name, undefined, `of ${name}`);
    const { epoch } = await before.openDownlink('gw-1', undefined);

    const dump = join(root, 'cloud.dump');
    tool('pg_dump', first.store, '--format=custom', `--file=${dump}`);
    const options = { config: first, file: join(root, 'folder.backup'), program: '0.0.0', nowMs };
    const manifest = await backupCloud(options);
    expect(explainCloudBackup(manifest, options)).toContain(
      `pg_dump --format=custom --file=NAME.dump '${first.store.url}'`,
    );
    expect(explainCloudBackup(manifest, options)).not.toContain(first.store.password);
    await before.commit([workAt('gw-1', 'event', 5, 3)], nowMs);
    await before.close();

    const second = await place('second');
    execFileSync(join(findPostgres()!, 'pg_restore'), ['--no-owner', `--dbname=${second.store.url}`, dump], {
      env: { ...process.env, PGPASSWORD: second.store.password },
    });
    await restoreCloud({ config: second, file: options.file, nowMs, log: silent });
    expect(readFileSync(join(second.data, artefact), 'utf8')).toBe('a release');
    expect(existsSync(join(second.data, 'cloud.db'))).toBe(false);
    const after = await openCloudStore(second, silent);
    expect(await after.secret('gateway-authority.key')).toBe('of gateway-authority.key');
    expect(await after.secret('session.key')).not.toBe('of session.key');
    expect((await after.openDownlink('gw-1', undefined)).epoch).not.toBe(epoch);
    // The gateway sends once more from where it may have been.
    const [result] = await after.commit([workAt('gw-1', 'event', 3, 5)], nowMs);
    expect(result).toMatchObject({ acked: 7, duplicates: 2, gap: false });
    const { streams, duplicatesStored } = await after.audit('gw-1');
    expect(streams).toMatchObject([{ acked: 7, missing: 0 }]);
    expect(duplicatesStored).toBe(0);
    await after.close();
  },
);

testWithPostgres(
  'over PostgreSQL nothing is restored while a cloud serves, and of those that start on a restore that was cut off one at a time goes on with it',
  { timeout: 120_000 },
  async () => {
    const { root, place } = await openPlaces();
    const config = await place('data');
    mkdirSync(config.data);
    writeFileSync(join(config.data, 'kept'), 'then');
    const file = join(root, 'folder.backup');
    await backupCloud({ config, file, program: '0.0.0', nowMs });
    writeFileSync(join(config.data, 'kept'), 'now');
    const restore = (more = {}) => restoreCloud({ config, file, nowMs, log: silent, ...more });

    const serving = await openCloudStore(config, silent);
    await new Promise<void>((heard) => serving.follow(({ missed }) => missed && heard()));
    await expect(restore()).rejects.toMatchObject({
      code: 'data-folder-in-use',
      message: expect.stringMatching(/^cloud processes serve over the database at 127\.0\.0\.1/),
    });
    expect(await serving.auditLog.read({ limit: 5 })).toEqual([]);
    await serving.close();

    const reached = (step: string) => {
      if (step === 'mark') throw new Error('power cut');
    };
    await expect(restore({ reached })).rejects.toThrow('power cut');
    const letGo = await holdForRestore(config, false);
    const finishing = [finishRestoreOf(config), finishRestoreOf(config)];
    await sleep(500);
    expect(isRestoring(config.data)).toBe(true);
    await letGo();
    await Promise.all(finishing);
    expect(isRestoring(config.data)).toBe(false);
    expect(readFileSync(join(config.data, 'kept'), 'utf8')).toBe('then');
  },
);

testWithPostgres('a backup of an embedded database does not go under a cloud that has PostgreSQL', async () => {
  const { root, place } = await openPlaces();
  const embedded = { data: join(root, 'embedded') };
  await (await openCloudStore(embedded, silent)).close();
  const file = join(root, 'embedded.backup');
  await backupCloud({ config: embedded, file, program: '0.0.0', nowMs });
  await expect(restoreCloud({ config: await place('shared'), file, nowMs, log: silent })).rejects.toMatchObject({
    code: 'backup-refused',
    message: expect.stringContaining('this cloud has PostgreSQL'),
  });
});
