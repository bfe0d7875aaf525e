import { passHeaderPart } from '../../devices/contracts/read-pass.ts';
import { maxPassChars, type VisitorPass } from '../../devices/contracts/visitor-pass.ts';
import type { SiteKey } from './site-key.ts';

/**
 * The text of a visitor's QR code: JWS compact serialisation (RFC 7515 §7.1). The places of `pass.at` stand by weight: those
 * at the end are left out if the text would be longer than readers take, and `at` says which it is for.
 */
export function signPass(pass: VisitorPass, key: Pick<SiteKey, 'sign'>): { text: string; at: string[] } {
  const { jti, iss, nbf, exp, uses } = pass;
  for (let places = Math.min(pass.at.length, 32); places > 0; places -= 1) {
    const at = pass.at.slice(0, places);
    const body = Buffer.from(JSON.stringify({ jti, iss, nbf, exp, at, uses })).toString('base64url');
    const signed = `${passHeaderPart}.${body}`;
    const text = `${signed}.${Buffer.from(key.sign(Buffer.from(signed))).toString('base64url')}`;
    if (text.length <= maxPassChars) return { text, at };
  }
  throw new RangeError('a pass is for one place at least');
}
