import { type Answer, type RequestOptions, startTestCloud, statusOf, type TestCloud } from './test-cloud.ts';

export interface Person {
  id: string;
  password: string;
  /** Asks as this person, or with whatever headers are given. */
  ask(path: string, options?: RequestOptions): Promise<Answer>;
}

export interface TenancyDesk {
  cloud: TestCloud;
  root: Person;
  /** Makes an operator with these roles, each `role place`, and logs in. */
  person(sign: string, ...grants: string[]): Promise<Person>;
}

export async function logIn(cloud: TestCloud, user: string, password: string): Promise<Person['ask']> {
  const answer = await cloud.request('/v1/session', { json: { user, password } });
  if (answer.status !== 200) throw new Error(`login of ${user}: ${answer.status}`);
  const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
  return (path, options = {}) => cloud.request(path, { ...options, headers: { cookie, ...options.headers } });
}

export const parseGrants = (grants: readonly string[]) =>
  grants.map((text) => {
    const [role, place] = text.split(' ') as [string, string];
    return { role, place };
  });

/**
 * Two tenants: `gw-1` stands at `north` of tenant `a` (city, district), `gw-2` at `south` of tenant `b`. The first account
 * does what the provider does.
 */
export async function startTenancyDesk(options: Parameters<typeof startTestCloud>[0] = {}): Promise<TenancyDesk> {
  const cloud = await startTestCloud(options);
  const { cookie } = await cloud.login();
  const root: Person = {
    id: 'operator',
    password: '',
    ask: (path, asked = {}) => cloud.request(path, { ...asked, headers: { cookie, ...asked.headers } }),
  };
  const places: [string, string | undefined][] = [
    ['tenant:a', undefined],
    ['city:a-town', 'tenant:a'],
    ['district:a-east', 'city:a-town'],
    ['site:north', 'district:a-east'],
    ['tenant:b', undefined],
    ['site:south', 'tenant:b'],
  ];
  for (const [place, parent] of places) {
    const json = { title: place, ...(parent === undefined ? {} : { parent }) };
    const answer = await root.ask(`/v1/places/${place}`, { method: 'PUT', json });
    if (answer.status !== 204) throw new Error(`${place}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  await cloud.uplink('status', statusOf({ site: 'north' }));
  await cloud.uplink('status', statusOf({ gateway: 'gw-2', site: 'south' }), 'gw-2');
  return {
    cloud,
    root,
    async person(sign, ...grants) {
      const answer = await root.ask('/v1/operators', { json: { sign, grants: parseGrants(grants) } });
      if (answer.status !== 200) throw new Error(`${sign}: ${answer.status} ${JSON.stringify(answer.body)}`);
      const { id, password } = answer.body as { id: string; password: string };
      return { id, password, ask: await logIn(cloud, sign, password) };
    },
  };
}
