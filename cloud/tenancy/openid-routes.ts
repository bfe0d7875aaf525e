import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { createParser } from '../../devices/contracts/parse.ts';
import { EpochMs } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import { networkOf } from '../api/login-guard.ts';
import type { FormerSession, OperatorSessions } from '../api/operator-session.ts';
import type { SignInConfig } from '../cloud-config.ts';
import { Fault } from '../fault.ts';
import { createRateGate } from '../intake/rate-limit.ts';
import type { Log } from '../log.ts';
import { admitExternal, type ExternalDeps } from './external-operator.ts';
import { createOpenIdSignIn, type OpenIdFlow, type OpenIdOutcome } from './openid-sign-in.ts';
import { strict } from './operator-views.ts';

export interface OpenIdRouteDeps extends ExternalDeps {
  settings: SignInConfig | undefined;
  sessions: OperatorSessions;
  /** Under which browsers know the cloud; as they say where left out. */
  publicUrl: string | undefined;
  log: Log;
}

const callbackPath = '/v1/session/openid/callback';
const flowMs = 10 * 60_000;
const tags = ['session'];
/** Of one address, which may be a whole office's, so that nobody takes the way in from the others. */
const addressLimit = { perSecond: 0.5, burst: 40 };
const maxAddresses = 10_000;
/** Of everybody together: each costs a question to the provider. */
const limit = { perSecond: 10, burst: 200 };

const FlowContent = Type.Object({
  flow: Type.Object({
    state: Type.String(),
    nonce: Type.String(),
    verifier: Type.String(),
    redirectUri: Type.String(),
  }),
  sinceMs: Type.Integer(),
  /** The browser's session when it left; it does not send that cookie when it comes back from another site. */
  former: Type.Optional(Type.Object({ id: Type.String(), expiresAtMs: EpochMs })),
});
const parseFlow = createParser(FlowContent);

type Came = OpenIdOutcome & { former?: FormerSession | undefined };

declare module '@fastify/secure-session' {
  interface SessionData {
    flow: OpenIdFlow;
    sinceMs: number;
  }
}

const said = (error: unknown): string => (error instanceof Fault ? error.code : 'internal');

/** What is remembered of a sign-in travels sealed in a cookie of its own, so that any process may end it. */
function createFlows(app: FastifyInstance, { publicUrl, clock }: Pick<OpenIdRouteDeps, 'publicUrl' | 'clock'>) {
  const cookieOf = (request: FastifyRequest) => {
    const secure = (publicUrl ?? `${request.protocol}:`).startsWith('https:');
    // with the prefix no neighbouring host can plant it; browsers take that for the whole host only
    const [name, path] = secure ? ['__Host-ringward-cloud-sign-in', '/'] : ['ringward-cloud-sign-in', callbackPath];
    // lax, for the person comes back from another site; it is of use to nothing but the callback
    return { name: name!, options: { path: path!, httpOnly: true, sameSite: 'lax', secure } as const };
  };
  return {
    put(request: FastifyRequest, reply: FastifyReply, flow: OpenIdFlow, former: FormerSession | undefined): void {
      const { name, options } = cookieOf(request);
      const sealed = app.createSecureSession({ flow, sinceMs: clock.wallMs(), ...(former && { former }) });
      reply.setCookie(name, app.encodeSecureSession(sealed), { ...options, maxAge: flowMs / 1000 });
    },
    read(request: FastifyRequest): Pick<Static<typeof FlowContent>, 'flow' | 'former'> | undefined {
      const sealed = request.cookies[cookieOf(request).name];
      const session = sealed === undefined ? null : app.decodeSecureSession(sealed);
      const [flow, sinceMs, former] = [session?.get('flow'), session?.get('sinceMs'), session?.get('former')];
      const content = parseFlow({ flow, sinceMs, ...(former === undefined ? {} : { former }) });
      return content.ok && clock.wallMs() - content.value.sinceMs <= flowMs ? content.value : undefined;
    },
    clear(request: FastifyRequest, reply: FastifyReply): void {
      const { name, options } = cookieOf(request);
      reply.clearCookie(name, options);
    },
  };
}

