import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PlaceView, RolloutView } from '../../../cloud/rollout/rollout-views.ts';
import { hasPostgres } from '../../fixtures/postgres-cluster.ts';
import { hasProgram } from '../../fixtures/programs.ts';
import {
  createSigners,
  publishAt,
  type SignedIn,
  signInAt,
  signInNew,
  terms,
  tokenOf,
} from '../../fixtures/rollout-cloud.ts';
import { operatorPassword, tokenOf as scaleToken, startScaleOut } from '../../fixtures/scale-out.ts';
import { createSimulatedGateway, type SimulatedGateway } from '../../fixtures/simulated-gateway.ts';

const main = new URL('../../../cloud/main.ts', import.meta.url).pathname;
const signers = createSigners();
const ids = Array.from({ length: 30 }, (_, index) => `gw-${index + 1}`);
/** On a machine that has much else to do. */
const longEnough = { timeout: 120_000 };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-rollout-'));
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(signers.keyList));
  writeFileSync(join(folder, 'password'), `${operatorPassword}\n`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function begin(url: () => string): Promise<{ ada: SignedIn; id: string }> {
  const ada = await signInAt(url, { password: operatorPassword });
  const bo = await signInNew(url, ada, 'bo', 'approver');
  const release = await publishAt(ada, signers, randomBytes(50_000));
  const draft = { title: 'spring', release, target: { layer: 'fleet' }, terms: terms({ openShare: 0.3 }) };
  const { id } = await ada.post<RolloutView>('/v1/rollouts', draft);
  await bo.post(`/v1/rollouts/${id}/approve`, { why: 'looks right' });
  return { ada, id };
}

/** Asks until it has it; a cloud that is gone for a moment, or an attempt that was cut off amid its steps, is asked again. */
async function persist(gateway: SimulatedGateway, deadlineMs: number): Promise<void> {
  while (performance.now() < deadlineMs) {
    const ended = await gateway.poll().catch(() => 0);
    if (ended > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const places = async (as: SignedIn, id: string) =>
  as.get<{ rollout: RolloutView; gateways: PlaceView[] }>(`/v1/rollouts/${id}`);

test(
  'the cloud is killed amid a rollout and comes back: every gateway gets it, each in one try',
  longEnough,
  async () => {
    const gateways = ids.map((id) => ({ id, token: tokenOf(id) }));
    const file = { data: 'data', operatorPasswordFile: 'password', requestsPerSecond: 1000, gateways };
    writeFileSync(join(folder, 'cloud.yaml'), JSON.stringify({ ...file, rollouts: { keyList: 'keys.json' } }));
    let url = '';
    const start = async () => {
      const child = fork(main, ['--config', join(folder, 'cloud.yaml'), '--port', '0'], {
        env: { ...process.env, RINGWARD_LOG: 'fatal' },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        execArgv: [],
      });
      const [said] = (await once(child, 'message')) as [{ url: string }];
      url = said.url;
      return child;
    };
    let child = await start();
    try {
      const { id } = await begin(() => url);
      const deadlineMs = performance.now() + 60_000;
      const fleet = ids.map((each) => createSimulatedGateway({ url: () => url, token: tokenOf(each) }));
      const running = Promise.all(fleet.map((gateway) => persist(gateway, deadlineMs)));
      await expect
        .poll(() => fleet.filter(({ switched }) => switched > 0).length, { timeout: 30_000 })
        .toBeGreaterThan(5);
      child.kill('SIGKILL');
      await once(child, 'exit');
      child = await start();
      await running;
      const ada = await signInAt(() => url, { password: operatorPassword });
      const after = await places(ada, id);
      expect(after.rollout.phase).toBe('done');
      expect(after.gateways.map(({ stage, tries }) => `${stage} ${tries}`)).toEqual(Array(30).fill('committed 1'));
    } finally {
      child.kill('SIGKILL');
    }
  },
);

test.skipIf(!hasPostgres || !hasProgram('haproxy'))(
  'two clouds behind a load balancer roll out together; one is killed, and the limits hold all the same',
  longEnough,
  async () => {
    const rollouts = { keyList: join(folder, 'keys.json'), artefacts: join(folder, 'artefacts') };
    const scale = await startScaleOut(ids, { rollouts });
    try {
      const { ada, id } = await begin(() => scale.url);
      const deadlineMs = performance.now() + 60_000;
      let most = 0;
      const open = new Set<string>();
      const fleet = ids.map((each) =>
        createSimulatedGateway({
          url: () => scale.url,
          token: scaleToken(each),
          before(state) {
            if (state === 'downloading') open.add(each);
            if (state === 'committed') open.delete(each);
            most = Math.max(most, open.size);
          },
        }),
      );
      const running = Promise.all(fleet.map((gateway) => persist(gateway, deadlineMs)));
      await expect
        .poll(() => fleet.filter(({ switched }) => switched > 0).length, { timeout: 30_000 })
        .toBeGreaterThan(5);
      await scale.clouds[0].kill();
      await running;
      const after = await places(ada, id);
      expect(after.rollout.phase).toBe('done');
      expect(after.gateways.map(({ stage, tries }) => `${stage} ${tries}`)).toEqual(Array(30).fill('committed 1'));
      // 0.3 of 30
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThanOrEqual(9);
    } finally {
      await scale.close();
    }
  },
);
