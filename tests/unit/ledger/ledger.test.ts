import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../../gateway/ledger/ledger.ts';
import { canonical, parseLedgerEntry } from '../../../gateway/ledger/ledger-entry.ts';
import { verifyLedger, verifyLedgerNow } from '../../../gateway/ledger/verify-ledger.ts';
import { entriesOf, entryOf, ledgerOf } from '../../fixtures/ledger-of.ts';

test('each entry is chained to the one before, so that anybody can check it with SHA-256 alone', () => {
  const { store, ledger } = ledgerOf();
  expect(ledger.head()).toEqual({ seq: 0, hash: hash('sha256', '', 'hex') });
  const first = ledger.append(entryOf(1));
  const second = ledger.append(entryOf(2));
  const rows = store.prepare('SELECT entry, hash FROM ledger ORDER BY seq').all() as { entry: string; hash: string }[];
  expect(rows[0]!.hash).toBe(hash('sha256', `${hash('sha256', '', 'hex')}\n${rows[0]!.entry}`, 'hex'));
  expect(rows[1]!.hash).toBe(hash('sha256', `${first.hash}\n${rows[1]!.entry}`, 'hex'));
  expect(ledger.head()).toEqual(second);
  expect(verifyLedgerNow(store)).toEqual({ ok: true, entries: 2, anchors: 0, head: second, trimmedThrough: 0 });
});

test('an entry reads the same whatever the order of its fields, in any script', () => {
  const detail = { zone: '椴园', a: 1, list: ['x', 'é', '👮'], 'Z-last': true, odd: '\u0000\ud800"\\' };
  const turned = Object.fromEntries(Object.entries(detail).reverse());
  expect(canonical({ b: { y: 1, x: undefined }, a: [2, { d: 4, c: 3 }] })).toBe('{"a":[2,{"c":3,"d":4}],"b":{"y":1}}');
  const one = ledgerOf([entryOf(1, { detail, reason: '老人摔倒' })]);
  const other = ledgerOf([{ ...entryOf(1), reason: '老人摔倒', detail: turned }]);
  expect(one.ledger.head()).toEqual(other.ledger.head());
  expect(verifyLedgerNow(one.store).ok).toBe(true);
  expect(one.ledger.find({ limit: 1 })[0]).toMatchObject({ detail, reason: '老人摔倒', seq: 1 });
});

test('a deed that is rolled back leaves no entry, and the next one stands in its place', () => {
  const { store, ledger } = ledgerOf(entriesOf(2));
  const before = ledger.head();
  const fall = () => {
    throw new Error('the deed failed');
  };
  expect(() =>
    store.transaction(() => {
      ledger.append(entryOf(3));
      fall();
    }),
  ).toThrow('the deed failed');
  expect(ledger.head()).toEqual(before);
  expect(ledger.append(entryOf(4)).seq).toBe(3);
  expect(verifyLedgerNow(store).ok).toBe(true);
});

test('the database itself refuses to change, delete, replace or skip an entry', () => {
  const { store } = ledgerOf(entriesOf(3));
  const refused = /only ever added to/;
  expect(() => store.prepare("UPDATE ledger SET subject = 'nobody' WHERE seq = 2").run()).toThrow(refused);
  expect(() => store.prepare('DELETE FROM ledger WHERE seq = 1').run()).toThrow(refused);
  const put = "VALUES (?, 1, 'gateway', 'a.b', NULL, '{}', 'x')";
  expect(() => store.prepare(`INSERT OR REPLACE INTO ledger ${put}`).run(2)).toThrow(refused);
  expect(() => store.prepare(`INSERT INTO ledger ${put}`).run(9)).toThrow(refused);
});

