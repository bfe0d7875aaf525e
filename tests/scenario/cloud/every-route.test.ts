import { request as askPlainly } from 'node:http';
import { request as askSecurely } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Role, rolePermissions, roles } from '../../../cloud/tenancy/roles.ts';
import { relayProtocol } from '../../../devices/contracts/live-relay.ts';
import { hasPostgres, type PostgresCluster, startPostgres } from '../../fixtures/postgres-cluster.ts';
import { bodies, type NamedElsewhere, namedElsewhere, queries } from './route-bodies.ts';
import { type Route, type RouteWorld, readRoutes, startRouteWorld, type Things } from './route-world.ts';
import type { Person } from './tenancy-desk.ts';
import { type Answer, batchOf, codeOf, siteEvent, statusOf, tokenOf } from './test-cloud.ts';

/** Streams answer for ever; that they are refused is seen, what they say stands in tests of their own. */
const streams = ['live.open', 'downlink.open'];

const wordsOfA = /gw-1\b|alarm-1|tenant a\b|tenant:a|north|linden|a-town|a-east|group:first|"someone"/;

/** Where a role has the permission and something else is in its way, or one without it has another that does as well. */
const exceptions: Record<string, readonly string[]> = {
  'commands.watch': ['engineer'],
  'places.remove': ['administrator'],
  'tokens.create': ['nobody'],
  'rollouts.pause': ['viewer', 'duty', 'officer', 'administrator'],
  'rollouts.cancel': ['viewer', 'duty', 'officer', 'administrator'],
};

/** In the place of `{name}`; where a route is about another kind of thing than its name says. */
function thingAt({ id, path }: Route, name: string, of: Things): string {
  if (id === 'commands.watch' || (id === 'relays.open' && name === 'id')) return of.liveView;
  if (path.startsWith('/v1/desk-waits')) return of.tenant;
  if (path.startsWith('/v1/commands/{id}')) return of.command;
  return of[(name === 'sha256' ? 'release' : name) as keyof Things];
}

function call(route: Route, of: Things, change?: NamedElsewhere) {
  const at = { ...of, ...change?.path };
  const address = route.path.replace(/\{(\w+)\}/g, (_, name: string) => thingAt(route, name, at));
  const query = (change?.query ?? queries[route.id])?.(of);
  const body = (change?.body ?? bodies[route.id])?.(of);
  const isPiece = route.id === 'releases.sendPiece';
  return {
    path: address + (query ? `?${new URLSearchParams(query)}` : ''),
    options: {
      method: route.method,
      headers: { 'if-match': '"1"', ...(isPiece && { 'content-type': 'application/octet-stream' }) },
      ...(route.hasBody && body ? { json: body } : {}),
      ...(isPiece ? { raw: 'a piece' } : {}),
    },
  };
}

/** The answer to somebody who asks for a live view's wire. */
function upgradeAt(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = askPlainly(url, { headers: { ...headers, connection: 'Upgrade', upgrade: relayProtocol } });
    asked.on('response', (answer) => resolve(answer.resume().statusCode!));
    asked.on('upgrade', (_, socket) => resolve(socket.destroy() && 101));
    asked.on('error', reject);
    asked.end();
  });
}

/** What was answered, without the names that were asked for. */
function saidOf({ status, body }: Answer, of: Things): string {
  let text = JSON.stringify(body ?? null).replace(/"nowMs":\d+/g, '');
  for (const [name, value] of Object.entries(of).sort(([, x], [, y]) => y.length - x.length))
    text = text.replaceAll(value, `<${name}>`);
  return `${status} ${text}`;
}

