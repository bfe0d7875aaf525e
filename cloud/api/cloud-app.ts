import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import secureSession from '@fastify/secure-session';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { createParser } from '../../devices/contracts/parse.ts';
import type { SignInConfig } from '../cloud-config.ts';
import { type CommandRouteDeps, registerCommands } from '../command/command-routes.ts';
import { registerGatewayCommands } from '../command/gateway-command-routes.ts';
import { registerGatewayPermits, registerPermits } from '../command/permit-routes.ts';
import { registerDeviceLists } from '../devices/device-list-routes.ts';
import { registerGatewayDevices } from '../devices/gateway-device-routes.ts';
import { type DownlinkDeps, registerDownlink } from '../downlink/downlink-routes.ts';
import { registerExports } from '../exports/export-routes.ts';
import type { ExportsDesk } from '../exports/exports-desk.ts';
import { Fault } from '../fault.ts';
import { registerConditions } from '../health/condition-routes.ts';
import { registerGatewayHealth } from '../health/gateway-health-routes.ts';
import type { CloudHealth } from '../health/open-health.ts';
import { type ClaimRouteDeps, registerClaims } from '../identity/claim-routes.ts';
import { refuseOperatorsHere } from '../identity/gateway-listener.ts';
import { type IdentityRouteDeps, registerIdentity } from '../identity/identity-routes.ts';
import { registerUplink, type UplinkDeps } from '../intake/uplink-routes.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { Log } from '../log.ts';
import { registerLiveViews } from '../relay/live-view-routes.ts';
import type { RelayDesk } from '../relay/relay-desk.ts';
import { registerPeerRelays, registerRelays } from '../relay/relay-routes.ts';
import { type RetentionRouteDeps, registerRetention } from '../retention/retention-routes.ts';
import { registerDdi } from '../rollout/ddi-routes.ts';
import { registerDdiTargets } from '../rollout/ddi-target-routes.ts';
import { registerGatewayRollouts } from '../rollout/gateway-rollout-routes.ts';
import type { CloudRollouts } from '../rollout/open-rollouts.ts';
import { registerReleases } from '../rollout/release-routes.ts';
import { registerRollouts } from '../rollout/rollout-routes.ts';
import type { CloudStore, DownlinkStore, ReadStore } from '../store/store.ts';
import type { Access } from '../tenancy/access.ts';
import { registerAudit } from '../tenancy/audit-routes.ts';
import { registerDesk } from '../tenancy/desk-routes.ts';
import type { CloudTenancy } from '../tenancy/open-tenancy.ts';
import { registerOpenId } from '../tenancy/openid-routes.ts';
import { readOperatorToken } from '../tenancy/operator-access.ts';
import type { OperatorLogin } from '../tenancy/operator-login.ts';
import { registerOperators } from '../tenancy/operator-routes.ts';
import { createOwnSession } from '../tenancy/own-session.ts';
import { registerPlaces } from '../tenancy/place-routes.ts';
import { registerSecondFactor } from '../tenancy/second-factor-routes.ts';
import { registerSessionList } from '../tenancy/session-list-routes.ts';
import { registerTokens } from '../tenancy/token-routes.ts';
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
  identity: Omit<IdentityRouteDeps, 'access'>;
  twins: CloudTwins;
  health: CloudHealth;
  shares: ExportsDesk;
  rollouts: CloudRollouts;
  commands: Pick<CommandRouteDeps, 'store' | 'audit'>;
  retention: Omit<RetentionRouteDeps, 'access'>;
  relays: RelayDesk;
  access: Access;
  tenancy: CloudTenancy;
  store: ReadStore & DownlinkStore & Pick<CloudStore, 'tenancy' | 'auditLog' | 'desk' | 'deviceLists'>;
  views: GatewayViews;
  hub: LiveHub;
  operator: {
    credentials: OperatorCredentials;
    sessions: OperatorSessions;
    guard: LoginGuard;
    login: OperatorLogin;
    signIn: SignInConfig | undefined;
  };
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
  // with the prefix no neighbouring host can plant it; browsers take that with Secure only
  const cookieName = secure ? '__Host-ringward-cloud' : 'ringward-cloud';
  await app.register(helmet, {
    enableCSPNonces: true,
    strictTransportSecurity: secure,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
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
    cookieName,
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
          operator: { type: 'apiKey', in: 'cookie', name: cookieName },
          operatorToken: { type: 'http', scheme: 'bearer', description: 'rwt_…, made with POST /v1/tokens' },
        },
      },
    },
  });
}

/** Who may what where, and who did what. */
function registerTenancy(
  app: FastifyInstance,
  { tenancy, access, store, operator, hub, uplink: { clock } }: CloudAppDeps,
) {
  const { directory, sites, operators: desk, login, sessions } = tenancy;
  registerOperators(app, { access, desk, login, attempt: operator.guard.attempt });
  const own = createOwnSession({ access, directory, login, sessions, attempt: operator.guard.attempt });
  registerSecondFactor(app, own, tenancy.factors);
  registerSessionList(app, { own, sessions, directory, desk, hub });
  registerPlaces(app, access, tenancy.places);
  registerTokens(app, { access, directory, store: store.tenancy, clock });
  registerAudit(app, { access, directory, sites, store: store.auditLog });
  registerDesk(app, { access, store: store.desk, levels: tenancy.levels, clock });
}

