import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lane } from '../../../devices/contracts/site-events.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { createOutbox } from '../../../gateway/outbox/sqlite-outbox.ts';

const identity = { site: 'linden', gateway: 'gw-1', bootId: 'boot', hasCloud: true };
const lane = fc.constantFrom<Lane>('alarm', 'event');
type Step =
  | { do: 'append'; lane: Lane; rollBack: boolean }
  | { do: 'acknowledge'; lane: Lane; seq: number }
  | { do: 'restart' };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('append' as const), lane, rollBack: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('acknowledge' as const), lane, seq: fc.integer({ min: 0, max: 40 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
);

/** Whatever is appended, rolled back, acknowledged (even for what was never issued) or restarted: the model of a lane holds. */
test('what waits for the cloud is every issued event after the acknowledged ones, without a gap, in order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const file = join(mkdtempSync(join(tmpdir(), 'ringward-outbox-')), 'site.db');
      let store = openStore(file);
      let outbox = createOutbox(store, identity, () => {});
      const { epoch } = outbox;
      const model = { alarm: { issued: 0, acked: 0 }, event: { issued: 0, acked: 0 } };
      const append = (to: Lane) => outbox.append({ lane: to, type: 'ringward.alarm.raised', atMs: 1, data: {} });
      for (const now of steps) {
        if (now.do === 'restart') {
          store.close();
          store = openStore(file);
          outbox = createOutbox(store, identity, () => {});
        } else if (now.do === 'acknowledge') {
          outbox.acknowledge(now.lane, now.seq);
          const state = model[now.lane];
          state.acked = Math.max(state.acked, Math.min(state.issued, now.seq));
        } else if (now.rollBack) {
          const work = () =>
            store.transaction(() => {
              append(now.lane);
              throw new Error('power cut');
            });
          expect(work).toThrow('power cut');
        } else {
          store.transaction(() => append(now.lane));
          model[now.lane].issued += 1;
        }
      }
      expect(outbox.epoch).toBe(epoch);
      expect(outbox.progress()).toEqual(model);
      for (const name of ['alarm', 'event'] as const) {
        const { issued, acked } = model[name];
        const waiting = Array.from({ length: issued - acked }, (_, index) => acked + 1 + index);
        expect(outbox.peek(name, 1000).map(({ seq }) => seq)).toEqual(waiting);
        expect(outbox.peek(name, 1000).map(({ event }) => event.sequence)).toEqual(waiting.map(String));
      }
      store.close();
    }),
    { numRuns: 40 },
  );
});
