import { findWeakness, type PasswordWeakness } from '../../../devices/passwords/weak-password.ts';
import { Refusal } from '../refusal.ts';
import { verifyPassword } from './passwords.ts';
import type { ConsoleUser } from './users-file.ts';

/** Each check of a password takes 19 MiB and a moment of a core. */
const maxAtOnce = 3;
/** A whole shift may come at the same minute; its last one waits for about a second. */
const maxWaiting = 40;

/** Whether `password` is the user's; an unknown user costs the same work. Throws a Refusal 429 where too many ask at once. */
export type PasswordCheck = (user: ConsoleUser | undefined, password: string) => Promise<boolean>;

export function createPasswordCheck(): PasswordCheck {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = async () => {
    if (running < maxAtOnce) {
      running += 1;
      return;
    }
    if (waiting.length >= maxWaiting) throw new Refusal(429, 'too-many-attempts', 'Too many sign-ins at once.', 1);
    await new Promise<void>((resolve) => void waiting.push(resolve));
  };
  /** Whoever waits longest takes the place over. */
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  return async (user, password) => {
    await enter();
    try {
      return await verifyPassword(user?.hash, password);
    } finally {
      leave();
    }
  };
}

const minChars = 10;

export type PasswordProblem = 'password-too-short' | 'password-not-new' | PasswordWeakness;

/** What speaks against a password that somebody has chosen, at a place with these names. */
export async function passwordProblem(
  wanted: string,
  old: string,
  names: readonly string[],
): Promise<PasswordProblem | undefined> {
  if ([...wanted].length < minChars) return 'password-too-short';
  return wanted === old ? 'password-not-new' : await findWeakness(wanted, names);
}
