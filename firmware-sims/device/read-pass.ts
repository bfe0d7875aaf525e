import { type KeyObject, verify } from 'node:crypto';
import { parseJsonBytes } from '../../devices/contracts/parse.ts';
import { maxPassChars, parseVisitorPass, passHeader, type VisitorPass } from '../../devices/contracts/visitor-pass.ts';

const header = Buffer.from(JSON.stringify(passHeader)).toString('base64url');

/**
 * Reads a visitor's QR code (compact JWS, RFC 7515, with EdDSA); `undefined` unless header and signature are exactly what the
 * site's passes have. Whether it holds here and now is another question.
 */
export function readPass(text: string, key: KeyObject): VisitorPass | undefined {
  if (text.length > maxPassChars) return undefined;
  const parts = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/.exec(text);
  if (!parts || parts[1] !== header) return undefined;
  const [, head, payload, signature] = parts;
  if (!verify(null, Buffer.from(`${head}.${payload}`), key, Buffer.from(signature!, 'base64url'))) return undefined;
  const pass = parseJsonBytes(Buffer.from(payload!, 'base64url'), parseVisitorPass, maxPassChars);
  return pass.ok ? pass.value : undefined;
}
