import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCommitQueue } from '../../../cloud/intake/commit-queue.ts';
import { readBatch } from '../../../cloud/intake/read-batch.ts';
import { decodeJson } from '../../../cloud/intake/read-body.ts';
import { openSqliteStore } from '../../../cloud/store/sqlite-store.ts';
import type { CloudStore } from '../../../cloud/store/store.ts';
import { type Lane, lanes } from '../../../devices/contracts/site-events.ts';
import { parseUplinkBatch, type UplinkBatch } from '../../../devices/contracts/uplink.ts';
import { alarmEvent, batchOf, epoch, siteEvent } from '../../scenario/cloud/test-cloud.ts';

type Step =
  /** The gateway sends `size` events from `behind` before (or, negative, after) what it thinks is acknowledged. */
  | { kind: 'send'; lane: Lane; behind: number; size: number; receiptArrives: boolean }
  /** The cloud is killed: nothing is closed, and another process opens what is on disk. */
  | { kind: 'kill' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('send' as const),
        lane: fc.constantFrom(...lanes),
        behind: fc.integer({ min: -4, max: 6 }),
        size: fc.integer({ min: 1, max: 8 }),
        receiptArrives: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const) }) },
  ),
  { maxLength: 40 },
);

const owner = { gateway: 'gw-1' };

/** What stands at a place of a lane, for ever; each fifth event is broken, each alarm lane event moves an alarm. */
function eventAt(lane: Lane, sequence: number): unknown {
  if (sequence % 5 === 0) return { broken: sequence };
  if (lane === 'event') return siteEvent(sequence);
  const alarm = `alarm-${Math.ceil(sequence / 3)}`;
  const state = (['raised', 'acknowledged', 'cleared'] as const)[(sequence - 1) % 3]!;
  return alarmEvent(sequence, { alarm, state });
}

function batchAt(lane: Lane, first: number, size: number): UplinkBatch {
  const events = Array.from({ length: size }, (_, index) => eventAt(lane, first + index));
  const parsed = parseUplinkBatch(batchOf(events, { lane, first }));
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.value as UplinkBatch;
}

/** A cloud's intake over one folder that can be killed and started again. */
function createIntake(folder: string) {
  const opened: CloudStore[] = [];
  const start = () => {
    const store = openSqliteStore({ folder });
    opened.push(store);
    return { store, queue: createCommitQueue(store, () => 1_790_000_000_000) };
  };
  let running = start();
  return {
    send: async (batch: UplinkBatch) =>
      (await running.queue.submit({ kind: 'batch', batch: readBatch(batch, owner) })).acked,
    kill: () => {
      running = start();
    },
    store: () => running.store,
    close: async () => {
      for (const store of opened) await store.close();
    },
  };
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-intake-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('however batches are repeated, skip ahead, lose their receipt or meet a killed cloud, every event is stored once', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (script) =>
      withFolder(async (folder) => {
        const intake = createIntake(folder);
        try {
          const believed: Record<Lane, number> = { alarm: 0, event: 0 };
          const truth: Record<Lane, number> = { alarm: 0, event: 0 };
          for (const step of script) {
            if (step.kind === 'kill') {
              intake.kill();
              continue;
            }
            const { lane, behind, size } = step;
            const first = Math.max(1, believed[lane] + 1 - behind);
            const acked = await intake.send(batchAt(lane, first, size));
            const reached = first > truth[lane] + 1 ? truth[lane] : Math.max(truth[lane], first + size - 1);
            expect(acked).toBe(reached);
            truth[lane] = acked;
            if (step.receiptArrives) believed[lane] = acked;
          }
          const stored = await intake.store().events({ after: 0, limit: 10_000 });
          const aside = await intake.store().misfits({ limit: 10_000 });
          for (const lane of lanes) {
            const sequences = [
              ...stored.filter(({ event }) => event.lane === lane).map(({ event }) => Number(event.sequence)),
              ...aside.filter((misfit) => misfit.lane === lane).map(({ sequence }) => sequence),
            ].sort((a, b) => a - b);
            expect(sequences).toEqual(Array.from({ length: truth[lane] }, (_, index) => index + 1));
          }
          for (const { event } of stored) expect(event).toEqual(eventAt(event.lane, Number(event.sequence)));
          const audit = await intake.store().audit('gw-1');
          expect(audit.duplicatesStored).toBe(0);
          for (const stream of audit.streams) {
            expect(stream.missing).toBe(0);
            expect(stream.stored + stream.quarantined).toBe(stream.acked);
          }
        } finally {
          await intake.close();
        }
      }),
    ),
    { numRuns: 40 },
  );
});

test('batches that many gateways send at the same time are all stored, each once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ lane: fc.constantFrom(...lanes), first: fc.integer({ min: 1, max: 12 }) }), {
        minLength: 1,
        maxLength: 60,
      }),
      async (sends) =>
        withFolder(async (folder) => {
          const intake = createIntake(folder);
          try {
            const acks = await Promise.all(sends.map(({ lane, first }) => intake.send(batchAt(lane, first, 4))));
            const reached: Record<Lane, number> = { alarm: 0, event: 0 };
            sends.forEach(({ lane, first }, index) => {
              if (first <= reached[lane] + 1) reached[lane] = Math.max(reached[lane], first + 3);
              expect(acks[index]).toBe(reached[lane]);
            });
            const audit = await intake.store().audit('gw-1');
            for (const stream of audit.streams)
              expect(stream).toMatchObject({ missing: 0, acked: reached[stream.lane] });
          } finally {
            await intake.close();
          }
        }),
    ),
    { numRuns: 25 },
  );
});

test('whatever JSON stands in the place of an event, it is read as an event or kept aside, and the rest is not harmed', () => {
  const almost = fc
    .record({ key: fc.constantFrom(...Object.keys(siteEvent(1))), value: fc.jsonValue() })
    .map(({ key, value }) => ({ ...siteEvent(1), [key]: value }));
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.jsonValue(), almost), { minLength: 1, maxLength: 20 }), (events) => {
      const body = decodeJson(Buffer.from(JSON.stringify(batchOf([...events, siteEvent(events.length + 1)]))));
      const parsed = parseUplinkBatch(body);
      if (!parsed.ok) throw new Error(parsed.problem);
      const read = readBatch(parsed.value as UplinkBatch, owner);
      expect(read.events).toHaveLength(events.length + 1);
      expect(read.events.at(-1)).toMatchObject({ kind: 'event', event: { epoch } });
      for (const event of read.events) if (event.kind === 'misfit') expect(event.reason).not.toBe('');
    }),
    { numRuns: 300 },
  );
});
