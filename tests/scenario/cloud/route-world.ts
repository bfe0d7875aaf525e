import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { CloudConfig, StoreAddress } from '../../../cloud/cloud-config.ts';
import type { Permission } from '../../../cloud/tenancy/access.ts';
import { readKeyList } from '../../../devices/contracts/read-release.ts';
import { createSigners, terms } from '../../fixtures/rollout-cloud.ts';
import { openClaimingGateway } from '../claim/claiming-gateway.ts';
import { type Person, startTenancyDesk, type TenancyDesk } from './tenancy-desk.ts';
import { alarmEvent, batchOf, removeFolder } from './test-cloud.ts';

/** What routes are about: one thing of each kind, and what stands in the place of each `{name}` of a path. */
export type Things = Record<
  | 'gateway'
  | 'alarm'
  | 'claim'
  | 'code'
  | 'command'
  | 'liveView'
  | 'layer'
  | 'group'
  | 'rollout'
  | 'share'
  | 'order'
  | 'rule'
  | 'operator'
  | 'place'
  | 'site'
  | 'tenant'
  | 'token'
  | 'release'
  | 'id',
  string
>;

export interface RouteWorld extends TenancyDesk {
  /** One of each, all of tenant `a`. */
  ofA: Things;
  /** Of the same form; there are none of these anywhere. */
  ofNobody: Things;
  /** Of tenant `b`, as far as it has any. */
  ofB: Pick<Things, 'gateway' | 'site' | 'place' | 'operator'>;
  release: object;
  gatewayUrl: string;
  close(): Promise<void>;
}

export interface Route {
  /** Its name, or its path where it has none. */
  id: string;
  method: string;
  path: string;
  queries: string[];
  hasBody: boolean;
  needs: Permission | null;
  side: 'operator' | 'gateway' | 'anybody';
}

interface Said {
  operationId?: string;
  security?: Record<string, unknown>[];
  parameters?: { name: string; in: string }[];
  requestBody?: object;
  'x-permission'?: Permission | null;
}

/** As the running cloud tells them. */
export async function readRoutes({ cloud }: RouteWorld): Promise<Route[]> {
  const { paths } = (await cloud.request('/v1/openapi.json')).body as { paths: Record<string, Record<string, Said>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, said]): Route => {
      const { operationId = path, security = [], parameters = [], requestBody } = said;
      const has = (name: string) => security.some((each) => name in each);
      return {
        ...{ id: operationId, method: method.toUpperCase(), path, hasBody: requestBody !== undefined },
        queries: parameters.filter((each) => each.in === 'query').map(({ name }) => name),
        needs: said['x-permission'] ?? null,
        side: has('operator') ? 'operator' : has('gatewayToken') ? 'gateway' : 'anybody',
      };
    }),
  );
}

const day = 86_400_000;
export const shareOf = (gateway: string) => ({
  ...{ department: 'Fire brigade', contact: '119', purpose: 'emergency-response', purposeText: 'to come sooner' },
  ...{ legalBasis: 'agreement of 2026-03-01', fields: ['event', 'time', 'alarmType', 'gateway', 'source'] },
  ...{ selection: { kinds: ['alarms'], gateways: [gateway] }, untilMs: Date.now() + day },
  delivery: { kind: 'cloudevents-http', target: { url: 'http://127.0.0.1:9/', mode: 'structured' } },
});
export const rolloutOf = (release: string, gateway: string) => ({
  ...{ title: 'a rollout', release, target: { gateways: [gateway] }, terms: terms({ percents: [100] }) },
});
export const ruleOf = (site: string) => ({
  ...{ revision: 0, why: 'because' },
  rule: { kind: 'offline', scope: `site:${site}`, threshold: 60, holdS: 60, enabled: true, notify: false },
});