test('an auditor finds what one person did, what was done to one, and what kind of thing it was', () => {
  const { ledger } = ledgerOf([
    ...entriesOf(6),
    entryOf(7, { actor: { kind: 'device', id: 'guard-1' }, action: 'accessory.seen', subject: 'x' }),
  ]);
  const seqs = (query: Parameters<typeof ledger.find>[0]) => ledger.find(query).map(({ seq }) => seq);
  expect(seqs({ actor: 'guard-1', limit: 9 })).toEqual([7, 4, 1]);
  expect(seqs({ actor: 'user:guard-1', limit: 9 })).toEqual([4, 1]);
  expect(seqs({ actor: 'gateway', limit: 1 })).toEqual([6]);
  expect(seqs({ action: 'access', limit: 9 })).toEqual([6, 4, 2]);
  expect(seqs({ action: 'person.viewed', subject: 'person-3', limit: 9 })).toEqual([3]);
  expect(seqs({ fromMs: entryOf(2).atMs, toMs: entryOf(4).atMs, limit: 9 })).toEqual([3, 2]);
  expect(seqs({ beforeSeq: 3, limit: 9 })).toEqual([2, 1]);
});

test('what a controller did alone says when it happened and when it was written down', () => {
  const { ledger, clock } = ledgerOf();
  ledger.append(entryOf(1, { atMs: clock.wallMs() - 3_600_000 }));
  ledger.append(entryOf(2, { atMs: clock.wallMs() }));
  expect(ledger.find({ limit: 2 }).map(({ writtenAtMs }) => writtenAtMs)).toEqual([undefined, clock.wallMs()]);
});

const template = Buffer.from(new Float32Array(512).map((_, at) => Math.sin(at)).buffer).toString('base64');

test.each<[string, Record<string, unknown>]>([
  ['a template as a list of numbers', { detail: { template: [0.1, 0.2, 0.3] } }],
  ['a template as a list of written numbers', { detail: { template: ['0.1', '-0.2', '1e-3', '0.04'] } }],
  ['a template in base64', { detail: { face: template } }],
  ['a piece of a template in base64', { detail: { face: template.slice(0, 150) } }],
  ['a picture as an object', { detail: { picture: { width: 112, bytes: 'x' } } }],
  ['a template as what it is about', { subject: template.slice(0, 100) }],
  ['a long text in a detail', { detail: { note: 'a word '.repeat(30) } }],
  ['no time', { atMs: undefined }],
  ['an action without an area', { action: 'opened' }],
  ['a further field', { template: 'x' }],
  ['a number that is none', { detail: { count: Number.NaN } }],
])('the ledger takes no %s', (_, change) => {
  const entry = { ...entryOf(1), ...change } as LedgerEntry;
  expect(parseLedgerEntry(entry).ok).toBe(false);
  const { ledger } = ledgerOf();
  expect(() => ledger.append(entry)).toThrow(/no entry of the ledger/);
  expect(ledger.head().seq).toBe(0);
});

test("a guard's reason never keeps a deed from being noted: it is cut, and what looks like data is left out", () => {
  const { ledger } = ledgerOf();
  ledger.append(entryOf(1, { reason: `please ${template} open` }));
  ledger.append(entryOf(2, { reason: '请开门 '.repeat(300) }));
  const [long, odd] = ledger.find({ limit: 2 });
  expect(odd!.reason).toBe('please […] open');
  expect(long!.reason).toHaveLength(500);
});

test('while the ledger is verified, doors go on being noted', async () => {
  const { store, ledger } = ledgerOf(entriesOf(2000));
  const verdict = verifyLedger(store);
  const noted = ledger.append(entryOf(2001));
  expect(await verdict).toMatchObject({ ok: true });
  expect(ledger.head()).toEqual(noted);
  expect(await verifyLedger(store)).toMatchObject({ ok: true, entries: 2001, head: noted });
});

test.each([
  ['wants 粤B12345 let in', 'wants […] let in'],
  ['粤 B·12345 blocks the lane', '[…] blocks the lane'],
  ['粤B·D12345 blocks the lane', '[…] blocks the lane'],
  ['粤b12345挡道', '[…]挡道'],
  ['card uid:04A1B2C3 was found', 'card […] was found'],
  ['call 13912345678 or 139-1234-5678', 'call […] or […]'],
  ['identity card 11010519491231002X shown', 'identity card […] shown'],
  ['police request 2026-1123, room 1201, 18:30', 'police request 2026-1123, room 1201, 18:30'],
])('what names somebody by a number does not come into the ledger with a reason: %s', (said, kept) => {
  const { ledger } = ledgerOf();
  ledger.append(entryOf(1, { reason: said }));
  expect(ledger.find({ limit: 1 })[0]!.reason).toBe(kept);
});
