/** Jacket, trousers and shoes, down to y = 7.7. */
export function drawClothes(coat: string): string {
  return `<defs><linearGradient id="fold" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#000" stop-opacity="0.45"/><stop offset="0.3" stop-color="#fff" stop-opacity="0.08"/><stop offset="0.7" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.5"/></linearGradient></defs>
<path d="M-0.72 4.1L-0.66 7.45H-0.1L0 4.7L0.1 7.45H0.66L0.72 4.1Z" fill="#2a2d33"/>
<path d="M-0.68 7.4L-0.78 7.7H-0.06V7.4ZM0.68 7.4L0.78 7.7H0.06V7.4Z" fill="#17181a"/>
<path d="${coatShape}" fill="${coat}"/><path d="${coatShape}" fill="url(#fold)"/>
<path d="M-0.8 2.1L-0.86 4.2M0.8 2.1L0.86 4.2" stroke="#000" stroke-opacity="0.4" stroke-width="0.04" fill="none"/>
<path d="M0 1.68V4.25" stroke="#000" stroke-opacity="0.5" stroke-width="0.03"/>
${drawScarf()}
<circle cx="-1.1" cy="4.3" r="0.16" fill="#9b7762"/><circle cx="1.1" cy="4.3" r="0.16" fill="#9b7762"/>`;
}

const coatShape =
  'M-0.44 1.1Q-0.52 1.42 -0.88 1.52Q-1.2 1.62 -1.24 2.05L-1.3 4.15Q-1.12 4.35 -0.92 4.2L-0.84 4.32H0.84L0.92 4.2Q1.12 4.35 1.3 4.15L1.24 2.05Q1.2 1.62 0.88 1.52Q0.52 1.42 0.44 1.1Q0.2 1.5 0 1.7Q-0.2 1.5 -0.44 1.1Z';

/** Hides where the photo's neck ends. */
function drawScarf(): string {
  const shape =
    'M-0.52 0.96Q-0.28 1.1 0 1.11Q0.28 1.1 0.52 0.96Q0.7 1.16 0.64 1.44Q0.35 1.86 0 1.92Q-0.35 1.86 -0.64 1.44Q-0.7 1.16 -0.52 0.96Z';
  return `<path d="${shape}" fill="#8d8577"/><path d="${shape}" fill="url(#fold)"/><path d="M-0.58 1.2Q-0.2 1.42 0.3 1.34M-0.6 1.38Q-0.1 1.66 0.56 1.42M-0.3 1.7Q0.1 1.78 0.45 1.6" stroke="#000" stroke-opacity="0.22" stroke-width="0.03" fill="none"/>`;
}
