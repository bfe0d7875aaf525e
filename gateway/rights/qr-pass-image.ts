/** M: a seventh of the code may be dirty or torn. The quiet zone is the four modules that ISO/IEC 18004 asks for. */
const options = { errorCorrectionLevel: 'M', margin: 4 } as const;

/** Loaded with the first pass that is shown: until then a gateway does without its memory. */
const drawer = () => import('qrcode');

/** The code as a drawing, for a page or a print of any size. */
export async function drawPassSvg(text: string): Promise<string> {
  return (await drawer()).toString(text, { ...options, type: 'svg' });
}

/** The code as a picture of 8 pixels a module, for a phone. */
export async function drawPassPng(text: string): Promise<Uint8Array> {
  return (await drawer()).toBuffer(text, { ...options, type: 'png', scale: 8 });
}
