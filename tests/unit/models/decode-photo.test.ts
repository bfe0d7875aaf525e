import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { decodePhoto, encodeJpeg, PhotoError } from '../../../gateway/perception/models/sharp-frames.ts';
import type { RgbImage } from '../../../models/image.ts';
import { photos } from './sharp-test-photos.ts';

function pixel(image: RgbImage, x: number, y: number): number[] {
  const at = (Math.floor(y * image.height) * image.width + Math.floor(x * image.width)) * 3;
  return [...image.data.subarray(at, at + 3)];
}

/** Which colour a pixel has most of: printing inks reach no pure green. */
function mainColour(image: RgbImage, x: number, y: number): string {
  const values = pixel(image, x, y);
  return ['red', 'green', 'blue'][values.indexOf(Math.max(...values))]!;
}

function expectQuarters(image: RgbImage): void {
  const quarters = [mainColour(image, 0.2, 0.2), mainColour(image, 0.8, 0.2), mainColour(image, 0.2, 0.8)];
  expect(quarters).toEqual(['red', 'green', 'blue']);
  expect(Math.min(...pixel(image, 0.8, 0.8))).toBeGreaterThan(240);
}

async function refusal(photo: Promise<unknown>): Promise<PhotoError> {
  const error = await photo.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PhotoError);
  return error as PhotoError;
}

test.each(['jpeg', 'cmyk', 'sixteenBit'] as const)('a resident may hand in a %s photo', async (kind) => {
  const image = await decodePhoto(await photos[kind]());
  expect([image.width, image.height, image.data.length]).toEqual([64, 48, 64 * 48 * 3]);
  expectQuarters(image);
});

test('a photo that the phone stored lying on its side is turned upright', async () => {
  const image = await decodePhoto(await photos.turned());
  expect([image.width, image.height]).toEqual([48, 64]);
  expect(mainColour(image, 0.8, 0.2)).toBe('red');
});

test('grey and transparent photos come as three channels', async () => {
  for (const photo of [await photos.grey(), await photos.transparent()]) {
    expect((await decodePhoto(photo)).data.length).toBe(64 * 48 * 3);
  }
});

test('a photo cut short on its way is refused, not read as half grey', async () => {
  const whole = await photos.jpeg(640, 480);
  const error = await refusal(decodePhoto(whole.subarray(0, whole.length >> 1)));
  expect(error).toMatchObject({ code: 'photo-damaged', hint: expect.stringContaining('again') });
});

test('a small file that claims a hundred million pixels is refused before it is decoded', async () => {
  expect(await refusal(decodePhoto(await photos.bomb()))).toMatchObject({ code: 'photo-too-large' });
});

test('an animation is refused: which of its faces would be the resident?', async () => {
  expect(await refusal(decodePhoto(await photos.animated()))).toMatchObject({ code: 'photo-animated' });
});

test('an empty file, a text, an SVG and a missing file each get their own clear error', async () => {
  expect(await refusal(decodePhoto(new Uint8Array(0)))).toMatchObject({ code: 'photo-empty' });
  expect(await refusal(decodePhoto(new TextEncoder().encode('no picture')))).toMatchObject({ code: 'photo-format' });
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
  expect(await refusal(decodePhoto(new TextEncoder().encode(svg)))).toMatchObject({ code: 'photo-format' });
  expect(await refusal(decodePhoto('/nowhere/face.jpg'))).toMatchObject({
    code: 'photo-unreadable',
    message: expect.stringContaining('/nowhere/face.jpg'),
  });
});

test('a file larger than the limit is not even read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ringward-photo-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'large.jpg');
  await writeFile(path, await photos.jpeg());
  expect(await refusal(decodePhoto(path, { maxBytes: 100 }))).toMatchObject({ code: 'photo-too-large' });
  expectQuarters(await decodePhoto(path));
});

test('a snapshot survives being written as JPEG', async () => {
  const image = await decodePhoto(await photos.jpeg());
  expectQuarters(await decodePhoto(await encodeJpeg(image, 90)));
  await expect(encodeJpeg({ ...image, width: 63 })).rejects.toThrow(RangeError);
});
