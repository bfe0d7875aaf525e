import { dutyRoles } from '../../duty/duty-roles.ts';
import type { DutyRole } from '../../duty/shift.ts';
import { Refusal } from '../refusal.ts';
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
  /** Asks the password again; throws a Refusal if it is not the user's, or if the user has none here. */
  verify(user: string, password: string, address: string): Promise<void>;
}

export interface DutyPeopleParts {
  users: Pick<Users, 'find' | 'all'>;
  loginGuard: LoginGuard;
  check: PasswordCheck;
}

function toPerson({ name: user, fullName, roles }: ConsoleUser): DutyPerson {
  const duties = dutyRoles.filter((duty) => roles.includes(duty));
  return { user, ...(fullName === undefined ? {} : { fullName }), duties };
}

export function createDutyPeople({ users, loginGuard, check }: DutyPeopleParts): DutyPeople {
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
    verify: async (user, password, address) => {
      const known = users.find(user);
      if (known?.external) {
        throw new Refusal(409, 'external-user', 'Your password is kept elsewhere, so that it cannot be asked here.');
      }
      // Whoever guesses waits as at the sign-in.
      loginGuard.demand(user, address);
      if (!(await check(known, password))) throw new Refusal(403, 'wrong-password', 'That is not your password.');
      loginGuard.succeeded(user, address);
    },
  };
}
