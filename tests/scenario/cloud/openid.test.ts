import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SignInConfig } from '../../../cloud/cloud-config.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../../fixtures/openid-provider.ts';
import { startTenancyDesk, type TenancyDesk } from './tenancy-desk.ts';
import { removeFolder, startTestCloud } from './test-cloud.ts';

let provider: OpenIdProvider;
let desk: TenancyDesk;
let signIn: SignInConfig;

beforeAll(async () => {
  provider = await startOpenIdProvider('ringward');
  signIn = {
    ...{ issuer: provider.issuer, clientId: 'ringward', clientSecret: 'secret', label: 'Town', scope: 'openid' },
    claim: 'groups',
    grants: [
      { group: 'north-desk', role: 'duty', place: 'site:north' },
      { group: 'engineers', role: 'engineer', place: 'tenant:a' },
      { group: 'approvers', role: 'approver', place: 'tenant:a' },
      { group: 'ghosts', role: 'viewer', place: 'site:nowhere' },
    ],
  };
});
afterAll(() => provider.stop());
beforeEach(async () => {
  Object.assign(provider, { claims: {}, header: {}, forge: false, state: undefined, refuses: undefined });
  desk = await startTenancyDesk({ config: { signIn, proxies: ['127.0.0.1'] } });
});
afterEach(async () => {
  await desk.cloud.close();
  removeFolder(desk.cloud.folder);
});

const cookieOf = (headers: Headers, name: string) =>
  headers
    .getSetCookie()
    .find((text) => text.startsWith(`${name}=`))
    ?.split(';')[0];

/** Where the browser ends, and the session it has there. */
async function comeBack(change: (back: URL) => void = () => {}, former = '') {
  const begun = await desk.cloud.request('/v1/session/openid', { json: {}, headers: { cookie: former } });
  const back = new URL(await provider.consent((begun.body as { url: string }).url));
  change(back);
  const cookie = cookieOf(begun.headers, 'ringward-cloud-sign-in')!;
  const answer = await fetch(back, { headers: { cookie }, redirect: 'manual' });
  return { to: answer.headers.get('location'), session: cookieOf(answer.headers, 'ringward-cloud'), back, cookie };
}

const gatewaysOf = async (session: string) => {
  const answer = await desk.cloud.request('/v1/gateways', { headers: { cookie: session } });
  return (answer.body as { gateways?: { gateway: string }[] }).gateways?.map(({ gateway }) => gateway);
};

test('who signs in with the provider sees the places of his groups, under a sign that tells no name', async () => {
  provider.claims = { groups: ['north-desk', 'others'], name: 'Ann Example', preferred_username: 'ann' };
  const { to, session } = await comeBack();
  expect(to).toBe('/');
  expect(await gatewaysOf(session!)).toEqual(['gw-1']);
  const { sign } = (await desk.cloud.request('/v1/session', { headers: { cookie: session! } })).body as {
    sign: string;
  };
  expect(sign).toMatch(/^sso-[a-z0-9]{8}$/);
  expect(JSON.stringify((await desk.root.ask('/v1/operators')).body)).not.toMatch(/ann/i);
  expect(JSON.stringify((await desk.root.ask('/v1/audit')).body)).not.toMatch(/Ann|preferred/);
});

test('roles follow the groups with every sign-in, and whoever is disabled here is not let in by the provider', async () => {
  provider.claims = { groups: ['north-desk'] };
  const first = await comeBack();
  provider.claims = { groups: ['engineers'] };
  await comeBack();
  const { operators } = (await desk.root.ask('/v1/operators')).body as {
    operators: { id: string; origin: string; grants: { role: string; place: string }[] }[];
  };
  const own = operators.filter(({ origin }) => origin === 'provider');
  expect(own).toMatchObject([{ grants: [{ role: 'engineer', place: 'tenant:a' }] }]);
  const json = { disabled: true, reason: 'has left' };
  await desk.root.ask(`/v1/operators/${own[0]!.id}/standing`, { method: 'PUT', json });
  expect(await gatewaysOf(first.session!)).toBeUndefined();
  expect(await comeBack()).toMatchObject({ to: '/?sign-in=disabled', session: undefined });
});

test('no group, a group for a place that there is not, and groups that ask and approve let nobody in', async () => {
  for (const [groups, code] of [
    [[], 'no-role'],
    [['ghosts'], 'no-role'],
    [['engineers', 'approvers'], 'roles-collide'],
  ] as const) {
    provider.claims = { groups };
    expect(await comeBack()).toMatchObject({ to: `/?sign-in=${code}`, session: undefined });
  }
});

test('who begins sign-ins without end from one address is stopped there, and others come in', async () => {
  const begin = (address: string) =>
    desk.cloud.request('/v1/session/openid', { json: {}, headers: { 'x-forwarded-for': address } });
  const answers = await Promise.all(Array.from({ length: 60 }, () => begin('203.0.113.9')));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(10);
  expect(refused[0]!.headers.get('retry-after')).toMatch(/^[12]$/);
  expect((await begin('198.51.100.4')).status).toBe(200);
});

