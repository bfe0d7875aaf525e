import { describe, expect, test } from 'vitest';
import { enrolPhoto } from '../../../gateway/perception/enrolment/enrol-photo.ts';
import { createPaintedRecognizer, type Painted, paintPicture, templateOf } from './painted-picture.ts';

const wang = [200, 20, 30] as const;
const li = [30, 20, 200] as const;
const blurred = [200, 1, 30] as const;

function enrol(squares: Painted[], others: Float32Array[] = []) {
  const { image } = paintPicture(320, 180, squares, 0);
  return enrolPhoto('photo.jpg', others, createPaintedRecognizer(), async () => image);
}

describe('a photo given for enrolment', () => {
  test('of one person gives a template', async () => {
    expect(await enrol([{ x: 80, y: 20, size: 100, colour: wang }])).toEqual({ ok: true, template: templateOf(wang) });
  });

  test('with somebody small in the background gives the template of the one in front', async () => {
    const squares = [
      { x: 80, y: 20, size: 100, colour: wang },
      { x: 240, y: 20, size: 40, colour: li },
    ];
    expect(await enrol(squares)).toEqual({ ok: true, template: templateOf(wang) });
  });

  test('of two people is refused', async () => {
    const squares = [
      { x: 40, y: 20, size: 100, colour: wang },
      { x: 200, y: 20, size: 80, colour: li },
    ];
    expect(await enrol(squares)).toEqual({ ok: false, reason: 'several-faces' });
  });

  test('of nobody, or of a blurred face, is refused with the reason', async () => {
    expect(await enrol([])).toEqual({ ok: false, reason: 'no-face' });
    expect(await enrol([{ x: 80, y: 20, size: 100, colour: blurred }])).toEqual({ ok: false, reason: 'blurred' });
  });

  test('of somebody else than the earlier photos is refused', async () => {
    const square = { x: 80, y: 20, size: 100, colour: li };
    expect(await enrol([square], [templateOf(wang)])).toEqual({ ok: false, reason: 'different-person' });
    expect(await enrol([square], [templateOf(li)])).toMatchObject({ ok: true });
  });

  test('that cannot be read is refused, and stops nothing', async () => {
    const unreadable = async () => {
      throw new Error('Input file is missing');
    };
    const outcome = await enrolPhoto('gone.jpg', [], createPaintedRecognizer(), unreadable);
    expect(outcome).toEqual({ ok: false, reason: 'unreadable' });
  });
});
