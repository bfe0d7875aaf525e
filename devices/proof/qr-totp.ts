/** Loaded when somebody enrols: until then a gateway does without its memory. */
export async function drawTotpCode(uri: string): Promise<string> {
  const { toString: draw } = await import('qrcode');
  const svg = await draw(uri, { errorCorrectionLevel: 'M', margin: 4, type: 'svg' });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
