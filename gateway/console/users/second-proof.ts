import { createTotpSecret, totpUri } from '../../../devices/proof/otpauth-totp.ts';
import { createRecoveryCodes, stepOfCode, takeCode } from '../../../devices/proof/second-proof.ts';
import type { ConsoleUser, Users, UserTotp } from './users-file.ts';

const pendingMs = 10 * 60_000;
const maxPending = 100;

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
      const step = stepOfCode(begun.secret, code, moments());
      if (step === undefined) return undefined;
      const { codes, recovery } = createRecoveryCodes();
      users.put({ ...user, totp: { secret: begun.secret, sinceMs: now(), lastStep: step, recovery } });
      pending.delete(user.name);
      return codes;
    },
    renewRecovery(user) {
      const { codes, recovery } = createRecoveryCodes();
      users.put({ ...user, totp: { ...user.totp, recovery } });
      return codes;
    },
    take(user, code) {
      const taken = takeCode(user.totp, code, moments());
      if (taken) users.put({ ...user, totp: { ...user.totp, ...taken.left } });
      return taken?.by;
    },
  };
}
