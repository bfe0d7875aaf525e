import { expect, test } from 'vitest';
import { readPath } from '../../../gateway/console/web/queue/fall-path.tsx';

test('the way of a fall is drawn as it was told; what is no way draws nothing', () => {
  expect(readPath('500,200 503,600')).toEqual([
    [500, 200],
    [503, 600],
  ]);
  for (const other of [undefined, 7, '', '500,200', '1,2 3', 'x,1 2,3', '<script>', '12345,1 1,1']) {
    expect(readPath(other)).toEqual([]);
  }
});
