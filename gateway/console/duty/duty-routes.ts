import type { ConsoleApp } from '../console-fastify.ts';
import { addDrillRoutes } from './drill-routes.ts';
import type { DutyPeople } from './duty-people.ts';
import type { ConsoleDuty } from './duty-ports.ts';
import { addHandOverRoutes } from './hand-over-routes.ts';
import { addPatrolRoutes } from './patrol-routes.ts';
import { addRotaRoutes } from './rota-routes.ts';

/** Rota, hand-over, patrols, drills. */
export function addDutyRoutes(app: ConsoleApp, duty: ConsoleDuty, people: DutyPeople): void {
  addRotaRoutes(app, duty.rota, people);
  addHandOverRoutes(app, duty.handOvers, people);
  addPatrolRoutes(app, duty);
  addDrillRoutes(app, duty.drills);
}
