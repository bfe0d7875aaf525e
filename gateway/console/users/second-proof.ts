import { hash, randomInt } from 'node:crypto';
import { createTotpSecret, matchTotp, totpStep, totpUri } from './otpauth-totp.ts';
import type { ConsoleUser, Users, UserTotp } from './users-file.ts';

const recoveryCodes = 10;
const pendingMs = 10 * 60_000;
const maxPending = 100;
/** 31 characters that nobody confuses: 12 of them are 59 random bits. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Codes from a person's phone, asked after the password. */
export interface SecondProof {
  /** A secret to be put into a phone; it counts once `confirm` has seen a code of it. */
  begin(user: string): { secret: string; uri: string };
  /** The recovery codes, told this once; `undefined` for a wrong code or where nothing was begun. */
  confirm(user: ConsoleUser, code: string): string[] | undefined;
  /** New recovery codes; the old ones open nothing from now on. */
  renewRecovery(user: ConsoleUser & { totp: UserTotp }): string[];
  /** Takes a code of the phone, or a recovery code: each once. */
  take(user: ConsoleUser & { totp: UserTotp }, code: string): 'code' | 'recovery-code' | undefined;
}

/** As people type them: in groups, with spaces, in capitals. */
const plain = (code: string) => code.toLowerCase().replaceAll(/[\s-]/g, '');
/** The codes are random, so that a plain hash keeps them as well as a slow one. */
const digest = (code: string) => hash('sha256', plain(code), 'base64url');

function createRecoveryCode(): string {
  const letters = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/**
 * `issuer` says what the phone shows beside the user; `now` the wall clock, which the phone's must be near. While the gateway
 * doubts its clock `believed` tells what it goes by instead, and a code of either time is taken: nobody knows which is right.
 */
export function createSecondProof(
  users: Users,
  issuer: () => string,
  now: () => number,
  believed: () => number | undefined = () => undefined,
): SecondProof {
  const pending = new Map<string, { secret: string; sinceMs: number }>();
  const moments = () => [believed() ?? now(), now()];
  const stepOf = (secret: string, code: string) =>
    moments().flatMap((atMs) => matchTotp(secret, plain(code), atMs) ?? [])[0];

  const newCodes = () => {
    const codes = Array.from({ length: recoveryCodes }, createRecoveryCode);
    return { codes, recovery: codes.map(digest) };
  };

  return {
    begin(user) {
      const secret = createTotpSecret();
      pending.delete(user);
      pending.set(user, { secret, sinceMs: now() });
      for (const oldest of pending.keys()) {
        if (pending.size <= maxPending) break;
        pending.delete(oldest);
      }
      return { secret, uri: totpUri(secret, issuer(), user) };
    },
    confirm(user, code) {
      const begun = pending.get(user.name);
      if (!begun || now() - begun.sinceMs > pendingMs) return undefined;
      const step = stepOf(begun.secret, code);
      if (step === undefined) return undefined;
      const { codes, recovery } = newCodes();
      users.put({ ...user, totp: { secret: begun.secret, sinceMs: now(), lastStep: step, recovery } });
      pending.delete(user.name);
      return codes;
    },
    renewRecovery(user) {
      const { codes, recovery } = newCodes();
      users.put({ ...user, totp: { ...user.totp, recovery } });
      return codes;
    },
    take(user, code) {
      const { totp } = user;
      const step = stepOf(totp.secret, code);
      if (step !== undefined) {
        // RFC 6238 section 5.2: a code is not taken twice. A step that no clock here has reached was used while the clock was ahead.
        const isReached = totp.lastStep <= Math.max(...moments().map(totpStep)) + 1;
        if (isReached && step <= totp.lastStep) return undefined;
        users.put({ ...user, totp: { ...totp, lastStep: step } });
        return 'code';
      }
      const used = digest(code);
      if (!totp.recovery.includes(used)) return undefined;
      users.put({ ...user, totp: { ...totp, recovery: totp.recovery.filter((one) => one !== used) } });
      return 'recovery-code';
    },
  };
}
