import { verify } from '@node-rs/argon2';
import { Fault } from '../fault.ts';
import type { Directory } from './directory.ts';
import { takenSigns } from './operator-desk.ts';
import type { OperatorRow, TenancyStore } from './tenancy-store.ts';

/** Of the account that every cloud begins with: id, and sign where somebody gives no other at the login. */
export const firstAccount = 'operator';

/** Of a password that nobody has: whoever tries a sign that there is not waits as long as for one that there is. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$LlnhjKUBPdrOgxVH1vnfWQ$+xf1cRON7jpHCXWWY2WWs7TR41k+QUhDHKX4CpLEBns';

export interface OperatorLogin {
  /** The operator whose password it is; undefined where it is not, or he is not let in. */
  check(sign: string, password: string): Promise<OperatorRow | undefined>;
  /** Under which sign he acts from now on: the first account is shared, and whoever uses it may say who he is. */
  signFor(operator: OperatorRow, said: string | undefined): string;
  /** What his sessions carry; undefined while he is not let in. */
  tagOf(operator: string): string | undefined;
}

export interface OperatorLoginOptions {
  directory: Directory;
  store: Pick<TenancyStore, 'passwordHash'>;
  /** Of the first account. */
  first: { verify(password: string): Promise<boolean>; tag: string };
}

export function createOperatorLogin({ directory, store, first }: OperatorLoginOptions): OperatorLogin {
  return {
    async check(sign, password) {
      await directory.refresh();
      const operator = directory.operatorOfSign(sign);
      if (operator?.origin === 'first')
        return (await first.verify(password)) && operator.disabledMs === null ? operator : undefined;
      const kept = operator && (await store.passwordHash(operator.id));
      const right = await verify(kept ?? nobodysHash, password);
      return right && kept && operator.disabledMs === null ? operator : undefined;
    },
    signFor(operator, said) {
      if (said === undefined || said === operator.sign) return operator.sign;
      if (operator.origin !== 'first')
        throw new Fault('request-invalid', 'body: only the first account says under which sign it acts');
      if (takenSigns.has(said) || directory.operatorOfSign(said))
        throw new Fault('sign-taken', `${said} is the sign of an operator`);
      return said;
    },
    tagOf(id) {
      const operator = directory.operator(id);
      if (operator?.disabledMs !== null) return undefined;
      return operator.origin === 'first' ? `${first.tag}.${operator.generation}` : String(operator.generation);
    },
  };
}
