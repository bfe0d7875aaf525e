import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { PlaceView, RolloutView } from '../../../cloud/rollout/rollout-views.ts';
import { openRolloutCloud, type RolloutCloud, type SignedIn, terms } from '../../fixtures/rollout-cloud.ts';

/** What SWUpdate 2022.12 (Debian) was seen to send and to read; it installed an image from this cloud by these words. */
const feedback = (id: string, execution: string, finished: string, details: string[] = ['said']) => ({
  ...{ id: Number(id), time: '20261122T210700' },
  status: { result: { progress: { cnt: 0, of: 1 }, finished }, execution, details },
});

let cloud: RolloutCloud;
afterEach(() => cloud.close());

interface Board {
  ada: SignedIn;
  rollout: string;
  token: string;
  artefact: Buffer;
  ask(path: string, body?: object, method?: string, headers?: Record<string, string>): Promise<Response>;
  /** Follows a link of the answer to a poll. */
  follow(name: string): Promise<{ action: string; body: Record<string, unknown> } | undefined>;
}

async function open(): Promise<Board> {
  cloud = await openRolloutCloud({ gateways: [{ id: 'gw-1' }] });
  const ada = await cloud.signIn();
  const bo = await cloud.signInNew('bo', 'approver');
  const artefact = randomBytes(4000);
  const manifest = { kind: 'firmware', name: 'gate-board' } as const;
  const { id: release } = await ada.post<{ id: string }>('/v1/releases', {
    ...{ release: cloud.signers.release(artefact, manifest), fileName: 'board.swu' },
  });
  await ada.send('PUT', `/v1/releases/${release}/artefact`, artefact);
  const { token } = await ada.post<{ token: string }>('/v1/ddi-targets', { id: 'board-1' });
  const draft = { title: 'boards', release, target: { ddi: ['board-1'] }, terms: terms({ percents: [100] }) };
  const { id: rollout } = await ada.post<RolloutView>('/v1/rollouts', draft);
  await bo.post(`/v1/rollouts/${rollout}/approve`, { why: 'looks right' });
  const ask: Board['ask'] = (path, body, method = body ? 'POST' : 'GET', headers = {}) =>
    fetch(new URL(path, new URL('/default/controller/v1/board-1/', cloud.cloud().url)), {
      method,
      headers: {
        authorization: `TargetToken ${token}`,
        ...(body ? { 'content-type': 'application/json; charset=utf-8' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  return {
    ...{ ada, rollout, token, artefact, ask },
    async follow(name) {
      const poll = (await (await ask('../board-1')).json()) as { _links: Record<string, { href: string }> };
      const href = poll._links[name]?.href;
      if (href === undefined) return undefined;
      return { action: href.split('/').at(-1)!, body: (await (await ask(href)).json()) as Record<string, unknown> };
    },
  };
}

const placeOf = async ({ ada, rollout }: Board) =>
  (await ada.get<{ gateways: PlaceView[] }>(`/v1/rollouts/${rollout}`)).gateways[0];

interface Deployment {
  id: string;
  deployment: {
    chunks: {
      artifacts: { filename: string; size: number; hashes: object; _links: { download: { href: string } } }[];
    }[];
  };
}

test('an update client of hawkBit finds what to install, loads it in parts, and says that it has it', async () => {
  const board = await open();
  const { action, body } = (await board.follow('deploymentBase'))!;
  const { id, deployment } = body as unknown as Deployment;
  expect([id, Number(id) < 2 ** 31]).toEqual([action, true]);
  const [file] = deployment.chunks[0]!.artifacts;
  expect(file).toMatchObject({ filename: 'board.swu', size: 4000, hashes: { sha1: expect.any(String) as string } });
  const part = await board.ask(file!._links.download.href, undefined, 'GET', { range: 'bytes=1000-' });
  expect([part.status, Buffer.from(await part.arrayBuffer()).equals(board.artefact.subarray(1000))]).toEqual([
    206,
    true,
  ]);
  expect((await board.ask(`deploymentBase/${id}/feedback`, feedback(id, 'proceeding', 'none'))).status).toBe(200);
  expect(await placeOf(board)).toMatchObject({ stage: 'open', state: 'downloading', detail: 'said' });
  expect((await board.ask(`deploymentBase/${id}/feedback`, feedback(id, 'closed', 'success'))).status).toBe(200);
  expect(await placeOf(board)).toMatchObject({ gateway: 'ddi:board-1', stage: 'committed' });
  expect(await board.follow('deploymentBase')).toBeUndefined();
  expect(((await (await board.ask(`installedBase/${id}`)).json()) as Deployment).id).toBe(id);
});

test('one that failed says so; one that is called off is told, and its word ends it', async () => {
  const board = await open();
  const { action } = (await board.follow('deploymentBase'))!;
  await board.ada.post(`/v1/rollouts/${board.rollout}/cancel`, { why: 'a mistake' });
  expect(await board.follow('deploymentBase')).toBeUndefined();
  expect((await board.follow('cancelAction'))?.body).toEqual({ id: action, cancelAction: { stopId: action } });
  const said = await board.ask(`cancelAction/${action}/feedback`, feedback(action, 'closed', 'success'));
  expect(said.status).toBe(200);
  expect(await board.follow('cancelAction')).toBeUndefined();
  expect(await placeOf(board)).toMatchObject({ stage: 'waiting', problem: 'called-off' });
});

test('what it says of itself is kept; who has no token, a wrong one or another device’s learns nothing', async () => {
  const board = await open();
  const poll = (await (await board.ask('../board-1')).json()) as { config: object; _links: Record<string, unknown> };
  expect(poll).toMatchObject({ config: { polling: { sleep: '00:00:30' } }, _links: { configData: {} } });
  const data = { mode: 'merge', data: { hw: '1.0', serial: 'abc' } };
  expect((await board.ask('configData', data, 'PUT')).status).toBe(200);
  const { targets } = await board.ada.get<{ targets: { attributes: object }[] }>('/v1/ddi-targets');
  expect(targets).toMatchObject([{ id: 'board-1', attributes: data.data }]);
  expect((await board.ask('configData', { data: { hw: 1 } }, 'PUT')).status).toBe(400);
  const strangers = [
    { authorization: '' },
    { authorization: 'TargetToken wrong-token' },
    { authorization: 'GatewayToken x' },
  ];
  for (const headers of strangers) expect((await board.ask('../board-1', undefined, 'GET', headers)).status).toBe(401);
  expect((await board.ask('../board-2')).status).toBe(401);
  expect((await board.ask('/other/controller/v1/board-1')).status).toBe(401);
  expect((await board.ask('deploymentBase/123456789')).status).toBe(404);
  const { action } = (await board.follow('deploymentBase'))!;
  expect((await board.ask(`deploymentBase/${action}/feedback`, { status: { execution: 'flying' } })).status).toBe(400);
  expect((await board.ask(`deploymentBase/${action}/artifacts/other.swu`)).status).toBe(404);
});
