import type { GroundDrawing } from './car-drawing.ts';

const box = { left: -920, top: -1150, width: 1850, height: 1170 } as const;
const wheelRadius = 345;

/** An electric bicycle from its right side, with the battery on its frame and the motor in its rear hub. */
export function drawEBike(paint = '#1f3f7a'): GroundDrawing {
  const { left, top, width, height } = box;
  const frame = [
    `<g fill="none" stroke="${paint}" stroke-linecap="round"><path d="M0 -345L420 -290L310 -800ZM420 -290L860 -790L320 -740" stroke-width="44"/><path d="M850 -870L880 -740L1070 -345" stroke-width="40"/></g>`,
    `<path d="M310 -800L295 -900" stroke="#222" stroke-width="34"/><path d="M180 -920Q300 -950 450 -900L430 -870L200 -870Z" fill="#1a1a1a"/>`,
    `<path d="M850 -870L835 -960Q800 -990 740 -985M835 -960Q900 -1000 960 -985" stroke="#222" stroke-width="34" fill="none" stroke-linecap="round"/>`,
    `<circle cx="420" cy="-290" r="95" fill="none" stroke="#444" stroke-width="26"/><path d="M420 -290L500 -180M460 -175H545M420 -290L340 -400M300 -405H380" stroke="#222" stroke-width="28"/><path d="M0 -345L420 -385M0 -300L420 -200" stroke="#333" stroke-width="12"/>`,
    // Battery and motor.
    `<path d="M505 -420L735 -685" stroke="#17191c" stroke-width="92"/><circle cx="0" cy="-345" r="85" fill="#3a3d40"/>`,
  ].join('');
  const shadow = '<ellipse cx="0" cy="0" rx="900" ry="18" fill="#000" opacity="0.4"/>';
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" preserveAspectRatio="none">${shadow}<g transform="translate(-540 0)">${drawWheel(0)}${drawWheel(1070)}${frame}</g></svg>`,
    box,
  };
}

function drawWheel(x: number): string {
  const rim = wheelRadius * 0.82;
  const spokes = Array.from({ length: 14 }, (_, index) => {
    const angle = (index * Math.PI) / 7;
    const [dx, dy] = [rim * Math.cos(angle), rim * Math.sin(angle)].map(Math.round);
    return `M${x} ${-wheelRadius}l${dx} ${dy}`;
  });
  const circle = (radius: number, width: number, stroke: string) =>
    `<circle cx="${x}" cy="${-wheelRadius}" r="${radius}" fill="none" stroke="${stroke}" stroke-width="${width}"/>`;
  return `${circle(wheelRadius, 76, '#111')}${circle(rim, 24, '#9aa0a4')}<path d="${spokes.join('')}" stroke="#b7bcc0" stroke-width="9"/>`;
}
