import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlateVerdict } from '../../../gateway/perception/messages.ts';
import type { PlateReading } from '../../../gateway/perception/plates/plate-recognizer.ts';
import { createPlateTrack } from '../../../gateway/perception/plates/plate-track.ts';

const box = { x: 100, y: 100, width: 140, height: 44 };

function read(
  plate: string,
  options: { confidence?: number; doubtful?: number[]; colour?: 'blue' | 'green' } = {},
): PlateReading {
  const { confidence = 0.9, doubtful = [], colour = 'blue' } = options;
  const confidences = [...plate].map((_, position) => (doubtful.includes(position) ? 0.4 : confidence));
  return { kind: doubtful.length > 0 ? 'partial' : 'exact', plate, colour, doubtful, confidences, box };
}

function play(readings: PlateReading[], stepMs = 200): { at: number; verdict: PlateVerdict }[] {
  const track = createPlateTrack();
  return readings.flatMap((reading, index) => {
    const verdict = track.add(reading, index * stepMs);
    return verdict ? [{ at: index, verdict }] : [];
  });
}

describe('a plate at the barrier', () => {
  test('is exact at the second reading that agrees', () => {
    expect(play([read('京A12345'), read('京A12345')])).toMatchObject([
      { at: 1, verdict: { kind: 'exact', plate: '京A12345', colour: 'blue', confidence: expect.closeTo(0.9) } },
    ]);
  });

  test('is not exact by one reading, however sure', () => {
    expect(play([read('京A12345', { confidence: 1 })])).toEqual([]);
  });

  test('is exact by a very sure reading that a partial one confirms where it is sure', () => {
    const verdicts = play([read('京A12345', { confidence: 0.98 }), read('京A1Z345', { doubtful: [3] })]);
    expect(verdicts.map(({ verdict }) => [verdict.kind, verdict.plate])).toEqual([['exact', '京A12345']]);
  });

  test('is not exact when the confirming reading is sure of another character', () => {
    const verdicts = play([read('京A12345', { confidence: 0.98 }), read('京B1Z345', { doubtful: [3] })]);
    expect(verdicts).toEqual([]);
  });

  test('that never settles is said as partial after a second, with its doubtful positions', () => {
    const verdicts = play(Array(8).fill(read('京A1B345', { doubtful: [3] })));
    expect(verdicts).toHaveLength(1);
    expect(verdicts[0]).toMatchObject({ at: 5, verdict: { kind: 'partial', plate: '京A1B345', doubtful: [3] } });
  });

  test('read now as one, now as another plate is never exact: the positions that change are named', () => {
    const verdicts = play([
      read('京A12345'),
      read('京A12845'),
      read('京A1234S'),
      read('京A1284S'),
      read('京A12B45'),
      read('京A1B345'),
    ]);
    expect(verdicts.map(({ verdict }) => verdict.kind)).toEqual(['partial']);
    expect(verdicts[0]?.verdict).toMatchObject({ doubtful: expect.arrayContaining([4, 6]) });
  });

  test('a dropped last character does not turn a new-energy plate into a shorter one', () => {
    const full = read('京AD12345', { colour: 'green' });
    const short = read('京AD1234', { colour: 'blue', confidence: 0.7 });
    const verdicts = play([full, short, full, short, full]);
    expect(verdicts.map(({ verdict }) => verdict.plate)).toEqual(['京AD12345']);
  });

  test('a partial plate may become exact when the vehicle comes nearer', () => {
    const far = read('京A1B345', { doubtful: [3] });
    const verdicts = play([...Array(7).fill(far), ...Array(8).fill(read('京A18345'))]);
    expect(verdicts.map(({ verdict }) => [verdict.kind, verdict.plate])).toEqual([
      ['partial', '京A1B345'],
      ['exact', '京A18345'],
    ]);
  });

  test('a vehicle that waits in a queue is said again after ten seconds', () => {
    expect(play(Array(60).fill(read('京A12345'))).map(({ at }) => at)).toEqual([1, 51]);
  });

  test('a reading whose confidences do not fit its characters counts for nothing', () => {
    const broken = { ...read('京A12345'), confidences: [1, 1] };
    const nan = { ...read('京A12345'), confidences: Array(7).fill(Number.NaN) };
    expect(play([broken, broken, nan, nan, broken, nan, broken, broken])).toEqual([]);
  });
});

const readingArbitrary = fc
  .record({
    plate: fc.constantFrom('京A12345', '京A12845', '沪B12345', '京AD12345'),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    doubtful: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 3 }),
    colour: fc.constantFrom('blue' as const, 'green' as const),
  })
  .map(({ plate, ...options }) => read(plate, options));

describe('whatever is read', () => {
  test('an exact plate was read exactly, and by most of the exact readings of its kind', () => {
    fc.assert(
      fc.property(fc.array(readingArbitrary, { maxLength: 25 }), (readings) => {
        for (const { at, verdict } of play(readings)) {
          if (verdict.kind !== 'exact') continue;
          const sameKind = readings
            .slice(0, at + 1)
            .filter(({ plate, colour }) => plate.length === verdict.plate.length && colour === verdict.colour);
          const exact = sameKind.filter(({ kind }) => kind === 'exact');
          const agreeing = exact.filter(({ plate }) => plate === verdict.plate);
          expect(agreeing.length).toBeGreaterThanOrEqual(1);
          expect(sameKind.length).toBeGreaterThanOrEqual(2);
          expect(agreeing.length * 2).toBeGreaterThan(exact.length);
        }
      }),
    );
  });

  test('a partial plate always names a doubtful position, inside the plate', () => {
    fc.assert(
      fc.property(fc.array(readingArbitrary, { maxLength: 25 }), (readings) => {
        for (const { verdict } of play(readings)) {
          expect(verdict.confidence).toBeGreaterThanOrEqual(0);
          expect(verdict.confidence).toBeLessThanOrEqual(1);
          if (verdict.kind !== 'partial') continue;
          expect(verdict.doubtful.length).toBeGreaterThan(0);
          for (const position of verdict.doubtful) expect([...verdict.plate][position]).toBeDefined();
        }
      }),
    );
  });
});