/** Logging in with an account of a provider. */
export function registerOpenId(instance: FastifyInstance, deps: OpenIdRouteDeps): void {
  const { settings, sessions, publicUrl, clock, log } = deps;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const signIn = settings && createOpenIdSignIn(settings, log, clock.monotonicMs);
  const flows = createFlows(instance, deps);
  const ofAddress = createRateGate(addressLimit, clock.monotonicMs, maxAddresses);
  const ofAll = createRateGate(limit, clock.monotonicMs);
  const refuseHaste = ({ ip }: FastifyRequest) => {
    const waitS = ofAddress(networkOf(ip)) || ofAll('all');
    if (waitS > 0) throw new Fault('too-fast', 'too many sign-ins at once', { retryAfterS: Math.ceil(waitS) });
  };
  const Openid = Type.Union([Type.Object({ label: Type.String() }), Type.Null()]);
  app.get(
    '/v1/sign-in',
    {
      schema: {
        ...{ operationId: 'sign-in.get', summary: 'Ways to log in, beside sign and password', tags },
        response: { 200: Type.Object({ openid: Openid }), ...errorReplies },
      },
    },
    async () => ({ openid: settings ? { label: settings.label } : null }),
  );
  app.post(
    '/v1/session/openid',
    {
      schema: {
        ...{ operationId: 'session.beginOpenId', summary: 'Log in with an account of the provider: where to go', tags },
        body: Type.Object({}, strict),
        response: { 200: Type.Object({ url: Type.String() }), ...errorReplies },
      },
    },
    async (request, reply) => {
      if (!signIn) throw new Fault('no-provider', 'this cloud has no sign-in provider');
      refuseHaste(request);
      const own = publicUrl === undefined ? `${request.protocol}://${request.headers.host}` : new URL(publicUrl).origin;
      const begun = await signIn.begin(own + callbackPath);
      if (!begun) throw new Fault('provider-unreachable', 'the sign-in provider does not answer');
      flows.put(request, reply, begun.flow, sessions.find(request));
      return { url: begun.url };
    },
  );
  registerCallback(app, deps, async (request, reply) => {
    const begun = flows.read(request);
    flows.clear(request, reply);
    if (!signIn || !begun) return { kind: 'refused', code: 'provider-refused' };
    refuseHaste(request);
    const outcome = await signIn.finish(begun.flow, request.url.slice(request.url.indexOf('?') + 1));
    return { ...outcome, former: begun.former };
  });
}

/** The browser's way back: to the page either way, which says why it did not work. */
function registerCallback(
  app: FastifyInstance,
  deps: OpenIdRouteDeps,
  ask: (request: FastifyRequest, reply: FastifyReply) => Promise<Came>,
): void {
  const { sessions, log } = deps;
  const finish = async (request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> => {
    const outcome = await ask(request, reply);
    if (outcome.kind === 'refused') return outcome.code;
    const { untilMs } = outcome;
    if (untilMs !== undefined && untilMs <= deps.clock.wallMs()) return 'provider-refused';
    const operator = await admitExternal(outcome, deps);
    if (typeof operator === 'string') return operator;
    await sessions.begin(request, { operator: operator.id, sign: operator.sign, untilMs }, outcome.former);
    log.info({ operator: operator.id, address: request.ip }, 'an operator logged in');
    return undefined;
  };
  app.get(callbackPath, { schema: { hide: true } }, async (request, reply) => {
    let refusal: string | undefined;
    try {
      refusal = await finish(request, reply);
    } catch (error) {
      log.warn({ err: error }, 'a sign-in could not be finished');
      refusal = said(error);
    }
    if (refusal) log.warn({ code: refusal, address: request.ip }, 'a sign-in was refused');
    return reply.redirect(refusal === undefined ? '/' : `/?sign-in=${refusal}`);
  });
}
