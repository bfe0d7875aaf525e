import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import secureSession from '@fastify/secure-session';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { createParser } from '../../devices/contracts/parse.ts';
import { type DownlinkDeps, registerDownlink } from '../downlink/downlink-routes.ts';
import { Fault } from '../fault.ts';
import { type ClaimRouteDeps, registerClaims } from '../identity/claim-routes.ts';
import { refuseOperatorsHere } from '../identity/gateway-listener.ts';
import { type IdentityRouteDeps, registerIdentity } from '../identity/identity-routes.ts';
import { registerUplink, type UplinkDeps } from '../intake/uplink-routes.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { Log } from '../log.ts';
import type { DownlinkStore, ReadStore } from '../store/store.ts';
import { registerGatewayTwin } from '../twin/gateway-twin-routes.ts';
import { registerLayers } from '../twin/layer-routes.ts';
import type { CloudTwins } from '../twin/open-twins.ts';
import { registerTwins } from '../twin/twin-routes.ts';
import { registerAlarms } from './alarm-routes.ts';
import { createErrorAnswer, refuseUnknownPath } from './error-reply.ts';
import { registerFleet } from './fleet-routes.ts';
import type { GatewayViews } from './gateway-views.ts';
import { registerHealth } from './health-routes.ts';
import { registerLive } from './live-routes.ts';
import type { LoginGuard } from './login-guard.ts';
import type { OperatorCredentials } from './operator-credentials.ts';
import { type OperatorSessions, sessionForMs } from './operator-session.ts';
import { registerPage } from './page-routes.ts';
import { refuseForeignOrigin } from './same-origin.ts';
import { registerSession } from './session-routes.ts';

export interface CloudAppDeps {
  uplink: UplinkDeps;
  downlink: DownlinkDeps;
  /** Undefined where the cloud listens for no gateways with certificates. */
  claims: ClaimRouteDeps | undefined;
  identity: Omit<IdentityRouteDeps, 'signOf'>;
  twins: CloudTwins;
  store: ReadStore & DownlinkStore;
  views: GatewayViews;
  hub: LiveHub;
  operator: { credentials: OperatorCredentials; sessions: OperatorSessions; guard: LoginGuard };
  site: { publicUrl?: string; proxies: readonly string[]; webFolder: string; version: string };
  log: Log;
}

/** One schema tool for the wire and for the API, so that errors name fields in one way. */
function compileValidator({ schema, httpPart }: { schema: unknown; httpPart?: string | undefined }) {
  const parse = createParser(schema as TSchema);
  return (input: unknown) => {
    const parsed = parse(httpPart === 'body' ? input : Value.Convert(schema as TSchema, input));
    if (parsed.ok) return { value: parsed.value };
    return { error: new Fault('request-invalid', `${httpPart ?? 'request'}: ${parsed.problem}`) };
  };
}

async function registerPlugins(app: FastifyInstance, { operator, site }: CloudAppDeps): Promise<void> {
  const secure = site.publicUrl?.startsWith('https:') ?? false;
  await app.register(helmet, {
    enableCSPNonces: true,
    strictTransportSecurity: secure,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  // bodies of requests are unfolded by intake, which stops at the first byte too many
  await app.register(compress, { encodings: ['gzip'], threshold: 2048, globalDecompression: false });
  await app.register(secureSession, {
    cookieName: 'ringward-cloud',
    key: operator.credentials.sessionKey,
    expiry: sessionForMs / 1000,
    cookie: { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge: sessionForMs / 1000 },
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Ringward cloud', version: site.version },
      components: {
        securitySchemes: {
          gatewayToken: {
            type: 'http',
            scheme: 'bearer',
            description: 'or, on the TLS port for gateways, the certificate that the gateway claimed',
          },
          operator: { type: 'apiKey', in: 'cookie', name: 'ringward-cloud' },
        },
      },
    },
  });
}

/** What only an operator who is logged in may read. */
function registerForOperators(app: FastifyInstance, deps: CloudAppDeps): void {
  app.addHook('onRequest', async (request) => {
    deps.operator.sessions.require(request);
  });
  app.addHook('onRoute', (route) => {
    if (route.schema) route.schema.security = [{ operator: [] }];
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  registerFleet(app, { store: deps.store, views: deps.views, clock: deps.uplink.clock });
  registerAlarms(app, {
    store: deps.store,
    clock: deps.uplink.clock,
    signOf: (request) => deps.operator.sessions.require(request).sign,
    onAct: (alarm) => {
      deps.hub.acted([alarm]);
      deps.downlink.hub.wake(alarm.gateway);
    },
  });
  registerIdentity(app, {
    ...deps.identity,
    signOf: (request) => deps.operator.sessions.require(request).sign,
  });
  registerLayers(app, {
    ...deps.twins,
    signOf: (request) => deps.operator.sessions.require(request).sign,
  });
  registerTwins(app, { ...deps.twins, seen: deps.store, clock: deps.uplink.clock });
  registerLive(app, deps.operator.sessions, deps.hub);
}

/** The cloud's HTTP service, ready to listen. `close()` ends the live streams first. */
export async function createCloudApp(deps: CloudAppDeps): Promise<FastifyInstance> {
  const { uplink, hub, operator, site, log } = deps;
  const answerError = createErrorAnswer(log, uplink.metrics.refused);
  const app = Fastify({
    logger: false,
    frameworkErrors: answerError,
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 100 },
    trustProxy: site.proxies.length > 0 ? [...site.proxies] : false,
  });
  app.setValidatorCompiler(compileValidator);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(refuseUnknownPath);
  await registerPlugins(app, deps);
  app.removeContentTypeParser('text/plain');
  app.addHook('preClose', async () => {
    hub.close();
    deps.downlink.hub.close();
  });
  app.addHook('onRequest', async (request) => refuseOperatorsHere(request));
  await app.register(async (scope) => registerUplink(scope, uplink));
  const { claims } = deps;
  if (claims) await app.register(async (scope) => registerClaims(scope, claims));
  await app.register(async (scope) => registerDownlink(scope, deps.downlink));
  await app.register(async (scope) =>
    registerGatewayTwin(scope, { ...deps.downlink, desk: deps.twins.desk, seen: deps.store }),
  );
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (request) => refuseForeignOrigin(request, site.publicUrl));
    registerSession(scope, {
      credentials: operator.credentials,
      sessions: operator.sessions,
      guard: operator.guard,
      hub,
      log,
    });
    await scope.register(async (inner) => registerForOperators(inner, deps));
  });
  registerHealth(app, deps.store, uplink.metrics);
  app.get('/v1/openapi.json', { schema: { hide: true } }, () => app.swagger());
  registerPage(app, site.webFolder);
  await app.ready();
  return app;
}
