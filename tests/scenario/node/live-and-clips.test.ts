import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import { createBroker } from '../../../gateway/ingest/aedes-broker.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import type { CameraState } from '../../../gateway/perception/messages.ts';
import { nodePassword } from '../../../gateway/perception/node/link-keys.ts';
import { createPerceptionPool } from '../../../gateway/perception/pool/perception-pool.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { readClip } from '../../unit/perception/av-read-clip.ts';
import { createMovingScene } from '../perception/moving-scene.ts';
import { cannotSee, modelsDir } from '../perception/prepared-models.ts';
import { doorCamera, identity } from './hand-fed-node.ts';
import { startNode } from './start-node.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const soon = { timeout: 20_000, interval: 50 };

describe.skipIf(cannotSee)('a guard', () => {
  test('watches a camera of a node, takes a still and a clip of it, as of any other camera', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'ringward-node-'));
    closing.push(() => rm(dir, { recursive: true, force: true }));
    const sim = await startCameraSim({ id: 'yard', width: 640, height: 360, fps: 10, scene: createMovingScene() });
    closing.push(() => sim.stop());
    let last: CameraState | undefined;
    const pool = createPerceptionPool({
      cameras: [{ ...doorCamera, id: 'yard', kind: 'dome-camera', url: sim.url }],
      modelsDir,
      log: quietLog,
      nodes: {
        site: identity.site,
        members: [{ id: identity.node, secret: identity.secret }],
        nodeOf: () => identity.node,
        send: (node, frame) => broker.sendToNode(node, frame),
      },
      on: {
        face: () => {},
        plate: () => {},
        objects: () => {},
        workerLost: () => {},
        camera: (_, state) => {
          last = state;
        },
      },
    });
    const broker = await createBroker({
      site: identity.site,
      host: '127.0.0.1',
      port: 0,
      devices: [],
      receive: async () => {},
      nodes: {
        members: [{ id: identity.node, password: nodePassword(identity) }],
        receive: ({ node, channel, payload }) => pool.fromNode(node, channel, payload),
      },
      log: quietLog,
      metrics: createMetrics(),
    });
    closing.push(() => broker.close());
    closing.push(() => pool.stop());
    const node = await startNode(dir, {
      broker: `mqtt://127.0.0.1:${broker.port}`,
      site: identity.site,
      id: identity.node,
      secret: identity.secret,
    });
    closing.push(() => node.kill('SIGTERM'));
    // There is one process on this machine, for photos; it looks at nothing.
    await pool.start();
    expect(pool.pids()).toHaveLength(1);
    await expect.poll(() => last, soon).toMatchObject({ state: 'streaming' });
    await expect.poll(() => pool.stats().cameras[0]?.framesSeen ?? 0, soon).toBeGreaterThan(0);
    expect(pool.stats().processes).toHaveLength(1);

    const page = { headers: 0, chunks: 0 };
    const leave = pool.watch('yard', {
      init: () => (page.headers += 1),
      chunk: () => (page.chunks += 1),
      ended: () => {},
    })!;
    await expect.poll(() => page.chunks, soon).toBeGreaterThan(5);
    leave();
    expect(page.headers).toBe(1);
    expect(Buffer.from((await pool.snapshot('yard'))!.subarray(0, 3)).toString('hex')).toBe('ffd8ff');

    const pieces: Uint8Array[] = [];
    const atMs = systemClock.monotonicMs();
    const clip = await pool.clip('yard', atMs - 1000, atMs + 1000, { chunk: (bytes) => void pieces.push(bytes) });
    expect(clip.problem).toBeUndefined();
    expect(Math.abs(clip.fromMs - (atMs - 1000))).toBeLessThan(1500);
    expect((await readClip(pieces)).durationS).toBeGreaterThan(1.5);
    // Asked to end, it ends well.
    expect(await node.kill('SIGTERM')).toBe(0);
    await expect.poll(() => last, soon).toEqual({ state: 'lost', reason: 'node-away' });
  });
});
