import { Secret, TOTP } from 'otpauth';

/** RFC 6238 with what every authenticator app takes: SHA-1, six digits, 30 s; 160 bits, as RFC 4226 section 4 asks for. */
const kind = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const stepMs = kind.period * 1000;
const secretBytes = 20;

/** A new secret, base32. */
export const createTotpSecret = (): string => new Secret({ size: secretBytes }).base32;

/** The address that an authenticator app reads from the drawn code. */
export function totpUri(secret: string, issuer: string, user: string): string {
  return new TOTP({ ...kind, issuer, label: user, secret: Secret.fromBase32(secret) }).toString();
}

/** The time step of a moment, RFC 6238 section 4.2. */
export const totpStep = (atMs: number): number => Math.floor(atMs / stepMs);

/**
 * The time step that `code` belongs to, now or one step beside it (RFC 6238 section 5.2: a code takes time to arrive, and phones
 * are off by seconds); `undefined` for a wrong code.
 */
export function matchTotp(secret: string, code: string, nowMs: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = TOTP.validate({ ...kind, secret: Secret.fromBase32(secret), token: code, timestamp: nowMs, window: 1 });
  return delta === null ? undefined : totpStep(nowMs) + delta;
}
