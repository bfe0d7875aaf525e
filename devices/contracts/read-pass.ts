import { type KeyObject, verify } from 'node:crypto';
import { parseJsonBytes } from './parse.ts';
import { maxPassChars, parseVisitorPass, passHeader, type VisitorPass } from './visitor-pass.ts';

/** The first part of every pass there is. */
export const passHeaderPart = Buffer.from(JSON.stringify(passHeader)).toString('base64url');

const signatureBytes = 64;

/**
 * What a visitor's code says, if the owner of the key has signed it; `undefined` for anything else. Never throws. Whether it is
 * valid now, here, and not used up is for whoever decides. One pass has one text only: another encoding of the same bytes is
 * refused, and so is a header that asks for another algorithm (RFC 8725 §3.1).
 */
export function readPass(text: string, siteKey: KeyObject): VisitorPass | undefined {
  if (text.length > maxPassChars) return undefined;
  const [header, body = '', signature = '', ...more] = text.split('.');
  if (header !== passHeaderPart || more.length > 0) return undefined;
  const bodyBytes = decode(body);
  const signatureRead = decode(signature);
  if (!bodyBytes || signatureRead?.length !== signatureBytes) return undefined;
  if (!verify(null, Buffer.from(`${header}.${body}`), siteKey, signatureRead)) return undefined;
  const parsed = parseJsonBytes(bodyBytes, parseVisitorPass, maxPassChars);
  return parsed.ok ? parsed.value : undefined;
}

/** Node reads base64url leniently: padding, the other alphabet, stray bits. What is written back differs then. */
function decode(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return part !== '' && bytes.toString('base64url') === part ? bytes : undefined;
}
