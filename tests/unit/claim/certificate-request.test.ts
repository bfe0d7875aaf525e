import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openCloudAuthority } from '../../../cloud/identity/open-authority.ts';
import { createAuthorityKey, openAuthority, readCsr } from '../../../cloud/identity/x509-authority.ts';
import { createCertificateRequest } from '../../../gateway/identity/certificate-request.ts';
import { checkCloud } from '../../../gateway/identity/cloud-tls.ts';

const ec = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const nowMs = Date.UTC(2026, 10, 22);

test('a gateway’s own request is read by the cloud, whatever the length of its name', async () => {
  for (const name of ['a', 'gw-1', 'g'.repeat(64), 'g'.repeat(200)]) {
    const read = await readCsr(createCertificateRequest(ec(), name));
    expect(read, name).toMatchObject({ ok: true, value: { keyHash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  }
});

test('a request that is changed, of another kind of key, or no request at all is refused by name', async () => {
  const pem = createCertificateRequest(ec(), 'gw-1');
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const wrap = (bytes: Buffer) =>
    `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
  const flipped = Buffer.from(der);
  flipped[20]! ^= 1;
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  for (const bad of [wrap(flipped), wrap(der.subarray(0, 60)), createCertificateRequest(p384, 'gw-1'), 'hello', ''])
    expect(await readCsr(bad)).toMatchObject({ ok: false, problem: expect.any(String) });
});

test('a gateway’s certificate cannot stand in for the cloud, nor the cloud of another authority, nor one past its time', async () => {
  const [ours, theirs] = [await openAuthority(createAuthorityKey()), await openAuthority(createAuthorityKey())];
  const key = await readCsr(createCertificateRequest(ec(), 'gw-1'));
  if (!key.ok) throw new Error(key.problem);
  const gateway = await ours.issueGateway(key.value.publicKey, 'gw-1', 3_600_000, nowMs);
  const server = async (authority: typeof ours) =>
    new X509Certificate((await authority.issueServer(['127.0.0.1'], nowMs)).cert);
  const mark = { ca: ours.ca };
  expect(() => checkCloud(new X509Certificate(gateway.certificate), mark, nowMs)).toThrow(/not of the cloud/);
  const theirServer = await server(theirs);
  expect(() => checkCloud(theirServer, mark, nowMs)).toThrow(/not of the cloud/);
  const ourServer = await server(ours);
  expect(() => checkCloud(ourServer, mark, nowMs)).not.toThrow();
  expect(() => checkCloud(ourServer, mark, Date.UTC(2100, 0, 1))).toThrow(/not of this time/);
  expect(() => checkCloud(ourServer, mark, 0)).toThrow(/not of this time/);
  expect(() => checkCloud(ourServer, mark, undefined)).not.toThrow();
  expect(() => checkCloud(undefined, mark, nowMs)).toThrow(/no certificate/);
  expect(() => checkCloud(ourServer, { pin: ours.pin }, undefined)).toThrow(/no certificate of its authority/);
});

test('the authority’s certificate is the same mark in every process that has its key', async () => {
  const pem = createAuthorityKey();
  const [one, other] = [await openAuthority(pem), await openAuthority(pem)];
  expect(one.pin).toBe(other.pin);
  const server = new X509Certificate((await one.issueServer(['localhost'], nowMs)).cert);
  expect(() => checkCloud(server, { ca: other.ca }, nowMs)).not.toThrow();
  await expect(openAuthority('no key')).rejects.toMatchObject({ code: 'authority-unusable' });
});

test('the key of an authority is made once in the file that the configuration names, and nothing beside it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-authority-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'keys', 'authority.key');
  const noStore = { secret: expect.unreachable, swapSecret: expect.unreachable } as never;
  const { pin } = await openCloudAuthority(noStore, file);
  expect((await openCloudAuthority(noStore, file)).pin).toBe(pin);
  expect((await openAuthority(readFileSync(file, 'utf8'))).pin).toBe(pin);
  expect(readdirSync(join(dir, 'keys'))).toEqual(['authority.key']);
  await expect(openCloudAuthority(noStore, join(file, 'in-a-file'))).rejects.toMatchObject({
    code: 'authority-unusable',
  });
});
