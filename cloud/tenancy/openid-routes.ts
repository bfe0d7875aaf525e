import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { createParser } from '../../devices/contracts/parse.ts';
import { errorReplies } from '../api/error-reply.ts';
import { networkOf } from '../api/login-guard.ts';
import type { OperatorSessions } from '../api/operator-session.ts';
import type { Clock } from '../clock.ts';
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
const cookieName = 'ringward-cloud-sign-in';
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
});
const parseFlow = createParser(FlowContent);

declare module '@fastify/secure-session' {
  interface SessionData {
    flow: OpenIdFlow;
    sinceMs: number;
  }
}

const said = (error: unknown): string => (error instanceof Fault ? error.code : 'internal');

/** What is remembered of a sign-in travels sealed in a cookie of its own, so that any process may end it. */
function createFlows(app: FastifyInstance, clock: Clock) {
  return {
    put(reply: FastifyReply, flow: OpenIdFlow): void {
      const sealed = app.createSecureSession({ flow, sinceMs: clock.wallMs() });
      // lax, for the person comes back from another site; it is of use to nothing but the callback
      reply.setCookie(cookieName, app.encodeSecureSession(sealed), {
        ...{ path: callbackPath, httpOnly: true, sameSite: 'lax', secure: flow.redirectUri.startsWith('https:') },
        maxAge: flowMs / 1000,
      });
    },
    read(request: FastifyRequest): OpenIdFlow | undefined {
      const sealed = request.cookies[cookieName];
      const session = sealed === undefined ? null : app.decodeSecureSession(sealed);
      const content = parseFlow({ flow: session?.get('flow'), sinceMs: session?.get('sinceMs') });
      if (!content.ok || clock.wallMs() - content.value.sinceMs > flowMs) return undefined;
      return content.value.flow;
    },
  };
}

/** Logging in with an account of a provider. */
export function registerOpenId(instance: FastifyInstance, deps: OpenIdRouteDeps): void {
  const { settings, publicUrl, clock, log } = deps;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const signIn = settings && createOpenIdSignIn(settings, log, clock.monotonicMs);
  const flows = createFlows(instance, clock);
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
      flows.put(reply, begun.flow);
      return { url: begun.url };
    },
  );
  registerCallback(app, deps, async (request) => {
    const flow = flows.read(request);
    if (!signIn || !flow) return { kind: 'refused', code: 'provider-refused' };
    refuseHaste(request);
    return signIn.finish(flow, request.url.slice(request.url.indexOf('?') + 1));
  });
}

/** The browser's way back: to the page either way, which says why it did not work. */
function registerCallback(
  app: FastifyInstance,
  deps: OpenIdRouteDeps,
  ask: (request: FastifyRequest) => Promise<OpenIdOutcome>,
): void {
  const { sessions, log } = deps;
  const finish = async (request: FastifyRequest): Promise<string | undefined> => {
    const outcome = await ask(request);
    if (outcome.kind === 'refused') return outcome.code;
    const operator = await admitExternal(outcome, deps);
    if (typeof operator === 'string') return operator;
    await sessions.begin(request, { operator: operator.id, sign: operator.sign });
    log.info({ operator: operator.id, address: request.ip }, 'an operator logged in');
    return undefined;
  };
  app.get(callbackPath, { schema: { hide: true } }, async (request, reply) => {
    reply.clearCookie(cookieName, { path: callbackPath });
    let refusal: string | undefined;
    try {
      refusal = await finish(request);
    } catch (error) {
      log.warn({ err: error }, 'a sign-in could not be finished');
      refusal = said(error);
    }
    if (refusal) log.warn({ code: refusal, address: request.ip }, 'a sign-in was refused');
    return reply.redirect(refusal === undefined ? '/' : `/?sign-in=${refusal}`);
  });
}
