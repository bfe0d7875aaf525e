/** A drawing in millimetres: x = 0 is its middle, y = 0 the ground, y points down. */
export interface GroundDrawing {
  /** A whole SVG document whose view box is `box`. */
  svg: string;
  box: { left: number; top: number; width: number; height: number };
}

export const carPaints = ['#b9bfc4', '#8c2f2b', '#3a3f45', '#2f4a78'] as const;

const box = { left: -2400, top: -1560, width: 4800, height: 1660 } as const;

/** A saloon from its left side: what a detector of vehicles knows best, and lanes are blocked by. */
export function drawCarSide(paint: string): GroundDrawing {
  const { left, top, width, height } = box;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" preserveAspectRatio="none">${gradients}<ellipse cx="0" cy="-5" rx="2390" ry="95" fill="url(#shade)"/><g transform="translate(-2300 0)">${drawBody(paint)}${drawWheel(870)}${drawWheel(3680)}</g></svg>`;
  return { svg, box };
}

const gradients = `<defs>
<linearGradient id="sheen" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity="0.45"/><stop offset="0.4" stop-color="#fff" stop-opacity="0.05"/><stop offset="0.55" stop-color="#fff" stop-opacity="0.2"/><stop offset="0.62" stop-color="#000" stop-opacity="0.1"/><stop offset="1" stop-color="#000" stop-opacity="0.6"/></linearGradient>
<linearGradient id="glass" x1="0" y1="0" x2="0.2" y2="1"><stop offset="0" stop-color="#8ea1ac"/><stop offset="0.5" stop-color="#35414a"/><stop offset="1" stop-color="#181e22"/></linearGradient>
<radialGradient id="shade"><stop offset="0" stop-color="#000" stop-opacity="0.7"/><stop offset="0.75" stop-color="#000" stop-opacity="0.45"/><stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient>
</defs>`;

const shell =
  'M95 -330C70 -480 90 -640 150 -720C300 -800 480 -850 700 -890C950 -930 1180 -950 1340 -960C1600 -1170 1850 -1350 2080 -1420C2450 -1500 2950 -1490 3200 -1430C3550 -1340 3850 -1150 4060 -1000C4250 -990 4400 -970 4470 -920C4540 -820 4560 -600 4530 -400C4520 -330 4480 -270 4400 -240H180Z';

function drawBody(paint: string): string {
  const handle = (x: number, y: number) =>
    `<rect x="${x}" y="${y + 12}" width="200" height="38" rx="18" fill="#000" opacity="0.45"/><rect x="${x}" y="${y}" width="200" height="34" rx="16" fill="${paint}"/><rect x="${x}" y="${y}" width="200" height="34" rx="16" fill="#fff" opacity="0.35"/>`;
  return [
    `<path d="M400 -400H4200V-150Q2300 -100 400 -150Z" fill="#0b0c0d"/>`,
    `<path d="${shell}" fill="${paint}"/><path d="${shell}" fill="url(#sheen)"/>`,
    // The windows, the driver behind one of them, the doors' edges.
    `<path d="M1460 -975C1700 -1170 1900 -1310 2110 -1370C2230 -1395 2350 -1405 2450 -1408V-965Z" fill="url(#glass)"/>`,
    `<path d="M2530 -1408C2800 -1412 3020 -1400 3160 -1370C3230 -1350 3300 -1320 3360 -1290L3330 -970L2530 -965Z" fill="url(#glass)"/>`,
    `<path d="M3420 -1265C3550 -1195 3680 -1100 3790 -1010L3700 -975L3400 -970Z" fill="url(#glass)"/>`,
    `<path d="M1700 -985Q1760 -1200 1900 -1215Q2030 -1200 2050 -980Z" fill="#0e1214" opacity="0.8"/>`,
    `<path d="M1420 -950C1380 -800 1400 -500 1440 -290M2490 -965L2480 -270M3370 -960C3390 -760 3300 -640 3220 -560M1440 -290H3200" stroke="#000" stroke-opacity="0.6" stroke-width="13" fill="none"/>`,
    `<path d="M300 -700C1200 -780 3400 -800 4500 -760" stroke="#fff" stroke-opacity="0.28" stroke-width="18" fill="none"/>`,
    handle(2200, -862),
    handle(3050, -874),
    `<path d="M1620 -960Q1480 -980 1490 -1060Q1520 -1110 1640 -1080L1690 -980Z" fill="${paint}" stroke="#000" stroke-opacity="0.55" stroke-width="14"/>`,
    // Lamps, grille, wheel arches.
    `<path d="M140 -700Q300 -790 520 -800L560 -740Q400 -660 150 -620Z" fill="#e9eef1" stroke="#2a2f33" stroke-width="14"/>`,
    `<path d="M4500 -890Q4300 -920 4180 -890L4200 -780Q4400 -740 4540 -740Z" fill="#9a1c1c" stroke="#2a2f33" stroke-width="10"/>`,
    `<path d="M95 -480H380L420 -380H96Z" fill="#17191b"/><circle cx="300" cy="-430" r="40" fill="#dfe4e6"/>`,
    `<path d="M480 -300A390 400 0 0 1 1260 -300V-240H480ZM3290 -300A390 400 0 0 1 4070 -300V-240H3290Z" fill="#060707"/>`,
  ].join('');
}

function drawWheel(x: number): string {
  const spokes = [0, 72, 144, 216, 288].map(
    (angle) =>
      `<path d="M${x - 38} -330L${x - 24} -515H${x + 24}L${x + 38} -330Z" fill="#c3c8cc" transform="rotate(${angle} ${x} -320)"/>`,
  );
  return `<circle cx="${x}" cy="-320" r="340" fill="#141517"/><circle cx="${x}" cy="-320" r="325" fill="none" stroke="#2b2d30" stroke-width="16"/><circle cx="${x}" cy="-320" r="225" fill="#8c9297"/><circle cx="${x}" cy="-320" r="200" fill="#2b2f33"/>${spokes.join('')}<circle cx="${x}" cy="-320" r="55" fill="#9ea4a9"/>`;
}
