import { Refusal, type Refusals, refusalOf } from '../refusal.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import type { LoginGuard } from './login-guard.ts';
import { type PasswordCheck, passwordProblem } from './password-check.ts';
import { hashPassword } from './passwords.ts';
import type { SecondProof } from './second-proof.ts';
import type { RecordDeed } from './user-desk.ts';
import type { ConsoleUser, Users } from './users-file.ts';

export interface AccountDeskParts {
  users: Users;
  sessions: ConsoleSessions;
  loginGuard: LoginGuard;
  check: PasswordCheck;
  proof: SecondProof;
  /** Of the site and the gateway: no password is made of them. */
  placeNames: readonly string[];
  record: RecordDeed;
  now(): number;
}

/** Who asks, from where. */
export interface Asker {
  user: string;
  session: string;
  address: string;
}

/** What people do about their own accounts; whatever is not allowed is thrown as a Refusal. */
export interface AccountDesk {
  show(by: Asker): ConsoleUser;
  changePassword(old: string, wanted: string, by: Asker): Promise<void>;
  /** How many sessions have ended. */
  endSessions(which: { id: string } | 'others', by: Asker): number;
  beginTotp(password: string, by: Asker): Promise<{ secret: string; uri: string }>;
  confirmTotp(code: string, by: Asker): string[];
  renewRecovery(password: string, by: Asker): Promise<string[]>;
  /** Ends all other sessions, as `confirmTotp` does. */
  removeTotp(password: string, by: Asker): Promise<void>;
}

const refusals: Refusals<
  | 'wrong-password'
  | 'password-too-short'
  | 'password-common'
  | 'password-of-place'
  | 'password-not-new'
  | 'external-user'
  | 'totp-there'
  | 'no-totp'
  | 'wrong-code'
> = {
  'wrong-password': [403, 'That is not your password.'],
  'password-too-short': [400, 'A password has at least 10 characters.'],
  'password-common': [
    400,
    'That is one of the passwords that are tried first: a common word, or the same again and again.',
  ],
  'password-of-place': [
    400,
    'That is made of words that everybody here knows: the site, the gateway, your name, the trade.',
  ],
  'password-not-new': [400, 'That is the password you have already.'],
  'external-user': [409, 'You sign in at the provider: it keeps your password and asks for your second proof.'],
  'totp-there': [409, 'There is a second proof already: remove it first.'],
  'no-totp': [409, 'There is no second proof.'],
  'wrong-code': [403, 'The code is wrong or too old: wait for the next one, and check the clock of the phone.'],
};
const refuse = (code: keyof typeof refusals): Refusal => refusalOf(refusals, code);

export function createAccountDesk(parts: AccountDeskParts): AccountDesk {
  const { users, sessions, loginGuard, proof, record, now } = parts;
  const own = ({ user }: Asker) => {
    const known = users.find(user);
    if (!known) throw new Refusal(401, 'not-signed-in', 'Sign in first.');
    return known;
  };
  const note = (action: string, { user }: Asker, detail = {}) =>
    record({ actor: { kind: 'user', id: user }, action, subject: user, detail });
  /** The account as it is now, if the password that was shown is its password still. */
  const unchanged = ({ hash }: ConsoleUser, by: Asker) => {
    const user = own(by);
    if (user.hash !== hash) throw refuse('wrong-password');
    return user;
  };
  /** A page that was left open is no proof of who sits there. Whoever guesses waits as at the sign-in. */
  const checked = async (password: string, by: Asker) => {
    const before = own(by);
    if (before.external) throw refuse('external-user');
    loginGuard.demand(by.user, by.address);
    if (!(await parts.check(before, password))) throw refuse('wrong-password');
    loginGuard.succeeded(by.user, by.address);
    return unchanged(before, by);
  };
  const withTotp = (user: ConsoleUser) => {
    const { totp } = user;
    if (!totp) throw refuse('no-totp');
    return { ...user, totp };
  };

  return {
    show: own,
    async changePassword(old, wanted, by) {
      const before = await checked(old, by);
      const names = [by.user, before.fullName ?? '', ...parts.placeNames];
      const problem = await passwordProblem(wanted, old, names);
      if (problem) throw refuse(problem);
      const hash = await hashPassword(wanted);
      const { mustChange: _, ...user } = unchanged(before, by);
      const changed = { ...user, hash, changedAtMs: Math.max(now(), user.changedAtMs + 1) };
      note('account.password-changed', by);
      users.put(changed);
      sessions.keepOnly(by.session, changed);
    },
    endSessions(which, by) {
      const ended = sessions.end(by.user, which === 'others' ? { but: by.session } : which);
      if (ended > 0) note('account.sessions-ended', by, { sessions: ended });
      return ended;
    },
    async beginTotp(password, by) {
      const user = await checked(password, by);
      if (user.totp) throw refuse('totp-there');
      return proof.begin(user.name);
    },
    confirmTotp(code, by) {
      const user = own(by);
      if (user.totp) throw refuse('totp-there');
      loginGuard.demandCode(user.name);
      const codes = proof.confirm(user, code);
      if (!codes) throw refuse('wrong-code');
      loginGuard.codeSucceeded(user.name);
      note('account.totp-enrolled', by);
      // Whoever was signed in by the password alone has not shown the second proof.
      sessions.end(by.user, { but: by.session });
      return codes;
    },
    async renewRecovery(password, by) {
      const user = withTotp(await checked(password, by));
      note('account.recovery-codes-renewed', by);
      return proof.renewRecovery(user);
    },
    async removeTotp(password, by) {
      const { totp: _, ...user } = withTotp(await checked(password, by));
      note('account.totp-removed', by);
      users.put(user);
      sessions.end(by.user, { but: by.session });
    },
  };
}
