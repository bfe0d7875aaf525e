import { toString as draw } from 'qrcode';

/** A claim's address as a drawing. M: a seventh of it may be dirty; the quiet zone is what ISO/IEC 18004 asks for. */
export function drawClaimSvg(uri: string): Promise<string> {
  return draw(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
}
