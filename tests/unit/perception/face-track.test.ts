import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createFaceTrack,
  defaultFacePolicy,
  type FaceLook,
  votedPerson,
} from '../../../gateway/perception/faces/face-track.ts';
import type { FaceVerdict } from '../../../gateway/perception/messages.ts';

const everyMs = 100;

/** A frame that shows a resident, a stranger, somebody between two residents, or nothing that can be used. */
const good = (person: string, score = 0.65): Omit<FaceLook, 'atMs'> => ({ usable: true, best: { person, score } });
const stranger: Omit<FaceLook, 'atMs'> = { usable: true, best: { person: 'wang', score: 0.2 } };
const twin: Omit<FaceLook, 'atMs'> = {
  usable: true,
  best: { person: 'wang', score: 0.6 },
  second: { person: 'li', score: 0.58 },
};
const blurred: Omit<FaceLook, 'atMs'> = { usable: false };

function play(looks: Omit<FaceLook, 'atMs'>[], stepMs = everyMs): { at: number; verdict: FaceVerdict }[] {
  const track = createFaceTrack();
  return looks.flatMap((look, index) => {
    const verdict = track.add({ ...look, atMs: index * stepMs });
    return verdict ? [{ at: index, verdict }] : [];
  });
}

describe('who stands at the door', () => {
  test('a resident is known at the second good frame', () => {
    expect(play([good('wang', 0.6), good('wang', 0.7)])).toEqual([
      { at: 1, verdict: { kind: 'known', person: 'wang', score: expect.closeTo(0.65), margin: 0.6 } },
    ]);
  });

  test('one good frame among eleven unknown ones lets nobody in', () => {
    const looks = [...Array(5).fill(stranger), good('wang', 0.95), ...Array(6).fill(stranger)];
    expect(play(looks).map(({ verdict }) => verdict.kind)).toEqual(['unknown']);
  });

  test('one excellent frame of Sam among good ones of Tom lets Tom in, not Sam', () => {
    const verdicts = play([good('tom', 0.61), good('sam', 0.99), good('tom', 0.62), good('tom', 0.6)]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([expect.objectContaining({ kind: 'known', person: 'tom' })]);
  });

  test('a single excellent first frame lets nobody in', () => {
    expect(play([good('sam', 0.99)])).toEqual([]);
    expect(play([good('sam', 0.99), ...Array(10).fill(stranger)]).map(({ verdict }) => verdict.kind)).toEqual([
      'unknown',
    ]);
  });

  test('frames that speak now for one resident, now for another, let neither in', () => {
    const tie = [good('tom'), good('sam'), good('tom'), good('sam'), good('tom'), good('sam')];
    expect(play([...tie, ...Array(6).fill(twin)]).filter(({ verdict }) => verdict.kind === 'known')).toEqual([]);
  });

  test('a site that asks for more than 0.42 gets it', () => {
    const track = createFaceTrack({ ...defaultFacePolicy, threshold: 0.7 });
    for (let at = 0; at < 4; at++) expect(track.add({ ...good('wang', 0.65), atMs: at * 100 })).toBeUndefined();
    const wide = createFaceTrack({ ...defaultFacePolicy, margin: 0.3 });
    const near = { usable: true, best: { person: 'wang', score: 0.6 }, second: { person: 'li', score: 0.4 } };
    for (let at = 0; at < 4; at++) expect(wide.add({ ...near, atMs: at * 100 })).toBeUndefined();
  });

  test('two good frames of twelve let nobody in', () => {
    const looks = Array(12).fill(stranger);
    looks[4] = good('wang', 0.95);
    looks[9] = good('wang', 0.95);
    expect(play(looks).map(({ verdict }) => verdict.kind)).toEqual(['unknown']);
  });

  test('a face as near to a second resident as to the first is nobody', () => {
    expect(play(Array(12).fill(twin)).map(({ verdict }) => verdict.kind)).toEqual(['unknown']);
  });

  test('blurred and turned frames say nothing, neither for a resident nor against one', () => {
    expect(play([blurred, good('wang'), blurred, blurred, good('wang')]).map(({ at }) => at)).toEqual([4]);
    expect(play(Array(50).fill(blurred))).toEqual([]);
  });

  test('nobody is called unknown before five usable frames and 800 ms', () => {
    expect(play(Array(9).fill(stranger), 100).map(({ at }) => at)).toEqual([8]);
    expect(play(Array(5).fill(stranger), 400).map(({ at }) => at)).toEqual([4]);
    expect(play(Array(4).fill(stranger), 400)).toEqual([]);
  });

  test('who was called unknown is known later only by a clear majority', () => {
    const verdicts = play([...Array(9).fill(stranger), ...Array(15).fill(good('wang'))]);
    expect(verdicts.map(({ verdict }) => verdict.kind)).toEqual(['unknown', 'known']);
    // The window holds 15 frames; 10 of them are two thirds.
    expect(verdicts[1]?.at).toBe(18);
  });

  test('a resident who stays is said again after five seconds, and not in between', () => {
    expect(play(Array(120).fill(good('wang'))).map(({ at }) => at)).toEqual([1, 51, 101]);
  });

  test('a stranger who takes a resident’s place inherits nothing', () => {
    const verdicts = play([...Array(20).fill(good('wang')), ...Array(100).fill(stranger)]);
    expect(verdicts).toHaveLength(1);
  });

  test('a score that is no number speaks for nobody', () => {
    const broken = { usable: true, best: { person: 'wang', score: Number.NaN } };
    expect(play(Array(12).fill(broken)).map(({ verdict }) => verdict.kind)).toEqual(['unknown']);
  });
});

const lookArbitrary = fc.record({
  usable: fc.boolean(),
  best: fc.option(fc.record({ person: fc.constantFrom('wang', 'li', 'zhao'), score: fc.double({ min: -1, max: 1 }) }), {
    nil: undefined,
  }),
  second: fc.option(fc.record({ person: fc.constant('other'), score: fc.double({ min: -1, max: 1 }) }), {
    nil: undefined,
  }),
});

describe('whatever a camera shows', () => {
  test('nobody is known without two frames, and more than half of the recent usable ones, that speak for them', () => {
    fc.assert(
      fc.property(fc.array(lookArbitrary, { maxLength: 60 }), fc.integer({ min: 1, max: 400 }), (looks, stepMs) => {
        const track = createFaceTrack();
        const usable: FaceLook[] = [];
        for (const [index, look] of looks.entries()) {
          const timed = { ...look, atMs: index * stepMs };
          if (timed.usable) usable.push(timed);
          const verdict = track.add(timed);
          if (verdict?.kind !== 'known') continue;
          const window = usable.slice(-defaultFacePolicy.windowFrames);
          const votes = window.filter((seen) => votedPerson(seen, defaultFacePolicy) === verdict.person).length;
          expect(votes).toBeGreaterThanOrEqual(2);
          expect(votes * 2).toBeGreaterThan(window.length);
          expect(verdict.score).toBeGreaterThanOrEqual(defaultFacePolicy.threshold);
          expect(verdict.margin).toBeGreaterThanOrEqual(defaultFacePolicy.margin);
        }
        expect(track.frames()).toBe(usable.length);
      }),
    );
  });

  test('unknown is said once at most, and never after a resident was known', () => {
    fc.assert(
      fc.property(fc.array(lookArbitrary, { maxLength: 80 }), (looks) => {
        const kinds = play(looks).map(({ verdict }) => verdict.kind);
        expect(kinds.filter((kind) => kind === 'unknown').length).toBeLessThanOrEqual(1);
        expect(kinds.indexOf('unknown')).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('frames that speak for nobody never turn a stranger into a resident', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(stranger, twin, blurred), { maxLength: 60 }), (looks) => {
        expect(play(looks).filter(({ verdict }) => verdict.kind === 'known')).toEqual([]);
      }),
    );
  });
});
