import { createSimdDots } from './simd-dots.ts';

export interface GalleryMatch {
  person: string;
  /** Cosine, −1…1. */
  score: number;
}

/** Enrolled templates of one model, searched exactly. */
export interface Gallery {
  readonly modelId: string;
  /** Templates, not people. */
  readonly size: number;
  /**
   * The best match and the best of ANOTHER person. Throws RangeError when the template has another length or a value
   * that is not finite: such a template matches nobody.
   */
  search(template: Float32Array): { best?: GalleryMatch; second?: GalleryMatch };
}

/** Length of a face template. */
export const templateLength = 512;

function assertTemplate(template: Float32Array, whose: string): void {
  if (template.length !== templateLength) {
    throw new RangeError(`${whose} has ${template.length} values; a template has ${templateLength}`);
  }
  let squares = 0;
  for (const value of template) squares += value * value;
  if (!Number.isFinite(squares)) throw new RangeError(`${whose} holds a number that is not finite`);
  if (Math.abs(squares - 1) > 1e-3) throw new RangeError(`${whose} has length ${Math.sqrt(squares)}, not 1`);
}

interface Quantised {
  /** What one step of the small numbers is worth. */
  step: number;
  /** Length of the vector of rounding errors: no scalar product with a vector of length 1 is farther off than this. */
  error: number;
}

/** Writes `values` as integers of at most `largest`. */
function quantise(values: Float32Array, largest: number, target: Int8Array | Int16Array, at: number): Quantised {
  let top = 0;
  for (const value of values) top = Math.max(top, Math.abs(value));
  const step = top / largest;
  let squares = 0;
  for (let one = 0; one < values.length; one += 1) {
    const small = Math.round(values[one]! / step);
    target[at + one] = small;
    squares += (values[one]! - small * step) ** 2;
  }
  return { step, error: Math.sqrt(squares) };
}

/**
 * Exact search in two passes. All templates lie in one flat array, and once more as bytes: a byte product bounds the true
 * one from both sides, and only those rows whose upper bound beats the second-best score so far are computed in full.
 * The result is the same as that of the full search. Throws RangeError on an entry of wrong length or without length 1.
 */
export function createGallery(
  modelId: string,
  entries: readonly { person: string; template: Float32Array }[],
): Gallery {
  const size = entries.length;
  const flat = new Float32Array(size * templateLength);
  const dots = createSimdDots(size);
  const steps = new Float32Array(size);
  const errors = new Float32Array(size);
  const people = new Map<string, number>();
  const owner = new Int32Array(size);
  entries.forEach(({ person, template }, at) => {
    assertTemplate(template, `template ${at} of ${person}`);
    flat.set(template, at * templateLength);
    const { step, error } = quantise(template, 127, dots.rows, at * templateLength);
    steps[at] = step;
    errors[at] = error;
    if (!people.has(person)) people.set(person, people.size);
    owner[at] = people.get(person)!;
  });
  const names = [...people.keys()];

  return {
    modelId,
    size,
    search(template) {
      assertTemplate(template, 'the template');
      const probe = quantise(template, 8191, dots.vector, 0);
      dots.compute();
      // Lengths may be off 1 by the tolerance of assertTemplate, and sums by rounding.
      const slack = probe.error * 1.01 + 1e-4;
      let [bestScore, secondScore, best, second] = [-2, -2, -1, -1];
      for (let at = 0; at < size; at += 1) {
        const bound = dots.results[at]! * steps[at]! * probe.step + errors[at]! * 1.01 + slack;
        if (bound <= secondScore) continue;
        const score = dot(flat, at * templateLength, template);
        if (score <= secondScore) continue;
        const person = owner[at]!;
        if (person === best) {
          if (score > bestScore) bestScore = score;
        } else if (score > bestScore) {
          [second, secondScore] = [best, bestScore];
          [best, bestScore] = [person, score];
        } else {
          [second, secondScore] = [person, score];
        }
      }
      return {
        ...(best >= 0 && { best: { person: names[best]!, score: bestScore } }),
        ...(second >= 0 && { second: { person: names[second]!, score: secondScore } }),
      };
    },
  };
}

/** Four sums side by side: additions of one sum would wait for each other. */
function dot(flat: Float32Array, base: number, template: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0; at < templateLength; at += 4) {
    a += flat[base + at]! * template[at]!;
    b += flat[base + at + 1]! * template[at + 1]!;
    c += flat[base + at + 2]! * template[at + 2]!;
    d += flat[base + at + 3]! * template[at + 3]!;
  }
  return a + b + (c + d);
}
