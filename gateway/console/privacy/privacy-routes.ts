import type { ConsoleApp } from '../console-fastify.ts';
import { addLookUpRoutes } from './look-up-routes.ts';
import { addCaseRoutes, addPrivacyReportRoutes, addTrajectoryRoute, addWatchListRoutes } from './oversight-routes.ts';
import type { ConsolePrivacy } from './privacy-ports.ts';
import { addConsentRoutes, addReceiptRoutes, addSubjectRoutes } from './subject-routes.ts';

/** Everything that the law asks of the site towards the people it knows. */
export function addPrivacyRoutes(app: ConsoleApp, privacy: ConsolePrivacy): void {
  addLookUpRoutes(app, privacy.lookUps);
  addConsentRoutes(app, privacy.consents);
  addSubjectRoutes(app, privacy.subjects);
  addReceiptRoutes(app, privacy.subjects);
  addWatchListRoutes(app, privacy.watchList);
  addCaseRoutes(app, privacy.cases);
  addTrajectoryRoute(app, privacy.cases);
  addPrivacyReportRoutes(app, privacy.reports);
}
