/** Public places inside the compound, without people: SVG for a picture of 1280×720. */
export const yardKinds = ['playground', 'fire-lane', 'car-park', 'lift'] as const;
export type YardKind = (typeof yardKinds)[number];

export function drawYardBackdrop(kind: YardKind): string {
  const draw = { playground: drawPlayground, 'fire-lane': drawFireLane, 'car-park': drawCarPark, lift: drawLift }[kind];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720" preserveAspectRatio="none">${draw()}</svg>`;
}

function repeat(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join('');
}

const sky =
  '<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#86abc9"/><stop offset="1" stop-color="#dce6e8"/></linearGradient></defs><rect width="1280" height="720" fill="url(#sky)"/>';

function house(x: number, y: number, width: number, height: number, wall: string): string {
  const columns = Math.floor(width / 60);
  const rows = Math.floor(height / 56);
  const windows = repeat(columns * rows, (i) => {
    const left = x + 18 + (i % columns) * 60;
    const top = y + 16 + Math.floor(i / columns) * 56;
    return `<rect x="${left}" y="${top}" width="28" height="32" fill="${(i * 11) % 7 === 0 ? '#d7c68d' : '#586a76'}"/>`;
  });
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${wall}"/>${windows}`;
}

function drawPlayground(): string {
  return `${sky}${house(40, 60, 420, 300, '#b7a793')}${house(820, 40, 420, 320, '#a8aeb0')}
<rect y="340" width="1280" height="380" fill="#6f8f57"/><ellipse cx="640" cy="560" rx="520" ry="130" fill="#b99567"/>
${repeat(12, (i) => `<circle cx="${40 + i * 110}" cy="${352 + (i % 2) * 10}" r="42" fill="${i % 2 ? '#567a45' : '#4b6d3d'}"/>`)}
${drawPumpHouse()}<path d="M330 540L400 300M470 540L400 300M400 300H640M570 540L640 300M710 540L640 300" stroke="#c0473a" stroke-width="14" fill="none"/>
<path d="M470 305V470M500 305V470M560 305V480M590 305V480" stroke="#4a4a48" stroke-width="4"/><path d="M462 470H508M552 480H598" stroke="#2f2f2e" stroke-width="12"/>
<path d="M860 330H960V560M860 330V560" stroke="#3f6fa3" stroke-width="14" fill="none"/><path d="M960 340Q1060 430 1130 580L1170 580Q1090 410 970 320Z" fill="#e0b53c"/>
<path d="M866 400H954M866 450H954M866 500H954" stroke="#3f6fa3" stroke-width="8"/>`;
}

/** The one place of the playground where nobody may be: a door with a warning, hatched ground before it. */
function drawPumpHouse(): string {
  return `<rect x="60" y="300" width="210" height="180" fill="#8d918f"/><path d="M44 300H286L270 268H60Z" fill="#5e6360"/>
<rect x="120" y="350" width="76" height="130" fill="#59646b"/><path d="M206 410L236 356L266 410Z" fill="#e3bd2c" stroke="#2b2b28" stroke-width="5"/><path d="M236 374V392M236 398V403" stroke="#2b2b28" stroke-width="6"/>
<path d="M40 500H310L340 640H10Z" fill="#8f8e86"/>${repeat(7, (i) => `<path d="M${50 + i * 40} 502L${24 + i * 44} 638" stroke="#d8c040" stroke-width="8"/>`)}`;
}

function drawFireLane(): string {
  return `${sky}${house(0, 30, 480, 420, '#b09f8d')}${house(800, 30, 480, 420, '#a79c90')}
<rect y="330" width="1280" height="390" fill="#788b60"/><path d="M560 330H720L1200 720H80Z" fill="#6a6b6c"/><path d="M480 430L560 330L80 720H0V600Z" fill="#7c8f63"/><path d="M800 430L720 330L1200 720H1280V600Z" fill="#74875c"/>
<path d="M880 470H1280V560H1000Z" fill="#6a6b6c"/>
<path d="M566 336L150 720M714 336L860 470M1000 580L1130 720" stroke="#d8c040" stroke-width="10"/>
${repeat(9, (i) => `<path d="M${470 + i * 42} 560L${400 + i * 52} 640" stroke="#d8c040" stroke-width="12"/>`)}
<rect x="560" y="180" width="160" height="150" fill="#8fa58b"/>${repeat(6, (i) => `<circle cx="${570 + i * 28}" cy="176" r="26" fill="#5c7a4e"/>`)}
<rect x="950" y="380" width="36" height="110" fill="#b8352b"/><rect x="940" y="366" width="56" height="22" fill="#a02a22"/>`;
}