describe.each([
  ['SQLite', true],
  ['PostgreSQL', hasPostgres],
] as const)('every route of the cloud, on %s', (engine, isThere) => {
  let world: RouteWorld;
  let routes: Route[];
  let postgres: PostgresCluster | undefined;
  beforeAll(async () => {
    if (!isThere) return;
    postgres = engine === 'PostgreSQL' ? await startPostgres() : undefined;
    world = await startRouteWorld(await postgres?.createDatabase());
    routes = await readRoutes(world);
  }, 120_000);
  afterAll(async () => {
    await world?.close();
    await postgres?.close();
  });
  const onEngine = test.skipIf(!isThere);
  const onSqlite = test.skipIf(engine !== 'SQLite');
  const ofOperators = () => routes.filter(({ side }) => side === 'operator');

  onSqlite(
    'is known here with its permission and a good body, and open to everybody only where it must be',
    () => {
      expect(ofOperators().length).toBeGreaterThan(80);
      expect(ofOperators().filter(({ id, hasBody }) => hasBody && !bodies[id])).toEqual([]);
      const free = ofOperators().filter(({ needs }) => needs === null);
      expect(free.map(({ id }) => id).sort()).toEqual([
        ...['session.beginSecondFactor', 'session.changePassword', 'session.confirmSecondFactor'],
        ...['session.endOthers', 'session.list', 'session.removeSecondFactor', 'session.renewRecoveryCodes'],
        'session.secondFactor',
        ...['tokens.create', 'tokens.list', 'tokens.revoke'],
      ]);
      const open = routes.filter(({ side }) => side === 'anybody').map(({ method, path }) => `${method} ${path}`);
      expect(open.sort()).toEqual([
        ...['DELETE /v1/session', 'GET /healthz', 'GET /metrics', 'GET /v1/claims/{claim}', 'GET /v1/session'],
        ...['GET /v1/sign-in', 'POST /v1/claims', 'POST /v1/identity/renewal', 'POST /v1/session'],
        'POST /v1/session/openid',
      ]);
    },
    120_000,
  );

  onEngine(
    'says of another tenant’s thing what it says of one that there is not, and does nothing to it',
    async () => {
      const all = ['viewer', 'duty', 'engineer', 'officer', 'administrator'].map((role) => `${role} tenant:b`);
      const bob = await world.person('bob', ...all);
      const ben = await world.person('ben', 'approver tenant:b');
      const told: unknown[] = [];
      async function walk(route: Route, change?: NamedElsewhere): Promise<void> {
        const isBens = route.needs === 'rollouts.approve' || route.needs === 'commands.approve';
        const said: string[] = [];
        for (const of of [world.ofA, world.ofNobody]) {
          const { path, options } = call(route, of, change);
          said.push(saidOf(await (isBens ? ben : bob).ask(path, options), of));
        }
        const [foreign, none] = said;
        // a list may be asked for what is not there, and is empty; a release is the provider's, for everybody
        const isGood = change ? !/^5|<token>/.test(foreign!) : foreign!.startsWith('404');
        const isShared = route.path.startsWith('/v1/releases/');
        if (foreign !== none || !(isGood || isShared)) told.push([route.id, foreign, none]);
      }
      for (const route of ofOperators().filter(({ id }) => !streams.includes(id))) {
        if (route.path.includes('{')) await walk(route);
        else if (route.method === 'GET') {
          const { status, body } = await bob.ask(route.path);
          const text = JSON.stringify(body);
          if (status >= 500 || (status < 400 && wordsOfA.test(text))) told.push([route.id, status, text]);
        }
        for (const name of ['gateway', 'site', 'alarm', 'operator'] as const)
          if (route.method === 'GET' && route.queries.includes(name))
            await walk(route, { id: route.id, query: (of) => ({ [name]: of[name] }) });
      }
      const ofB = (text: string) => (text === 'OF-B' ? world.ofB.operator : text);
      for (const change of namedElsewhere) {
        const path = Object.fromEntries(Object.entries(change.path ?? {}).map(([name, value]) => [name, ofB(value)]));
        await walk(routes.find(({ id }) => id === change.id)!, { ...change, path });
      }
      expect(told).toEqual([]);
      for (const who of ['bob', 'ben']) {
        const { acts } = (await world.root.ask(`/v1/audit?operator=${who}&limit=500`)).body as { acts: object[] };
        expect(acts.filter((act) => /gw-1|north|a-east|tenant:a/.test(JSON.stringify(act)))).toEqual([]);
      }
    },
    120_000,
  );

  onSqlite(
    'lets each role do what its permission says, and nobody else',
    async () => {
      const people: [Role | 'nobody', Person][] = [];
      for (const role of roles) people.push([role, await world.person(role, `${role} tenant:a`)]);
      const nobody = await world.person('nobody', 'viewer tenant:a');
      await world.root.ask(`/v1/operators/${nobody.id}/roles?place=tenant:a&role=viewer`, { method: 'DELETE' });
      people.push(['nobody', nobody]);
      const make = { title: 'reads', permissions: ['fleet.see'], expiresAtMs: Date.now() + 86_400_000 };
      const engineer = people.find(([role]) => role === 'engineer')![1];
      const { token } = (await engineer.ask('/v1/tokens', { json: make })).body as { token: string };
      const wrong: unknown[] = [];
      for (const route of ofOperators()) {
        const { path, options } = call(route, world.ofA);
        const bare = (headers: Record<string, string>) =>
          world.cloud.request(path, { ...options, headers: { ...options.headers, ...headers } });
        for (const headers of [
          {},
          { authorization: `Bearer ${tokenOf['gw-1']}` },
          { cookie: 'ringward-cloud=forged' },
        ]) {
          const answer = await bare(headers as Record<string, string>);
          if (answer.status !== 401) wrong.push([route.id, headers, answer.status]);
        }
        if (route.needs !== 'fleet.see' && !(route.id.startsWith('session.') && route.hasBody)) {
          const answer = await bare({ authorization: `Bearer ${token}` });
          if (answer.status !== 403) wrong.push([route.id, 'token', answer.status]);
        }
        if (streams.includes(route.id)) continue;
        for (const [role, { ask }] of people) {
          const { needs } = route;
          const has = needs === null || (role !== 'nobody' && rolePermissions[role].includes(needs));
          const may = has && !exceptions[route.id]?.includes(role);
          const answer = await ask(path, options);
          const isRefused = answer.status === 401 || answer.status === 403;
          const isWrong = may
            ? isRefused || answer.status >= 500
            : answer.status !== 403 || codeOf(answer) !== 'forbidden';
          if (isWrong) wrong.push([route.id, role, answer.status, JSON.stringify(answer.body).slice(0, 160)]);
        }
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  onSqlite(
    'for gateways takes a gateway’s own word only, and tells it nothing of another',
    async () => {
      const { cookie } = await world.cloud.login();
      const wish = { title: 'all', permissions: ['fleet.see', 'commands.ask'], expiresAtMs: Date.now() + 86_400_000 };
      const { token } = (await world.root.ask('/v1/tokens', { json: wish })).body as { token: string };
      const said = {
        '/v1/uplink/events': batchOf([siteEvent(1)]),
        '/v1/uplink/status': statusOf({ site: 'north' }),
      } as Record<string, object>;
      const wrong: unknown[] = [];
      const mine = { authorization: `Bearer ${tokenOf['gw-2']}` };
      for (const route of routes.filter(({ side }) => side === 'gateway')) {
        const { path } = call(route, world.ofA);
        const ask = (at: string, headers: Record<string, string>) =>
          world.cloud.request(at, { method: route.method, headers, ...(route.hasBody && { json: said[path] ?? {} }) });
        for (const headers of [
          {},
          { cookie },
          { authorization: `Bearer ${token}` },
          { authorization: 'Bearer no-such-token-there-is' },
        ])
          if ((await ask(path, headers as Record<string, string>)).status !== 401) wrong.push([route.path, headers]);
        const [other, none] = [world.ofA, world.ofNobody].map((of) => call(route, of).path);
        if (said[path]) {
          const answer = await ask(path, mine);
          if (answer.status !== 403 || codeOf(answer) !== 'gateway-mismatch') wrong.push([route.path, answer.body]);
        } else if (route.path.includes('{')) {
          const answers = await Promise.all([other!, none!].map((at) => ask(at, mine)));
          const [foreign, empty] = [saidOf(answers[0]!, world.ofA), saidOf(answers[1]!, world.ofNobody)];
          if (foreign !== empty || !/^40[04]|"leave":"no"/.test(foreign)) wrong.push([route.path, foreign, empty]);
        }
      }
      expect(wrong).toEqual([]);
      expect(await upgradeAt(`${world.cloud.url}/v1/commands/${world.ofA.liveView}/relay`, mine)).toBe(404);
    },
    120_000,
  );

  onSqlite(
    'for operators is not to be had at the port where sites connect',
    async () => {
      const { cookie } = await world.cloud.login();
      const statusAt = (path: string, method: string) =>
        new Promise<number>((resolve, reject) => {
          const url = new URL(path, world.gatewayUrl);
          // the authority is the cloud's own, and not what this test is about
          const asked = askSecurely(url, { method, headers: { cookie }, rejectUnauthorized: false }, (answer) => {
            answer.resume();
            resolve(answer.statusCode!);
          });
          asked.on('error', reject);
          asked.end();
        });
      const open: string[] = [];
      for (const route of routes.filter(({ side, path }) => side !== 'gateway' && !/claims|renewal|healthz/.test(path)))
        if ((await statusAt(call(route, world.ofA).path, route.method)) !== 404) open.push(route.path);
      expect(open).toEqual([]);
    },
    120_000,
  );
});
