import type { ConsoleApp } from './console-fastify.ts';
import type { ConsolePorts } from './console-ports.ts';
import { addDoorRoutes } from './doors/door-routes.ts';
import { addModeRoutes } from './doors/mode-routes.ts';
import { addControllerRoutes, addVisitRoutes } from './doors/pass-routes.ts';
import { addAddressRoutes } from './people/address-routes.ts';
import { addCredentialRoutes } from './people/credential-routes.ts';
import { addExchangeRoutes } from './people/exchange-routes.ts';
import { addGroupRoutes } from './people/group-routes.ts';
import { addPeopleRecordsRoutes } from './people/people-records-routes.ts';
import { addLedgerRoutes } from './privacy/ledger-routes.ts';
import { addPrivacyRoutes } from './privacy/privacy-routes.ts';
import { addRetentionRoutes } from './privacy/retention-routes.ts';

/** Who may pass: the routes of each room that is there. */
export function addRoomRoutes(app: ConsoleApp, ports: ConsolePorts): void {
  const { doors, modes, register, exchange, visits, controllers, privacy, ledger, retention } = ports;
  addDoorRoutes(app, doors);
  addModeRoutes(app, modes);
  if (register) {
    addPeopleRecordsRoutes(app, register);
    addAddressRoutes(app, register);
    addCredentialRoutes(app, register);
    addGroupRoutes(app, register);
  }
  if (exchange) addExchangeRoutes(app, exchange);
  if (visits) addVisitRoutes(app, visits);
  if (controllers) addControllerRoutes(app, controllers);
  if (privacy) addPrivacyRoutes(app, privacy);
  if (ledger) addLedgerRoutes(app, ledger);
  if (retention) addRetentionRoutes(app, retention);
}
