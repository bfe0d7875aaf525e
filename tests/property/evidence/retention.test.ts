import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideRetention, type KeptFile } from '../../../gateway/evidence/retention.ts';

const file: fc.Arbitrary<Omit<KeptFile, 'id'>> = fc.record({
  class: fc.constantFrom('picture' as const, 'clip' as const, 'export' as const),
  bytes: fc.integer({ min: 0, max: 1000 }),
  createdAtMs: fc.integer({ min: 0, max: 1000 }),
  expiresAtMs: fc.integer({ min: 0, max: 2000 }),
  held: fc.boolean(),
  open: fc.boolean(),
});
const files = fc.array(file, { maxLength: 40 }).map((list) => list.map((each, at) => ({ ...each, id: String(at) })));

test('whatever is kept: nothing held is deleted, and room is kept as long as anything that is not held is left', () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 20_000 }), (all, now, room) => {
      const { expired, shed } = decideRetention(all, now, room);
      const gone = new Set([...expired, ...shed]);
      expect(gone.size).toBe(expired.length + shed.length);
      const left = all.filter(({ id }) => !gone.has(id));
      expect(all.filter(({ id, held }) => held && gone.has(id))).toEqual([]);
      expect(left.filter(({ held, expiresAtMs }) => !held && expiresAtMs <= now)).toEqual([]);
      const bytes = left.reduce((sum, each) => sum + each.bytes, 0);
      if (bytes > room) expect(left.every(({ held }) => held)).toBe(true);
    }),
  );
});

test('whatever is kept: no more goes for want of room than has to', () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 0, max: 20_000 }), (all, room) => {
      const { expired, shed } = decideRetention(all, 500, room);
      const last = shed.at(-1);
      if (last === undefined) return;
      const gone = new Set([...expired, ...shed.slice(0, -1)]);
      const before = all.filter(({ id }) => !gone.has(id)).reduce((sum, { bytes }) => sum + bytes, 0);
      expect(before).toBeGreaterThan(room);
    }),
  );
});
