import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CameraState, PerceptionCamera, PlateSighting } from '../../../gateway/perception/messages.ts';
import { createPerceptionPool, type PerceptionPoolOptions } from '../../../gateway/perception/pool/perception-pool.ts';
import type { WorkerOn } from '../../../gateway/perception/pool/worker-process.ts';
import { quietLog } from '../../fixtures/quiet.ts';

const said: WorkerOn[] = [];
let stopped = 0;
vi.mock('../../../gateway/perception/pool/worker-process.ts', async (actual) => ({
  ...(await actual<object>()),
  createWorkerProcess: ({ on }: { on: WorkerOn }) => {
    said.push(on);
    const stop = async () => {
      stopped += 1;
    };
    return { start() {}, send: () => true, pid: () => undefined, stop };
  },
}));

beforeEach(() => {
  said.length = 0;
  stopped = 0;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const camera: PerceptionCamera = {
  ...{ id: 'lane', kind: 'anpr-camera', url: 'rtsp://10.0.0.8/live', transport: 'tcp', liveness: 'signal' },
  ...{ watched: false, masks: [] },
};
const full = () => {
  throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
};

function openPool(on: Partial<PerceptionPoolOptions['on']>) {
  const silent = { face() {}, plate() {}, objects() {}, camera() {}, workerLost() {} };
  return createPerceptionPool({ cameras: [camera], modelsDir: 'm', log: quietLog, on: { ...silent, ...on } });
}

test('a sighting that a full disk refuses ends nothing, and is counted', () => {
  const failed: unknown[] = [];
  const plate = { kind: 'plate-sighting', camera: 'lane' } as PlateSighting;
  openPool({ plate: full, camera: full, failed: (error) => failed.push(error) });
  said[0]!.message(plate);
  said[0]!.message({ kind: 'camera', camera: 'lane', status: { state: 'connecting' } as CameraState });
  said[0]!.lost('took too much memory');
  expect(failed).toHaveLength(3);
});

test('a process that takes long to begin is told of and waited for; what runs already goes on', async () => {
  const late = vi.fn();
  const pool = openPool({ late });
  const started = vi.fn();
  const starting = pool.start().then(started);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(late).toHaveBeenCalledOnce();
  expect([stopped, started.mock.calls.length]).toEqual([0, 0]);
  said[0]!.ready('a-model');
  await starting;
  await vi.advanceTimersByTimeAsync(61_000);
  expect(late).toHaveBeenCalledOnce();
});

test('one that cannot begin stops all of them', async () => {
  const starting = openPool({}).start();
  said[0]!.failed('no model file');
  await expect(starting).rejects.toThrow('no model file');
  expect(stopped).toBe(1);
});
