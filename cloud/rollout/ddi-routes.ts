import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createParser } from '../../devices/contracts/parse.ts';
import type { RolloutReport } from '../../devices/contracts/rollout.ts';
import { errorReplies } from '../api/error-reply.ts';
import { Fault } from '../fault.ts';
import { createRateGate, type RateLimit } from '../intake/rate-limit.ts';
import { defaultTenant } from '../twin/layer-name.ts';
import {
  type DdiAddress,
  DdiConfigData,
  DdiFeedback,
  isCancelled,
  mergeAttributes,
  readFeedback,
  viewCancel,
  viewDeployment,
  viewPoll,
} from './ddi-views.ts';
import type { CloudRollouts } from './open-rollouts.ts';
import { type DdiTargetRow, ddiPrefix, type OpenPlace } from './rollout-store.ts';
import { sendArtefact } from './send-artefact.ts';

export interface DdiDeps {
  rollouts: CloudRollouts;
  limit: RateLimit;
  /** As browsers and devices reach the cloud; of the request where left out. */
  publicUrl?: string;
}

interface DdiPath {
  tenant: string;
  id: string;
  action: string;
  file: string;
}
type DdiRequest = FastifyRequest<{ Params: DdiPath }>;

/** How long a device sleeps between two polls, and while it is at something. */
const sleeps = { idle: '00:05:00', busy: '00:00:30' };
const parseFeedback = createParser(DdiFeedback);
const parseConfigData = createParser(DdiConfigData);
const hashOf = (text: string) => createHash('sha256').update(text).digest();
/** Clients read the action's number into 32 bits. */
const newAction = () => String(randomInt(100_000_000, 2_147_483_647));

/** Finds out which device speaks. Whoever is nobody learns nothing of what devices there are. */
function createDdiDoor({ rollouts, limit }: DdiDeps) {
  const { store, config, clock } = rollouts;
  const gate = createRateGate(limit, clock.monotonicMs);
  return async (request: FastifyRequest): Promise<DdiTargetRow> => {
    const { tenant, id } = request.params as DdiPath;
    const match = /^(TargetToken|GatewayToken) ([\x21-\x7e]{8,512})$/i.exec(request.headers.authorization ?? '');
    const target = tenant === defaultTenant ? await store.ddiTarget(id) : undefined;
    const wanted = match?.[1]?.toLowerCase() === 'targettoken' ? target?.tokenHash : config?.ddiGatewayTokenSha256;
    const isRight = match && wanted && timingSafeEqual(hashOf(match[2]!), Buffer.from(wanted, 'hex'));
    if (!isRight || !target) throw new Fault('token-unknown', 'no device has this token');
    const waitS = gate(`${ddiPrefix}${id}`);
    if (waitS > 0) throw new Fault('too-fast', `${id} asks too often`, { retryAfterS: Math.ceil(waitS) });
    return target;
  };
}

