import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadGlyphs } from '../firmware-sims/camera/glyph-paths.ts';
import { drawPlate } from '../firmware-sims/camera/plate-drawing.ts';
import { digits, provinces, serialLetters } from '../models/plate-grammar.ts';

/**
 * `node scripts/sharp-drawn-crops.ts DIR COUNT`: draws plates with random text, leaning, blur and grain, and writes them as
 * crops named by their text. Real crops come from one or two places; drawn ones show every letter at every position and
 * a second typeface, so that a fit on both does not learn one place by heart.
 */
const colours = ['blue', 'yellow', 'green'] as const;

function createDice(seed: number) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    next,
    between: (from: number, to: number) => from + (to - from) * next(),
    pick: (of: string) => pickOf(of, next()),
  };
}

function pickOf(characters: string, share: number): string {
  const list = [...characters];
  return list[Math.floor(share * list.length)]!;
}

async function main(): Promise<void> {
  const [dir = '', count = '300'] = process.argv.slice(2);
  if (!dir) throw new Error('node scripts/sharp-drawn-crops.ts DIR COUNT');
  await mkdir(dir, { recursive: true });
  const dice = createDice(20_260_101);
  const glyphs = await loadGlyphs();
  for (let at = 0; at < Number(count); at += 1) {
    const colour = colours[at % 3]!;
    const any = () => dice.pick(dice.next() < 0.45 ? serialLetters : digits);
    const serial =
      colour === 'green'
        ? `${dice.pick('DFABCEGHJK')}${any()}${Array.from({ length: 4 }, () => dice.pick(digits)).join('')}`
        : Array.from({ length: 5 }, any).join('');
    const plate = dice.pick(provinces) + dice.pick(serialLetters) + serial;
    const drawing = drawPlate(glyphs, { plate, colour } as Parameters<typeof drawPlate>[1]);
    const lean = `rotate(${dice.between(-4, 4)} ${drawing.width / 2} 70) skewX(${dice.between(-8, 8)})`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${drawing.width}" height="140" viewBox="-6 -6 ${drawing.width + 12} 152"><rect x="-9" y="-9" width="520" height="180" fill="#3a3d42"/><g transform="${lean}">${drawing.svg}</g></svg>`;
    const width = Math.round(dice.between(84, 200));
    const height = Math.round((width * 140) / drawing.width);
    const small = await sharp(Buffer.from(svg))
      .resize(width, height)
      .blur(dice.between(0.3, 0.9))
      .removeAlpha()
      .raw()
      .toBuffer();
    for (let one = 0; one < small.length; one += 1)
      small[one] = Math.min(255, Math.max(0, small[one]! + dice.between(-14, 14)));
    const picture = sharp(small, { raw: { width, height, channels: 3 } });
    await picture.jpeg({ quality: Math.round(dice.between(55, 90)) }).toFile(join(dir, `${plate}_${at}.jpg`));
  }
}

await main();
