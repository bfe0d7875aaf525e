import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../../gateway/ledger/ledger.ts';
import { actorText, canonical, chainHash } from '../../../gateway/ledger/ledger-entry.ts';
import { verifyLedgerNow } from '../../../gateway/ledger/verify-ledger.ts';
import { entryOf, ledgerOf, tamper } from '../../fixtures/ledger-of.ts';

const id = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
const anEntry: fc.Arbitrary<LedgerEntry> = fc.record(
  {
    atMs: fc.integer({ min: 0, max: 2_000_000_000_000 }),
    actor: fc.oneof(
      fc.constant({ kind: 'gateway' } as const),
      fc.record({ kind: fc.constantFrom('user', 'device'), id }),
    ),
    action: fc.constantFrom('access.decided', 'person.viewed', 'mode.applied'),
    subject: id,
    reason: fc.string({ maxLength: 60, unit: 'binary' }),
    detail: fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.oneof(
        fc.boolean(),
        fc.integer(),
        fc.string({ maxLength: 40, unit: 'binary' }),
        fc.array(id, { maxLength: 4 }),
      ),
      { maxKeys: 4, noNullPrototype: true },
    ),
  },
  { requiredKeys: ['atMs', 'actor', 'action'] },
);
const entries = fc.array(anEntry, { minLength: 2, maxLength: 30 });
const place = fc.nat();

test('whatever is noted can be verified and is read back as it was', () => {
  fc.assert(
    fc.property(entries, (list) => {
      const { store, ledger } = ledgerOf(list);
      expect(verifyLedgerNow(store)).toMatchObject({ ok: true, entries: list.length });
      const read = ledger.find({ limit: list.length }).reverse();
      expect(read.map(({ seq: _, hash: __, writtenAtMs: ___, ...entry }) => canonical(entry))).toEqual(
        list.map(canonical),
      );
    }),
    { numRuns: 60 },
  );
});

test('any one changed value of any one entry is found, and no entry before it is blamed', () => {
  const columns = ['at_ms', 'actor', 'action', 'subject', 'entry', 'hash'] as const;
  fc.assert(
    fc.property(
      entries,
      place,
      fc.constantFrom(...columns),
      fc.string({ unit: 'binary' }),
      (list, at, column, text) => {
        const { store } = ledgerOf(list);
        const seq = (at % list.length) + 1;
        const before = store.prepare(`SELECT ${column} AS value FROM ledger WHERE seq = ?`).get(seq) as {
          value: unknown;
        };
        const value = column === 'at_ms' ? Number(before.value) + 1 + text.length : text;
        // SQLite keeps text as UTF-8, which has no half characters.
        fc.pre(String(value).isWellFormed() && value !== before.value);
        tamper(store);
        store.prepare(`UPDATE ledger SET ${column} = ? WHERE seq = ?`).run(value, seq);
        expect(verifyLedgerNow(store)).toMatchObject({ ok: false, seq });
      },
    ),
    { numRuns: 150 },
  );
});

test('one letter more, less or other in an entry is found', () => {
  fc.assert(
    fc.property(entries, place, place, fc.constantFrom('', ' ', '0', 'x'), (list, at, where, letter) => {
      const { store } = ledgerOf(list);
      const seq = (at % list.length) + 1;
      const { entry } = store.prepare('SELECT entry FROM ledger WHERE seq = ?').get(seq) as { entry: string };
      const letters = [...entry];
      letters.splice(where % letters.length, 1, letter);
      const edited = letters.join('');
      fc.pre(edited !== entry);
      tamper(store);
      store.prepare('UPDATE ledger SET entry = ? WHERE seq = ?').run(edited, seq);
      expect(verifyLedgerNow(store)).toMatchObject({ ok: false, seq });
    }),
    { numRuns: 150 },
  );
});

test('a deleted entry is found unless it is the last, and that one too by its anchor', () => {
  fc.assert(
    fc.property(entries, place, (list, at) => {
      const { store, anchor } = ledgerOf(list);
      const anchors = [anchor()];
      const seq = (at % list.length) + 1;
      tamper(store, `DELETE FROM ledger WHERE seq = ${seq}`);
      expect(verifyLedgerNow(store).ok).toBe(seq === list.length);
      expect(verifyLedgerNow(store, { anchors })).toMatchObject({ ok: false, seq });
    }),
    { numRuns: 80 },
  );
});

