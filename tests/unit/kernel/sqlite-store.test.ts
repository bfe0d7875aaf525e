import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';

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
