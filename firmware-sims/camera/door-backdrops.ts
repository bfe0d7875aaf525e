/** What a face camera sees when nobody is there: SVG for a picture of 1280×720, scaled to the camera's size. */
export function drawDoorBackdrop(index: number): string {
  const draw = [drawGatePath, drawLobby, drawPorch][Math.abs(index) % 3] ?? drawGatePath;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720" preserveAspectRatio="none">${draw()}</svg>`;
}

function repeat(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join('');
}

/** The pedestrian gate: a paved path between hedges, houses behind. */
function drawGatePath(): string {
  const windows = (x: number, columns: number, rows: number) =>
    repeat(columns * rows, (i) => {
      const tone = (i * 7) % 5 === 0 ? '#cdbf8e' : '#5f7280';
      return `<rect x="${x + (i % columns) * 34}" y="${70 + Math.floor(i / columns) * 36}" width="18" height="22" fill="${tone}"/>`;
    });
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8fb3cf"/><stop offset="1" stop-color="#dfe8ea"/></linearGradient><linearGradient id="path" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a9a69d"/><stop offset="1" stop-color="#7e7b74"/></linearGradient></defs>
<rect width="1280" height="720" fill="url(#sky)"/>
<rect x="60" y="40" width="300" height="320" fill="#b8a894"/>${windows(84, 8, 7)}
<rect x="860" y="60" width="360" height="300" fill="#a99a8c"/>${windows(884, 9, 6)}
<rect x="0" y="330" width="1280" height="60" fill="#6d8b5a"/>
<path d="M520 360H760L1180 720H100Z" fill="url(#path)"/>
${repeat(7, (i) => `<path d="M${520 - i * i * 8.6} ${360 + i * i * 7.4}H${760 + i * i * 8.6}" stroke="#6b6963" stroke-width="${1 + i * 0.5}"/>`)}
<path d="M0 350Q240 330 520 360L100 720H0Z" fill="#55753f"/><path d="M1280 350Q1040 330 760 360L1180 720H1280Z" fill="#4e6d3a"/>
${repeat(26, (i) => `<circle cx="${(i * 97) % 460}" cy="${380 + ((i * 53) % 120) * (1 - ((i * 97) % 460) / 520)}" r="${12 + (i % 4) * 5}" fill="${i % 2 ? '#5f8247' : '#466336'}"/>`)}
${repeat(26, (i) => `<circle cx="${1280 - ((i * 89) % 440)}" cy="${384 + ((i * 47) % 120) * (1 - ((i * 89) % 440) / 520)}" r="${12 + (i % 4) * 5}" fill="${i % 2 ? '#587a42' : '#415d33'}"/>`)}
<rect x="1090" y="120" width="26" height="600" fill="#3e4347"/><rect x="160" y="120" width="26" height="600" fill="#3e4347"/>
<rect x="150" y="104" width="980" height="22" fill="#4b5156"/>`;
}

/** A unit's entrance seen from its panel: tiled lobby, letter boxes, a glass door. */
function drawLobby(): string {
  return `<defs><linearGradient id="wall" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#b9b3a6"/><stop offset="0.5" stop-color="#d8d3c7"/><stop offset="1" stop-color="#aaa497"/></linearGradient><linearGradient id="floor" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8d8778"/><stop offset="1" stop-color="#655f53"/></linearGradient></defs>
<rect width="1280" height="720" fill="url(#wall)"/>
<path d="M0 0H1280L980 120H300Z" fill="#e6e2d8"/><path d="M420 40H860L800 84H480Z" fill="#fbfaf4"/>
<path d="M0 720L300 470H980L1280 720Z" fill="url(#floor)"/>
${repeat(6, (i) => `<path d="M${300 - i * i * 9} ${470 + i * i * 7.5}H${980 + i * i * 9}" stroke="#575246" stroke-width="2"/>`)}
${repeat(9, (i) => `<path d="M${330 + i * 78} 470L${-200 + i * 210} 720" stroke="#575246" stroke-width="2"/>`)}
<rect x="520" y="150" width="240" height="322" fill="#55616a"/><rect x="534" y="164" width="100" height="300" fill="#a7bcc6"/><rect x="646" y="164" width="100" height="300" fill="#9db3be"/>
<path d="M540 300L620 180M656 330L736 200" stroke="#d4e1e6" stroke-width="8" opacity="0.7"/>
<path d="M0 170L210 210V430L0 480Z" fill="#8b8f92"/>${repeat(12, (i) => `<path d="M${14 + (i % 4) * 50} ${204 + (i % 4) * 7 + Math.floor(i / 4) * 82}h40v58h-40z" fill="#757a7d" stroke="#5c6164" stroke-width="3"/>`)}
<path d="M1060 250H1180L1160 560H1080Z" fill="#7d5f46"/>${repeat(9, (i) => `<path d="M1120 260Q${1020 + i * 25} ${120 - (i % 3) * 30} ${1010 + i * 28} ${60 + Math.abs(i - 4) * 34}" stroke="#4d6f41" stroke-width="12" fill="none"/>`)}`;
}

/** A porch in the shade with a brick wall and the street behind. */
function drawPorch(): string {
  return `<defs><linearGradient id="far" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#c3ccd0"/><stop offset="1" stop-color="#98a39b"/></linearGradient></defs>
<rect width="1280" height="720" fill="url(#far)"/><rect y="420" width="1280" height="300" fill="#7c7a75"/>
<rect x="380" y="250" width="520" height="180" fill="#8a9588"/>${repeat(14, (i) => `<circle cx="${390 + i * 40}" cy="${240 + (i % 3) * 14}" r="38" fill="${i % 2 ? '#6d8a5b' : '#5d7a4e'}"/>`)}
<path d="M0 0H320V720H0Z" fill="#8c5b48"/>${repeat(18, (i) => `<path d="M0 ${20 + i * 40}H320" stroke="#6f4637" stroke-width="4"/>`)}${repeat(72, (i) => `<path d="M${(i % 4) * 84 + (Math.floor(i / 4) % 2) * 42} ${20 + Math.floor(i / 4) * 40}v40" stroke="#6f4637" stroke-width="4"/>`)}
<path d="M960 0H1280V720H960Z" fill="#87563f"/>${repeat(18, (i) => `<path d="M960 ${20 + i * 40}H1280" stroke="#6c4332" stroke-width="4"/>`)}
<path d="M0 0H1280V60H0Z" fill="#55504a"/><path d="M320 60H960V78H320Z" fill="#3f3b37"/>
<path d="M320 500H960L1100 720H180Z" fill="#6b6863"/>`;
}
