import { dutyRoles } from '../../duty/duty-roles.ts';
import type { DutyRole } from '../../duty/shift.ts';
import { Refusal } from '../refusal.ts';
import type { ConsoleSession } from '../users/console-sessions.ts';
import type { LoginGuard } from '../users/login-guard.ts';
import type { PasswordCheck } from '../users/password-check.ts';
import type { ConsoleUser, Users } from '../users/users-file.ts';

/** Somebody who can be put on a rota. */
export interface DutyPerson {
  user: string;
  fullName?: string;
  duties: DutyRole[];
}

/** What the rota and the hand-over have to know of the console's users. */
export interface DutyPeople {
  list(): DutyPerson[];
  get(user: string): DutyPerson | undefined;
  /**
   * Makes sure that it is the user who signs: by the password, asked again; or, where a provider keeps it, by having just given it
   * there once more. Throws a Refusal if not.
   */
  verify(
    session: Pick<ConsoleSession, 'user' | 'provenMs'>,
    password: string | undefined,
    address: string,
  ): Promise<void>;
}

export interface DutyPeopleParts {
  users: Pick<Users, 'find' | 'all'>;
  loginGuard: LoginGuard;
  check: PasswordCheck;
  now(): number;
}

/** So long ago the provider may have asked for the password to count as a signature. */
const freshMs = 5 * 60_000;

function toPerson({ name: user, fullName, roles }: ConsoleUser): DutyPerson {
  const duties = dutyRoles.filter((duty) => roles.includes(duty));
  return { user, ...(fullName === undefined ? {} : { fullName }), duties };
}

export function createDutyPeople({ users, loginGuard, check, now }: DutyPeopleParts): DutyPeople {
  return {
    list: () =>
      users
        .all()
        .filter(({ disabled }) => !disabled)
        .map(toPerson)
        .filter(({ duties }) => duties.length > 0),
    get: (user) => {
      const known = users.find(user);
      return known && !known.disabled ? toPerson(known) : undefined;
    },
    verify: async ({ user, provenMs }, password, address) => {
      const known = users.find(user);
      if (known?.external) {
        if (provenMs !== undefined && now() - provenMs <= freshMs) return;
        throw new Refusal(
          409,
          'sign-in-again',
          'Give your password at the provider once more (POST /api/session/openid with "again"), and sign within five minutes.',
        );
      }
      // Whoever guesses waits as at the sign-in.
      loginGuard.demand(user, address);
      if (!(await check(known, password ?? ''))) throw new Refusal(403, 'wrong-password', 'That is not your password.');
      loginGuard.succeeded(user, address);
    },
  };
}
