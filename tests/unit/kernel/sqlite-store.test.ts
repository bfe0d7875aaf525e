import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openStore, openStoreToRead } from '../../../gateway/kernel/sqlite-store.ts';

const tables = ['CREATE TABLE things (name TEXT) STRICT'];

test('what a rolled-back savepoint asked for does not happen, the rest does, and only after the commit', () => {
  const store = openStore(':memory:');
  store.migrate('test', tables);
  const happened: string[] = [];
  store.transaction(() => {
    store.afterCommit(() => happened.push('kept'));
    expect(() =>
      store.transaction(() => {
        store.prepare('INSERT INTO things VALUES (?)').run('lost');
        store.afterCommit(() => happened.push('lost'));
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(happened).toEqual([]);
  });
  expect(happened).toEqual(['kept']);
  expect(store.prepare('SELECT count(*) AS n FROM things').get()).toEqual({ n: 0 });
});

test('memory is taken back with the savepoint or transaction that it was ahead of, and with no other', () => {
  const store = openStore(':memory:');
  let said: string[] = [];
  const say = (word: string) => {
    const before = said;
    store.afterRollback(() => {
      said = before;
    });
    said = [...said, word];
  };
  const failing = (work: () => void) =>
    expect(() =>
      store.transaction(() => {
        work();
        throw new Error('no');
      }),
    ).toThrow('no');
  store.transaction(() => {
    say('kept');
    failing(() => ['lost', 'lost, too'].forEach(say));
    expect(said).toEqual(['kept']);
  });
  failing(() => store.transaction(() => say('of a savepoint that held')));
  expect(said).toEqual(['kept']);
});

test('one consequence of a commit that fails costs none of the others, and is told', () => {
  const failed: unknown[] = [];
  const store = openStore(':memory:', { effectFailed: (error) => failed.push(error) });
  const happened: string[] = [];
  const ask = (on: typeof store) =>
    on.transaction(() => {
      on.afterCommit(() => happened.push('door'));
      on.afterCommit(() => {
        throw new Error('no such screen');
      });
      on.afterCommit(() => happened.push('uplink'));
    });
  ask(store);
  expect(happened).toEqual(['door', 'uplink']);
  expect(failed).toMatchObject([{ message: 'no such screen' }]);
  // Where nobody is told, it is thrown when the others are done.
  expect(() => ask(openStore(':memory:'))).toThrow('no such screen');
  expect(happened).toEqual(['door', 'uplink', 'door', 'uplink']);
});

test('data of a newer version is refused by name, never touched', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ringward-store-')), 'site.db');
  const newer = openStore(file);
  newer.migrate('test', [...tables, 'ALTER TABLE things ADD COLUMN size INTEGER']);
  newer.close();
  const older = openStore(file);
  expect(() => older.migrate('test', tables)).toThrow(/test tables of version 2; this version knows 1/);
  older.close();
});

test('a folder that cannot be written names the file and the reason', () => {
  const blocked = join(mkdtempSync(join(tmpdir(), 'ringward-store-')), 'file');
  writeFileSync(blocked, '');
  expect(() => openStore(join(blocked, 'data', 'site.db'))).toThrow(/cannot open the database .*site\.db: ENOTDIR/);
});

test('a second gateway on the same data is turned away before it touches anything; one that only reads is not', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ringward-store-')), 'site.db');
  const first = openStore(file, { alone: true });
  first.migrate('test', tables);
  expect(() => openStore(file, { alone: true })).toThrow(expect.objectContaining({ code: 'data-folder-in-use' }));
  const reader = openStoreToRead(file);
  expect(reader.prepare('SELECT count(*) AS n FROM things').get()).toEqual({ n: 0 });
  reader.close();
  first.close();
  openStore(file, { alone: true }).close();
});

test('what was deleted can no longer be read from the file, though its row had moved to another page before', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ringward-store-')), 'site.db');
  const store = openStore(file);
  store.migrate('test', ['CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID']);
  const insert = store.prepare('INSERT INTO people VALUES (?, ?)');
  const ids = Array.from({ length: 3000 }, (_, n) => ((n * 7919) % 3000).toString(36).padStart(4, '0'));
  store.transaction(() => {
    for (const id of ids) insert.run(id, `name-of-${id}-${'x'.repeat(60)}`);
  });
  const gone = ids.filter((_, n) => n % 30 === 5);
  for (const id of gone) store.prepare('DELETE FROM people WHERE id = ?').run(id);
  store.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  const bytes = readFileSync(file);
  const left = gone.filter((id) => bytes.includes(`name-of-${id}-`));
  // SQLite leaves a copy now and then where it parts a page in two; without overwriting it is one in ten.
  expect(left.length).toBeLessThan(gone.length / 50);
  store.close();
});

test('room that was purged goes back to the disk piece by piece, and the file gets smaller', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ringward-store-')), 'site.db');
  const store = openStore(file);
  store.migrate('test', tables);
  store.prepare('CREATE TABLE heap (id INTEGER PRIMARY KEY, bytes BLOB)').run();
  const insert = store.prepare('INSERT INTO heap (bytes) VALUES (zeroblob(100000))');
  store.transaction(() => {
    for (let row = 0; row < 40; row += 1) insert.run();
  });
  store.prepare('DELETE FROM heap WHERE id <= 30').run();
  store.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  const before = statSync(file).size;
  const spare = store.spareBytes();
  expect(spare).toBeGreaterThan(2_500_000);
  expect(store.giveBack(1_000_000)).toBeGreaterThanOrEqual(1_000_000);
  while (store.spareBytes() > 0) expect(store.giveBack(1_000_000)).toBeGreaterThan(0);
  expect(statSync(file).size).toBeLessThanOrEqual(before - spare);
  expect(store.prepare('SELECT count(*) AS n FROM heap').get()).toEqual({ n: 10 });
  store.close();
});

test('nothing deleted stays in the log; who reads meanwhile is not waited for, and it is done once he has', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ringward-store-')), 'site.db');
  const log = () => statSync(`${file}-wal`).size;
  const store = openStore(file);
  store.migrate('test', tables);
  const add = (name: string) =>
    store.transaction(() => {
      store.prepare('INSERT INTO things VALUES (?)').run(name);
      store.forgetDeleted();
    });
  add('first');
  expect(log()).toBe(0);
  const backup = new Database(file, { readonly: true });
  backup.exec('BEGIN');
  backup.prepare('SELECT count(*) FROM things').get();
  add('second');
  store.tidy();
  expect(log()).toBeGreaterThan(0);
  backup.exec('COMMIT');
  store.tidy();
  expect(log()).toBe(0);
  backup.close();
  store.close();
});
