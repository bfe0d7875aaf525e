import type { Glyph, GlyphSource } from './glyph-paths.ts';
import type { SimVehicle } from './scene-kinds.ts';

/**
 * Chinese number plates (GA 36), in millimetres: 440×140 with seven characters of 45×90 at 57 apart, new-energy
 * 480×140 with eight, the later ones 43 wide at 52 apart; a dot after the second.
 */
export interface PlateDrawing {
  /** An SVG group with its top left corner at 0, 0. */
  svg: string;
  width: number;
  height: number;
}

const plateHeight = 140;
const top = 25;
const tall = 90;

const liveries = {
  blue: { ground: '#12399c', ink: '#ffffff' },
  yellow: { ground: '#f2b21b', ink: '#10100e' },
  green: { ground: 'url(#new-energy)', ink: '#10120f' },
} as const;

/** Characters that the fonts draw unlike a plate does, as strokes in a box of 45×90: `[path, stroke width]`. */
const ownStrokes: Record<string, readonly [string, number]> = {
  S: [
    'M39.5 24C39.5 13 33 5.5 22.5 5.5C12 5.5 5.5 12.5 5.5 23.5C5.5 34 12 39.5 22.5 44' +
      'C33.5 48.5 39.5 54.5 39.5 66C39.5 77.5 33 84.5 22.5 84.5C11.5 84.5 5.5 77 5.5 65',
    11,
  ],
  0: ['M22.5 5.5C34 5.5 39.5 18 39.5 45C39.5 72 34 84.5 22.5 84.5C11 84.5 5.5 72 5.5 45C5.5 18 11 5.5 22.5 5.5Z', 11],
  D: ['M6 5.5H17C32 5.5 39.5 15 39.5 32V58C39.5 75 32 84.5 17 84.5H6Z', 11],
  5: [
    'M38 5.5H10L8 43C11.5 37.5 16 35 22.5 35C33 35 39.5 43.5 39.5 59C39.5 75.5 33 84.5 22 84.5C12 84.5 6 78 5.5 67',
    11,
  ],
  6: [
    'M38.5 22C37.5 11.5 32 5.5 23.5 5.5C11.5 5.5 5.5 18 5.5 46V58C5.5 75.5 12 84.5 22.5 84.5' +
      'C33.5 84.5 39.5 76 39.5 61C39.5 46.5 33.5 38.5 23 38.5C13.5 38.5 7 45 5.5 55',
    11,
  ],
  J: ['M34 0V64C34 77 29 84.5 20 84.5C11 84.5 6 78 5.5 67', 11],
  宁: ['M22.5 2V13M4 31V16H41V31M3 46H42M23.5 46V80Q23.5 84 19 84H11', 6.5],
};

export function drawPlate(glyphs: GlyphSource, vehicle: SimVehicle): PlateDrawing {
  const characters = [...vehicle.plate];
  const expected = vehicle.colour === 'green' ? 8 : 7;
  if (characters.length !== expected) {
    throw new RangeError(`a ${vehicle.colour} plate has ${expected} characters, not ${characters.length}`);
  }
  const { ground, ink } = liveries[vehicle.colour];
  const width = vehicle.colour === 'green' ? 480 : 440;
  const boxes = placeCharacters(vehicle.colour === 'green');
  const drawn = characters.map((character, index) => drawCharacter(glyphs, character, boxes[index]!, ink));
  const dotX = vehicle.colour === 'green' ? 137 : 134;
  const rim =
    vehicle.colour === 'green'
      ? ''
      : `<rect x="5" y="5" width="${width - 10}" height="130" rx="8" fill="none" stroke="${ink}" stroke-width="3"/>`;
  return {
    width,
    height: plateHeight,
    svg: `<defs><linearGradient id="new-energy" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f1f7ee"/><stop offset="0.25" stop-color="#cfeed2"/><stop offset="1" stop-color="#2fae62"/></linearGradient></defs><rect width="${width}" height="${plateHeight}" rx="10" fill="${ground}"/>${rim}${drawn.join('')}<circle cx="${dotX}" cy="70" r="5.5" fill="${ink}"/>`,
  };
}

/** Where a character stands on a plate, in millimetres. */
export interface CharacterBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

function placeCharacters(newEnergy: boolean): CharacterBox[] {
  const later = newEnergy ? { start: 161.5, width: 43, pitch: 52 } : { start: 151.5, width: 45, pitch: 57 };
  const office = newEnergy ? { x: 69.5, width: 43 } : { x: 72.5, width: 45 };
  const serial = Array.from({ length: newEnergy ? 6 : 5 }, (_, index) => ({
    x: later.start + later.pitch * index,
    width: later.width,
  }));
  return [{ x: 15.5, width: 45 }, office, ...serial].map((box) => ({ ...box, y: top, height: tall }));
}

/** One character that fills its box, as an SVG path. */
export function drawCharacter(glyphs: GlyphSource, character: string, box: CharacterBox, ink: string): string {
  const own = ownStrokes[character];
  if (own) {
    const [path, stroke] = own;
    return `<path transform="translate(${box.x} ${box.y}) scale(${box.width / 45} ${box.height / 90})" fill="none" stroke="${ink}" stroke-width="${stroke}" stroke-linejoin="miter" d="${path}"/>`;
  }
  const han = character >= '\u2e80';
  const fit = fitGlyph(glyphs(character), box, character === '1', han ? 2 : 0);
  // The Chinese font is thin for a plate: a stroke around its outline makes up for it.
  const stroke = han ? ` stroke="${ink}" stroke-width="0.02"` : '';
  return `<path transform="translate(${fit.x} ${fit.y}) scale(${fit.scaleX} ${fit.scaleY})" fill="${ink}"${stroke} d="${glyphs(character).path}"/>`;
}

/** Fills the box, but leaves a 1 as narrow as it is. */
function fitGlyph(glyph: Glyph, box: CharacterBox, keepNarrow: boolean, inset: number) {
  const { left, right, top: glyphTop, bottom } = glyph.box;
  const scaleY = (box.height - 2 * inset) / (bottom - glyphTop);
  const scaleX = keepNarrow ? scaleY : box.width / (right - left);
  const spare = box.width - (right - left) * scaleX;
  return {
    x: box.x + spare / 2 - left * scaleX,
    y: box.y + inset - glyphTop * scaleY,
    scaleX,
    scaleY,
  };
}
