import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openRecordStore } from '../../../gateway/register/sqlite-records.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';
import { desk, person } from '../../fixtures/register-people.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const program = new URL('./fill-register.ts', import.meta.url).pathname;
const lin = 'uid:0A1B2C3D';

function dataFile(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-import-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'site.db');
  openTestRegister(smallSite(), { file }).store.close();
  return file;
}

/** Runs the import in a process of its own until `enough` says so, then kills it as a power cut would. */
async function importUntil(
  file: string,
  enough: (message: { done?: number; ended?: boolean }) => boolean,
): Promise<void> {
  const child = fork(program, [file], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const killed = once(child, 'exit');
  child.on('message', (message: { done?: number; ended?: boolean }) => {
    if (enough(message)) child.kill('SIGKILL');
  });
  await killed;
}

test.each([1, 3000, 11_000])('a power cut after %i rows of an import leaves nothing of it', async (rows) => {
  const file = dataFile();
  await importUntil(file, ({ done = 0 }) => done >= rows);
  const { register, store, ledger } = openTestRegister(smallSite(), { file });
  expect(register.count('person')).toBe(2);
  expect(register.rights.card(lin)?.state).toBe('active');
  expect(register.rights.vehicles('京AD12345')).toHaveLength(1);
  expect(ledger.find({ limit: 9 })).toHaveLength(1);
  expect(store.prepare('SELECT count(*) AS n FROM records WHERE import > 0').get()).toEqual({ n: 0 });
  expect(register.commit([person('p-1')], desk)).toMatchObject({ ok: true });
  store.close();
});

test('an import that came to its end is all there after a power cut, and what was changed later stands over it', async () => {
  const file = dataFile();
  await importUntil(file, ({ ended }) => ended === true);
  for (const round of [1, 2]) {
    const { register, store } = openTestRegister(smallSite(), { file });
    expect(register.count('person')).toBe(6002);
    expect(register.rights.card(lin)?.state).toBe('lost');
    expect(register.rights.vehicles('京AD12345')).toEqual([]);
    expect(register.rights.person('p-5999')?.addresses).toHaveLength(1);
    expect(register.get('person', 'p-7')?.name).toBe(round === 1 ? '何测试' : '新测试');
    register.commit([person('p-7', { name: '新测试' })], desk);
    store.close();
  }
});

test('a power cut right after an import took effect does not bring back what it replaced', async () => {
  const file = dataFile();
  await importUntil(file, ({ ended }) => ended === true);
  const before = openTestRegister(smallSite(), { file });
  // As it is on disk between the moment of effect and the tidying after it.
  const { store } = before;
  store.prepare("UPDATE register_imports SET state = 'applied'").run();
  store
    .prepare(
      `INSERT INTO records (kind, id, import, version, body)
       SELECT kind, id, 0, 1, json_set(body, '$.state', 'active') FROM records WHERE id = 'r-lin-card-1'`,
    )
    .run();
  store.close();
  const { register, store: again } = openTestRegister(smallSite(), { file });
  expect(register.rights.card(lin)?.state).toBe('lost');
  expect(register.version('credential', 'r-lin-card-1')).toBe(2);
  again.close();
});

test('an import whose rows somebody else took back while it was written is not said to be applied', async () => {
  const { register, store, ledger } = openTestRegister(smallSite());
  const many = Array.from({ length: 1500 }, (_, n) => person(`p-${n}`));
  let taken = false;
  const importing = register.commitMany(many, desk, (done) => {
    // As a second gateway on the same data would, for which this is what a kill has left.
    if (!taken) openRecordStore(store);
    taken = done > 0;
  });
  await expect(importing).rejects.toThrow('taken back');
  expect(register.count('person')).toBe(2);
  expect(ledger.find({ action: 'register.changed', limit: 9 })).toHaveLength(1);
  store.close();
});