test('a forged token, another state, another audience and a borrowed answer let nobody in', async () => {
  provider.claims = { groups: ['north-desk'] };
  const refused = { to: '/?sign-in=provider-refused', session: undefined };
  provider.forge = true;
  expect(await comeBack()).toMatchObject(refused);
  provider.forge = false;
  provider.header = { alg: 'none' };
  expect(await comeBack()).toMatchObject(refused);
  provider.header = {};
  expect(await comeBack((back) => back.searchParams.set('state', 'guessed'))).toMatchObject(refused);
  provider.claims = { groups: ['north-desk'], aud: 'another' };
  expect(await comeBack()).toMatchObject(refused);
  provider.claims = { groups: ['north-desk'] };
  for (const spoilt of [{ nonce: 'another' }, { iss: 'https://evil.example' }]) {
    provider.claims = { groups: ['north-desk'], ...spoilt };
    expect(await comeBack()).toMatchObject(refused);
  }
  provider.claims = { groups: ['north-desk'] };
  const { back, session, cookie: flow } = await comeBack();
  // sealed with the same key, and yet neither is taken for the other
  expect(await gatewaysOf(flow.replace('-sign-in', ''))).toBeUndefined();
  const borrowed = session!.replace('ringward-cloud', 'ringward-cloud-sign-in');
  for (const cookie of ['', session!, borrowed, 'ringward-cloud-sign-in=rubbish;rubbish']) {
    const answer = await fetch(back, { headers: { cookie }, redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('/?sign-in=provider-refused');
  }
});

test('a session ends when the provider says, and with the token where the configuration says so; not later, not before', async () => {
  const endOf = async (session: string | undefined) =>
    session === undefined
      ? undefined
      : ((await desk.cloud.request('/v1/session', { headers: { cookie: session } })).body as { expiresAtMs: number })
          .expiresAtMs;
  const nowS = Math.floor(Date.now() / 1000);
  const shiftMs = 12 * 3_600_000;
  const claims = { groups: ['north-desk'] };
  provider.claims = { ...claims };
  // an ID token lasts minutes, and says nothing of a session
  expect(await endOf((await comeBack()).session)).toBeGreaterThan(Date.now() + shiftMs - 60_000);
  provider.claims = { ...claims, session_expiry: nowS + 3600 };
  expect(await endOf((await comeBack()).session)).toBe((nowS + 3600) * 1000);
  provider.claims = { ...claims, session_expiry: nowS + 100 * 3600 };
  expect(await endOf((await comeBack()).session)).toBeLessThan(Date.now() + shiftMs + 60_000);
  provider.claims = { ...claims, session_expiry: nowS - 1 };
  expect(await comeBack()).toMatchObject({ to: '/?sign-in=provider-refused', session: undefined });

  await desk.cloud.close();
  removeFolder(desk.cloud.folder);
  desk = await startTenancyDesk({ config: { signIn: { ...signIn, endsWithToken: true }, proxies: ['127.0.0.1'] } });
  provider.claims = { ...claims, exp: nowS + 900, session_expiry: nowS + 3600 };
  expect(await endOf((await comeBack()).session)).toBe((nowS + 900) * 1000);
});

test('who comes back from the provider has one session, not two, though the browser keeps the former one to itself', async () => {
  provider.claims = { groups: ['north-desk'] };
  const { session: former } = await comeBack();
  expect(await gatewaysOf(former!)).toEqual(['gw-1']);
  const { session } = await comeBack(undefined, former);
  expect(await gatewaysOf(former!)).toBeUndefined();
  expect(await gatewaysOf(session!)).toEqual(['gw-1']);
});

test('behind https what is remembered of a sign-in can be planted by no neighbouring host, and goes with the answer', async () => {
  const secure = await startTestCloud({ config: { signIn, publicUrl: 'https://cloud.example' } });
  try {
    const headers = { origin: 'https://cloud.example' };
    const begun = await secure.request('/v1/session/openid', { json: {}, headers });
    const [flow] = begun.headers.getSetCookie();
    expect(flow).toMatch(/^__Host-ringward-cloud-sign-in=[^;]+%3B[^;]+; .*Path=\/; HttpOnly; Secure; SameSite=Lax/);
    provider.claims = { groups: ['no-such-group'] };
    const { search, pathname } = new URL(await provider.consent((begun.body as { url: string }).url));
    const come = (cookie: string) => fetch(secure.url + pathname + search, { headers: { cookie }, redirect: 'manual' });
    const planted = await come(flow!.split(';')[0]!.replace('__Host-', ''));
    expect(planted.headers.get('location')).toBe('/?sign-in=provider-refused');
    const own = await come(flow!.split(';')[0]!);
    expect(own.headers.get('location')).toBe('/?sign-in=no-role');
    expect(own.headers.getSetCookie()[0]).toMatch(
      /^__Host-ringward-cloud-sign-in=; .*Path=\/.*Expires=Thu, 01 Jan 1970/,
    );
  } finally {
    await secure.close();
    removeFolder(secure.folder);
  }
});
