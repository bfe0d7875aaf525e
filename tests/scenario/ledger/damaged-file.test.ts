import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import { createAnchorer } from '../../../gateway/ledger/anchor-ledger.ts';
import type { LedgerAnchor } from '../../../gateway/ledger/ledger.ts';
import { verifyLedgerFile } from '../../../gateway/ledger/verify-ledger-file.ts';
import { entriesOf, entryOf, ledgerOf, tamper } from '../../fixtures/ledger-of.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const closing: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'jwk' }).x!;
const signText = (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64url');

/** A gateway that has worked for a while, was anchored twice, and was switched off. */
function siteWithLedger() {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-damage-'));
  closing.push(() => rmSync(dir, { recursive: true, force: true }));
  const database = join(dir, 'data', 'site.db');
  const { store, ledger, clock } = ledgerOf(entriesOf(1200), database);
  const sent: LedgerAnchor[] = [];
  const send = (anchor: LedgerAnchor) => sent.push(anchor);
  const anchorer = createAnchorer({ ledger, store, clock, log: quietLog, gateway: 'gw-1', sign: signText, send });
  anchorer.anchor();
  clock.advance(600_000);
  for (let n = 1201; n <= 1500; n += 1) ledger.append(entryOf(n));
  anchorer.close();
  store.close();
  const anchorsFile = join(dir, 'anchors.json');
  const answer = { gateway: 'gw-1', anchors: sent.map((anchor) => ({ ...anchor, epoch: 'e1', receivedAtMs: 1 })) };
  writeFileSync(anchorsFile, JSON.stringify(answer));
  const edit = (work: (store: Store) => void) => {
    const opened = openStore(database);
    work(opened);
    opened.close();
  };
  return {
    dir,
    database,
    anchorsFile,
    sent,
    edit,
    verify: () => verifyLedgerFile({ database, gateway: 'gw-1', anchorsFile, key }),
  };
}

test('an untouched ledger is whole, and its anchors are met', () => {
  const { sent, verify } = siteWithLedger();
  expect(sent.map(({ seq }) => seq)).toEqual([1200, 1500]);
  // Each anchor is met twice: as the cloud keeps it, and as the database does.
  expect(verify()).toMatchObject({ ok: true, entries: 1500, anchors: 4, head: { seq: 1500 } });
});

test.each([
  [
    'a changed name',
    "UPDATE ledger SET entry = replace(entry, 'person-3', 'person-4') WHERE seq = 703",
    703,
    /703 does not follow/,
  ],
  [
    'a changed look-up column',
    "UPDATE ledger SET subject = 'person-1' WHERE seq = 703",
    703,
    /column subject of entry 703/,
  ],
  ['a changed time', 'UPDATE ledger SET at_ms = at_ms + 1 WHERE seq = 40', 40, /column at_ms of entry 40/],
  ['a deleted entry', 'DELETE FROM ledger WHERE seq = 1', 1, /1 is missing; the next one there is 2/],
  [
    'a deleted hour',
    'DELETE FROM ledger WHERE seq BETWEEN 600 AND 900',
    600,
    /600 is missing; the next one there is 901/,
  ],
  ['a cut-off tail', 'DELETE FROM ledger WHERE seq > 1400', 1401, /ends with entry 1400, but entry 1500 was anchored/],
  ['an emptied ledger', 'DELETE FROM ledger', 1, /ends with entry 0/],
])('%s is found with its place', (_, sql, seq, problem) => {
  const { edit, verify } = siteWithLedger();
  edit((store) => tamper(store, sql));
  expect(verify()).toMatchObject({ ok: false, seq, problem: expect.stringMatching(problem) });
});

test('a ledger written anew, anchors in the database and all, is found by those kept outside', () => {
  const { edit, verify } = siteWithLedger();
  const forged = ledgerOf(entriesOf(1500).map((entry, at) => (at === 1300 ? { ...entry, subject: 'nobody' } : entry)));
  const rows = forged.store.prepare('SELECT * FROM ledger').all();
  edit((store) => {
    tamper(store, 'DELETE FROM ledger', 'DELETE FROM ledger_anchors');
    const put = store.prepare('INSERT INTO ledger VALUES (@seq, @at_ms, @actor, @action, @subject, @entry, @hash)');
    store.transaction(() => {
      for (const row of rows) put.run(row);
    });
  });
  expect(verify()).toMatchObject({ ok: false, seq: 1201, problem: expect.stringContaining('entries 1201 to 1500') });
});

test('an anchor that the site has not signed proves nothing', () => {
  const { sent, anchorsFile, verify } = siteWithLedger();
  const forged = { ...sent[1]!, hash: 'a'.repeat(64) };
  writeFileSync(anchorsFile, JSON.stringify({ gateway: 'gw-1', anchors: [forged] }));
  expect(verify()).toMatchObject({ ok: false, seq: 1500, problem: expect.stringContaining('not signed') });
});

test('the head is handed on when it has moved, and not again', () => {
  const { store, ledger, clock } = ledgerOf(entriesOf(3));
  const sent: number[] = [];
  const send = ({ seq }: LedgerAnchor) => sent.push(seq);
  const anchorer = createAnchorer({ ledger, store, clock, log: quietLog, gateway: 'gw-1', sign: signText, send });
  expect([anchorer.anchor()?.seq, anchorer.anchor()?.seq]).toEqual([3, undefined]);
  ledger.append(entryOf(4));
  anchorer.close();
  expect(sent).toEqual([3, 4]);
  expect(anchorer.taken().map(({ seq }) => seq)).toEqual([3, 4]);
  store.close();
});

test('the command says whole with 0 and damaged with 1 and the place, and what it cannot read with 2', async () => {
  const { dir, edit, anchorsFile } = siteWithLedger();
  const config = join(dir, 'site.yaml');
  writeFileSync(config, stringify(smallSite()), { mode: 0o600 });
  const command = (...more: string[]) =>
    new Promise<{ code: number; text: string }>((resolve) => {
      const args = ['gateway/main.ts', '--config', config, 'verify-ledger', ...more];
      const child = execFile(process.execPath, args, (_, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, text: stdout + stderr }),
      );
    });
  expect(await command('--anchors', anchorsFile, '--key', key)).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^whole: 1500 entries, 4 anchors met, head 1500 [0-9a-f]{64}\n$/),
  });
  expect(await command('--anchors', config)).toMatchObject({
    code: 2,
    text: expect.stringContaining('anchors-unreadable'),
  });
  edit((store) => tamper(store, 'DELETE FROM ledger WHERE seq = 77'));
  expect(await command()).toMatchObject({ code: 1, text: expect.stringContaining('DAMAGED at entry 77') });
});
