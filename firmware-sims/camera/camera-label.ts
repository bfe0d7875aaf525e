import { drawText, type GlyphSource } from './glyph-paths.ts';
import { renderSprite } from './sharp-pictures.ts';
import type { Sprite } from './sprite.ts';
import type { Stage } from './stage.ts';

/** The camera's name and the time in its picture, as cameras write them. */
export interface CameraLabel {
  /** Changes when the picture must be drawn again. */
  timeAt(nowMs: number): string;
  draw(stage: Stage, time: string): void;
}

const clockSigns = '0123456789-:';
const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

export async function createCameraLabel(
  glyphs: GlyphSource,
  options: { title: string; width: number; height: number },
): Promise<CameraLabel> {
  const size = Math.round(options.height / 24);
  const margin = Math.round(options.height / 40) * 2;
  const title = await renderLine(glyphs, options.title, size);
  const signs = new Map<string, Sprite>();
  for (const sign of clockSigns) signs.set(sign, await renderLine(glyphs, sign, size));
  // Digits of one width, so that the clock does not dance.
  const pitch = Math.max(...[...'0123456789'].map((digit) => signs.get(digit)?.width ?? 0)) - 8;
  const clockLeft = options.width - margin - pitch * '2026-01-01 00:00:00'.length;
  return {
    timeAt: (nowMs) => clock.format(nowMs),
    draw(stage, time) {
      stage.draw(title, margin, margin);
      [...time].forEach((character, index) => {
        const sign = signs.get(character);
        if (sign) stage.draw(sign, clockLeft + pitch * index + (pitch - sign.width) / 2, margin);
      });
    },
  };
}

/** White with a dark edge: readable over anything. */
async function renderLine(glyphs: GlyphSource, text: string, size: number): Promise<Sprite> {
  const line = drawText(glyphs, text, { x: 4, y: size, size });
  const width = Math.ceil((line.width + 8) / 2) * 2;
  const height = Math.ceil((size * 1.35) / 2) * 2;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><g stroke="#000" stroke-width="0.12" stroke-linejoin="round" stroke-opacity="0.75" fill="#000">${line.svg}</g><g fill="#fff">${line.svg}</g></svg>`;
  return renderSprite(svg, { width, height });
}
