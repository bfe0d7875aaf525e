import type { SiteOpenId } from '../../../devices/contracts/site-sign-in.ts';
import type { Log } from '../../kernel/log.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import type { ConsolePorts } from '../console-ports.ts';
import { createDutyPeople, type DutyPeople } from '../duty/duty-people.ts';
import { createAccountDesk } from './account-desk.ts';
import { addAccountRoutes } from './account-routes.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import { createLoginGuard } from './login-guard.ts';
import { addOpenIdRoutes } from './openid-routes.ts';
import { createPasswordCheck } from './password-check.ts';
import { createSecondProof } from './second-proof.ts';
import { addSessionRoutes } from './session-routes.ts';
import { createUserDesk } from './user-desk.ts';
import { addUserRoutes } from './user-routes.ts';
import type { Users } from './users-file.ts';

export interface UsersRoomParts {
  users: Users;
  sessions: ConsoleSessions;
  ports: Pick<ConsolePorts, 'gatewayId' | 'site' | 'record' | 'modes'>;
  openId: SiteOpenId | undefined;
  log: Log;
  now(): number;
}

/** Who may sign in, how they do, and what they do about their own accounts. Gives what the rota has to know of them. */
export function addUsersRoom(
  app: ConsoleApp,
  { users, sessions, ports, openId, log, now }: UsersRoomParts,
): DutyPeople {
  const { record } = ports;
  const { clock } = ports.modes;
  const loginGuard = createLoginGuard(
    () => performance.now(),
    (user) => sessions.of(user).map(({ address }) => address),
  );
  const check = createPasswordCheck();
  const proof = createSecondProof(
    users,
    () => `Ringward ${ports.site.id}`,
    now,
    () => clock().nowMs,
  );
  const sureNow = () => (ports.modes.clock().known ? now() : undefined);
  addSessionRoutes(app, { users, sessions, loginGuard, check, proof, record, log, sureNow });
  addOpenIdRoutes(app, { users, sessions, settings: openId, record, clock, log, now });
  const { id, name } = ports.site;
  const placeNames = [id, ports.gatewayId, name.zh, name.en];
  addAccountRoutes(
    app,
    createAccountDesk({ users, sessions, loginGuard, check, proof, placeNames, record, now }),
    sessions,
  );
  addUserRoutes(app, { desk: createUserDesk({ users, sessions, record, now }), sessions });
  return createDutyPeople({ users, loginGuard, check, now });
}
