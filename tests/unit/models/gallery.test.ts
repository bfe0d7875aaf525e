import { expect, test } from 'vitest';
import { createGallery, templateLength } from '../../../models/gallery.ts';

/** Reproducible noise of length 1. */
function template(seed: number): Float32Array {
  let state = seed * 2654435761 + 1;
  const values = Float32Array.from({ length: templateLength }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
  return normalised(values);
}

function normalised(values: Float32Array): Float32Array {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return values.map((value) => value / length);
}

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
const near = (of: Float32Array, seed: number, share: number) =>
  normalised(template(seed).map((value, at) => value * (1 - share) + of[at]! * share));

test('the fast search finds exactly what comparing with everybody finds', () => {
  const entries = Array.from({ length: 500 }, (_, at) => ({ person: `p${at % 200}`, template: template(at) }));
  const gallery = createGallery('m', entries);
  for (let probe = 0; probe < 60; probe += 1) {
    const wanted = probe % 2 === 0 ? template(10_000 + probe) : near(entries[probe * 7]!.template, probe + 900, 0.4);
    const scored = entries
      .map((entry) => ({ person: entry.person, score: cosine(entry.template, wanted) }))
      .sort((a, b) => b.score - a.score);
    const best = scored[0]!;
    const second = scored.find(({ person }) => person !== best.person)!;
    const found = gallery.search(wanted);
    expect(found.best).toEqual({ person: best.person, score: expect.closeTo(best.score, 5) });
    expect(found.second).toEqual({ person: second.person, score: expect.closeTo(second.score, 5) });
  }
});

test('the second best is another person, however many photos the first has', () => {
  const resident = template(1);
  const gallery = createGallery('m', [
    { person: 'ann', template: resident },
    { person: 'ann', template: near(resident, 2, 0.9) },
    { person: 'bob', template: template(3) },
  ]);
  expect(gallery.search(resident)).toMatchObject({ best: { person: 'ann' }, second: { person: 'bob' } });
});

test('in an empty gallery nobody is found, and alone nobody is second', () => {
  expect(createGallery('m', []).search(template(1))).toEqual({});
  const alone = createGallery('m', [{ person: 'ann', template: template(1) }]);
  expect(alone.search(template(1))).toEqual({ best: { person: 'ann', score: expect.closeTo(1) } });
});

test('a template that is broken enrols nobody and matches nobody', () => {
  const broken: [string, Float32Array][] = [
    ['128 values', template(1).slice(0, 128)],
    ['not finite', template(1).fill(Number.NaN, 7, 8)],
    ['length 0', new Float32Array(templateLength)],
  ];
  const gallery = createGallery('m', [{ person: 'ann', template: template(1) }]);
  for (const [what, bad] of broken) {
    expect(() => createGallery('m', [{ person: 'ann', template: bad }]), what).toThrow(RangeError);
    expect(() => gallery.search(bad), what).toThrow(RangeError);
  }
});
