import { readFile } from 'node:fs/promises';
import opentype, { type Font, type PathCommand } from 'opentype.js';
import { assetPath } from '../assets/asset-path.ts';

/** Outlines of characters as SVG path data, so that no font has to be installed on the machine. */
export interface Glyph {
  /** Path data in units of one em, baseline at y = 0, y pointing down. */
  path: string;
  /** How far the next character starts, in ems. */
  advance: number;
  /** What the outline covers, in ems. */
  box: { left: number; top: number; right: number; bottom: number };
}

export type GlyphSource = (character: string) => Glyph;

const fontFiles = { han: 'fonts/zcool-xiaowei.ttf', latin: 'fonts/saira-semi-condensed-500.woff' } as const;

let shared: Promise<GlyphSource> | undefined;

/** Chinese from one font, everything else from the other; parsed once a process. */
export function loadGlyphs(): Promise<GlyphSource> {
  shared ??= createGlyphSource().catch((error: unknown) => {
    shared = undefined; // the fonts may be there next time
    throw error;
  });
  return shared;
}

async function createGlyphSource(): Promise<GlyphSource> {
  const [han, latin] = await Promise.all([readFont(fontFiles.han), readFont(fontFiles.latin)]);
  const known = new Map<string, Glyph>();
  return (character) => {
    const found = known.get(character);
    if (found) return found;
    const glyph = readGlyph(character >= '\u2e80' ? han : latin, character);
    known.set(character, glyph);
    return glyph;
  };
}

async function readFont(as: string): Promise<Font> {
  const path = assetPath(as);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Error(`the simulated cameras need the font ${path}: npm start fetches it`, { cause });
  });
  return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function readGlyph(font: Font, character: string): Glyph {
  const glyph = font.charToGlyph(character);
  if (glyph.index === 0) throw new Error(`no outline for the character ${character}`);
  const outline = glyph.getPath(0, 0, 1);
  const box = outline.getBoundingBox();
  return {
    path: outline.commands.map(writeCommand).join(''),
    advance: (glyph.advanceWidth ?? font.unitsPerEm) / font.unitsPerEm,
    box: { left: box.x1, top: box.y1, right: box.x2, bottom: box.y2 },
  };
}

/** opentype.js writes path data of its own, but its rounding breaks tiny numbers with an exponent. */
function writeCommand(command: PathCommand): string {
  const numbers = (...values: number[]) => values.map((value) => value.toFixed(4)).join(' ');
  switch (command.type) {
    case 'M':
    case 'L':
      return command.type + numbers(command.x, command.y);
    case 'Q':
      return `Q${numbers(command.x1, command.y1, command.x, command.y)}`;
    case 'C':
      return `C${numbers(command.x1, command.y1, command.x2, command.y2, command.x, command.y)}`;
    case 'Z':
      return 'Z';
  }
}

/** One line of text as an SVG group with its baseline start at x, y; with how wide it became, in the same units. */
export function drawText(
  glyphs: GlyphSource,
  text: string,
  at: { x: number; y: number; size: number },
): { svg: string; width: number } {
  let x = 0;
  const parts: string[] = [];
  for (const character of text) {
    if (character === ' ') {
      x += 0.28;
      continue;
    }
    const glyph = glyphs(character);
    parts.push(`<path transform="translate(${x.toFixed(4)} 0)" d="${glyph.path}"/>`);
    x += glyph.advance;
  }
  const svg = `<g transform="translate(${at.x} ${at.y}) scale(${at.size})">${parts.join('')}</g>`;
  return { svg, width: x * at.size };
}
