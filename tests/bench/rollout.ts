import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { PlaceView, RolloutView } from '../../cloud/rollout/rollout-views.ts';
import {
  createSigners,
  publishAt,
  type SignedIn,
  type Signers,
  signInAt,
  signInNew,
  tokenOf,
} from '../fixtures/rollout-cloud.ts';
import { createSimulatedGateway, type SimulatedGateway } from '../fixtures/simulated-gateway.ts';

const password = 'correct horse battery';
const artefactBytes = 256 * 1024;
/** Gateways that speak at the same moment. */
const workers = 24;
/** One in so many does not run well with the new one. */
const faultyEvery = 20;
const terms = {
  ...{ percents: [5, 15, 30, 50], successShare: 0.9, errorShare: 0.03, openShare: 0.02 },
  ...{ silentAfterS: 3600, healthS: 5 },
};

interface Bench {
  url: string;
  ids: string[];
  ada: SignedIn;
  bo: SignedIn;
  signers: Signers;
  agent: Agent;
}

interface Detail {
  rollout: RolloutView;
  gateways: PlaceView[];
  acts: { deed: string; atMs: number }[];
}

/**
 * Rolls out to simulated gateways that speak the real routes over HTTP, with a cloud in a process of its own: once with one in
 * twenty faulty, until it halts by itself, and once without. `npm run bench -- rollout [--gateways 1000]`
 */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({ args, options: { gateways: { type: 'string', default: '1000' } } });
  const count = Number(values.gateways);
  if (!Number.isInteger(count) || count < 20 || count > 20_000) throw new Error('--gateways takes 20 to 20000');
  const folder = mkdtempSync(join(tmpdir(), 'ringward-rollout-bench-'));
  const signers = createSigners();
  const ids = Array.from({ length: count }, (_, index) => `gw-${index + 1}`);
  const { url, child } = await startCloud(folder, ids, signers);
  const agent = new Agent({ keepAlive: true, maxSockets: workers });
  try {
    const ada = await signInAt(() => url, { password });
    const bo = await signInNew(() => url, ada, 'bo', 'approver');
    const bench = { url, ids, ada, bo, signers, agent };
    return { gateways: count, faulty: await measureFaulty(bench), clean: await measureClean(bench) };
  } finally {
    agent.destroy();
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startCloud(
  folder: string,
  ids: readonly string[],
  { keyList }: Signers,
): Promise<{ url: string; child: ChildProcess }> {
  writeFileSync(join(folder, 'password'), `${password}\n`);
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(keyList));
  const gateways = ids.map((id) => ({ id, token: tokenOf(id) }));
  const file = { data: 'data', port: 0, operatorPasswordFile: 'password', requestsPerSecond: 1000, gateways };
  writeFileSync(join(folder, 'cloud.yaml'), JSON.stringify({ ...file, rollouts: { keyList: 'keys.json' } }));
  const main = new URL('../../cloud/main.ts', import.meta.url).pathname;
  const child = fork(main, ['--config', join(folder, 'cloud.yaml')], {
    env: { ...process.env, RINGWARD_LOG: 'error' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { url, child };
}

async function begin({ ada, bo, signers }: Bench, serial: number): Promise<string> {
  const release = await publishAt(ada, signers, randomBytes(artefactBytes), { serial, version: `1.0.${serial}` });
  const draft = { title: `bench ${serial}`, release, target: { layer: 'fleet' }, terms };
  const { id } = await ada.post<RolloutView>('/v1/rollouts', draft);
  await bo.post(`/v1/rollouts/${id}/approve`, { why: 'measured' });
  return id;
}

/** Every gateway asks in turn until it has had its try, or the rollout is over. */
async function play(bench: Bench, id: string, isFaulty: (index: number) => boolean): Promise<SimulatedGateway[]> {
  const { url, ids, agent, ada } = bench;
  const gateways = ids.map((gateway, index) =>
    createSimulatedGateway({ url: () => url, token: tokenOf(gateway), faulty: isFaulty(index), agent }),
  );
  const waiting = [...gateways];
  let over = false;
  async function work(): Promise<void> {
    for (let gateway = waiting.shift(); gateway && !over; gateway = waiting.shift())
      if ((await gateway.poll()) === 0) {
        waiting.push(gateway);
        // who has to wait leaves the machine to those that are at it
        await sleep(20);
      }
  }
  const look = setInterval(() => {
    ada.get<{ rollouts: RolloutView[] }>('/v1/rollouts').then(
      ({ rollouts }) => {
        over = rollouts.find((each) => each.id === id)?.phase !== 'running';
      },
      (error: unknown) => console.error(error),
    );
  }, 500);
  await Promise.all(Array.from({ length: workers }, work));
  clearInterval(look);
  return gateways;
}

const percent = (part: number, whole: number) => Number(((100 * part) / whole).toFixed(2));

async function measureFaulty(bench: Bench) {
  const startedMs = performance.now();
  const id = await begin(bench, 1);
  const gateways = await play(bench, id, (index) => index % faultyEvery === 0);
  const seconds = Number(((performance.now() - startedMs) / 1000).toFixed(1));
  const detail = await bench.ada.get<Detail>(`/v1/rollouts/${id}`);
  const haltedAtMs = detail.acts.find(({ deed }) => deed === 'rollout.halted')?.atMs;
  if (haltedAtMs === undefined) throw new Error(`the rollout did not halt: it is ${detail.rollout.phase}`);
  const total = bench.ids.length;
  const tookBadly = detail.rollout.groups.reduce((sum, { bad }) => sum + bad, 0);
  const had = detail.gateways.filter(({ stage, takenMs }) => takenMs !== null && stage !== 'waiting');
  const after = had.filter(({ heardMs }) => (heardMs ?? 0) > haltedAtMs);
  await bench.bo.post(`/v1/rollouts/${id}/cancel`, { why: 'measured' });
  return {
    ...{ thresholdPercent: terms.errorShare * 100, limitPercent: (terms.errorShare + terms.openShare) * 100 },
    ...{ tookBadly, tookBadlyPercent: percent(tookBadly, total) },
    ...{ switched: gateways.reduce((sum, { switched }) => sum + switched, 0) },
    ...{ switchedPercent: percent(gateways.filter(({ switched }) => switched > 0).length, total) },
    // under way when it halted, and not to be called back any more
    ...{ endedAfterTheHalt: after.length, endedAfterTheHaltPercent: percent(after.length, total) },
    ...{ inGroup: detail.rollout.groups.findLastIndex(({ committed, bad }) => committed + bad > 0) + 1, seconds },
  };
}

async function measureClean(bench: Bench) {
  const startedMs = performance.now();
  const id = await begin(bench, 2);
  await play(bench, id, () => false);
  const { rollout } = await bench.ada.get<Detail>(`/v1/rollouts/${id}`);
  if (rollout.phase !== 'done') throw new Error(`the rollout is ${rollout.phase}`);
  return { seconds: Number(((performance.now() - startedMs) / 1000).toFixed(1)) };
}
