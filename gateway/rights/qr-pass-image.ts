import { toBuffer, toString as toText } from 'qrcode';

/** M: a seventh of the code may be dirty or torn. The quiet zone is the four modules that ISO/IEC 18004 asks for. */
const options = { errorCorrectionLevel: 'M', margin: 4 } as const;

/** The code as a drawing, for a page or a print of any size. */
export const drawPassSvg = (text: string): Promise<string> => toText(text, { ...options, type: 'svg' });

/** The code as a picture of 8 pixels a module, for a phone. */
export const drawPassPng = (text: string): Promise<Uint8Array> => toBuffer(text, { ...options, type: 'png', scale: 8 });