test('a cut-off tail of any length is found by an anchor', () => {
  fc.assert(
    fc.property(entries, place, (list, at) => {
      const { store, anchor } = ledgerOf(list);
      const anchors = [anchor()];
      const left = at % list.length;
      tamper(store, `DELETE FROM ledger WHERE seq > ${left}`);
      expect(verifyLedgerNow(store, { anchors })).toMatchObject({ ok: false, seq: left + 1 });
    }),
    { numRuns: 80 },
  );
});

test('two entries that change places are found', () => {
  fc.assert(
    fc.property(entries, place, place, (list, a, b) => {
      const [one, other] = [(a % list.length) + 1, (b % list.length) + 1];
      fc.pre(one !== other);
      const { store } = ledgerOf(list);
      tamper(
        store,
        `UPDATE ledger SET seq = -1 WHERE seq = ${one}`,
        `UPDATE ledger SET seq = ${one} WHERE seq = ${other}`,
        `UPDATE ledger SET seq = ${other} WHERE seq = -1`,
      );
      expect(verifyLedgerNow(store)).toMatchObject({ ok: false, seq: Math.min(one, other) });
    }),
    { numRuns: 80 },
  );
});

test('an entry put in between is found, even with the right hash for its place', () => {
  fc.assert(
    fc.property(entries, anEntry, place, (list, forged, at) => {
      const { store } = ledgerOf(list);
      const seq = (at % list.length) + 1;
      tamper(
        store,
        'DROP TRIGGER ledger_grows',
        `UPDATE ledger SET seq = -seq WHERE seq >= ${seq}`,
        'UPDATE ledger SET seq = 1 - seq WHERE seq < 0',
      );
      const previous = store.prepare('SELECT hash FROM ledger WHERE seq = ?').get(seq - 1) as
        | { hash: string }
        | undefined;
      insertForged(store, seq, previous?.hash, forged);
      const verdict = verifyLedgerNow(store);
      expect(verdict.ok).toBe(false);
      expect(!verdict.ok && verdict.seq).toBeGreaterThanOrEqual(seq);
      expect(!verdict.ok && verdict.seq).toBeLessThanOrEqual(seq + 1);
    }),
    { numRuns: 80 },
  );
});

test('a whole chain that was written anew from some entry on is found by any anchor at or after it', () => {
  fc.assert(
    fc.property(entries, place, (list, at) => {
      const { anchor } = ledgerOf(list);
      const changed = at % list.length;
      const anew = ledgerOf(
        list.map((entry, n) => (n === changed ? entryOf(99, { subject: 'somebody-else-99' }) : entry)),
      );
      expect(verifyLedgerNow(anew.store).ok).toBe(true);
      const verdict = verifyLedgerNow(anew.store, { anchors: [anchor()] });
      expect(verdict).toMatchObject({ ok: false, seq: 1, problem: expect.stringContaining('written anew') });
    }),
    { numRuns: 60 },
  );
});

test('deeds that were rolled back leave no trace in the chain, however they were nested', () => {
  const deed = fc.record({ entry: anEntry, inner: fc.option(anEntry), innerFails: fc.boolean(), fails: fc.boolean() });
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 15 }), (deeds) => {
      const { store, ledger } = ledgerOf();
      const plain = ledgerOf();
      const attempt = (fails: boolean, work: () => void) => {
        try {
          store.transaction(() => {
            work();
            if (fails) throw new Error('rolled back');
          });
        } catch (error) {
          if ((error as Error).message !== 'rolled back') throw error;
        }
      };
      for (const { entry, inner, innerFails, fails } of deeds) {
        attempt(fails, () => {
          ledger.append(entry);
          if (inner) attempt(innerFails, () => void ledger.append(inner));
        });
        if (fails) continue;
        plain.ledger.append(entry);
        if (inner && !innerFails) plain.ledger.append(inner);
      }
      expect(ledger.head()).toEqual(plain.ledger.head());
      expect(verifyLedgerNow(store).ok).toBe(true);
    }),
    { numRuns: 60 },
  );
});

function insertForged(
  store: ReturnType<typeof ledgerOf>['store'],
  seq: number,
  previous = ledgerOf().ledger.head().hash,
  entry: LedgerEntry,
): void {
  const text = canonical({ ...entry, seq });
  store
    .prepare('INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(seq, entry.atMs, actorText(entry.actor), entry.action, entry.subject ?? null, text, chainHash(previous, text));
}
