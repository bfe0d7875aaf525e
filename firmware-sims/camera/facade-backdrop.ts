/** Where the drawn house stands, in parts of the picture: what a scene draws its area and its storeys by. */
export const facade = {
  left: 0.15,
  right: 0.85,
  top: 0.04,
  bottom: 0.84,
  floors: 10,
  storeyHeight: 0.08,
} as const;

/** Where a floor begins; 1 is the ground floor. */
export const facadeFloorY = (floor: number): number => facade.bottom - (floor - 1) * facade.storeyHeight;

const columns = 10;

/** SVG for a picture of 1280×720: ten storeys with windows and balconies, and the paved ground before them. */
export function drawFacadeBackdrop(): string {
  const [left, right] = [facade.left * 1280, facade.right * 1280];
  const storey = facade.storeyHeight * 720;
  const wide = (right - left) / columns;
  const rooms = Array.from({ length: facade.floors * columns }, (_, room) => {
    const x = left + (room % columns) * wide;
    const y = facade.top * 720 + Math.floor(room / columns) * storey;
    const glass = (room * 7) % 11 === 0 ? '#cdbb85' : '#5d6d78';
    return room % 3 === 1
      ? `<rect x="${x + 8}" y="${y + 8}" width="${wide - 16}" height="${storey - 12}" fill="#48545c"/><rect x="${x + 4}" y="${y + storey * 0.6}" width="${wide - 8}" height="${storey * 0.36}" fill="#c9c2b4" stroke="#8b8578" stroke-width="2"/>`
      : `<rect x="${x + wide * 0.25}" y="${y + storey * 0.2}" width="${wide * 0.5}" height="${storey * 0.5}" fill="${glass}"/>`;
  }).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720" preserveAspectRatio="none"><rect width="1280" height="720" fill="#b8c9d6"/>
<rect x="${left}" y="${facade.top * 720}" width="${right - left}" height="${(facade.bottom - facade.top) * 720}" fill="#b3a48f"/>${rooms}
<rect y="${facade.bottom * 720}" width="1280" height="${(1 - facade.bottom) * 720}" fill="#84867f"/>${Array.from({ length: 16 }, (_, n) => `<path d="M${n * 90} ${facade.bottom * 720}L${n * 130 - 320} 720" stroke="#74766f" stroke-width="3"/>`).join('')}</svg>`;
}
