import { generateKeyPairSync, sign } from 'node:crypto';
import { request as askSecurely } from 'node:https';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TwinView } from '../../../cloud/twin/twin-views.ts';
import {
  type ClaimReceipt,
  type ClaimState,
  claimProofHeader,
  claimProofText,
  type IssuedIdentity,
  parseClaimCode,
} from '../../../devices/contracts/claim.ts';
import type { TwinDesired, TwinReported } from '../../../devices/contracts/twin.ts';
import { createCertificateRequest } from '../../../gateway/identity/certificate-request.ts';
import { type ClaimingCloud, startClaimingCloud } from './claiming-cloud.ts';
import { factsOf } from './claiming-gateway.ts';

/** Bytes as somebody has captured them, to be sent again. */
interface Captured {
  method: string;
  path: string;
  headers?: Record<string, string>;
  json?: object;
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
let cloud: ClaimingCloud;
beforeEach(async () => {
  cloud = await startClaimingCloud();
});
afterEach(() => cloud.close());

/** Over a connection of its own, under the certificate if there is one. */
function send<T = unknown>({ method, path, headers, json }: Captured, cert?: string) {
  const body = json === undefined ? '' : JSON.stringify(json);
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise<{ status: number; body: T }>((resolve, reject) => {
    const asked = askSecurely(
      new URL(path, cloud.gatewayUrl),
      { method, agent: false, rejectUnauthorized: false, headers: { ...type, ...headers }, ...(cert && { cert, key }) },
      (answer) => {
        let text = '';
        answer.on('data', (chunk) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode!, body: (text ? JSON.parse(text) : null) as T }));
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

const codeOf = ({ status, body }: { status: number; body: unknown }) =>
  `${status} ${(body as { error?: { code: string } } | null)?.error?.code ?? ''}`.trim();
const refusals = async (code: string) =>
  Number(new RegExp(`refusals_total\\{code="${code}"\\} (\\d+)`).exec(await cloud.metrics())?.[1] ?? 0);

/** A gateway's way in, with everything that was on the wire. */
async function claimed() {
  const { text } = await cloud.makeCode();
  const code = parseClaimCode(text);
  if (!code.ok) throw new Error(code.problem);
  const csr = createCertificateRequest(privateKey, 'gw-9');
  const json = { csr, code: code.value.secret, facts: factsOf() };
  const claim: Captured = { method: 'POST', path: '/v1/claims', json };
  const { body: receipt } = await send<ClaimReceipt>(claim);
  const proof = sign('sha256', Buffer.from(claimProofText(receipt.claim)), privateKey).toString('base64url');
  const standing: Captured = {
    ...{ method: 'GET', path: `/v1/claims/${receipt.claim}`, headers: { [claimProofHeader]: proof } },
  };
  const { body: state } = await send<ClaimState>(standing);
  if (state.state !== 'accepted') throw new Error(state.state);
  return { csr, claim, standing, receipt, identity: state.identity, proof };
}

const twin: Captured = { method: 'GET', path: '/v1/twin' };
const certificates = async () => (await cloud.identity('gw-9')).certificates.map(({ endedWhy }) => endedWhy);

test('a captured claim sent again opens no second one, issues nothing, and brings nothing back that was revoked', async () => {
  const { claim, standing, receipt, identity, proof } = await claimed();
  expect(codeOf(await send(twin, identity.certificate))).toBe('200');
  for (let again = 0; again < 2; again += 1) expect((await send<ClaimReceipt>(claim)).body.claim).toBe(receipt.claim);
  expect([await certificates(), (await cloud.claims()).length]).toEqual([[null], 1]);

  // the signature of one claim proves nothing of another
  const other = await cloud.makeCode({ accept: 'operator' });
  const secret = parseClaimCode(other.text);
  const { privateKey: otherKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const facts = factsOf({ gateway: 'gw-8' });
  const csr = createCertificateRequest(otherKey, 'gw-8');
  const json = { csr, code: secret.ok ? secret.value.secret : '', facts };
  const { body: second } = await send<ClaimReceipt>({ ...claim, json });
  const headers = { [claimProofHeader]: proof };
  const stolen = await send({ ...standing, path: `/v1/claims/${second.claim}`, headers });
  expect(codeOf(stolen)).toMatch(/^40\d claim-proof-wrong$/);
  expect(await refusals('claim-proof-wrong')).toBe(1);

  await cloud.operator.post('/v1/gateways/gw-9/identity/revocation', { reason: 'stolen' });
  expect((await send<ClaimReceipt>(claim)).body.claim).toBe(receipt.claim);
  const { body: state } = await send<ClaimState>(standing);
  expect(state).toMatchObject({ state: 'accepted', identity: { certificate: identity.certificate } });
  expect(codeOf(await send(twin, identity.certificate))).toBe('401 certificate-revoked');
  expect([await certificates(), await refusals('certificate-revoked')]).toEqual([['revoked'], 1]);
}, 60_000);

test('a captured renewal sent again, under the certificate that it replaced or the one that followed, takes nothing from the gateway', async () => {
  const { csr, identity: first } = await claimed();
  const renewal: Captured = { method: 'POST', path: '/v1/identity/renewal', json: { csr } };
  const { body: next } = await send<IssuedIdentity>(renewal, first.certificate);
  expect(codeOf(await send(twin, next.certificate))).toBe('200');
  expect(codeOf(await send(renewal, first.certificate))).toBe('401 certificate-revoked');
  expect(await refusals('certificate-revoked')).toBe(1);
  // for the key that it was for, and for nobody else's: what holds goes on holding
  expect(codeOf(await send(renewal, next.certificate))).toBe('200');
  expect(codeOf(await send(renewal, next.certificate))).toBe('200');
  expect(codeOf(await send(twin, next.certificate))).toBe('200');
  expect(codeOf(await send(renewal))).toBe('401 certificate-needed');
  const living = (await certificates()).filter((ended) => ended === null);
  expect(living).toHaveLength(2);
}, 60_000);

test('a report on settings that was captured and comes again, late or out of order changes nothing and is counted', async () => {
  const { identity } = await claimed();
  const { certificate } = identity;
  let revision = 0;
  const change = async (level: string): Promise<TwinDesired> => {
    const layer = { content: { log: { level } }, why: 'for the test' };
    await cloud.operator.put('/v1/layers/gateway:gw-9', layer, { 'if-match': `"${revision}"` });
    revision += 1;
    return (await send<TwinDesired>(twin, certificate)).body;
  };
  const reportOf = (
    { version, etag, document }: TwinDesired,
    state: TwinReported['state'],
    atMs: number,
  ): Captured => ({
    ...{ method: 'PUT', path: '/v1/twin/reported' },
    json: { version, document, answers: { version, etag }, state, problems: [], atMs } satisfies TwinReported,
  });
  const report = async (captured: Captured) => expect((await send(captured, certificate)).status).toBe(204);
  const shown = async () => {
    const { twin: row } = await cloud.operator.get<TwinView>('/v1/twins/gw-9');
    return [row.standing, row.reported?.version, row.reported?.state];
  };
  const overtaken = async () => Number(/reports_overtaken_total (\d+)/.exec(await cloud.metrics())?.[1]);

  const first = await change('warn');
  const [trying, applied] = [reportOf(first, 'on-probation', 1000), reportOf(first, 'applied', 2000)];
  await report(trying);
  await report(applied);
  await report(trying);
  expect([await shown(), await overtaken()]).toEqual([['in-step', first.version, 'applied'], 1]);

  const second = await change('error');
  expect(await shown()).toEqual(['waiting', first.version, 'applied']);
  await report(reportOf(second, 'applied', 3000));
  await report(applied);
  await report(trying);
  expect([await shown(), await overtaken()]).toEqual([['in-step', second.version, 'applied'], 3]);
  // after every start a gateway says the same again, and a clock that was set back keeps no gateway from being heard
  await report(reportOf(second, 'applied', 3000));
  const third = await change('info');
  await report(reportOf(third, 'on-probation', 50));
  await report(reportOf(third, 'applied', 40));
  expect([await shown(), await overtaken()]).toEqual([['in-step', third.version, 'applied'], 3]);
}, 60_000);
