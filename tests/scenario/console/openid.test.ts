import { expect, onTestFinished, test } from 'vitest';
import { drawLabel } from '../../../gateway/duty/qr-checkpoint.ts';
import { dutyRoom } from '../../fixtures/duty-room.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../../fixtures/openid-provider.ts';
import { type StartOptions, startConsole } from './start-console.ts';

const clientId = 'linden-court';

async function withProvider(rooms: StartOptions['rooms'] = {}) {
  const provider = await startOpenIdProvider(clientId);
  onTestFinished(provider.stop);
  const console = await startConsole({
    rooms,
    oidc: {
      ...{ issuer: provider.issuer, clientId, clientSecret: 'a-secret-of-the-site' },
      roles: {
        map: { 'court-guards': ['guard'], 'court-leads': ['guard', 'lead'], 'court-admins': ['administrator'] },
      },
      label: { zh: '物业集团账号', en: 'Group account' },
    },
  });
  /** One browser: its cookies, and where it stands. */
  const openBrowser = () => {
    const jar = new Map<string, string>();
    const ask = async (path: string, method = 'GET', body?: object) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(new URL(path, console.url), {
        method,
        redirect: 'manual',
        headers: { origin: console.url, cookie, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      for (const made of answer.headers.getSetCookie()) {
        const [name, value] = made.split(';')[0]!.split('=') as [string, string];
        if (value === '' || /Max-Age=0|Expires=Thu, 01 Jan 1970/.test(made)) jar.delete(name);
        else jar.set(name, value);
      }
      return answer;
    };
    const begin = async (body = {}) =>
      ((await (await ask('/api/session/openid', 'POST', body)).json()) as { url: string }).url;
    return {
      ...{ ask, begin, jar },
      /** To the provider, and back. */
      signIn: async (body = {}) => (await ask(await provider.consent(await begin(body)))).headers.get('location'),
      me: async () => (await (await ask('/api/session')).json()) as { user?: string; roles?: string[]; code?: string },
    };
  };
  return { console, provider, openBrowser };
}

test('somebody with an account of the group signs in with it, has the roles that the site gives its group, and keeps a name', async () => {
  const { console, provider, openBrowser } = await withProvider();
  provider.claims = {
    groups: ['court-leads', 'elsewhere'],
    preferred_username: 'Li.Na@group.example',
    name: '李娜（虚构）',
  };
  const browser = openBrowser();
  expect(await (await browser.ask('/api/sign-in')).json()).toEqual({
    openid: { label: { zh: '物业集团账号', en: 'Group account' } },
  });
  expect(await browser.signIn()).toBe('/');
  const me = await browser.me();
  expect(me).toMatchObject({ user: expect.stringMatching(/^li-na-[0-9a-f]{8}$/), roles: ['guard', 'lead'] });
  expect((await browser.ask('/api/overview')).status).toBe(200);

  provider.claims = { groups: 'court-guards', preferred_username: 'renamed' };
  const again = openBrowser();
  expect(await again.signIn()).toBe('/');
  expect(await again.me()).toMatchObject({ user: me.user, roles: ['guard'] });
  // What the provider has taken away counts in the older session, too.
  expect(await browser.me()).toMatchObject({ roles: ['guard'] });
  expect(console.site.deeds.filter(({ action }) => action === 'session.opened')).toHaveLength(2);
  expect(console.log.text()).not.toContain('李娜');
});

test('whoever is in none of the groups is refused, and nobody is made of them', async () => {
  const { console, provider, openBrowser } = await withProvider();
  for (const groups of [undefined, [], 'everybody', ['__proto__', 'constructor'], { 'court-guards': true }, 7]) {
    provider.claims = { groups, sub: `person-${String(groups)}` };
    const browser = openBrowser();
    expect(await browser.signIn(), String(groups)).toBe('/?sign-in=no-role');
    expect(await browser.me()).toMatchObject({ code: 'not-signed-in' });
  }
  const manager = await console.signIn('manager');
  const { users } = (await (await console.ask('/api/users', { cookie: manager })).json()) as { users: unknown[] };
  expect(users).toHaveLength(2);
});

const nowS = () => Math.floor(Date.now() / 1000);
test.each<[string, (provider: OpenIdProvider) => void]>([
  ['a nonce of another sign-in', (p) => Object.assign(p.claims, { nonce: 'another' })],
  ['no nonce', (p) => Object.assign(p.claims, { nonce: undefined })],
  ['another audience', (p) => Object.assign(p.claims, { aud: 'another-client' })],
  [
    'several audiences and another authorised party',
    (p) => Object.assign(p.claims, { aud: [clientId, 'x'], azp: 'x' }),
  ],
  ['another issuer', (p) => Object.assign(p.claims, { iss: 'https://evil.example' })],
  ['an end that has passed', (p) => Object.assign(p.claims, { exp: nowS() - 600, iat: nowS() - 900 })],
  ['no end', (p) => Object.assign(p.claims, { exp: undefined })],
  ['no subject', (p) => Object.assign(p.claims, { sub: undefined })],
  ['no signature (alg none)', (p) => Object.assign(p.header, { alg: 'none' })],
  ['a signature by the client secret (alg HS256)', (p) => Object.assign(p.header, { alg: 'HS256' })],
  ['a forged signature', (p) => Object.assign(p, { forge: true })],
  ['a key that nobody has published', (p) => Object.assign(p.header, { kid: 'k2' })],
  ['a state of another browser', (p) => Object.assign(p, { state: 'another' })],
  ['a no', (p) => Object.assign(p, { refuses: 'access_denied' })],
])('an answer with %s lets nobody in', async (_what, spoil) => {
  const { provider, openBrowser } = await withProvider();
  provider.claims = { groups: ['court-guards'] };
  spoil(provider);
  const browser = openBrowser();
  expect(await browser.signIn()).toBe('/?sign-in=provider-refused');
  expect(await browser.me()).toMatchObject({ code: 'not-signed-in' });
});

test('an answer counts in the browser that asked for it, and once', async () => {
  const { provider, openBrowser } = await withProvider();
  provider.claims = { groups: ['court-guards'] };
  const [mine, stranger] = [openBrowser(), openBrowser()];
  const back = await provider.consent(await mine.begin());
  expect((await stranger.ask(back)).headers.get('location')).toBe('/?sign-in=provider-refused');
  await stranger.begin();
  expect((await stranger.ask(back)).headers.get('location')).toBe('/?sign-in=provider-refused');
  expect(provider.exchanges).toBe(0);
  expect((await mine.ask(back)).headers.get('location')).toBe('/');
  const session = mine.jar.get('ringward');
  expect((await mine.ask(back)).headers.get('location')).toBe('/?sign-in=provider-refused');
  expect(provider.exchanges).toBe(1);
  expect(mine.jar.get('ringward')).toBe(session);
});

test('with the internet cut the guards sign in as ever, and the page says that the provider does not answer', async () => {
  const { console, provider, openBrowser } = await withProvider();
  await provider.stop();
  const browser = openBrowser();
  const begun = await browser.ask('/api/session/openid', 'POST', {});
  expect([begun.status, ((await begun.json()) as { code: string }).code]).toEqual([503, 'provider-unreachable']);
  const cookie = await console.signIn('guard');
  expect((await console.ask('/api/overview', { cookie })).status).toBe(200);
});

test('a provider that falls silent in the middle of a sign-in refuses nobody for ever', async () => {
  const { provider, openBrowser } = await withProvider();
  provider.claims = { groups: ['court-guards'] };
  const browser = openBrowser();
  const back = await provider.consent(await browser.begin());
  provider.silent = true;
  expect((await browser.ask(back)).headers.get('location')).toBe('/?sign-in=provider-unreachable');
  provider.silent = false;
  expect(await browser.signIn()).toBe('/');
}, 20_000);

test('the provider says the roles of its people and keeps their passwords; shut out they are here, and no name can be taken over', async () => {
  const { console, provider, openBrowser } = await withProvider();
  provider.claims = { groups: ['court-admins'], preferred_username: 'guard' };
  const browser = openBrowser();
  await browser.signIn();
  const { user } = await browser.me();
  expect(user).toMatch(/^guard-[0-9a-f]{8}$/);
  const code = async (answer: Response) => ((await answer.json()) as { code: string }).code;
  // An administrator who needs the internet is not the last one.
  const demote = { roles: ['auditor'] };
  expect(await code(await browser.ask('/api/users/manager', 'PATCH', demote))).toBe('last-administrator');
  expect(await code(await browser.ask('/api/users/manager', 'PATCH', { disabled: true }))).toBe('last-administrator');
  expect(await code(await browser.ask('/api/users/manager', 'DELETE'))).toBe('last-administrator');
  expect(await code(await browser.ask('/api/account/password', 'POST', { old: 'x', wanted: 'y' }))).toBe(
    'external-user',
  );

  const manager = await console.signIn('manager');
  const ask = (path: string, method: string, body: object) => console.ask(path, { method, cookie: manager, body });
  expect(await code(await ask(`/api/users/${user}`, 'PATCH', { roles: ['guard'] }))).toBe('external-user');
  expect(await code(await ask(`/api/users/${user}/password`, 'POST', {}))).toBe('external-user');
  expect((await ask(`/api/users/${user}`, 'PATCH', { disabled: true })).status).toBe(200);
  expect(await browser.me()).toMatchObject({ code: 'not-signed-in' });
  expect(await openBrowser().signIn()).toBe('/?sign-in=disabled');
});

test('a site without a provider offers none', async () => {
  const console = await startConsole();
  expect(await (await console.ask('/api/sign-in')).json()).toEqual({});
  const begun = await console.ask('/api/session/openid', { method: 'POST', body: {} });
  expect([begun.status, ((await begun.json()) as { code: string }).code]).toEqual([404, 'no-provider']);
  const back = await console.ask('/api/session/openid/callback?code=x&state=y', { headers: {} });
  expect(new URL(back.url).search).toBe('?sign-in=provider-refused');
});

test('a hand-over is signed by giving the password at the provider again; being known there is not enough', async () => {
  const { console, provider, openBrowser } = await withProvider({ duty: { ...dutyRoom(), drawLabel } });
  provider.claims = { groups: ['court-guards'] };
  const browser = openBrowser();
  const sign = async () =>
    ((await (await browser.ask('/api/hand-overs/h1/sign', 'POST', {})).json()) as { code?: string }).code;
  expect(await browser.signIn()).toBe('/');
  expect(await sign()).toBe('sign-in-again');
  expect(await browser.signIn({ again: true })).toBe('/');
  expect(await sign()).toBe('no-hand-over');
  console.passTime(5 * 60_000 + 1000);
  expect(await sign()).toBe('sign-in-again');
});

test('whoever gives the password at the provider again has one session, not two', async () => {
  const { provider, openBrowser } = await withProvider();
  provider.claims = { groups: ['court-guards'] };
  const browser = openBrowser();
  expect(await browser.signIn()).toBe('/');
  const back = await provider.consent(await browser.begin({ again: true }));
  // It comes back from another site: a browser keeps the strict cookie to itself.
  const before = browser.jar.get('ringward')!;
  browser.jar.delete('ringward');
  expect((await browser.ask(back)).headers.get('location')).toBe('/');
  const sessions = (await (await browser.ask('/api/account/sessions')).json()) as unknown;
  expect(sessions).toMatchObject({ sessions: { length: 1 } });
  browser.jar.set('ringward', before);
  expect(await browser.me()).toMatchObject({ code: 'not-signed-in' });
});

test.each<[string, (provider: OpenIdProvider) => void]>([
  ['does not ask for the password again', (p) => Object.assign(p, { stubborn: true })],
  ['does not say when it asked', (p) => Object.assign(p.claims, { auth_time: undefined })],
])('a provider that %s gives no signature', async (_what, spoil) => {
  const { provider, openBrowser } = await withProvider();
  provider.claims = { groups: ['court-guards'] };
  spoil(provider);
  const browser = openBrowser();
  expect(await browser.signIn()).toBe('/');
  expect(await browser.signIn({ again: true })).toBe('/?sign-in=provider-refused');
});