/** What the routes share: who asks, and what of his is meant. */
function createDesk({ rollouts, publicUrl }: DdiDeps) {
  const { store, gateways, clock } = rollouts;
  const nameOf = ({ params }: DdiRequest) => `${ddiPrefix}${params.id}`;
  return {
    nameOf,
    addressOf: (request: DdiRequest): DdiAddress => ({
      origin: publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`,
      id: request.params.id,
    }),
    async findAction(request: DdiRequest): Promise<OpenPlace> {
      const place = await store.attempt(nameOf(request), request.params.action);
      if (!place) throw new Fault('not-found', 'there is no such action');
      return place;
    },
    async tell(request: DdiRequest, { attempt, step }: OpenPlace, word: Pick<RolloutReport, 'state' | 'problem'>) {
      const detail = detailOf(readWord(request));
      const report = { attempt: attempt!, step: step + 1, atMs: clock.wallMs(), ...word, ...detail };
      await gateways.report(nameOf(request), report);
    },
  };
}

function readWord(request: DdiRequest): DdiFeedback {
  const parsed = parseFeedback(request.body);
  if (!parsed.ok) throw new Fault('request-invalid', parsed.problem);
  return parsed.value;
}

function detailOf({ status }: DdiFeedback): { detail?: string } {
  const text = status.details?.filter((line) => line.trim() !== '').join(' · ') ?? '';
  return text === '' ? {} : { detail: text.slice(0, 500) };
}

const base = '/:tenant/controller/v1/:id';

function registerActions(app: FastifyInstance, deps: DdiDeps): void {
  const { findAction, addressOf } = createDesk(deps);
  app.get(`${base}/deploymentBase/:action`, async (request: DdiRequest) =>
    viewDeployment(addressOf(request), await findAction(request)),
  );
  app.get(`${base}/installedBase/:action`, async (request: DdiRequest) => {
    const place = await findAction(request);
    if (place.stage !== 'committed') throw new Fault('not-found', 'that has not been installed');
    return viewDeployment(addressOf(request), place);
  });
  app.get(`${base}/cancelAction/:action`, async (request: DdiRequest) => {
    const place = await findAction(request);
    if (!isCancelled(place)) throw new Fault('not-found', 'that has not been called off');
    return viewCancel(place);
  });
  app.get(`${base}/confirmationBase`, async () => ({ autoConfirm: { active: true } }));
  app.get(
    `${base}/deploymentBase/:action/artifacts/:file`,
    { compress: false, exposeHeadRoute: true },
    async (request: DdiRequest, reply: FastifyReply) => {
      const place = await findAction(request);
      if (place.stage !== 'open' || place.release.fileName !== request.params.file)
        throw new Fault('not-found', 'there is no such artefact');
      return sendArtefact(deps.rollouts.files, place.release.manifest.artefact.sha256, request, reply);
    },
  );
}

function registerFeedback(app: FastifyInstance, deps: DdiDeps): void {
  const { findAction, tell } = createDesk(deps);
  app.post(`${base}/deploymentBase/:action/feedback`, async (request: DdiRequest, reply: FastifyReply) => {
    const { state, failed } = readFeedback(readWord(request));
    await tell(request, await findAction(request), { state, ...(failed ? { problem: 'device-refused' } : {}) });
    return reply.code(200).send();
  });
  app.post(`${base}/cancelAction/:action/feedback`, async (request: DdiRequest, reply: FastifyReply) => {
    const { execution } = readWord(request).status;
    const place = await findAction(request);
    if (execution === 'closed' || execution === 'canceled')
      await tell(request, place, { state: 'failed', problem: 'called-off' });
    // whoever cannot stop any more says so and goes on
    if (execution === 'rejected') await tell(request, place, { state: 'switching' });
    return reply.code(200).send();
  });
}

/**
 * The part of hawkBit's DDI API that existing update clients use (SWUpdate, rauc-hawkbit-updater): devices with such a client are
 * targets of rollouts beside the gateways. An attempt is an action. Nothing has to be confirmed there: that is done here.
 */
export function registerDdi(app: FastifyInstance, deps: DdiDeps): void {
  const { store, gateways, clock } = deps.rollouts;
  const { nameOf, addressOf } = createDesk(deps);
  const enter = createDdiDoor(deps);
  const targets = new WeakMap<object, DdiTargetRow>();
  app.addHook('onRequest', async (request) => {
    targets.set(request.raw, await enter(request));
  });
  app.addHook('onRoute', (route) => {
    route.schema = { hide: true, response: errorReplies };
  });
  app.get(base, async (request: DdiRequest) => {
    const { attributes } = targets.get(request.raw)!;
    await store.ddiPolled(request.params.id, clock.wallMs());
    const places = await gateways.places(nameOf(request), newAction);
    const [place] = places.length > 0 ? places : (await store.openOf(nameOf(request))).filter(isCancelled);
    return viewPoll(addressOf(request), place ? sleeps.busy : sleeps.idle, place, attributes === null);
  });
  app.put(`${base}/configData`, async (request: DdiRequest, reply: FastifyReply) => {
    const parsed = parseConfigData(request.body);
    if (!parsed.ok) throw new Fault('request-invalid', parsed.problem);
    const { attributes } = targets.get(request.raw)!;
    await store.setDdiAttributes(request.params.id, mergeAttributes(attributes, parsed.value));
    return reply.code(200).send();
  });
  registerActions(app, deps);
  registerFeedback(app, deps);
}
