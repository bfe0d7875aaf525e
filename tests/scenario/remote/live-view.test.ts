import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { loadCloudConfig } from '../../../cloud/cloud-config.ts';
import type { CommandView } from '../../../cloud/command/command-views.ts';
import { type Cloud, startCloud } from '../../../cloud/start-cloud.ts';
import type { RemotePermits } from '../../../devices/contracts/remote-permits.ts';
import { type CameraSim, startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import type { ConsoleCamera } from '../../../gateway/console/console-ports.ts';
import type { ConsoleRemoteView } from '../../../gateway/console/watch/remote-view-ports.ts';
import { openViewer } from '../../fixtures/live-viewer.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { createMovingScene } from '../perception/moving-scene.ts';
import { cannotSee } from '../perception/prepared-models.ts';

const token = 'a-token-of-this-gateway-0001';
const password = 'correct horse battery';
const soon = { timeout: 25_000, interval: 50 };

describe.skipIf(cannotSee)('an operator who asks to watch a camera live', () => {
  let folder: string;
  let cloud: Cloud;
  let sim: CameraSim;
  let gateway: RunningGateway;
  const cookies: Record<string, string> = {};

  const logIn = async (sign: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const address = new URL('/v1/session', cloud.url);
    const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
    cookies[sign] = answer.headers.get('set-cookie')!.split(';')[0]!;
  };
  const call = (sign: string, method: string, path: string, body?: object) =>
    fetch(new URL(path, cloud.url), {
      method,
      headers: { cookie: cookies[sign]!, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const ask = async (camera: string, sign = 'duty-3'): Promise<CommandView> => {
    const what = { kind: 'live-view', camera };
    const answer = await call(sign, 'POST', '/v1/gateways/gw-1/commands', { what, why: 'people at the door' });
    expect(answer.status).toBe(200);
    return (await answer.json()) as CommandView;
  };
  const look = async (id: string) => (await (await call('duty-3', 'GET', `/v1/commands/${id}`)).json()) as CommandView;
  const endOf = (id: string) => expect.poll(async () => look(id), soon);
  const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
  const view = (id: string, sign = 'duty-3') =>
    openViewer(`${cloud.url}/v1/commands/${id}/live`, { cookie: cookies[sign]! });
  const watched = () => gateway.guard.get<ConsoleRemoteView[]>('/api/remote-views');
  const newOperator = async (sign: string) => {
    const grants = [{ place: 'cloud', role: 'engineer' }];
    const made = await call('duty-3', 'POST', '/v1/operators', { sign, grants });
    const { password: own, id } = (await made.json()) as { password: string; id: string };
    await logIn(sign, { user: sign, password: own });
    return id;
  };
  /** A view that shows something. */
  const watch = async (sign = 'duty-3', others = 0) => {
    await expect.poll(async () => (await watched()).length, soon).toBe(others);
    const { id } = await ask('hall', sign);
    const viewer = await view(id, sign);
    onTestFinished(() => viewer.leave());
    await expect.poll(viewer.pictures, soon).toBeGreaterThan(5);
    return { id, viewer };
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ringward-live-view-'));
    writeFileSync(join(folder, 'password'), `${password}\n`);
    const file = { data: 'data', operatorPasswordFile: 'password', gateways: [{ id: 'gw-1', token }] };
    writeFileSync(join(folder, 'cloud.yaml'), JSON.stringify(file));
    const config = loadCloudConfig({ config: join(folder, 'cloud.yaml'), port: '0' });
    cloud = await startCloud({ config, log: quietLog });
    await logIn('duty-3', { password, sign: 'duty-3' });
    sim = await startCameraSim({ id: 'hall', width: 640, height: 360, fps: 10, scene: createMovingScene() });
    const camera = { kind: 'dome-camera', ring: 3, zone: 'b1', url: sim.url } as const;
    gateway = await runGateway(
      smallSite({
        cameras: [
          { ...camera, id: 'hall', name: { zh: '大堂', en: 'Hall' } },
          { ...camera, id: 'stairs', name: { zh: '楼梯', en: 'Stairs' } },
        ],
        cloud: { url: cloud.url, token },
        remote: { live: ['hall'], liveMinutes: 2, doors: ['gate'] },
      }),
    );
    await gateway.gateway.seeing;
    const states = async () => (await gateway.guard.get<ConsoleCamera[]>('/api/cameras')).map(({ state }) => state);
    await vi.waitFor(async () => expect(await states()).toEqual(['streaming', 'streaming']), {
      ...soon,
      timeout: 80_000,
    });
  }, 150_000);

  afterAll(async () => {
    await gateway?.stop();
    await sim?.stop();
    await cloud?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  test('chooses from what the site permits, by title, and hears of nothing else', async () => {
    const answer = () => call('duty-3', 'GET', '/v1/gateways/gw-1/permits');
    const told = async () => ((await (await answer()).json()) as { permits: RemotePermits | null }).permits;
    await expect.poll(told, soon).toEqual({
      liveMinutes: 2,
      cameras: [{ id: 'hall', name: { zh: '大堂', en: 'Hall' }, snapshot: false, live: true }],
      doors: [{ id: 'gate', name: smallSite().doors[0]!.name }],
    });
  });

  test('sees the picture, and how long it lasts; the guards see who watches; when he leaves it is over, and all of it is on record', async () => {
    const { id, viewer } = await watch();
    expect(viewer.words).toEqual([{ leftMs: 120_000 }, { mime: expect.stringMatching(/^video\/mp4; codecs="avc1/) }]);
    const kinds = viewer.frames.map(({ kind }) => kind).filter((kind) => kind !== 'word' && kind !== 'beat');
    expect(kinds.slice(0, 2)).toEqual(['header', 'key']);
    const [on] = await watched();
    expect(on).toMatchObject({ id, camera: 'hall', by: 'duty-3', why: 'people at the door' });
    expect(on!.untilMs - on!.sinceMs).toBe(120_000);
    viewer.leave();
    await endOf(id).toMatchObject({ state: 'done', code: 'viewer-left', result: null });
    expect(await watched()).toEqual([]);
    const manager = await gateway.signIn('manager');
    const { entries } = await manager.get<{ entries: { action: string; subject: string; detail: object }[] }>(
      '/api/ledger?action=remote',
    );
    expect(entries.slice(0, 2)).toMatchObject([
      { action: 'remote.done', subject: 'hall', detail: { command: id, outcome: 'done', code: 'viewer-left' } },
      { action: 'remote.asked', subject: 'hall', detail: { by: 'cloud:duty-3', kind: 'live-view' } },
    ]);
    const audit = await (await call('duty-3', 'GET', '/v1/audit?limit=20')).text();
    for (const deed of ['command.ask', 'command.watch']) expect(audit).toContain(deed);
    const metrics = await (await fetch(`${cloud.url}/metrics`)).text();
    expect(metrics).toMatch(/ringward_cloud_relays_total\{end="viewer-left"\} 1/);
    expect(Number(/ringward_cloud_relay_bytes_total (\d+)/.exec(metrics)?.[1])).toBeGreaterThan(1000);
  }, 60_000);

  test('is cut off at once when a guard says so, and the guard’s deed is in the ledger', async () => {
    const { id, viewer } = await watch();
    await gateway.guard.post(`/api/remote-views/${id}/end`, {});
    await viewer.ended;
    expect(viewer.over()).toBe('ended-by-guard');
    await endOf(id).toMatchObject({ state: 'done', code: 'ended-by-guard' });
    const manager = await gateway.signIn('manager');
    const { entries } = await manager.get<{ entries: { actor: object; action: string }[] }>(
      '/api/ledger?action=remote.ended',
    );
    expect(entries[0]).toMatchObject({ actor: { kind: 'user', id: 'guard' }, action: 'remote.ended' });
    await expect(gateway.guard.post(`/api/remote-views/${id}/end`, {})).rejects.toThrow();
  }, 60_000);

  test('is refused a camera that the site does not permit, and one that there is not, in the same words', async () => {
    for (const camera of ['stairs', 'nowhere']) {
      const { id } = await ask(camera);
      await endOf(id).toMatchObject({ state: 'refused', code: 'remote-not-allowed' });
      await expect(view(id)).rejects.toMatchObject({ status: 409 });
    }
  }, 60_000);

  test('loses the picture as soon as he loses the right, or logs out', async () => {
    const id = await newOperator('duty-7');
    const first = await watch('duty-7');
    const taken = await call('duty-3', 'DELETE', `/v1/operators/${id}/roles?place=cloud&role=engineer`);
    expect(taken.status).toBe(204);
    await first.viewer.ended;
    expect(first.viewer.over()).toBe('rights-ended');
    await endOf(first.id).toMatchObject({ state: 'done', code: 'rights-ended' });
    await newOperator('duty-8');
    const second = await watch('duty-8');
    await call('duty-8', 'DELETE', '/v1/session');
    await second.viewer.ended;
    expect(second.viewer.over()).toBe('rights-ended');
  }, 60_000);

  test('shares a view with nobody, has it once, and gets two at a time of one gateway', async () => {
    await newOperator('duty-9');
    const { id } = await watch();
    await expect(view(id)).rejects.toMatchObject({ status: 409 });
    const foreign = await view(id, 'duty-9').catch((answer: Response) => answer as Response);
    expect([(foreign as Response).status, await codeOf(foreign as Response)]).toEqual([403, 'forbidden']);
    await watch('duty-9', 1);
    const third = await ask('hall');
    await endOf(third.id).toMatchObject({ state: 'refused', code: 'live-busy' });
  }, 60_000);

  test('is not waited for if he does not come to look; what is no gateway, no wire or no view is refused by name', async () => {
    await expect.poll(watched, soon).toEqual([]);
    const { id } = await ask('hall');
    const asGateway = (path: string, headers: Record<string, string> = {}) =>
      fetch(new URL(path, cloud.url), { headers: { authorization: `Bearer ${token}`, ...headers } });
    for (const [path, headers, status, code] of [
      [`/v1/commands/${id}/relay`, {}, 400, 'request-invalid'],
      [`/v1/commands/${id}/relay`, { authorization: 'Bearer nobody' }, 401, 'token-unknown'],
      [`/v1/relays/${id}`, { 'x-relay-ticket': 'guessed' }, 400, 'request-invalid'],
      ['/v1/commands/0123456789abcdef/live', { cookie: cookies['duty-3']!, authorization: '' }, 404, 'not-found'],
      [`/v1/commands/${id}/live`, { authorization: '' }, 401, 'login-needed'],
    ] as const) {
      const answer = await asGateway(path, headers);
      expect([path, answer.status, await codeOf(answer)]).toEqual([path, status, code]);
    }
    await endOf(id).toMatchObject({ state: 'failed', code: 'no-viewer' });
    await expect(view(id)).rejects.toMatchObject({ status: 409 });
  }, 60_000);

  test('sees that it is over when the camera goes', async () => {
    const { id, viewer } = await watch();
    await sim.stop();
    await viewer.ended;
    expect(viewer.over()).toBe('camera-lost');
    await endOf(id).toMatchObject({ state: 'done', code: 'camera-lost' });
  }, 60_000);
});
