import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadCloudConfig } from '../../../cloud/cloud-config.ts';
import { hashToken } from '../../../cloud/intake/gateway-tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringward-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(text: string): string {
  const file = join(folder, 'cloud.yaml');
  writeFileSync(file, text);
  return file;
}

test('without a file the cloud serves loopback only', () => {
  expect(loadCloudConfig({})).toMatchObject({ host: '127.0.0.1', port: 8700, gateways: [] });
});

test('the command line outranks the file, and paths in the file are beside it', () => {
  const config = write('host: 0.0.0.0\nport: 9000\ndata: here\noperatorPasswordFile: pw\n');
  expect(loadCloudConfig({ config, port: '0' })).toMatchObject({
    host: '0.0.0.0',
    port: 0,
    data: join(folder, 'here'),
    operatorPasswordFile: join(folder, 'pw'),
  });
});

test('a token is only kept as its hash, given either way', () => {
  const token = 'a-token-of-sixteen-or-more';
  const hash = hashToken(token);
  const config = write(
    `gateways:\n  - { id: gw-1, token: ${token} }\n  - { id: gw-2, site: linden, tokenSha256: '${'ab'.repeat(32)}' }\n`,
  );
  const { gateways } = loadCloudConfig({ config });
  expect(gateways).toEqual([
    { gateway: 'gw-1', tokenHash: hash },
    { gateway: 'gw-2', site: 'linden', tokenHash: Buffer.from('ab'.repeat(32), 'hex') },
  ]);
});

test('the address of PostgreSQL and its password are kept apart, wherever the password comes from', () => {
  const url = 'postgres://cloud@db.example:5432/ringward';
  const inAddress = 'postgres://cloud:p%40ss@db.example:5432/ringward';
  expect(loadCloudConfig({ config: write(`store: ${url}\n`) }).store).toEqual({ url });
  expect(loadCloudConfig({ store: inAddress }).store).toEqual({ url, password: 'p@ss' });
  expect(loadCloudConfig({ store: inAddress, storePassword: 'other' }).store).toEqual({ url, password: 'other' });
  writeFileSync(join(folder, 'store-password'), 'in a file\nand no further\n');
  const config = write(`store: ${url}\nstorePasswordFile: store-password\n`);
  expect(loadCloudConfig({ config }).store).toEqual({ url, password: 'in a file' });
  expect(() => loadCloudConfig({ store: 'postgres://u:top-secret@:x' })).toThrow(/^(?!.*top-secret).*store/);
  expect(loadCloudConfig({}).store).toBeUndefined();
});

test.each([
  ['prot: 1', 'prot'],
  ['port: 70000', 'port'],
  ['gateways: [{ id: GW, token: a-token-of-sixteen-or-more }]', 'gateways.0.id'],
  ['gateways: [{ id: gw-1, token: short }]', 'gateways.0.token'],
  ['gateways: [{ id: gw-1 }]', 'gw-1'],
  ['gateways: [{ id: a, token: a-token-of-sixteen-or-more }, { id: b, token: a-token-of-sixteen-or-more }]', '(b)'],
  ['publicUrl: ftp://x', 'publicUrl'],
  ['a: [', 'YAML'],
  ['store: mysql://x/y', 'store'],
  ['retention: { days: { event: 3 } }', 'retention.days.event'],
  ['retention: { tenants: [{ tenant: a, days: { claim: 100 } }] }', 'claim'],
  ['storeLimitMb: 5\nstore: postgres://u@h/d', 'storeLimitMb'],
])('the operator is told what is wrong in %s', (text, word) => {
  const file = write(text);
  expect(() => loadCloudConfig({ config: file })).toThrow(expect.objectContaining({ code: 'config-invalid' }));
  expect(() => loadCloudConfig({ config: file })).toThrow(word);
  expect(() => loadCloudConfig({ config: file })).toThrow(file);
});

test('a file that is not there and a port that is no number are named', () => {
  expect(() => loadCloudConfig({ config: join(folder, 'none.yaml') })).toThrow('none.yaml');
  expect(() => loadCloudConfig({ port: '80a' })).toThrow('80a');
});
