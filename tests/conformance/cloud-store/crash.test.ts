import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CloudStore } from '../../../cloud/store/store.ts';
import { onEveryEngine } from './store-engines.ts';

const size = 400;
const gateways = ['gw-1', 'gw-2', 'gw-3'];

type Said = { kind: 'begins'; first: number } | { kind: 'committed'; acked: number };

/** Kills the process `afterMs` into its third commit; returns what it had been told is on disk. */
async function killInCommit(child: ChildProcess, afterMs: number): Promise<number> {
  let acked = 0;
  let begun = 0;
  child.on('message', (said: Said) => {
    if (said.kind === 'committed') acked = said.acked;
    else {
      begun += 1;
      if (begun === 3) setTimeout(() => child.kill('SIGKILL'), afterMs);
    }
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return acked;
}

/** How far each stream is; everything that one commit does has to say the same. */
async function checkWhole(store: CloudStore): Promise<number> {
  const reached = new Set<number>();
  const { access } = await store.tallies(0);
  for (const gateway of gateways) {
    const { streams, duplicatesStored } = await store.audit(gateway);
    expect(duplicatesStored).toBe(0);
    for (const stream of streams)
      expect(stream).toMatchObject({ missing: 0, acked: stream.stored + stream.quarantined });
    const events = streams.find(({ lane }) => lane === 'event')!;
    reached.add(events.acked);
    expect(access.get(gateway)!.granted).toBe(events.stored);
    const alarms = streams.find(({ lane }) => lane === 'alarm')!;
    const open = (await store.alarms({ order: 'newest', gateway, limit: 1000 })).length;
    expect(open).toBe(alarms.acked === 0 ? 0 : Math.ceil(alarms.acked / 3));
  }
  // all gateways were in each commit
  expect(reached.size).toBe(1);
  return [...reached][0]!;
}

onEveryEngine((engine) => {
  test('a cloud killed in the middle of a commit leaves nothing half done, and nothing that it acknowledged is lost', async () => {
    const place = await engine.place();
    let first = 1;
    for (const afterMs of [0, 8, 25]) {
      const input = JSON.stringify({ place, first, size });
      const child = fork(join(import.meta.dirname, 'commit-child.ts'), [input], { execArgv: [] });
      const acked = await killInCommit(child, afterMs);
      const store = await engine.open(place);
      // the database may still be ending what the dead process had begun
      await expect.poll(() => store.ping().then(() => true), { timeout: 15_000 }).toBe(true);
      const reached = await checkWhole(store);
      expect(reached).toBeGreaterThanOrEqual(acked);
      expect((reached - first + 1) % size).toBe(0);
      first = reached + 1;
      await store.close();
    }
  }, 120_000);
});