/** What only an operator who is logged in may read. */
function registerForOperators(app: FastifyInstance, deps: CloudAppDeps): void {
  const { access } = deps;
  app.addHook('onRequest', async (request) => {
    const { needs, beforeSecondFactor } = request.routeOptions.config;
    await access.refresh();
    const operator = access.of(request);
    const { factors } = deps.tenancy;
    if (operator.by === 'session' && !beforeSecondFactor && factors.mustEnrol(operator.id))
      throw new Fault('enrolment-needed', 'this cloud requires a second factor of everybody with a password');
    if (needs) operator.require(needs);
  });
  app.addHook('onRoute', (route) => {
    // told in the document, too, so that a test can hold every route against every role
    const permission = { 'x-permission': route.config?.needs ?? null };
    if (route.schema)
      Object.assign(route.schema, { security: [{ operator: [] }, { operatorToken: [] }], ...permission });
  });
  registerFleet(app, { access, store: deps.store, views: deps.views, clock: deps.uplink.clock });
  registerAlarms(app, {
    ...{ access, store: deps.store, clock: deps.uplink.clock },
    onAct: (alarm) => {
      deps.hub.acted([alarm]);
      deps.downlink.hub.wake(alarm.gateway);
    },
  });
  registerIdentity(app, { ...deps.identity, access });
  registerLayers(app, { ...deps.twins, access });
  registerTwins(app, { ...deps.twins, access, seen: deps.store, clock: deps.uplink.clock });
  registerCommands(app, {
    ...{ store: deps.commands.store, audit: deps.commands.audit, access, clock: deps.uplink.clock },
    members: deps.twins.members,
    onSent: deps.downlink.hub.wake,
  });
  registerPermits(app, access, deps.commands.store);
  registerLiveViews(app, {
    ...{ store: deps.commands.store, audit: deps.commands.audit, relays: deps.relays, access },
    clock: deps.uplink.clock,
  });
  registerDeviceLists(app, { store: deps.store, access, clock: deps.uplink.clock, knows: deps.views.knows });
  registerReleases(app, { rollouts: deps.rollouts, access });
  registerRollouts(app, { rollouts: deps.rollouts, access });
  registerDdiTargets(app, { rollouts: deps.rollouts, access });
  registerExports(app, { desk: deps.shares, access, clock: deps.uplink.clock });
  registerConditions(app, deps.health.conditions(access));
  registerGatewayHealth(app, deps.health.gateways(access));
  registerLive(app, access, deps.hub);
  registerRetention(app, { ...deps.retention, access });
  registerTenancy(app, deps);
}

/** The cloud's HTTP service, ready to listen. `close()` ends the live streams first. */
export async function createCloudApp(deps: CloudAppDeps): Promise<FastifyInstance> {
  const { uplink, hub, operator, site, log } = deps;
  const answerError = createErrorAnswer(log, uplink.metrics.refused, (request) => deps.access.of(request).id);
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
    deps.relays.close();
    deps.downlink.hub.close();
  });
  app.addHook('onRequest', async (request) => refuseOperatorsHere(request));
  await app.register(async (scope) => registerUplink(scope, uplink));
  const { claims } = deps;
  if (claims) await app.register(async (scope) => registerClaims(scope, claims));
  await app.register(async (scope) => registerDownlink(scope, deps.downlink));
  await app.register(async (scope) =>
    registerGatewayTwin(scope, {
      ...{ ...deps.downlink, ...deps.twins, seen: deps.store },
      overtaken: uplink.metrics.reportOvertaken,
    }),
  );
  await app.register(async (scope) =>
    registerDdi(scope, {
      ...{ rollouts: deps.rollouts, limit: uplink.limit },
      ...(site.publicUrl === undefined ? {} : { publicUrl: site.publicUrl }),
    }),
  );
  await app.register(async (scope) =>
    registerGatewayDevices(scope, { ...deps.downlink, store: deps.store.deviceLists }),
  );
  await app.register(async (scope) => registerGatewayRollouts(scope, { ...deps.downlink, rollouts: deps.rollouts }));
  await app.register(async (scope) =>
    registerRelays(scope, { ...deps.downlink, store: deps.commands.store, relays: deps.relays }),
  );
  await app.register(async (scope) => registerGatewayPermits(scope, { ...deps.downlink, store: deps.commands.store }));
  await app.register(async (scope) => registerPeerRelays(scope, deps.relays));
  await app.register(async (scope) => registerGatewayCommands(scope, { ...deps.downlink, store: deps.commands.store }));
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (request) => {
      // a page of another site cannot show a token, and a token is never shown by itself
      if (readOperatorToken(request) === undefined) refuseForeignOrigin(request, site.publicUrl);
    });
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    registerSession(scope, {
      access: deps.access,
      login: operator.login,
      sessions: operator.sessions,
      factors: deps.tenancy.factors,
      guard: operator.guard,
      hub,
      log,
    });
    registerOpenId(scope, {
      ...{ settings: operator.signIn, sessions: operator.sessions, publicUrl: site.publicUrl, log },
      ...{ store: deps.store.tenancy, directory: deps.tenancy.directory, clock: uplink.clock },
    });
    await scope.register(async (inner) => registerForOperators(inner, deps));
  });
  registerHealth(app, deps.store, uplink.metrics);
  app.get('/v1/openapi.json', { schema: { hide: true } }, () => app.swagger());
  registerPage(app, site.webFolder);
  await app.ready();
  return app;
}
