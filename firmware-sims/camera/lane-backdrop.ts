/** Where the lane meets the horizon and where the loop lies, as parts of the picture's width and height. */
export const laneGeometry = { vanishX: 0.52, horizonY: 0.3, loopX: 0.5, loopY: 0.965 } as const;

/** An empty lane before the barrier: SVG for a picture of 1280×720. */
export function drawLaneBackdrop(index: number): string {
  const [asphalt, wall, sky] = index % 2 === 0 ? ['#5b5d60', '#9a8f80', '#a9c0cf'] : ['#565a5e', '#7f8890', '#c2c9cc'];
  const kerb = (left: number, right: number) =>
    Array.from({ length: 10 }, (_, i) => {
      const [near, far] = [(i / 10) ** 1.7, ((i + 1) / 10) ** 1.7];
      const at = (t: number) => [left + (right - left) * t, 216 + 504 * t] as const;
      const [[x1, y1], [x2, y2]] = [at(near), at(far)];
      return `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${i % 2 ? '#d9b43a' : '#2a2b2c'}" stroke-width="${6 + far * 22}"/>`;
    }).join('');
  const trees = Array.from({ length: 9 }, (_, i) => {
    const x = 30 + i * 52;
    return `<rect x="${x - 4}" y="170" width="8" height="60" fill="#5a4a3a"/><circle cx="${x}" cy="${140 + (i % 3) * 12}" r="${34 + (i % 2) * 8}" fill="${i % 2 ? '#56754a' : '#4b6841'}"/>`;
  }).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720" preserveAspectRatio="none">
<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky}"/><stop offset="1" stop-color="#e3e8e8"/></linearGradient><linearGradient id="road" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#77797b"/><stop offset="1" stop-color="${asphalt}"/></linearGradient></defs>
<rect width="1280" height="720" fill="url(#sky)"/><rect y="120" x="760" width="520" height="130" fill="${wall}"/>
<path d="M760 120H1280V104H752Z" fill="#6c6459"/>${trees}
<rect y="212" width="1280" height="508" fill="#6f8357"/>
<path d="M610 216H720L1240 720H40Z" fill="url(#road)"/>${kerb(612, 40)}${kerb(718, 1240)}
<path d="M250 690L300 560H980L1030 690Z" fill="none" stroke="#3d3f41" stroke-width="7"/><path d="M330 560L286 690M950 560L994 690" stroke="#3d3f41" stroke-width="4"/>
<path d="M664 300L660 340M650 420L640 500" stroke="#d8d8d0" stroke-width="6"/>
<rect x="1010" y="150" width="180" height="260" fill="#c9c5ba"/><rect x="1000" y="136" width="200" height="22" fill="#55595c"/><rect x="1026" y="190" width="148" height="90" fill="#4d6470"/><path d="M1030 270L1090 196" stroke="#8aa3ae" stroke-width="8"/>
<rect x="985" y="300" width="26" height="150" fill="#d8a92a"/></svg>`;
}
