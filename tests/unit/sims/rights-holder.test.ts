import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RightsSnapshot } from '../../../devices/contracts/rights.ts';
import { createFileNote, createForgetfulNote } from '../../../firmware-sims/device/flash-note.ts';
import { createPassUses } from '../../../firmware-sims/device/pass-uses.ts';
import { createRightsHolder } from '../../../firmware-sims/device/rights-holder.ts';
import { silentLog } from '../../../firmware-sims/log.ts';
import { cardEntry, createSiteKey, signRights, snapshotOf } from '../../fixtures/signed-rights.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-rights-'));
  path = join(dir, 'door-1.rights.json');
});
afterEach(() => rmSync(dir, { recursive: true }));

const key = createSiteKey();
const installed = (over: { siteKey?(): string | undefined } = {}) =>
  createRightsHolder({
    site: 'test-site',
    controller: 'door-1',
    siteKey: () => key.publicKey,
    flash: createFileNote(path),
    log: silentLog,
    ...over,
  });
const snapshot = (version: number, over: Partial<RightsSnapshot> = {}) =>
  snapshotOf(key, { version, credentials: [cardEntry('uid:04A1B2C3', `card-${version}`)], ...over });
const wire = (message: unknown) => Buffer.from(JSON.stringify(message));
const sent = (version: number, over: Partial<RightsSnapshot> = {}) => wire(signRights(key, snapshot(version, over)));

describe('the rights that a controller holds', () => {
  test('are taken when the site signed them, and replaced by newer ones', () => {
    const holder = installed();
    expect(holder.report()).toEqual({ version: 0, credentials: 0 });
    holder.receive(sent(4));
    holder.receive(sent(9));
    expect(holder.report()).toEqual({ version: 9, credentials: 1 });
    expect(holder.rights?.card('uid:04A1B2C3')[0]?.[1]).toBe('card-9');
  });

  test('are there again after a power cut, and the flash holds one whole snapshot', () => {
    installed().receive(sent(4));
    const after = installed();
    expect(after.report()).toEqual({ version: 4, credentials: 1 });
    after.receive(sent(5));
    after.reload();
    expect(after.report().version).toBe(5);
    expect(readdirSync(dir)).toEqual(['door-1.rights.json']);
  });

  test('are gone with the power where there is no flash', () => {
    const holder = createRightsHolder({
      site: 'test-site',
      controller: 'door-1',
      siteKey: () => key.publicKey,
      flash: createForgetfulNote(),
      log: silentLog,
    });
    holder.receive(sent(4));
    holder.reload();
    expect(holder.report().version).toBe(0);
  });

  test('that were changed in the flash are not used', () => {
    installed().receive(sent(4));
    const forged = signRights(createSiteKey(), snapshot(99));
    for (const content of [JSON.stringify(forged), '{"version":', '', 'null']) {
      writeFileSync(path, content);
      expect(installed().report()).toEqual({ version: 0, credentials: 0 });
    }
  });

  test('sent once more are no reason to complain', () => {
    const holder = installed();
    const message = sent(4);
    holder.receive(message);
    holder.receive(message);
    expect(holder.report()).toEqual({ version: 4, credentials: 1 });
  });
});

describe('a snapshot that changes nothing', () => {
  const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, ' '));
  const good = signRights(key, snapshot(5));
  const cases: [name: string, message: Uint8Array, refused: string][] = [
    ['was signed by somebody else', wire(signRights(createSiteKey(), snapshot(5))), 'signature'],
    ['was changed on the way', wire({ ...good, payload: `${good.payload.slice(0, -8)}AAAAAAA=` }), 'signature'],
    ['has no signature to speak of', wire({ ...good, signature: 'AAAA' }), 'signature'],
    ['is for another site', sent(5, { site: 'other-site' }), 'not-mine'],
    ['is for another controller', sent(5, { controller: 'door-2' }), 'not-mine'],
    ['is older', sent(3), 'older'],
    ['has the same number and other rights', sent(4, { lockedDown: true }), 'older'],
    ['is a gzip bomb', wire(signRights(key, snapshot(5), bomb)), 'malformed'],
    ['is cut off', wire(signRights(key, snapshot(5), gzipSync('{"site":"test-site"}').subarray(0, 20))), 'malformed'],
    ['is no gzip', wire(signRights(key, snapshot(5), Buffer.from('{}'))), 'malformed'],
    ['is no JSON', wire(signRights(key, snapshot(5), gzipSync('rights'))), 'malformed'],
    ['lacks a field', wire(signRights(key, snapshot(5), gzipSync('{"site":"test-site"}'))), 'malformed'],
    ['says two versions', wire({ ...good, version: 6 }), 'malformed'],
    [
      'has a time zone that there is not',
      sent(5, { timezone: 'Mars/Olympus', schedules: [{ spans: [], except: [] }] }),
      'malformed',
    ],
    [
      'names a schedule that it does not have',
      sent(5, { credentials: [cardEntry('uid:04A1B2C3', 'card-1', { schedule: 0 })] }),
      'malformed',
    ],
    ['has a key for passes that is none', sent(5, { passKey: 'AAAA' }), 'malformed'],
    ['is no message at all', Buffer.from([0, 255, 1]), 'malformed'],
    ['is not even base64', wire({ ...good, payload: '***' }), 'malformed'],
  ];

  test.each(cases)('%s', (_name, message, refused) => {
    const holder = installed();
    holder.receive(sent(4));
    holder.receive(message);
    expect(holder.report()).toEqual({ version: 4, credentials: 1, refused });
    expect(holder.rights?.lockedDown).toBe(false);
    expect(installed().report().version).toBe(4);
    holder.receive(sent(7));
    expect(holder.report()).toEqual({ version: 7, credentials: 1 });
  });

  test('a controller that was put up without the site’s key takes none until it is given the key', () => {
    let given: string | undefined;
    const holder = installed({ siteKey: () => given });
    holder.receive(sent(4));
    expect(holder.report()).toEqual({ version: 0, credentials: 0, refused: 'signature' });
    given = key.publicKey;
    holder.receive(sent(4));
    expect(holder.report()).toEqual({ version: 4, credentials: 1 });
  });
});

describe('the uses of passes', () => {
  const pass = (jti: string, nbf: number, exp: number) => ({ jti, iss: 'test-site', nbf, exp, at: ['front'], uses: 1 });

  test('are remembered over a power cut, and those of passes long ended are not', () => {
    const flash = createFileNote(path);
    const uses = createPassUses(flash, 'door-1', silentLog);
    uses.count(pass('a', 10, 20));
    uses.count(pass('b', 15, 30));
    uses.count(pass('b', 15, 30));
    uses.giveBack(pass('b', 15, 30));
    const after = createPassUses(flash, 'door-1', silentLog);
    expect([after.of('a'), after.of('b'), after.of('c')]).toEqual([1, 1, 0]);
    after.count(pass('c', 21, 40));
    expect(after.of('a')).toBe(0);
    writeFileSync(path, '[["a"');
    after.reload();
    expect(after.of('b')).toBe(0);
  });
});
