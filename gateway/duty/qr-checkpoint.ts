/** A label as a drawing to print. Q: a quarter of it may be dirty, as it hangs outside; margin after ISO/IEC 18004. */
export async function drawLabel(text: string): Promise<string> {
  // Loaded with the first label that is printed.
  const drawer = await import('qrcode');
  return drawer.toString(text, { errorCorrectionLevel: 'Q', margin: 4, type: 'svg' });
}
