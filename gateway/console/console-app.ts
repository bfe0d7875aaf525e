import type { SiteOpenId } from '../../devices/contracts/site-sign-in.ts';
import type { Log } from '../kernel/log.ts';
import type { Permission } from '../privacy/roles.ts';
import { type ConsoleApp, createConsoleFastify } from './console-fastify.ts';
import { registerConsolePlugins } from './console-plugins.ts';
import type { ConsolePorts } from './console-ports.ts';
import { addHealthRoutes } from './health-routes.ts';
import { createConsoleCounters } from './live/console-counters.ts';
import { createJsmpegView } from './live/jsmpeg-view.ts';
import { createLiveHub } from './live/live-hub.ts';
import { addLiveRoutes } from './live/live-routes.ts';
import { addPageRoutes } from './page-routes.ts';
import { addPeopleRoutes } from './people/people-routes.ts';
import { addReasonRule } from './reason-rule.ts';
import { addRequestRules } from './request-rules.ts';
import { addRoomRoutes } from './room-routes.ts';
import { addSiteRoutes } from './site-routes.ts';
import { addTlsRules, type ConsoleTls } from './tls-rules.ts';
import { createConsoleSessions, openSessionKey } from './users/console-sessions.ts';
import { openSessionsFile } from './users/sessions-file.ts';
import { type FirstLogin, openUsers, type Users } from './users/users-file.ts';
import { addUsersRoom } from './users/users-room.ts';
import { addEvidenceRoutes } from './watch/evidence-routes.ts';
import { addSceneRoutes } from './watch/scene-routes.ts';

export interface ConsoleAppOptions {
  /** Holds users.json and session.key. */
  dataDir: string;
  /** The built page, `var/web/gateway`. */
  webDir: string;
  ports: ConsolePorts;
  log: Log;
  /** Wall clock, milliseconds. */
  now(): number;
  /** Sign-in with accounts of a provider, beside the console's own. */
  oidc?: SiteOpenId;
  /** Left out where the console listens on loopback only, or a proxy sees to it. */
  tls?: ConsoleTls | undefined;
  /** Stands in for the MPEG-1 transcoder. */
  jsmpegProgram?: string;
}

export interface ConsoleAppResult {
  app: ConsoleApp;
  /** Of the users made at the very first start; else empty. */
  firstLogins: FirstLogin[];
  /** Who can sign in, as it is now. */
  users: Pick<Users, 'all' | 'problem'>;
  /** Every route there is, for those who check that each is guarded. */
  routes: { method: string; url: string; public: boolean; permission?: Permission; operationId?: string }[];
}

/** The console as a fastify app that does not listen yet. */
export async function createConsoleApp(options: ConsoleAppOptions): Promise<ConsoleAppResult> {
  const { dataDir, webDir, ports, log, now, jsmpegProgram } = options;
  const users = await openUsers(dataDir, log);
  const keptSessions = openSessionsFile(dataDir, log);
  const sessions = createConsoleSessions(users, keptSessions, now);
  const app = createConsoleFastify(log, ports.scenes.site().timezone);
  const routes: ConsoleAppResult['routes'] = [];
  app.addHook('onRoute', ({ method, url, config, schema }) => {
    for (const each of [method].flat()) {
      const route = { method: each, url, public: config?.public === true };
      const { permission } = config ?? {};
      const { operationId } = schema ?? {};
      routes.push({ ...route, ...(permission && { permission }), ...(operationId && { operationId }) });
    }
  });
  await registerConsolePlugins(app, openSessionKey(dataDir));
  addTlsRules(app, options.tls);
  addRequestRules(app, sessions);
  addReasonRule(app);

  const hub = createLiveHub(ports, now, log);
  const counters = createConsoleCounters();
  const jsmpeg = createJsmpegView({
    cameraUrl: ports.cameraUrl,
    isMasked: ports.cameraMasked,
    log,
    ...(jsmpegProgram !== undefined && { program: jsmpegProgram }),
  });
  app.addHook('preClose', async () => {
    hub.close();
    jsmpeg.close();
    keptSessions.close();
    for (const socket of app.websocketServer.clients) socket.terminate();
  });

  const dutyPeople = addUsersRoom(app, { users, sessions, ports, openId: options.oidc, log, now });
  addSiteRoutes(app, { ports, hub, now });
  addPeopleRoutes(app, ports.people, (camera) => ports.cameraSnapshot(camera));
  addEvidenceRoutes(app, ports.evidence, log);
  addSceneRoutes(app, ports.scenes);
  addRoomRoutes(app, ports, dutyPeople);
  addLiveRoutes(app, { ports, hub, jsmpeg, counters, log });
  addHealthRoutes(app, { ports, hub, jsmpeg, counters });
  addPageRoutes(app, webDir, log);
  app.get('/api/openapi.json', { schema: { operationId: 'api.describe', summary: 'This document' } }, async () =>
    app.swagger(),
  );
  await app.ready();
  return { app, routes, firstLogins: users.firstLogins, users };
}
