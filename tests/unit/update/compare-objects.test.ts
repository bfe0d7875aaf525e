import { expect, test } from 'vitest';
import type { DetectedObject } from '../../../gateway/perception/objects/object-detector.ts';
import { compareObjects } from '../../../gateway/perception/shadow/compare-objects.ts';

const seen = (kind: DetectedObject['class'], x: number, score = 0.8): DetectedObject => ({
  class: kind,
  score,
  box: { x, y: 0, width: 100, height: 100 },
});

test('the same thing in nearly the same place is found by both; another class, or another place, is not', () => {
  const before = [seen('person', 0), seen('car', 300)];
  expect(compareObjects(before, [seen('person', 20), seen('car', 300)])).toEqual({ both: 2, old: 2, new: 2 });
  expect(compareObjects(before, [seen('car', 0), seen('car', 340)])).toEqual({ both: 0, old: 2, new: 2 });
});

test('one box of the new model cannot stand for two of the old, and what neither is sure of does not count', () => {
  expect(compareObjects([seen('person', 0), seen('person', 5)], [seen('person', 2)])).toEqual({
    both: 1,
    old: 2,
    new: 1,
  });
  expect(compareObjects([seen('dog', 0, 0.2)], [])).toEqual({ both: 0, old: 0, new: 0 });
});
