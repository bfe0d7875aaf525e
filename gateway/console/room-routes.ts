import { addAlarmRoutes } from './alarms/alarm-routes.ts';
import type { ConsoleApp } from './console-fastify.ts';
import type { ConsolePorts } from './console-ports.ts';
import { addStandingRoutes } from './device-routes.ts';
import { addDoorRoutes } from './doors/door-routes.ts';
import { addModeRoutes } from './doors/mode-routes.ts';
import { addControllerRoutes, addVisitRoutes } from './doors/pass-routes.ts';
import type { DutyPeople } from './duty/duty-people.ts';
import { addDutyRoutes } from './duty/duty-routes.ts';
import { addNotifyRoutes } from './notify/notify-routes.ts';
import { addParkingRoutes } from './parking/parking-routes.ts';
import { addAddressRoutes } from './people/address-routes.ts';
import { addCredentialRoutes } from './people/credential-routes.ts';
import { addExchangeRoutes } from './people/exchange-routes.ts';
import { addGroupRoutes } from './people/group-routes.ts';
import { addPeopleRecordsRoutes } from './people/people-records-routes.ts';
import { addLedgerRoutes } from './privacy/ledger-routes.ts';
import { addPrivacyRoutes } from './privacy/privacy-routes.ts';
import { addRetentionRoutes } from './privacy/retention-routes.ts';
import { addRequestRoutes } from './requests/request-routes.ts';
import { addSearchRoutes } from './search/search-routes.ts';
import { addSensingRoutes } from './sensing/sensing-routes.ts';
import { addSitePlanRoutes } from './site-plan-routes.ts';
import { addRemoteViewRoutes } from './watch/remote-view-routes.ts';

/** Who may pass: the routes of each room that is there. */
export function addRoomRoutes(app: ConsoleApp, ports: ConsolePorts, dutyPeople: DutyPeople): void {
  const { alarmDesk, doors, modes, register, exchange, visits, controllers, privacy, ledger, retention, requests } =
    ports;
  addAlarmRoutes(app, alarmDesk);
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
  if (ports.search) addSearchRoutes(app, ports.search);
  if (controllers) addControllerRoutes(app, controllers);
  if (privacy) addPrivacyRoutes(app, privacy);
  if (ledger) addLedgerRoutes(app, ledger);
  if (retention) addRetentionRoutes(app, retention);
  if (requests) addRequestRoutes(app, requests);
  if (ports.notify) addNotifyRoutes(app, ports.notify, dutyPeople);
  if (ports.sensing) addSensingRoutes(app, ports.sensing);
  if (ports.parking) addParkingRoutes(app, ports.parking);
  if (ports.standings) addStandingRoutes(app, ports.standings);
  if (ports.plan) addSitePlanRoutes(app, ports.plan);
  if (ports.remoteViews) addRemoteViewRoutes(app, ports.remoteViews);
  if (ports.duty) addDutyRoutes(app, ports.duty, dutyPeople);
}
