import { expect, test } from 'vitest';
import { type Channel, pixelate } from '../../../gateway/perception/exports/pixelate.ts';

const size = { width: 160, height: 120 };

/** Noise that no two neighbours share; the same at each run. */
function noise(step = 1): Channel {
  let state = 12345;
  const data = Uint8Array.from({ length: size.width * size.height * step }, () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return (state >> 16) & 0xff;
  });
  return { data, ...size, stride: size.width * step, step, offset: 0 };
}

function read(channel: Channel, x: number, y: number): number {
  return channel.data[channel.offset + y * channel.stride + x * channel.step]!;
}

/** Mean squared step from each sample to the next in its row: what is left of detail. */
function detail(channel: Channel, box: { x: number; y: number; width: number; height: number }): number {
  let sum = 0;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width - 1; x++) sum += (read(channel, x + 1, y) - read(channel, x, y)) ** 2;
  }
  return sum / (box.height * (box.width - 1));
}

const face = { x: 40, y: 30, width: 48, height: 60 };

test('nothing of a face’s detail is left, and nothing outside its box is touched', () => {
  const before = noise();
  const after = noise();
  pixelate(after, face);
  expect(detail(before, face)).toBeGreaterThan(5000);
  expect(detail(after, face)).toBeLessThan(20);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const inside = x >= 40 && x < 88 && y >= 30 && y < 90;
      if (!inside) expect(read(after, x, y)).toBe(read(before, x, y));
    }
  }
});

test('two faces with the same means cannot be told apart afterwards: it cannot be undone', () => {
  const one = noise();
  const other = noise();
  // Exchanges neighbours inside a cell: another picture, the same means.
  for (let y = 32; y < 44; y++) {
    const at = y * size.width + 44;
    [other.data[at], other.data[at + 1]] = [other.data[at + 1]!, other.data[at]!];
  }
  expect(other.data).not.toEqual(one.data);
  pixelate(one, face);
  pixelate(other, face);
  expect(other.data).toEqual(one.data);
});

test('a number plate keeps fewer patches than it has characters', () => {
  const plate = { x: 20, y: 50, width: 112, height: 28 };
  const channel = noise();
  pixelate(channel, plate);
  const row = Array.from({ length: plate.width }, (_, at) => read(channel, plate.x + at, 64));
  const turns = row.filter(
    (value, at) => at > 0 && at < row.length - 1 && (value - row[at - 1]!) * (row[at + 1]! - value) < 0,
  );
  expect(turns.length).toBeLessThan(7);
});

test('a box that reaches beyond the picture hides what is of it in the picture; one outside hides nothing', () => {
  const channel = noise();
  pixelate(channel, { x: -20, y: -20, width: 60, height: 60 });
  expect(detail(channel, { x: 0, y: 0, width: 40, height: 40 })).toBeLessThan(20);
  const untouched = noise();
  pixelate(untouched, { x: 500, y: 500, width: 60, height: 60 });
  expect(untouched.data).toEqual(noise().data);
});

test('of three colours in turn only the one that was meant is changed', () => {
  const rgb = noise(3);
  pixelate({ ...rgb, offset: 1 }, face);
  expect(detail({ ...rgb, offset: 1 }, face)).toBeLessThan(20);
  for (const offset of [0, 2]) expect(detail({ ...rgb, offset }, face)).toBeGreaterThan(5000);
});
