import type { GlyphSource } from './glyph-paths.ts';
import { drawPlate } from './plate-drawing.ts';
import type { SimVehicle } from './scene-kinds.ts';

/** A vehicle seen from the front, in millimetres: x = 0 is its middle, y = 0 the ground, y points down. */
export interface VehicleDrawing {
  /** A whole SVG document whose view box is `box`. */
  svg: string;
  box: { left: number; top: number; width: number; height: number };
}

const paints = ['#7d858c', '#b9bfc4', '#3a3f45', '#8c2f2b', '#5d6f5f', '#d9d8d2', '#6b5a48'];

export function drawVehicle(glyphs: GlyphSource, vehicle: SimVehicle): VehicleDrawing {
  const paint = paints[hash(vehicle.plate) % paints.length]!;
  const body = vehicle.colour === 'yellow' ? drawTruck(paint) : drawCar(paint);
  const plate = drawPlate(glyphs, vehicle);
  const { left, top, width, height } = body.box;
  const mounted = `<rect x="${-plate.width / 2 - 12}" y="${body.plateTop - 12}" width="${plate.width + 24}" height="${plate.height + 24}" rx="12" fill="#15171a"/><g transform="translate(${-plate.width / 2} ${body.plateTop})">${plate.svg}</g>`;
  // The camera stands a little beside the lane: everything is slightly sheared.
  return {
    box: body.box,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" preserveAspectRatio="none">${gradients}<g transform="matrix(1 0.018 -0.012 1 0 0)">${body.svg}${mounted}</g></svg>`,
  };
}

interface Body {
  svg: string;
  box: VehicleDrawing['box'];
  plateTop: number;
}

const gradients = `<defs>
<linearGradient id="glass" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8fa3ad"/><stop offset="0.5" stop-color="#3c4a52"/><stop offset="1" stop-color="#1d252a"/></linearGradient>
<linearGradient id="sheen" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity="0.35"/><stop offset="0.5" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.4"/></linearGradient>
<radialGradient id="lamp"><stop offset="0" stop-color="#fffdf2"/><stop offset="0.5" stop-color="#d8dde0"/><stop offset="1" stop-color="#7d878d"/></radialGradient>
<radialGradient id="shade"><stop offset="0" stop-color="#000" stop-opacity="0.65"/><stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient>
</defs>`;

/** Draws the right half once and mirrors it. */
function both(half: string): string {
  return `<g>${half}</g><g transform="scale(-1 1)">${half}</g>`;
}

function drawCar(paint: string): Body {
  const shell =
    'M-905 -190C-925 -420 -915 -600 -860 -720C-800 -800 -740 -850 -690 -880C-640 -1080 -590 -1240 -530 -1340C-400 -1420 400 -1420 530 -1340C590 -1240 640 -1080 690 -880C740 -850 800 -800 860 -720C915 -600 925 -420 905 -190C800 -150 -800 -150 -905 -190Z';
  const svg = [
    `<ellipse cx="0" cy="-20" rx="1010" ry="90" fill="url(#shade)"/>`,
    both(`<rect x="600" y="-330" width="210" height="330" rx="60" fill="#131416"/>`),
    both(`<path d="M700 -900L930 -960Q1000 -960 1000 -900Q1000 -840 930 -840L760 -850Z" fill="${paint}"/>`),
    `<path d="${shell}" fill="${paint}"/><path d="${shell}" fill="url(#sheen)"/>`,
    `<path d="M-620 -890C-580 -1060 -540 -1190 -490 -1290C-380 -1340 380 -1340 490 -1290C540 -1190 580 -1060 620 -890C400 -930 -400 -930 -620 -890Z" fill="url(#glass)"/>`,
    both(`<path d="M120 -930Q160 -1060 260 -1070Q350 -1060 380 -925Z" fill="#14191c" opacity="0.7"/>`),
    `<path d="M-690 -860Q0 -950 690 -860L760 -720Q0 -800 -760 -720Z" fill="#fff" opacity="0.10"/>`,
    both(
      `<path d="M850 -700Q760 -690 520 -620L500 -560Q700 -560 870 -590Z" fill="url(#lamp)" stroke="#30363a" stroke-width="8"/>`,
    ),
    `<path d="M-470 -640H470L430 -530H-430Z" fill="#191c1f"/><path d="M-450 -610H450M-440 -580H440M-432 -552H432" stroke="#565d63" stroke-width="10"/>`,
    `<path d="M-700 -290H700L640 -200H-640Z" fill="#1c1f22"/>`,
    both(`<circle cx="740" cy="-330" r="46" fill="url(#lamp)" stroke="#22262a" stroke-width="12"/>`),
  ].join('');
  return { svg, box: { left: -1030, top: -1440, width: 2060, height: 1520 }, plateTop: -480 };
}

function drawTruck(paint: string): Body {
  const svg = [
    `<ellipse cx="0" cy="-20" rx="1180" ry="100" fill="url(#shade)"/>`,
    both(`<rect x="690" y="-420" width="260" height="420" rx="60" fill="#131416"/>`),
    `<rect x="-1060" y="-2380" width="2120" height="1500" rx="30" fill="#8d9499"/>`,
    `<path d="M-1000 -230L-1010 -1300Q-1000 -1960 -930 -2060Q0 -2130 930 -2060Q1000 -1960 1010 -1300L1000 -230Z" fill="${paint}"/>`,
    `<path d="M-1000 -230L-1010 -1300Q-1000 -1960 -930 -2060Q0 -2130 930 -2060Q1000 -1960 1010 -1300L1000 -230Z" fill="url(#sheen)"/>`,
    `<path d="M-900 -1180Q-890 -1780 -850 -1940Q0 -2000 850 -1940Q890 -1780 900 -1180Q0 -1130 -900 -1180Z" fill="url(#glass)"/>`,
    both(`<path d="M1010 -1750H1120V-1280H1010Z" fill="#22262a"/>`),
    `<path d="M-880 -1080H880V-960H-880Z" fill="#1b1e21"/>`,
    `<path d="M-560 -900H560V-720H-560Z" fill="#24282b"/><path d="M-550 -855H550M-550 -810H550M-550 -765H550" stroke="#5a6167" stroke-width="12"/>`,
    `<path d="M-1040 -600H1040V-240Q0 -200 -1040 -240Z" fill="#41474c"/>`,
    both(
      `<rect x="620" y="-560" width="300" height="170" rx="36" fill="url(#lamp)" stroke="#22262a" stroke-width="14"/>`,
    ),
    both(`<rect x="940" y="-550" width="80" height="140" rx="20" fill="#d98a2b"/>`),
  ].join('');
  return { svg, box: { left: -1190, top: -2400, width: 2380, height: 2480 }, plateTop: -520 };
}

function hash(text: string): number {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum;
}
