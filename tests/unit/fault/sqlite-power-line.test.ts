import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, vi } from 'vitest';
import { createRandom } from '../../fault/fault-suite.ts';
import { type Tree, writeTree } from '../../fault/power/disk.ts';
import { stateAfterCut } from '../../fault/power/disk-state.ts';
import { openPowerLine, type PowerLine, unseenBy } from '../../fault/power/power-line.ts';
import { testWith } from '../../fixtures/programs.ts';

const root = new URL('../../../', import.meta.url).href;
const disks = 60;
vi.setConfig({ testTimeout: 120_000 });
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

/** Runs a program in a box that holds something already. */
function runInBox(program: string, holds: Record<string, string>): PowerLine {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-box-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(holds)) writeFileSync(join(folder, name), text);
  const line = openPowerLine(folder);
  closing.push(line.remove);
  const script = `
    import fs from 'node:fs';
    import Database from ${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))};
    import { finishFile, makeFolder, replaceFile } from '${root}devices/files/synced-files.ts';
    import { openStore } from '${root}gateway/kernel/sqlite-store.ts';
    import { createSecret } from '${root}gateway/kernel/key-file.ts';
    import { openIdentityFiles } from '${root}gateway/identity/identity-files.ts';
    process.chdir(${JSON.stringify(folder)});
    ${program}`;
  const env = { ...process.env, ...line.connect() };
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { env });
  expect(unseenBy(line.disk(), folder)).toEqual([]);
  return line;
}

/** What may be left where the power fails when the program has just ended. */
function disksAfter(program: string, holds: Record<string, string> = {}): Tree[] {
  const disk = runInBox(program, holds).disk();
  return Array.from({ length: disks }, (_, seed) => stateAfterCut(disk, createRandom(seed)));
}

/** What may be left where it fails while the program runs, after each of its changes. */
function disksDuring(program: string, holds: Record<string, string> = {}): Tree[] {
  const line = runInBox(program, holds);
  return Array.from({ length: line.changes() }, (_, changes) => line.disk(changes)).flatMap((disk) =>
    Array.from({ length: 12 }, (_, seed) => stateAfterCut(disk, createRandom(seed))),
  );
}

const textsOf = (trees: readonly Tree[], name: string) => new Set(trees.map((tree) => tree.get(name)?.toString()));

testWith('gcc')('a program that calls a line kept before it has synced it loses the line with the power', () => {
  const hasty = disksAfter(`fs.appendFileSync('book', 'a line\\n');`, { book: '' });
  expect(textsOf(hasty, 'book')).toEqual(new Set(['', 'a line\n']));
  const careful = disksAfter(`fs.appendFileSync('book', 'a line\\n', { flush: true });`, { book: '' });
  expect(textsOf(careful, 'book')).toEqual(new Set(['a line\n']));
});

testWith('gcc')('a new file that was synced is lost with its name, until its folder was synced, too', () => {
  const nameless = disksAfter(`fs.writeFileSync('book', 'a line', { flush: true });`);
  expect(textsOf(nameless, 'book')).toEqual(new Set([undefined, 'a line']));
  const whole = disksAfter(`
    fs.writeFileSync('book', 'a line', { flush: true });
    fs.fsyncSync(fs.openSync('.', 'r'));`);
  expect(textsOf(whole, 'book')).toEqual(new Set(['a line']));
});

testWith('gcc')('a file that was written over without a sync may be half the one and half the other', () => {
  const [old, fresh] = ['o'.repeat(2000), 'n'.repeat(2000)];
  const torn = disksAfter(`fs.writeSync(fs.openSync('page', 'r+'), '${fresh}');`, { page: old });
  const found = textsOf(torn, 'page');
  expect([found.has(old), found.has(fresh)]).toEqual([true, true]);
  expect([...found].some((text) => text!.includes('o') && text!.includes('n'))).toBe(true);
});

testWith('gcc')(
  'a file that is replaced, one that gets its name, a secret and a folder that are made, are there whole when the call returns',
  () => {
    const trees = disksAfter(
      `replaceFile('settings.json', '{"version":2}');
     createSecret('keys/site.key', Buffer.alloc(32, 7), 'site-key-unusable');
     makeFolder('a/b/c');
     fs.writeFileSync('clip.part', 'a clip');
     await finishFile('clip.part', 'clip');`,
      { 'settings.json': '{"version":1}' },
    );
    expect(textsOf(trees, 'settings.json')).toEqual(new Set(['{"version":2}']));
    expect(textsOf(trees, 'keys/site.key')).toEqual(new Set([Buffer.alloc(32, 7).toString()]));
    expect(trees.every((tree) => tree.has('a/b/c'))).toBe(true);
    expect(textsOf(trees, 'clip')).toEqual(new Set(['a clip']));
    expect(textsOf(trees, 'clip.part')).toEqual(new Set([undefined]));
  },
);

