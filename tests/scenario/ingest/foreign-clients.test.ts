import { spawn } from 'node:child_process';
import { afterEach, beforeEach, expect } from 'vitest';
import { createBroker } from '../../../gateway/ingest/aedes-broker.ts';
import type { SiteBroker } from '../../../gateway/ingest/broker.ts';
import { createDeviceIntake, type Observation } from '../../../gateway/ingest/device-intake.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import { testWith } from '../../fixtures/programs.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

let store: Store;
let broker: SiteBroker;
let seen: Observation[];

beforeEach(async () => {
  const { devices } = smallSite();
  store = openStore(':memory:');
  seen = [];
  const metrics = createMetrics();
  const shared = { devices, log: quietLog, metrics };
  const intake = createDeviceIntake({
    ...shared,
    store,
    clock: systemClock,
    observe: (observation) => seen.push(observation),
  });
  broker = await createBroker({ ...shared, site: 'linden', host: '127.0.0.1', port: 0, receive: intake.receive });
});

afterEach(async () => {
  await broker.close();
  store.close();
});

function mosquittoPub(password: string, topic: string, payload: object) {
  const args = [
    '-h',
    '127.0.0.1',
    '-p',
    String(broker.port),
    '-i',
    'smoke-1',
    '-u',
    'smoke-1',
    '-P',
    password,
    '-q',
    '1',
  ];
  return spawnAsync('mosquitto_pub', [...args, '-t', topic, '-m', JSON.stringify(payload)]);
}

async function spawnAsync(program: string, args: string[]): Promise<{ status: number | null; stderr: string }> {
  const child = spawn(program, args, { timeout: 15_000 });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stderr };
}

testWith('mosquitto_pub')(
  'Mosquitto’s own client is a device like any other: taken with the right secret, refused with a wrong one',
  async () => {
    const event = { boot: 'b1', seq: 1, type: 'smoke-detected', data: {} };
    expect(await mosquittoPub('smoke-secret-1', 'sac/v1/linden/3/smoke-1/event', event)).toMatchObject({ status: 0 });
    expect(seen).toMatchObject([{ kind: 'event', event: { seq: 1, type: 'smoke-detected' } }]);
    const refused = await mosquittoPub('wrong-secret-00', 'sac/v1/linden/3/smoke-1/event', { ...event, seq: 2 });
    expect(refused.status).not.toBe(0);
    expect(seen).toHaveLength(1);
  },
);
