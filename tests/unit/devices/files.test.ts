import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { holdLock } from '../../../devices/files/sqlite-lock.ts';
import { createFile } from '../../../devices/files/synced-files.ts';
import { testShutIn } from '../../fixtures/shut-in.ts';

const dir = mkdtempSync(join(tmpdir(), 'ringward-files-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const modeOf = (path: string) => statSync(path).mode & 0o777;
const nobody = 10001;
const inUse = () => new Error('somebody else holds it');

test('a file that is made is for its owner, never goes over another one, and leaves nothing beside itself', () => {
  const file = join(dir, 'keys', 'a.key');
  createFile(file, 'the first');
  // as a kill after the link leaves it
  linkSync(file, `${file}.${process.pid}.new`);
  expect(() => createFile(file, 'the second')).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  expect(readFileSync(file, 'utf8')).toBe('the first');
  expect(readdirSync(join(dir, 'keys'))).toEqual(['a.key']);
  expect([modeOf(join(dir, 'keys')), modeOf(file)]).toEqual([0o700, 0o600]);
});

test('only a lock that another holds is said to be held', () => {
  const lock = join(dir, 'a-lock');
  const letGo = holdLock(lock, inUse);
  expect(() => holdLock(lock, inUse)).toThrow('somebody else holds it');
  expect(holdsFromOutside(lock)).toContain('somebody else holds it');
  letGo();
  holdLock(lock, inUse)();
  expect(() => holdLock(join(dir, 'no-folder', 'lock'), inUse)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  writeFileSync(lock, 'no lock at all '.repeat(500));
  expect(() => holdLock(lock, inUse)).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }));
});

test('a lock is for its owner’s eyes, also one that was not', () => {
  const [fresh, old] = [join(dir, 'fresh-lock'), join(dir, 'old-lock')];
  writeFileSync(old, '');
  chmodSync(old, 0o644);
  for (const lock of [fresh, old]) holdLock(lock, inUse)();
  expect([fresh, old].map(modeOf)).toEqual([0o600, 0o600]);
});

// root may write whatever it may read
test.skipIf(process.getuid?.() === 0)('a lock that may only be read holds nothing, and that is said', () => {
  const lock = join(dir, 'read-only-lock');
  writeFileSync(lock, '', { mode: 0o400 });
  expect(() => holdLock(lock, inUse)).toThrow(expect.objectContaining({ code: 'EACCES' }));
});

testShutIn('of a lock that root has made another user is told whose it is, and what to do', () => {
  const lock = join(dir, 'lock-of-root');
  chmodSync(dir, 0o755);
  for (const mode of [0o600, 0o644, 0o666]) {
    writeFileSync(lock, '');
    chmodSync(lock, mode);
    const said = holdsFromOutside(lock, nobody);
    expect([mode, said]).toEqual([mode, expect.stringContaining(`${lock} belongs to root`)]);
    expect(said).toContain('delete the file while nothing else uses');
  }
  chmodSync(lock, 0o400);
  chownSync(lock, nobody, nobody);
  expect(holdsFromOutside(lock, nobody)).toContain('EACCES: permission denied');
});

/** What another process is told that tries to hold it. */
function holdsFromOutside(lock: string, uid = process.getuid?.()): string {
  const room = new URL('../../../devices/files/', import.meta.url).href;
  const program = `
    import { holdLock } from '${room}sqlite-lock.ts';
    try {
      holdLock(${JSON.stringify(lock)}, () => new Error('somebody else holds it'));
    } catch ({ message }) {
      console.log(message);
    }`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', uid }).stdout;
}