testWith('gcc')(
  'at no moment is a file half that is replaced or made, nor does an identity name a key that is not there',
  () => {
    const trees = disksDuring(
      `replaceFile('settings.json', '{"version":2}');
     createSecret('site.key', Buffer.alloc(32, 7), 'site-key-unusable');
     const files = openIdentityFiles('identity');
     files.write({ renewalKey: files.createKey() });
     files.write({ renewalKey: files.createKey() });`,
      { 'settings.json': '{"version":1}' },
    );
    expect(textsOf(trees, 'settings.json')).toEqual(new Set(['{"version":1}', '{"version":2}']));
    expect(textsOf(trees, 'site.key')).toEqual(new Set([undefined, Buffer.alloc(32, 7).toString()]));
    const named = trees.flatMap((tree) => {
      const text = tree.get('identity/identity.json')?.toString();
      return text === undefined
        ? []
        : [tree.get(`identity/${(JSON.parse(text) as { renewalKey: string }).renewalKey}`)];
    });
    expect(named.length).toBeGreaterThan(0);
    expect(named.every((key) => key?.includes('END PRIVATE KEY'))).toBe(true);
  },
);

const commits = (synchronous: string) => `
  const database = new Database('rows.db');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = ${synchronous}');
  database.exec('CREATE TABLE rows (n INTEGER PRIMARY KEY, text TEXT)');
  const insert = database.prepare('INSERT INTO rows (text) VALUES (?)');
  for (let n = 0; n < 60; n += 1) insert.run('x'.repeat(n * 10));
  process.reallyExit(0);`;

/** Rows that can be read on each of the disks; -1 where none can. */
function countRows(trees: readonly Tree[]): Set<number> {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-rows-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  return new Set(
    trees.map((tree) => {
      writeTree(folder, tree);
      const database = new Database(join(folder, 'rows.db'));
      try {
        return database.prepare('SELECT count(*) FROM rows').pluck().get() as number;
      } catch {
        return -1;
      } finally {
        database.close();
      }
    }),
  );
}

testWith('gcc')(
  'SQLite keeps every row that it has committed as the gateway asks it to, and loses some otherwise',
  () => {
    expect(countRows(disksAfter(commits('FULL')))).toEqual(new Set([60]));
    expect(countRows(disksAfter(commits('NORMAL'))).size).toBeGreaterThan(1);
  },
);

const storeWrites = (work: string) => `
  const store = openStore('rows.db');
  store.transaction(() => store.prepare('CREATE TABLE rows (n INTEGER PRIMARY KEY, text TEXT)').run());
  const insert = () => store.prepare("INSERT INTO rows (text) VALUES ('one')").run();
  ${work}
  process.reallyExit(0);`;

testWith('gcc')(
  'what was written without waiting for the disk may be lost, until something is committed after it',
  () => {
    expect(countRows(disksAfter(storeWrites('store.unsyncedTransaction(insert);')))).toEqual(new Set([0, 1]));
    const both = 'store.unsyncedTransaction(insert); store.transaction(insert);';
    expect(countRows(disksAfter(storeWrites(both)))).toEqual(new Set([2]));
  },
);

testWith('gcc')('whatever Node and SQLite do to a folder stands in the journal', () => {
  disksAfter(
    `fs.mkdirSync('deep/er', { recursive: true });
     fs.writeFileSync('deep/one', 'one');
     fs.truncateSync('deep/one', 2);
     await fs.promises.writeFile('deep/two', 'two');
     await fs.promises.appendFile('deep/two', ' and more');
     await new Promise((done) => fs.createWriteStream('deep/three').end('three', done));
     fs.linkSync('deep/three', 'deep/four');
     fs.renameSync('deep/two', 'deep/er/two');
     fs.writevSync(fs.openSync('deep/five', 'w'), [Buffer.from('fi'), Buffer.from('ve')]);
     fs.mkdirSync('gone');
     fs.writeFileSync('gone/file', 'gone');
     fs.rmSync('gone', { recursive: true });
     await fs.promises.rm('deep/four');
     fs.mkdirSync('empty');
     fs.rmdirSync('empty');
     const database = new Database('rows.db');
     database.pragma('journal_mode = WAL');
     database.exec('CREATE TABLE rows (n INTEGER)');
     database.pragma('wal_checkpoint(TRUNCATE)');
     database.exec('INSERT INTO rows VALUES (1)');
     database.close();
     const other = new Database('other.db');
     other.exec('CREATE TABLE rows (n INTEGER); INSERT INTO rows VALUES (1); DELETE FROM rows; VACUUM');`,
  );
});
