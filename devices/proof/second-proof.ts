import { hash, randomInt } from 'node:crypto';
import { matchTotp, totpStep } from './otpauth-totp.ts';

const recoveryCodes = 10;
/** 31 characters that nobody confuses: 12 of them are 59 random bits. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** What has been taken of a second proof, and what is left of it. */
export interface ProofLeft {
  /** Of the code that was taken last, RFC 6238 section 4.2. */
  lastStep: number;
  /** Digests of the recovery codes that open still. */
  recovery: string[];
}

/** As people type them: in groups, with spaces, in capitals. */
const plain = (code: string) => code.toLowerCase().replaceAll(/[\s-]/g, '');
/** The codes are random, so that a plain hash keeps them as well as a slow one. */
const digest = (code: string) => hash('sha256', plain(code), 'base64url');

function createRecoveryCode(): string {
  const letters = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** Ten of them, and what is kept in their place. */
export function createRecoveryCodes(): { codes: string[]; recovery: string[] } {
  const codes = Array.from({ length: recoveryCodes }, createRecoveryCode);
  return { codes, recovery: codes.map(digest) };
}

/** The time step of a phone's code, at any of the moments that it may be (epoch milliseconds); `undefined` for a wrong one. */
export const stepOfCode = (secret: string, code: string, moments: readonly number[]): number | undefined =>
  moments.flatMap((atMs) => matchTotp(secret, plain(code), atMs) ?? [])[0];

/**
 * Takes a code of the phone, or a recovery code: each once. `undefined` for any other; without a secret recovery codes only.
 * What is returned as `left` has to be on disk before the code opens anything.
 */
export function takeCode(
  { secret, lastStep, recovery }: ProofLeft & { secret: string | undefined },
  code: string,
  moments: readonly number[],
): { by: 'code' | 'recovery-code'; left: ProofLeft } | undefined {
  const step = secret === undefined ? undefined : stepOfCode(secret, code, moments);
  if (step !== undefined) {
    // RFC 6238 section 5.2: a code is not taken twice. A step that no clock here has reached was used while the clock was ahead.
    const isReached = lastStep <= Math.max(...moments.map(totpStep)) + 1;
    return isReached && step <= lastStep ? undefined : { by: 'code', left: { lastStep: step, recovery } };
  }
  const used = digest(code);
  if (!recovery.includes(used)) return undefined;
  return { by: 'recovery-code', left: { lastStep, recovery: recovery.filter((one) => one !== used) } };
}