/** Everything that a tenant can have, for both tenants of the tenancy desk; on SQLite or a given PostgreSQL. */
export async function startRouteWorld(store?: StoreAddress): Promise<RouteWorld> {
  const signers = createSigners();
  const keyList = readKeyList(signers.keyList);
  if (!keyList.ok) throw new Error(keyList.problem);
  const artefacts = `${process.env.TMPDIR ?? '/tmp'}/ringward-artefacts-${randomBytes(6).toString('hex')}`;
  const config: Partial<CloudConfig> = {
    ...{ requestsPerSecond: 10_000, exports: { hosts: ['127.0.0.1'], leaseMs: 30_000, pauseAfterMs: day } },
    identity: { host: '127.0.0.1', port: 0, certificateForMs: day },
    rollouts: { signedKeyList: signers.keyList, keyList: keyList.value, artefacts },
    ...(store && { store }),
  };
  const desk = await startTenancyDesk({ config });
  const { cloud, root } = desk;
  async function make<T>(path: string, json: object | undefined, method = 'POST', as: Person = root): Promise<T> {
    const headers = method === 'PUT' ? { 'if-match': '"0"' } : {};
    const answer = await as.ask(path, { method, headers, ...(json && { json }) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  }
  await cloud.uplink('events', batchOf([alarmEvent(1)], { lane: 'alarm' }));
  const why = 'words about tenant a';
  for (const [layer, members] of [['tenant:a'], ['site:north'], ['gateway:gw-1'], ['group:first', ['gw-1']]] as const)
    await make(`/v1/layers/${layer}`, { content: {}, why, ...(members && { members }) }, 'PUT');
  const artefact = Buffer.from('what a gateway runs');
  const release = { release: signers.release(artefact) };
  const { id: releaseId } = await make<{ id: string }>('/v1/releases', release);
  const octets = { 'content-type': 'application/octet-stream' };
  await root.ask(`/v1/releases/${releaseId}/artefact`, { method: 'PUT', headers: octets, raw: artefact });
  await make('/v1/places/site:linden', { title: 'Linden', parent: 'district:a-east' }, 'PUT');
  const { text, url } = await make<{ text: string; url: string }>('/v1/claim-codes', {
    accept: 'operator',
    site: 'linden',
  });
  const box = openClaimingGateway({ url, code: text });
  const claimOf = async () => (await make<{ claims: { id: string }[] }>('/v1/claims', undefined, 'GET')).claims[0]?.id;
  for (let known = await claimOf(); known === undefined; known = await claimOf()) await box.say();
  const code = await make<{ id: string }>('/v1/claim-codes', { accept: 'operator', site: 'linden' });
  const ask = (what: object) => make<{ id: string }>('/v1/gateways/gw-1/commands', { what, why });
  const openDoor = await ask({ kind: 'open-door', door: 'door-2' });
  const liveView = await ask({ kind: 'live-view', camera: 'camera-1' });
  await make('/v1/health/rules/offline-a', ruleOf('north'), 'PUT');
  const { share } = await make<{ share: string }>('/v1/shares', shareOf('gw-1'));
  const rollout = await make<{ plan?: { id: string }; id: string }>('/v1/rollouts', rolloutOf(releaseId, 'gw-1'));
  const { id: order } = await make<{ id: string }>('/v1/retention/orders', {
    ...{ place: 'site:north', fromMs: 1, untilMs: Date.now() + day, reason: 'words about tenant a' },
  });
  await make('/v1/ddi-targets', { id: 'hawk-1' });
  const someone = await desk.person('someone', 'viewer tenant:a');
  const wish = { title: 'export', permissions: ['fleet.see'], expiresAtMs: Date.now() + day };
  const token = await make<{ view: { id: string } }>('/v1/tokens', wish, 'POST', someone);
  const elsewhere = await desk.person('elsewhere', 'viewer tenant:b');
  const ofA: Things = {
    ...{ gateway: 'gw-1', alarm: 'alarm-1', claim: (await claimOf())!, code: code.id, command: openDoor.id },
    ...{ liveView: liveView.id, layer: 'gateway:gw-1', group: 'group:first', rollout: rollout.id, share, order },
    ...{
      rule: 'offline-a',
      operator: someone.id,
      place: 'site:north',
      site: 'north',
      tenant: 'tenant:a',
      token: token.view.id,
    },
    ...{ release: releaseId, id: 'hawk-1' },
  };
  const shift = (text: string) => text.slice(0, -3) + (text.endsWith('000') ? '111' : '000');
  const made = {
    claim: shift(ofA.claim),
    code: shift(ofA.code),
    command: shift(ofA.command),
    share: shift(share),
    order: shift(order),
  };
  return {
    ...desk,
    ofA,
    ofNobody: {
      ...ofA,
      ...made,
      ...{ gateway: 'gw-0', alarm: 'alarm-0', layer: 'gateway:gw-0', group: 'group:other', rule: 'offline-0' },
      ...{ rollout: shift(ofA.rollout), operator: shift(ofA.operator), place: 'site:nowhere', site: 'nowhere' },
      ...{ tenant: 'tenant:none' },
      ...{ token: shift(ofA.token), id: 'hawk-0', liveView: shift(ofA.liveView) },
    },
    ofB: { gateway: 'gw-2', site: 'south', place: 'site:south', operator: elsewhere.id },
    ...{ release, gatewayUrl: url },
    async close() {
      await box.identity.stop();
      await cloud.close();
      for (const folder of [cloud.folder, box.folder]) removeFolder(folder);
      rmSync(artefacts, { recursive: true, force: true });
    },
  };
}
