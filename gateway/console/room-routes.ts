import { addAddressRoutes } from './address-routes.ts';
import type { ConsoleApp } from './console-fastify.ts';
import type { ConsolePorts } from './console-ports.ts';
import { addCredentialRoutes } from './credential-routes.ts';
import { addDoorRoutes } from './door-routes.ts';
import { addExchangeRoutes } from './exchange-routes.ts';
import { addGroupRoutes } from './group-routes.ts';
import { addLedgerRoutes } from './ledger-routes.ts';
import { addModeRoutes } from './mode-routes.ts';
import { addControllerRoutes, addVisitRoutes } from './pass-routes.ts';
import { addPeopleRecordsRoutes } from './people-records-routes.ts';
import { addPrivacyRoutes } from './privacy-routes.ts';
import { addRetentionRoutes } from './retention-routes.ts';

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
