import { setImmediate as nextTurn } from 'node:timers/promises';
import { drawClothes } from '../assets/clothes-drawing.ts';
import type { PersonPhoto } from '../assets/person-photo.ts';
import { cutOutHead } from '../assets/sharp-cutout.ts';
import type { Figure } from './camera-picture.ts';
import { createSpriteLevels } from './scaled-sprite.ts';
import { renderSvg } from './sharp-pictures.ts';
import { spriteFromRgba } from './sprite.ts';

/** What the figure covers, in face heights (hairline to chin is one): hair above, shoes below. */
const box = { left: -1.36, top: -0.86, width: 2.72, height: 8.58 } as const;
/** From the hair to the shoes, and from the middle of the face down to them, in face heights. */
export const personInFaces = { tall: 8.56, feetBelowFace: 7.2 } as const;

/**
 * Draws the person, anchored at the middle of a face of `faceHeight` pixels: the head from the photo, mirrored, the
 * clothes by hand. Brightness, contrast and noise differ from the photo as a camera's would.
 */
export async function drawPerson(person: PersonPhoto, faceHeight: number): Promise<Figure> {
  const width = Math.round((box.width * faceHeight) / 2) * 2;
  const height = Math.round((box.height * faceHeight) / 2) * 2;
  const head = await cutOutHead(person);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.left} ${box.top} ${box.width} ${box.height}"><g transform="scale(-1 1)">${head}${drawClothes(person.coat)}</g></svg>`;
  const picture = await renderSvg(svg, { width, height });
  // About ten milliseconds each, in a process that also plays door controllers: let others in between.
  await nextTurn();
  shiftTones(picture.data);
  await nextTurn();
  const sprite = spriteFromRgba(picture.data, width, height);
  await nextTurn();
  return {
    levels: createSpriteLevels(sprite),
    anchor: { x: -box.left * faceHeight, y: (0.5 - box.top) * faceHeight },
  };
}

/** Gamma 1.1, a little darker, and fixed noise of ±3 levels, by a small generator that always gives the same. */
function shiftTones(rgba: Uint8Array): void {
  const tones = Uint8Array.from({ length: 256 }, (_, value) => Math.min(255, 255 * (value / 255) ** 1.1 * 0.97));
  let state = 0x2545f491;
  for (let i = 0; i < rgba.length; i += 4) {
    if (rgba[i + 3] === 0) continue;
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const noise = (state >>> 24) % 7;
    for (let channel = i; channel < i + 3; channel++) {
      rgba[channel] = Math.min(255, Math.max(0, tones[rgba[channel]!]! + noise - 3));
    }
  }
}
