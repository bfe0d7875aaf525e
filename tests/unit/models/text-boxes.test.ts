import { expect, test } from 'vitest';
import { blockCandidates, doubleRows, rowsOf, singleRows, upperRowAbove } from '../../../models/plate-candidates.ts';
import { lineHeight, sampleImage, samplingOf } from '../../../models/plate-crop.ts';
import { boundsOf, findTextBoxes, type OrientedBox, scaleBox } from '../../../models/text-boxes.ts';

/** A probability map in which a rectangle is text. */
function drawCore(width: number, height: number, cores: Omit<OrientedBox, 'score'>[]): Float32Array {
  return Float32Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
    return cores.some((core) => {
      const [cos, sin] = [Math.cos(core.angle), Math.sin(core.angle)];
      const along = (x - core.x) * cos + (y - core.y) * sin;
      const across = (y - core.y) * cos - (x - core.x) * sin;
      return Math.abs(along) <= core.width / 2 && Math.abs(across) <= core.height / 2;
    })
      ? 0.9
      : 0.02;
  });
}

test.each([0, 0.2, -0.35, 1.2])('a line of text that leans by %f radians is found as it lies', (angle) => {
  const core = { x: 80, y: 60, width: 70, height: 12, angle };
  const [box, ...others] = findTextBoxes(drawCore(160, 120, [core]), 160, 120);
  expect(others).toEqual([]);
  expect(box!.angle).toBeCloseTo(angle, 1);
  expect([box!.x, box!.y]).toEqual([expect.closeTo(80, 0), expect.closeTo(60, 0)]);
  // Grown by 1.5 × area / perimeter on every side.
  const growth = (2 * 1.5 * 70 * 12) / (2 * (70 + 12));
  expect(Math.abs(box!.width - 70 - growth)).toBeLessThan(3);
  expect(Math.abs(box!.height - 12 - growth)).toBeLessThan(3);
});

test('specks and faint areas are no text', () => {
  const map = drawCore(100, 60, [{ x: 20.5, y: 20.5, width: 1, height: 1, angle: 0 }]);
  for (let at = 3000; at < 3040; at += 1) map[at] = 0.35;
  expect(findTextBoxes(map, 100, 60)).toEqual([]);
});

test('a detector that returns NaN is an error, not an empty street', () => {
  const map = new Float32Array(64);
  map[9] = Number.NaN;
  expect(() => findTextBoxes(map, 8, 8)).toThrow(/not finite/);
});

const line = (x: number, y: number, width: number, height: number, angle = 0): OrientedBox => ({
  ...{ x, y, width, height, angle },
  score: 0.9,
});

test('two rows of a truck plate become one candidate, the upper row first', () => {
  const [upper, lower] = [line(100, 50, 60, 30), line(100, 90, 120, 44)];
  expect(doubleRows([lower, upper])).toContainEqual({ rows: [upper, lower] });
});

test('a double-row plate that was found as one block is read as an upper and a lower row', () => {
  const [block, ...others] = blockCandidates([line(100, 80, 120, 70, 0.1), line(300, 80, 120, 20)]);
  expect(others).toEqual([]);
  const double = rowsOf(block!);
  const [upper, lower] = double.rows.map(boundsOf) as [ReturnType<typeof boundsOf>, ReturnType<typeof boundsOf>];
  expect(upper.y).toBeLessThan(lower.y);
  expect(upper.height).toBeLessThan(lower.height);
  expect(lower.y + lower.height).toBeLessThan(80 + 50);
});

test('the upper row of a leaning truck plate is looked for above its lower row', () => {
  for (const angle of [-0.2, 0, 0.2]) {
    const lower = line(300, 200, 200, 60, angle);
    const upper = upperRowAbove(lower);
    const across = (upper.y - lower.y) * Math.cos(angle) - (upper.x - lower.x) * Math.sin(angle);
    const along = (upper.x - lower.x) * Math.cos(angle) + (upper.y - lower.y) * Math.sin(angle);
    expect(across).toBeLessThan(-lower.height / 2);
    expect(along).toBeCloseTo(0, 6);
  }
});

test('a plate cut in two at its dot becomes one candidate that covers both', () => {
  const found = singleRows([line(50, 50, 40, 30), line(130, 52, 100, 30)]);
  const whole = found.map(({ rows }) => boundsOf(rows[0]!)).find((bounds) => bounds.width > 140);
  expect(whole!.x).toBeCloseTo(30, -1);
  expect(whole!.x + whole!.width).toBeCloseTo(180, -1);
});

test('standing text and text of three pixels are no candidates', () => {
  const unreadable = [line(50, 50, 100, 30, 1.4), line(50, 150, 20, 4)];
  expect([...singleRows(unreadable), ...doubleRows(unreadable)]).toEqual([]);
});

test('a box found in a small map lies right in a frame of other proportions', () => {
  const box = scaleBox(line(100, 50, 60, 20), 2, 2.5);
  expect(box).toMatchObject({ x: 200, y: 125, width: 120, height: 50, angle: 0 });
});

test('a leaning plate is cut out upright', () => {
  const image = { width: 200, height: 120, data: new Uint8Array(200 * 120 * 3) };
  const angle = 0.3;
  for (let at = 0; at < 200 * 120; at += 1) {
    const [x, y] = [(at % 200) - 100, Math.floor(at / 200) - 60];
    const along = x * Math.cos(angle) + y * Math.sin(angle);
    const across = y * Math.cos(angle) - x * Math.sin(angle);
    if (Math.abs(along) < 50 && Math.abs(across) < 15) image.data.fill(along < 0 ? 80 : 200, at * 3, at * 3 + 3);
  }
  const cut = sampleImage(image, samplingOf(line(100, 60, 90, 24, angle), 160, lineHeight), 160, lineHeight);
  const row = (y: number) => [cut.data[(y * 160 + 20) * 3], cut.data[(y * 160 + 140) * 3]];
  expect(row(4)).toEqual([80, 200]);
  expect(row(43)).toEqual([80, 200]);
});
