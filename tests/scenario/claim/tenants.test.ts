import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ClaimingCloud, password, startClaimingCloud } from './claiming-cloud.ts';
import { type ClaimingGateway, openClaimingGateway } from './claiming-gateway.ts';

let cloud: ClaimingCloud;
const running: ClaimingGateway[] = [];
/** `gw-1` is of tenant `b`; every box of these tests says that it stands at `linden`, which is tenant `a`'s. */
beforeEach(async () => {
  const gateways = [{ id: 'gw-1', token: 'token-of-gateway-one-0001', site: 'south' }];
  cloud = await startClaimingCloud({ gateways });
  const places = [['tenant:a'], ['site:linden', 'tenant:a'], ['tenant:b'], ['site:south', 'tenant:b']] as const;
  const headers = { 'content-type': 'application/json' };
  const login = { method: 'POST', headers, body: JSON.stringify({ password }) };
  const answer = await fetch(`${cloud.url}/v1/session`, login);
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
  for (const [place, parent] of places) {
    const body = JSON.stringify({ title: place, ...(parent && { parent }) });
    const kept = await fetch(`${cloud.url}/v1/places/${place}`, {
      method: 'PUT',
      headers: { ...headers, cookie },
      body,
    });
    expect(kept.status).toBe(204);
  }
});
afterEach(async () => {
  for (const gateway of running.splice(0)) {
    await gateway.identity.stop();
    rmSync(gateway.folder, { recursive: true, force: true });
  }
  await cloud.close();
});

function open(gateway: string, code: string): ClaimingGateway {
  const opened = openClaimingGateway({ url: cloud.gatewayUrl, gateway, code });
  running.push(opened);
  return opened;
}

test('a box that takes the id of another tenant’s gateway is refused, named and counted, and the id stays where it was', async () => {
  const { text } = await cloud.makeCode({ site: 'linden' });
  const thief = open('gw-1', text);
  await expect.poll(thief.say, { timeout: 20_000 }).toBe('cloud-claim-refused');
  expect(await cloud.metrics()).toMatch(/refusals_total\{code="tenant-mismatch"\} [1-9]/);
  expect((await cloud.claims())[0]).toMatchObject({ state: 'refused', decidedBy: 'policy' });
  expect((await cloud.gateway('gw-1'))?.identity).toBeNull();
});

test('the provider moves a gateway to another tenant with a code for both and his word, never the policy by itself', async () => {
  const { text } = await cloud.makeCode({ site: 'linden', gateway: 'gw-1' });
  const box = open('gw-1', text);
  const claim = await cloud.waiting('gw-1');
  expect(await box.say()).toBe('cloud-claim-waiting');
  await cloud.accept(claim.id);
  await expect.poll(box.say, { timeout: 20_000 }).toBe(204);
  const { places } = await cloud.operator.get<{ places: { place: string; gateways: number }[] }>('/v1/places');
  expect(places.filter(({ gateways }) => gateways > 0).map(({ place }) => place)).toEqual(['site:linden', 'tenant:a']);
});
