import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDownlinkMessage } from '../../../devices/contracts/downlink.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { createDownlinkInbox } from '../../../gateway/outbox/sqlite-downlink.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

const epoch = 'epoch0001';
const idOf = (seq: number) => `message${String(seq).padStart(6, '0')}`;

type Step =
  /** The cloud sends `size` messages from `behind` before the cursor on; some of it twice, or with one left out. */
  | { kind: 'send'; behind: number; size: number; skip: boolean }
  /** The gateway is killed while it applies the next message: nothing of it may remain. */
  | { kind: 'kill' }
  /** The cloud was restored from a backup: the same messages stand under a new epoch. */
  | { kind: 'renew'; from: number };

const script: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('send' as const),
        behind: fc.integer({ min: 0, max: 6 }),
        size: fc.integer({ min: 1, max: 6 }),
        skip: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.constant({ kind: 'kill' as const }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('renew' as const), from: fc.integer({ min: 0, max: 3 }) }) },
  ),
  { maxLength: 25 },
);

test('whatever is repeated, left out, killed half-way or told in a new epoch, each message takes effect once and in order', () => {
  fc.assert(
    fc.property(script, (steps) => {
      const folder = mkdtempSync(join(tmpdir(), 'ringward-downlink-'));
      try {
        let epochs = 0;
        const open = () => {
          const store = openStore(join(folder, 'site.db'));
          store.migrate('effects', ['CREATE TABLE effects (seq INTEGER NOT NULL) STRICT']);
          return { store, inbox: createDownlinkInbox(store, fakeClock()) };
        };
        let { store, inbox } = open();
        inbox.begin({ epoch, from: 0 });
        const effect = (seq: number) => {
          store.prepare('INSERT INTO effects VALUES (?)').run(seq);
          return 'applied' as const;
        };
        const take = (seq: number) => inbox.take({ id: idOf(seq), seq, kind: 'alarm.acknowledged' }, () => effect(seq));
        let furthest = 0;
        for (const step of steps) {
          const { seq } = inbox.cursor()!;
          if (step.kind === 'send') {
            const first = Math.max(1, seq + 1 - step.behind);
            for (let at = first; at < first + step.size; at += 1) {
              if (step.skip && at === seq + 1) continue;
              if (take(at) !== 'gap') furthest = Math.max(furthest, at);
            }
          } else if (step.kind === 'renew') {
            epochs += 1;
            inbox.begin({ epoch: `${epoch}${epochs}`, from: Math.min(step.from, seq) });
          } else {
            const work = () => {
              effect(seq + 1);
              throw new Error('killed');
            };
            const die = () => inbox.take({ id: idOf(seq + 1), seq: seq + 1, kind: 'alarm.noted' }, work);
            // a message that took effect in an earlier epoch is not begun at all
            if (seq + 1 > furthest) expect(die).toThrow('killed');
            store.close();
            ({ store, inbox } = open());
            expect(inbox.cursor()!.seq).toBe(seq);
          }
        }
        const effects = (store.prepare('SELECT seq FROM effects').all() as { seq: number }[]).map(({ seq }) => seq);
        expect(effects).toEqual(Array.from({ length: furthest }, (_, index) => index + 1));
        store.close();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 40 },
  );
});

test('whatever stands in a message of the cloud, it is read, kept as seen, or refused, and never thrown', () => {
  const message = { id: idOf(1), seq: 1, atMs: 1, kind: 'alarm.acknowledged', alarm: 'a-1', by: 'duty-3' };
  const almost = fc
    .record({ key: fc.constantFrom(...Object.keys(message), 'note', '__proto__'), value: fc.jsonValue() })
    .map(({ key, value }) => JSON.stringify({ ...message, [key]: value }));
  const anyText = fc.oneof(almost, fc.string(), fc.json());
  fc.assert(
    fc.property(anyText, (text) => {
      const read = readDownlinkMessage(text);
      if (read.ok) expect(read.value.place.seq).toBeGreaterThanOrEqual(1);
      else expect(read.problem).not.toBe('');
    }),
    { numRuns: 1000 },
  );
  for (const kind of ['constructor', 'tostring', 'twin.changed'])
    expect(readDownlinkMessage(JSON.stringify({ ...message, kind }))).toMatchObject({
      ok: true,
      value: { read: 'unknown-kind' },
    });
});
