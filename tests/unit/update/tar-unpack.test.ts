import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { create, Header } from 'tar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unpack } from '../../../gateway/update/tar-unpack.ts';

let folder: string;
let archive: string;
let target: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-unpack-'));
  archive = join(folder, 'release.tar.gz');
  target = join(folder, 'releases', 'one');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Entry {
  path: string;
  type?: 'File' | 'SymbolicLink' | 'Link' | 'CharacterDevice' | 'FIFO' | 'Directory';
  linkpath?: string;
  content?: string;
}

/** An archive byte by byte: a well-behaved program would not write most of these. */
function writeArchive(entries: Entry[]): void {
  const blocks = entries.flatMap(({ path, type = 'File', linkpath = '', content = '' }) => {
    const size = type === 'File' ? Buffer.byteLength(content) : 0;
    const header = new Header({ path, type, linkpath, size, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 });
    const block = Buffer.alloc(512);
    header.encode(block, 0);
    const body = Buffer.alloc(Math.ceil(size / 512) * 512);
    body.write(content);
    return size > 0 ? [block, body] : [block];
  });
  writeFileSync(archive, gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)])));
}

const refusal = () =>
  unpack(archive, target).then(
    () => 'taken',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );
const isClean = () => !existsSync(target) && !existsSync(`${target}.fresh`);

test('a release is there whole, with the links inside it', async () => {
  const tree = join(folder, 'tree');
  mkdirSync(join(tree, 'node_modules', '.bin'), { recursive: true });
  mkdirSync(join(tree, 'gateway'));
  writeFileSync(join(tree, 'gateway', 'main.ts'), 'the program');
  symlinkSync('../../gateway/main.ts', join(tree, 'node_modules', '.bin', 'node'));
  await create({ gzip: true, file: archive, cwd: tree }, ['.']);
  await unpack(archive, target);
  expect(readFileSync(join(target, 'node_modules', '.bin', 'node'), 'utf8')).toBe('the program');
  expect(existsSync(`${target}.fresh`)).toBe(false);
});

test.each<[string, Entry[]]>([
  ['an absolute path', [{ path: '/etc/cron.d/evil', content: 'x' }]],
  ['a path upwards', [{ path: 'gateway/../../evil', content: 'x' }]],
  ['a link upwards', [{ path: 'out', type: 'SymbolicLink', linkpath: '../../..' }]],
  ['a link that turns back', [{ path: 'out', type: 'SymbolicLink', linkpath: 'a/b/../../..' }]],
  ['an absolute link', [{ path: 'out', type: 'SymbolicLink', linkpath: '/etc/passwd' }]],
  [
    'a hard link',
    [
      { path: 'a', content: 'x' },
      { path: 'b', type: 'Link', linkpath: 'a' },
    ],
  ],
  ['a device', [{ path: 'disk', type: 'CharacterDevice' }]],
  ['a pipe', [{ path: 'pipe', type: 'FIFO' }]],
  ['a path that is too long', [{ path: `${'a/'.repeat(120)}b`, content: 'x' }]],
  ['nothing', []],
])('an archive with %s is refused, and nothing of it stays', async (_, entries) => {
  const fine: Entry[] = entries.length > 0 ? [{ path: 'fine', content: 'fine' }] : [];
  writeArchive([...fine, ...entries]);
  const limited = unpack(archive, target, { pathLength: 200 });
  await expect(limited).rejects.toMatchObject({ code: 'unpack-failed' });
  expect(isClean()).toBe(true);
});

test('nothing is written through a link that the archive has brought', async () => {
  writeArchive([
    { path: 'inner', type: 'Directory' },
    { path: 'door', type: 'SymbolicLink', linkpath: 'inner' },
    { path: 'door/evil', content: 'x' },
  ]);
  expect(await refusal()).toContain('unpack-failed');
  expect(isClean()).toBe(true);
});

test('an archive that unpacks to too much, or to too many, is stopped on the way', async () => {
  writeArchive([{ path: 'zeros', content: '0'.repeat(1_000_000) }]);
  await expect(unpack(archive, target, { bytes: 999_999 })).rejects.toMatchObject({ code: 'unpack-failed' });
  writeArchive(Array.from({ length: 11 }, (_, index) => ({ path: `f${index}`, content: 'x' })));
  await expect(unpack(archive, target, { entries: 10 })).rejects.toMatchObject({ code: 'unpack-failed' });
  expect(isClean()).toBe(true);
});

test('an archive that is cut off, or is none, is refused', async () => {
  writeArchive([{ path: 'a', content: 'x'.repeat(5000) }]);
  const whole = readFileSync(archive);
  writeFileSync(archive, whole.subarray(0, whole.length - 20));
  expect(await refusal()).toContain('unpack-failed');
  writeFileSync(archive, 'this is no archive at all');
  expect(await refusal()).toContain('unpack-failed');
  expect(isClean()).toBe(true);
});
