import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLiveTrack, defaultLiveLimits } from '../../../gateway/perception/faces/live-track.ts';
import type { FaceVerdict } from '../../../gateway/perception/messages.ts';

const known = (person: string) => ({ kind: 'known', person, score: 0.6, margin: 0.3 }) as const;
const unknown: FaceVerdict = { kind: 'unknown', bestScore: 0.1 };

/** One look each frame; the votes settle on Wang at the second. What was said, and at which frame. */
function stand(policy: 'off' | 'signal' | 'gate', scores: number[]) {
  const live = createLiveTrack(policy);
  return scores.flatMap((score, at) => {
    live.add(score, at * 200);
    const said = live.settle(at === 1 ? known('wang') : undefined, at >= 1 ? known('wang') : undefined);
    return said ? [`${at} ${said.kind}`] : [];
  });
}

describe('a resident before a camera that looks for life', () => {
  test('is let in at once where liveness is a signal, whatever it says', () => {
    expect(stand('signal', [0.1, 0.1, 0.1])).toEqual(['1 known']);
    expect(stand('off', [0.1, 0.1, 0.1])).toEqual(['1 known']);
  });

  test('waits for the third look where it is a gate', () => {
    expect(stand('gate', [0.9, 0.8, 0.9, 0.9])).toEqual(['2 known']);
  });

  test('whose photo is held up is never known, and is said to be not living once', () => {
    expect(stand('gate', Array(30).fill(0.1))).toEqual(['4 not-live']);
  });

  test('who came badly lit is known as soon as the mean rises', () => {
    expect(stand('gate', [0.1, 0.1, 0.1, 0.1, 0.1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9])).toEqual(['4 not-live', '9 known']);
  });

  test('is not let in by the looks of somebody else: the one who waits must still be the one who stands there', () => {
    const live = createLiveTrack('gate');
    for (let at = 0; at < 3; at++) live.add(0.1, at * 200);
    expect(live.settle(known('wang'), known('wang'))).toBeUndefined();
    expect(live.settle(undefined, undefined)).toBeUndefined();
    for (let at = 3; at < 13; at++) live.add(0.9, at * 200);
    expect(live.settle(undefined, known('li'))).toBeUndefined();
    expect(live.settle(known('li'), known('li'))).toMatchObject({ kind: 'known', person: 'li' });
  });

  test('is not let in by a mean that is no number', () => {
    expect(stand('gate', [Number.NaN, 0.9, 0.9, 0.9])).toEqual([]);
  });
});

test('a stranger is said to be one, living or not', () => {
  const live = createLiveTrack('gate');
  for (let at = 0; at < 5; at++) live.add(0.1, at * 200);
  expect(live.settle(unknown, undefined)).toEqual(unknown);
});

test('few frames of a track are looked at: ten a visitor at most while it counts, then one a second', () => {
  const looksOf = (policy: 'off' | 'signal' | 'gate') => {
    const live = createLiveTrack(policy);
    let looks = 0;
    for (let atMs = 0; atMs < 10_000; atMs += 66) {
      if (!live.isDue(atMs)) continue;
      live.add(0.9, atMs);
      looks++;
    }
    return looks;
  };
  expect(looksOf('off')).toBe(0);
  expect(looksOf('signal')).toBeLessThanOrEqual(3 + 10);
  expect(looksOf('signal')).toBeGreaterThan(8);
});

test('with the gate nobody is known whose mean is low, whatever votes and looks come', () => {
  const frame = fc.record({
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    verdict: fc.constantFrom(undefined, 'wang', 'li', 'unknown'),
    leader: fc.constantFrom(undefined, 'wang', 'li'),
  });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 40 }), (frames) => {
      const live = createLiveTrack('gate');
      frames.forEach(({ score, verdict, leader }, at) => {
        live.add(score, at * 200);
        const settled = verdict === 'unknown' ? unknown : verdict && known(verdict);
        const said = live.settle(settled, leader && known(leader));
        if (said?.kind !== 'known') return;
        expect(said.person).toBe(leader);
        expect(live.mean()).toBeGreaterThanOrEqual(defaultLiveLimits.threshold);
        expect(at + 1).toBeGreaterThanOrEqual(defaultLiveLimits.minLooks);
      });
    }),
  );
});
