import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Lane, lanes } from '../../../devices/contracts/site-events.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { createOutbox } from '../../../gateway/outbox/sqlite-outbox.ts';

const identity = { site: 'linden', gateway: 'gw-1', bootId: 'boot', hasCloud: true };
const lane = fc.constantFrom<Lane>(...lanes);
const priority = fc.integer({ min: 1, max: 4 });
const alarm = fc.constantFrom('a', 'b', 'c');
type Step =
  | { do: 'append'; lane: Lane; alarm: string; priority: number; rollBack: boolean }
  | { do: 'read'; lane: Lane; limit: number }
  | { do: 'acknowledge'; lane: Lane; seq: number }
  | { do: 'restart' };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('append' as const), lane, alarm, priority, rollBack: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('read' as const), lane, limit: fc.integer({ min: 1, max: 5 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('acknowledge' as const), lane, seq: fc.integer({ min: 0, max: 40 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
);

interface Told {
  n: number;
  alarm: string;
  priority: number;
}

/** What a lane must do, without a disk. */
function createModel(own: Lane) {
  let acked = 0;
  const numbered: Told[] = [];
  let waiting: Told[] = [];
  const left = () => numbered.slice(acked);
  return {
    append(told: Told) {
      if (own === 'event') numbered.push(told);
      else
        waiting = [
          ...waiting.map((each) =>
            each.alarm === told.alarm ? { ...each, priority: Math.min(each.priority, told.priority) } : each,
          ),
          told,
        ];
    },
    read(limit: number) {
      if (left().length === 0)
        numbered.push(...waiting.sort((a, b) => a.priority - b.priority || a.n - b.n).splice(0, limit));
      return left()
        .slice(0, limit)
        .map(({ n }, index) => [acked + 1 + index, n]);
    },
    acknowledge(seq: number) {
      acked = Math.max(acked, Math.min(numbered.length, seq));
    },
    progress: () => ({ issued: numbered.length + waiting.length, acked }),
  };
}

/** Whatever is appended, rolled back, read, acknowledged (even what was never sent) or restarted: the model of a lane holds. */
test('what waits for the cloud goes without a gap, events as they arose, alarms by priority and each alarm in its own order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const folder = mkdtempSync(join(tmpdir(), 'ringward-outbox-'));
      const file = join(folder, 'site.db');
      let store = openStore(file);
      let outbox = createOutbox(store, identity, () => {});
      const { epoch } = outbox;
      const models = { alarm: createModel('alarm'), event: createModel('event') };
      const read = (of: Lane, limit: number) =>
        outbox.peek(of, limit).map(({ seq, event }) => {
          expect(event).toMatchObject({ id: `gw-1/${epoch}/${of}/${seq}`, epoch, sequence: String(seq), lane: of });
          return [seq, (event.data as { n: number }).n];
        });
      for (const [n, now] of steps.entries()) {
        if (now.do === 'restart') {
          store.close();
          store = openStore(file);
          outbox = createOutbox(store, identity, () => {});
        } else if (now.do === 'acknowledge') {
          outbox.acknowledge(now.lane, now.seq);
          models[now.lane].acknowledge(now.seq);
        } else if (now.do === 'read') {
          expect(read(now.lane, now.limit)).toEqual(models[now.lane].read(now.limit));
        } else {
          const data = { n, alarm: now.alarm, priority: now.priority };
          const append = () => outbox.append({ lane: now.lane, type: 'ringward.alarm.raised', atMs: n, data });
          const fail = () => {
            append();
            throw new Error('power cut');
          };
          if (now.rollBack) expect(() => store.transaction(fail)).toThrow('power cut');
          else {
            store.transaction(append);
            models[now.lane].append(data);
          }
        }
      }
      expect(outbox.epoch).toBe(epoch);
      for (const name of lanes) {
        const model = models[name];
        expect(outbox.progress()[name]).toEqual(model.progress());
        for (let count = -1; count !== 0; ) {
          const batch = read(name, 3);
          count = batch.length;
          expect(batch).toEqual(model.read(3));
          outbox.acknowledge(name, model.progress().acked + count);
          model.acknowledge(model.progress().acked + count);
          expect(outbox.waiting(name)).toBe(model.progress().issued - model.progress().acked);
        }
        expect(outbox.waiting(name)).toBe(0);
      }
      store.close();
      rmSync(folder, { recursive: true });
    }),
    { numRuns: 60 },
  );
});
