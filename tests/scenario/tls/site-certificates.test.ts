import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rulesOfListener } from '../../../devices/contracts/site-listener.ts';
import { openSiteCertificates, type ServerIdentity } from '../../../gateway/identity/site-certificates.ts';
import { issueServer, makeSiteAuthority } from '../../../gateway/identity/x509-site-authority.ts';
import { createTlsFront } from '../../../gateway/kernel/tls-front.ts';
import { quietLog } from '../../fixtures/quiet.ts';

const day = 86_400_000;
let dir: string;
let nowMs: number;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-tls-'));
  nowMs = Date.now();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const open = (names: string[] = []) =>
  openSiteCertificates({ dir: join(dir, 'tls'), site: 'linden', names, clock: { wallMs: () => nowMs }, log: quietLog });

/** The certificate that somebody who connects now is shown. */
async function shown(identity: ServerIdentity): Promise<X509Certificate> {
  const front = createTlsFront({ context: identity.context, only: true, takesPlain: () => false, refused: () => {} });
  const server = createServer((socket) => front.take(socket, (stream) => stream.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  const found = await new Promise<X509Certificate>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('secureConnect', () => resolve(socket.getPeerX509Certificate()!));
  });
  socket.destroy();
  server.close();
  return found;
}

test('the certificate is renewed by itself a month before it ends, without a restart and by the same authority', async () => {
  const certificates = await open();
  const identity = certificates.serve();
  const first = await shown(identity);
  nowMs += 59 * day;
  await certificates.check();
  expect((await shown(identity)).serialNumber).toBe(first.serialNumber);
  nowMs += 2 * day;
  await certificates.check();
  const second = await shown(identity);
  expect(second.serialNumber).not.toBe(first.serialNumber);
  expect(second.validToDate.getTime()).toBeGreaterThan(nowMs + 80 * day);
  expect(second.verify(new X509Certificate(certificates.authority).publicKey)).toBe(true);
});

test('a gateway that started with a wrong clock shows a certificate of this time once the clock is right', async () => {
  const rightMs = nowMs;
  nowMs = Date.parse('2000-01-01T00:00:00Z');
  const certificates = await open();
  const identity = certificates.serve();
  expect((await shown(identity)).validToDate.getUTCFullYear()).toBe(2026);
  nowMs = rightMs;
  await certificates.check();
  const { validFromDate, validToDate } = await shown(identity);
  expect(validFromDate.getTime()).toBeLessThan(rightMs);
  expect(validToDate.getTime()).toBeGreaterThan(rightMs + 60 * day);
});

test('a name that the site file gains is in the certificate after the next start, and the authority stays', async () => {
  const before = await open();
  const after = await open(['gate.linden.test', '10.9.8.7']);
  expect(after.fingerprint).toBe(before.fingerprint);
  const leaf = await shown(after.serve());
  expect([leaf.checkHost('gate.linden.test'), leaf.checkIP('10.9.8.7'), leaf.checkHost('localhost')]).toEqual([
    'gate.linden.test',
    '10.9.8.7',
    'localhost',
  ]);
});

test('own files that are missing, halved or do not belong together leave the site’s own in place, and count once they are whole', async () => {
  const certificates = await open();
  const files = { certificate: join(dir, 'own.pem'), key: join(dir, 'own.key') };
  const identity = certificates.serve(files);
  const isOwn = async () => !(await shown(identity)).checkIssued(new X509Certificate(certificates.authority));
  expect([await isOwn(), identity.problem()]).toEqual([false, expect.stringContaining('own.pem')]);

  const other = await makeSiteAuthority('elsewhere');
  const pair = await issueServer(other, ['localhost'], { nowMs, forMs: day });
  writeFileSync(files.key, other.key);
  for (const text of [pair.certificate.slice(0, 200), pair.certificate, '']) {
    writeFileSync(files.certificate, text);
    await certificates.check();
    expect([await isOwn(), identity.problem()]).toEqual([false, expect.stringContaining('own.pem')]);
  }
  writeFileSync(files.certificate, pair.certificate);
  writeFileSync(files.key, pair.key);
  await certificates.check();
  expect([await isOwn(), identity.problem()]).toEqual([true, undefined]);
  writeFileSync(files.key, pair.key.slice(0, 50));
  await certificates.check();
  expect([await isOwn(), identity.problem()]).toEqual([true, expect.stringContaining('own.pem')]);
  writeFileSync(files.key, pair.key);
  await certificates.check();
  expect([await isOwn(), identity.problem()]).toEqual([true, undefined]);
});

test('a start with a clock that is certainly behind replaces no good certificate', async () => {
  const before = await shown((await open()).serve());
  nowMs = Date.parse('2000-01-01T00:00:00Z');
  const certificates = await open(['gate.linden.test']);
  await certificates.check();
  expect((await shown(certificates.serve())).serialNumber).toBe(before.serialNumber);
});

test('an authority that cannot be read or kept is a fault, and nothing takes its place', async () => {
  const path = join(dir, 'tls', 'authority.key');
  // a folder in place of the file: root may read every file
  mkdirSync(path, { recursive: true });
  await expect(open()).rejects.toMatchObject({ code: 'tls-files-unusable' });
  expect(readdirSync(join(dir, 'tls'))).toEqual(['authority.key']);
  rmSync(path, { recursive: true });
  mkdirSync(`${path}.${process.pid}.new`);
  await expect(open()).rejects.toMatchObject({ code: 'tls-files-unusable' });
});

test('an authority that lost its certificate is the same again, and what is damaged twice is put aside twice', async () => {
  const first = await open();
  const leaf = await shown(first.serve());
  const path = join(dir, 'tls', 'authority');
  for (const damage of [() => rmSync(`${path}.pem`), () => writeFileSync(`${path}.pem`, 'half')]) {
    damage();
    const again = new X509Certificate((await open()).authority);
    expect([leaf.verify(again.publicKey), leaf.checkIssued(again)]).toEqual([true, true]);
    expect((await shown((await open()).serve())).serialNumber).toBe(leaf.serialNumber);
  }
  for (const text of ['half a k', 'a half']) {
    nowMs += 1000;
    writeFileSync(`${path}.key`, text);
    expect((await open()).fingerprint).not.toBe(first.fingerprint);
  }
  const aside = readdirSync(join(dir, 'tls')).filter((name) => name.startsWith('authority.key.damaged-'));
  expect(aside.map((name) => readFileSync(join(dir, 'tls', name), 'utf8'))).toEqual(['half a k', 'a half']);
});

test('a key that others could read is its owner’s alone after the next start', async () => {
  await open();
  const key = join(dir, 'tls', 'authority.key');
  chmodSync(key, 0o644);
  const text = readFileSync(key, 'utf8');
  await open();
  expect([statSync(key).mode & 0o777, readFileSync(key, 'utf8')]).toEqual([0o600, text]);
});

test('loopback stays plain, other addresses take TLS beside plain until somebody decides, and a decision is kept to', () => {
  expect(rulesOfListener({ host: '127.0.0.1' })).toEqual({ tls: 'off', plain: true, undecided: false });
  expect(rulesOfListener({ host: '0.0.0.0' })).toEqual({ tls: 'auto', plain: true, undecided: true });
  expect(rulesOfListener({ host: '0.0.0.0', tls: 'auto' })).toEqual({ tls: 'auto', plain: false, undecided: false });
  expect(rulesOfListener({ host: '10.0.0.2', tls: 'auto', plain: true })).toMatchObject({ tls: 'auto', plain: true });
  expect(rulesOfListener({ host: '10.0.0.2', tls: 'off', plain: false })).toMatchObject({ tls: 'off', plain: true });
});
