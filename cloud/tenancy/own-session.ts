import type { FastifyRequest } from 'fastify';
import type { LoginGuard } from '../api/login-guard.ts';
import type { OperatorSessions } from '../api/operator-session.ts';
import { Fault } from '../fault.ts';
import type { Access, Operator } from './access.ts';
import type { Directory } from './directory.ts';
import type { OperatorLogin } from './operator-login.ts';
import { personOf } from './operator-routes.ts';

export interface OwnSessionDeps {
  access: Access;
  directory: Directory;
  sessions: OperatorSessions;
  login: OperatorLogin;
  /** Slows down who guesses. */
  attempt: LoginGuard['attempt'];
}

export interface OwnSession {
  person(request: FastifyRequest): Operator;
  /** A page that was left open is no proof of who sits there: throws `wrong-password`. */
  proven(request: FastifyRequest, password: string): Promise<Operator>;
  /** A deed that ends all of his sessions; this one goes on as another, for as long as it would have lasted. */
  goOn<Result>(request: FastifyRequest, deed: () => Promise<Result>): Promise<Result>;
}

/** What somebody needs who changes something about how he himself logs in. */
export function createOwnSession({ access, directory, sessions, login, attempt }: OwnSessionDeps): OwnSession {
  return {
    person: (request) => personOf(access, request),
    async proven(request, password) {
      const asker = personOf(access, request);
      // the first account may act under another sign than its own
      const { sign } = directory.operator(asker.id)!;
      const isRight = async () => (await login.check(sign, password)) !== undefined;
      if (!(await attempt(request.ip, isRight))) throw new Fault('wrong-password', 'the password is not right');
      return asker;
    },
    async goOn(request, deed) {
      const former = sessions.require(request);
      const result = await deed();
      const { operator, sign, expiresAtMs: untilMs } = former;
      await sessions.begin(request, { operator, sign, untilMs }, former);
      return result;
    },
  };
}