function drawCarPark(): string {
  const bays = repeat(
    7,
    (i) => `<path d="M${80 + i * 180} 330L${-90 + i * 235} 640" stroke="#d5d6d2" stroke-width="8"/>`,
  );
  const car = (x: number, y: number, paint: string) =>
    `<ellipse cx="${x}" cy="${y + 62}" rx="84" ry="14" fill="#000" opacity="0.35"/><path d="M${x - 78} ${y + 56}V${y + 12}Q${x - 70} ${y} ${x - 54} ${y - 4}L${x - 40} ${y - 46}Q${x} ${y - 58} ${x + 40} ${y - 46}L${x + 54} ${y - 4}Q${x + 70} ${y} ${x + 78} ${y + 12}V${y + 56}Z" fill="${paint}"/><path d="M${x - 46} ${y - 4}L${x - 34} ${y - 38}H${x + 34}L${x + 46} ${y - 4}Z" fill="#27323a"/><rect x="${x - 72}" y="${y + 12}" width="30" height="14" fill="#a9302a"/><rect x="${x + 42}" y="${y + 12}" width="30" height="14" fill="#a9302a"/>`;
  return `<rect width="1280" height="720" fill="#85888a"/><rect width="1280" height="170" fill="#a4a6a5"/>${repeat(5, (i) => `<rect x="${60 + i * 280}" y="80" width="180" height="14" fill="#f6f7ee"/>`)}
<rect y="170" width="1280" height="150" fill="#b9b7b0"/><rect y="290" width="1280" height="30" fill="#d2ab3a"/>
${drawGroundFloorWindow()}
<rect y="320" width="1280" height="400" fill="#66696b"/>${bays}
${repeat(4, (i) => `<rect x="${140 + i * 320}" y="120" width="56" height="240" fill="#aeaca6"/><rect x="${140 + i * 320}" y="290" width="56" height="70" fill="#d2ab3a"/>`)}
${car(300, 420, '#8a9096')}${car(500, 430, '#6d2f2c')}${car(930, 425, '#3e5060')}`;
}

/** Somebody lives behind it: a camera in a car park has no business there. */
function drawGroundFloorWindow(): string {
  return `<rect x="596" y="182" width="152" height="96" fill="#e8e4d8"/><rect x="604" y="190" width="136" height="80" fill="#d9c27a"/><path d="M672 190V270" stroke="#e8e4d8" stroke-width="8"/><path d="M604 190H640Q628 236 604 262ZM740 190H704Q716 236 740 262Z" fill="#b7795c"/>`;
}

/** The lift's door standing open onto the landing; `box` in parts of the picture. */
export function drawOpenLift(): { svg: string; box: { left: number; top: number; width: number; height: number } } {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="440 176 400 384" preserveAspectRatio="none"><rect x="440" y="176" width="400" height="384" fill="#4c4a45"/><path d="M440 560L540 470H740L840 560Z" fill="#6f6a60"/><rect x="540" y="236" width="200" height="234" fill="#7d7a71"/><path d="M440 176L540 236V470L440 560ZM840 176L740 236V470L840 560Z" fill="#69665f"/><path d="M446 176V560M834 176V560" stroke="#aeb3b5" stroke-width="12"/></svg>`;
  return { svg, box: { left: 440 / 1280, top: 176 / 720, width: 400 / 1280, height: 384 / 720 } };
}

function drawLift(): string {
  return `<defs><linearGradient id="steel" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#8f9496"/><stop offset="0.5" stop-color="#c9cdce"/><stop offset="1" stop-color="#858a8c"/></linearGradient></defs>
<rect width="1280" height="720" fill="#777b7d"/><path d="M240 90H1040V560H240Z" fill="url(#steel)"/><path d="M0 0H1280L1040 90H240Z" fill="#d9d9d2"/><path d="M420 20H860L820 64H460Z" fill="#fffef5"/>
<path d="M0 0L240 90V560L0 720Z" fill="#8d9294"/><path d="M1280 0L1040 90V560L1280 720Z" fill="#84898b"/>
<path d="M0 720L240 560H1040L1280 720Z" fill="#5a5048"/>${repeat(7, (i) => `<path d="M${240 + i * 133} 560L${i * 213} 720" stroke="#463e38" stroke-width="3"/>`)}
<path d="M640 90V560" stroke="#4e5254" stroke-width="6"/><path d="M300 380H980" stroke="#5d6163" stroke-width="14"/>
<path d="M1090 200L1180 180V470L1090 440Z" fill="#3c4042"/>${repeat(8, (i) => `<circle cx="${1112 + (i % 2) * 40}" cy="${300 + Math.floor(i / 2) * 38}" r="12" fill="#cfd3d4"/>`)}
<rect x="560" y="104" width="160" height="70" fill="#15181a"/>`;
}
