import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseClaimCode } from '../../../devices/contracts/claim.ts';
import { hasProgram } from '../../fixtures/programs.ts';
import { batchOf, siteEvent } from '../cloud/test-cloud.ts';
import { type ClaimingCloud, startClaimingCloud } from './claiming-cloud.ts';
import { factsOf, openClaimingGateway } from './claiming-gateway.ts';

const run = promisify(execFile);
const test_ = test.skipIf(!(hasProgram('openssl') && hasProgram('curl')));
let cloud: ClaimingCloud;
let folder: string;
beforeAll(async () => {
  cloud = await startClaimingCloud({ gateways: [{ id: 'gw-1', token: 'token-of-gateway-one-0001' }] });
  folder = mkdtempSync(join(tmpdir(), 'ringward-foreign-'));
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = (name: string) => join(folder, name);
const openssl = async (...args: string[]) => (await run('openssl', args, { cwd: folder })).stdout;

/** A request by curl; the status and the body. `proof` names the files of a key and a certificate. */
async function curl(where: string, { body, proof, base = cloud.gatewayUrl, header = [] }: Call = {}) {
  const args = ['-sk', '--max-time', '10', '-w', '\\n%{http_code}', `${base}${where}`];
  if (proof) args.push('--key', path(`${proof}.key`), '--cert', path(`${proof}.pem`));
  for (const each of header) args.push('-H', each);
  if (body) args.push('-H', 'content-type: application/json', '-d', JSON.stringify(body));
  const { stdout } = await run('curl', args);
  const lines = stdout.trimEnd().split('\n');
  const text = lines.slice(0, -1).join('\n');
  return { status: Number(lines.at(-1)), code: /"code":"([a-z-]+)"/.exec(text)?.[1], text };
}
interface Call {
  body?: object;
  proof?: string;
  base?: string;
  header?: string[];
}

async function makeCsr(name: string): Promise<string> {
  await openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
  return openssl('req', '-new', '-key', `${name}.key`, '-subj', '/CN=whatever');
}

async function claimByHand(name: string, gateway: string, wish = {}) {
  const code = parseClaimCode((await cloud.makeCode(wish)).text);
  if (!code.ok) throw new Error(code.problem);
  const csr = await makeCsr(name);
  const facts = factsOf({ gateway, hardware: name.length.toString(16).padStart(64, '0') });
  return { csr, secret: code.value.secret, facts, ask: { csr, code: code.value.secret, facts } };
}

async function prove(name: string, claim: string): Promise<string> {
  writeFileSync(path('text'), `ringward-claim-v1\n${claim}`);
  await openssl('dgst', '-sha256', '-sign', `${name}.key`, '-out', 'sig', 'text');
  return (await openssl('base64', '-A', '-in', 'sig')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

test_(
  'whoever speaks TLS and PKCS #10 can claim: openssl makes key and request, curl sends them and then events',
  async () => {
    const { ask } = await claimByHand('own', 'gw-5');
    const asked = await curl('/v1/claims', { body: ask });
    expect(asked.status).toBe(202);
    const { claim } = JSON.parse(asked.text) as { claim: string };
    expect(await curl(`/v1/claims/${claim}`)).toMatchObject({ status: 403, code: 'claim-proof-wrong' });
    await makeCsr('other');
    const wrong = `x-ringward-proof: ${await prove('other', claim)}`;
    expect(await curl(`/v1/claims/${claim}`, { header: [wrong] })).toMatchObject({ code: 'claim-proof-wrong' });
    const right = `x-ringward-proof: ${await prove('own', claim)}`;
    const standing = JSON.parse((await curl(`/v1/claims/${claim}`, { header: [right] })).text);
    writeFileSync(path('own.pem'), standing.identity.certificate);
    const events = batchOf(
      [siteEvent(1, { source: '/sites/linden/gateways/gw-5', id: 'gw-5/epoch0001/event/1' }, 'gw-5')],
      { gateway: 'gw-5' },
    );
    expect(await curl('/v1/uplink/events', { body: events, proof: 'own' })).toMatchObject({
      status: 200,
      text: '{"acked":1}',
    });
    // it speaks for nobody else
    const forged = batchOf([siteEvent(1)], { gateway: 'gw-1' });
    expect(await curl('/v1/uplink/events', { body: forged, proof: 'own' })).toMatchObject({
      status: 403,
      code: 'gateway-mismatch',
    });
    // the same code again, with the same key: the same claim; with another key: refused
    expect(JSON.parse((await curl('/v1/claims', { body: ask })).text).claim).toBe(claim);
    const stolen = { ...ask, csr: await makeCsr('thief') };
    expect(await curl('/v1/claims', { body: stolen })).toMatchObject({ status: 409, code: 'claim-code-used' });
  },
);

test_(
  'nobody without a certificate, with one of another authority, or with one that this cloud never kept gets in',
  async () => {
    const body = batchOf([siteEvent(1)]);
    expect(await curl('/v1/uplink/events', { body })).toMatchObject({ status: 401, code: 'token-unknown' });
    await openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '9',
      '-subj',
      '/CN=gw-5',
      '-keyout',
      'self.key',
      '-out',
      'self.pem',
    );
    expect(await curl('/v1/uplink/events', { body, proof: 'self' })).toMatchObject({
      status: 401,
      code: 'certificate-foreign',
    });
    expect(await curl('/v1/identity/renewal', { body: { csr: await makeCsr('x') } })).toMatchObject({
      code: 'certificate-needed',
    });
    const other = await startClaimingCloud();
    try {
      const gateway = openClaimingGateway({ url: other.gatewayUrl, code: (await other.makeCode()).text });
      await expect.poll(gateway.say, { timeout: 20_000 }).toBe(204);
      await gateway.identity.stop();
      const { readFileSync, readdirSync } = await import('node:fs');
      const held = JSON.parse(readFileSync(join(gateway.folder, 'identity.json'), 'utf8')).held;
      writeFileSync(path('theirs.pem'), held.certificate);
      const key = readdirSync(gateway.folder).find((name) => name.startsWith('key-'))!;
      writeFileSync(path('theirs.key'), readFileSync(join(gateway.folder, key)));
      expect(await curl('/v1/uplink/events', { body, proof: 'theirs' })).toMatchObject({ code: 'certificate-foreign' });
      rmSync(gateway.folder, { recursive: true, force: true });
    } finally {
      await other.close();
    }
  },
);

test_(
  'a token still works at both ports, claims want TLS, and the page is not to be had where gateways connect',
  async () => {
    const body = batchOf([siteEvent(1)]);
    const header = ['authorization: Bearer token-of-gateway-one-0001'];
    expect((await curl('/v1/uplink/events', { body, header })).status).toBe(200);
    expect((await curl('/v1/uplink/events', { body, header, base: cloud.url })).status).toBe(200);
    const { ask } = await claimByHand('plain', 'gw-6');
    expect(await curl('/v1/claims', { body: ask, base: cloud.url })).toMatchObject({ status: 403, code: 'tls-needed' });
    for (const where of ['/', '/v1/gateways', '/v1/session', '/metrics', '/v1/openapi.json', '/v1/nothing'])
      expect(await curl(where), where).toMatchObject({ status: 404, code: 'not-found' });
    expect((await curl('/healthz')).status).toBe(200);
  },
);

test_('a gateway that has, or had, a certificate is not to be had by its token any more', async () => {
  const speak = () =>
    curl('/v1/uplink/events', {
      body: batchOf([siteEvent(1)]),
      header: ['authorization: Bearer token-of-gateway-one-0001'],
      base: cloud.url,
    });
  expect((await speak()).status).toBe(200);
  const { ask } = await claimByHand('first', 'gw-1', { gateway: 'gw-1' });
  expect((await curl('/v1/claims', { body: ask })).status).toBe(202);
  expect(await speak()).toMatchObject({ status: 401, code: 'token-unknown' });
  await cloud.operator.post('/v1/gateways/gw-1/identity/revocation', { reason: 'stolen' });
  expect(await speak()).toMatchObject({ status: 401, code: 'token-unknown' });
});

test_(
  'requests that are no requests are refused by name, and who guesses codes has to wait longer and longer',
  async () => {
    const { ask } = await claimByHand('guess', 'gw-4');
    for (const bad of [
      {},
      { ...ask, extra: 1 },
      { ...ask, code: 'short' },
      { ...ask, facts: { ...ask.facts, gateway: 'GW 4' } },
    ])
      expect(await curl('/v1/claims', { body: bad })).toMatchObject({ status: 400, code: 'request-invalid' });
    expect(
      await curl('/v1/claims', { body: { ...ask, csr: ask.csr.replace(/[A-Za-z]{8}\n/, 'AAAAAAAA\n') } }),
    ).toMatchObject({ code: 'csr-invalid' });
    const answers: (string | undefined)[] = [];
    for (let tries = 0; tries < 7; tries += 1)
      answers.push((await curl('/v1/claims', { body: { ...ask, code: `0000000000${tries}0` } })).code);
    expect(answers.slice(0, 4)).toEqual(Array(4).fill('claim-code-unknown'));
    expect(answers.at(-1)).toBe('too-many-attempts');
  },
);

test_('behind a balancer a header helps nobody to guess on, and who guesses makes nobody else wait', async () => {
  const balanced = await startClaimingCloud({ proxies: ['127.0.0.1'] });
  try {
    const { text } = await balanced.makeCode();
    const code = parseClaimCode(text);
    if (!code.ok) throw new Error(code.problem);
    const ask = { csr: await makeCsr('balanced'), code: code.value.secret, facts: factsOf({ gateway: 'gw-4' }) };
    const send = (body: object, index: number) =>
      curl('/v1/claims', { base: balanced.gatewayUrl, header: [`x-forwarded-for: 198.51.100.${index}`], body });
    const answers: (string | undefined)[] = [];
    for (let index = 0; index < 6; index += 1)
      answers.push((await send({ ...ask, code: `0000000000${index}0` }, index)).code);
    expect(answers).toEqual([...Array(5).fill('claim-code-unknown'), 'too-many-attempts']);
    expect((await send({ ...ask, facts: factsOf({ gateway: 'gw-5' }) }, 9)).status).toBe(202);
    expect(await balanced.claims()).toMatchObject([{ address: 'unknown' }]);
  } finally {
    await balanced.close();
  }
});
