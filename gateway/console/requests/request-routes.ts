import Type, { type Static, type TSchema } from 'typebox';
import { createSiteTime } from '../../kernel/site-time.ts';
import { withoutUndefined } from '../../kernel/without-undefined.ts';
import type { Permission } from '../../privacy/roles.ts';
import type { RequestAnswer } from '../../requests/request-book.ts';
import type { RequestDeed, RequestRefusal, RequestStep, ServiceRequest } from '../../requests/service-request.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { OpaqueParams } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleRequests } from './request-ports.ts';
import {
  AcceptBody,
  AssignBody,
  Entered,
  Followed,
  FollowParams,
  MonthQuery,
  NewRequestBody,
  PublishedFigures,
  RateBody,
  RequestFile,
  RequestQuery,
  ShownRequest,
  WordsBody,
} from './request-schemas.ts';

const refusals: Record<RequestRefusal, [status: number, message: string]> = {
  'no-request': [404, 'There is no such request.'],
  'not-now': [409, 'The request does not stand so that this could be done.'],
  'words-needed': [400, 'Say it in words.'],
  'too-late': [409, 'It ended more than thirty days ago.'],
  'own-work': [403, 'Whoever did the work does not rate it.'],
  'not-asked': [403, 'A colleague’s request is rated by the colleague who asked.'],
};

function settle(answer: RequestAnswer): Static<typeof ShownRequest> {
  if (answer.ok) return toShown(answer.request);
  throw new Refusal(refusals[answer.code][0], answer.code, refusals[answer.code][1]);
}

const toShown = (request: ServiceRequest) => withoutUndefined(request) as Static<typeof ShownRequest>;

function toShownStep({ n, step, atMs, by, words, data }: RequestStep) {
  return { n, step, atMs, data, ...(by.kind === 'user' && { by: by.id }), ...(words !== undefined && { words }) };
}

interface Deed<Body extends TSchema> {
  verb: string;
  summary: string;
  body: Body;
  permission?: Permission;
  toDeed(body: Static<Body>): RequestDeed;
}

function addDeed<Body extends TSchema>(app: ConsoleApp, requests: ConsoleRequests, deed: Deed<Body>): void {
  const { verb, summary, body, permission = 'requests.handle', toDeed } = deed;
  app.post(
    `/api/requests/:id/${verb}`,
    {
      config: { permission },
      schema: { operationId: `request.${verb}`, summary, params: OpaqueParams, body, response: { 200: ShownRequest } },
    },
    async (request) => {
      const { id } = request.params as { id: string };
      const said = request.body as Static<Body> & { words?: string };
      return settle(requests.act(id, toDeed(said), said.words, guardOf(request).user));
    },
  );
}

function addDeeds(app: ConsoleApp, requests: ConsoleRequests): void {
  addDeed(app, requests, {
    verb: 'accept',
    summary: 'Take it on, with another urgency if need be',
    body: AcceptBody,
    toDeed: ({ urgency }) => ({ kind: 'accept', urgency }),
  });
  const refuse = 'Say why nothing is done about it';
  addDeed(app, requests, { verb: 'refuse', summary: refuse, body: WordsBody, toDeed: () => ({ kind: 'refuse' }) });
  addDeed(app, requests, {
    verb: 'assign',
    summary: 'Give it to somebody',
    body: AssignBody,
    toDeed: ({ to }) => ({ kind: 'assign', to }),
  });
  const finish = 'Say what was done';
  addDeed(app, requests, { verb: 'finish', summary: finish, body: WordsBody, toDeed: () => ({ kind: 'finish' }) });
  addDeed(app, requests, {
    verb: 'feed-back',
    summary: 'Tell whoever asked what was done; the words can be read with the follow-up code',
    body: WordsBody,
    toDeed: () => ({ kind: 'feed-back' }),
  });
  addDeed(app, requests, {
    verb: 'rate',
    summary: 'Write down how content a resident is, as they told it; not by whoever did the work',
    body: RateBody,
    permission: 'requests.enter',
    toDeed: ({ score }) => ({ kind: 'rate', score }),
  });
  addDeed(app, requests, {
    verb: 'return',
    summary: 'It is not solved: back to those who took it on',
    body: WordsBody,
    permission: 'requests.enter',
    toDeed: () => ({ kind: 'return' }),
  });
  const note = { summary: 'Add a note', permission: 'requests.enter' } as const;
  addDeed(app, requests, { verb: 'note', body: WordsBody, ...note, toDeed: () => ({ kind: 'note' }) });
}

function addLooks(app: ConsoleApp, requests: ConsoleRequests): void {
  app.get(
    '/api/requests',
    {
      config: { permission: 'requests.view' },
      schema: {
        operationId: 'request.list',
        summary: 'Service requests: open ones by what is due first, else newest first',
        querystring: RequestQuery,
        response: { 200: Type.Array(ShownRequest) },
      },
    },
    async ({ query }) => requests.list({ ...query, limit: query.limit ?? 100 }).map(toShown),
  );
  app.get(
    '/api/requests/:id',
    {
      config: { permission: 'requests.view' },
      schema: {
        operationId: 'request.show',
        summary: 'One request with everything that was done about it',
        params: OpaqueParams,
        response: { 200: RequestFile },
      },
    },
    async ({ params: { id } }) => {
      const found = requests.get(id);
      if (!found) throw new Refusal(404, 'no-request', refusals['no-request'][1]);
      return { request: toShown(found), steps: requests.steps(id).map(toShownStep) };
    },
  );
  app.get(
    '/api/request-figures',
    {
      config: { permission: 'figures.read' },
      schema: {
        operationId: 'request.figures',
        summary:
          'One month’s requests as they are published, from fifteen days after its end: rounded, and nothing small',
        querystring: MonthQuery,
        response: { 200: PublishedFigures },
      },
    },
    async ({ query: { month } }) => {
      const siteTime = createSiteTime(requests.timeZone);
      const [year = 0, number = 0] = month.split('-').map(Number);
      const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
      const span = { fromMs: siteTime.toMs(`${month}-01`), toMs: siteTime.toMs(`${next}-01`) };
      const published = requests.published(span);
      if (!('fromWhenMs' in published)) return published;
      if (published.clockUnsure) {
        throw new Refusal(409, 'clock-unsure', 'The gateway’s clock is not believed now: look again once it is.');
      }
      const day = siteTime.toText(published.fromWhenMs).slice(0, 10);
      throw new Refusal(409, 'not-published', `The figures of ${month} are published from ${day} on.`);
    },
  );
}

/** For whoever asked: no sign-in, a code of eighty bits, few tries. */
function addFollowRoutes(app: ConsoleApp, requests: ConsoleRequests): void {
  const config = { public: true, rateLimit: { max: 30, timeWindow: 60_000 } } as const;
  const told = new Set<string>(['fed-back', 'refused']);
  const view = (found: ServiceRequest): Static<typeof Followed> => {
    const { number, kind, state, enteredAtMs, dueMs, score } = found;
    const steps = requests
      .steps(found.id)
      .filter(({ step }) => step !== 'noted')
      .map(({ step, atMs, words }) => ({ step, atMs, ...(told.has(step) && words !== undefined && { words }) }));
    const { timeZone } = requests;
    return { number, kind, state, enteredAtMs, dueMs, steps, timeZone, ...(score !== undefined && { score }) };
  };
  const find = (code: string) => {
    const found = requests.follow(code);
    if (!found) throw new Refusal(404, 'no-request', refusals['no-request'][1]);
    return found;
  };
  app.get(
    '/api/follow/:code',
    {
      config,
      schema: {
        operationId: 'follow.show',
        summary: 'How a request stands, for whoever asked',
        params: FollowParams,
        response: { 200: Followed },
      },
    },
    async ({ params: { code } }) => view(find(code)),
  );
  const answer = (code: string, deed: RequestDeed, words: string | undefined) => {
    find(code);
    settle(requests.answer(code, deed, words));
    return view(find(code));
  };
  app.post(
    '/api/follow/:code/rate',
    {
      config,
      schema: {
        operationId: 'follow.rate',
        summary: 'Say how content you are',
        params: FollowParams,
        body: RateBody,
        response: { 200: Followed },
      },
    },
    async ({ params: { code }, body: { score, words } }) => answer(code, { kind: 'rate', score }, words),
  );
  app.post(
    '/api/follow/:code/return',
    {
      config,
      schema: {
        operationId: 'follow.return',
        summary: 'Say that it is not solved',
        params: FollowParams,
        body: WordsBody,
        response: { 200: Followed },
      },
    },
    async ({ params: { code }, body: { words } }) => answer(code, { kind: 'return' }, words),
  );
}

/** Service requests: the closed loop from the first word to the rating. */
export function addRequestRoutes(app: ConsoleApp, requests: ConsoleRequests): void {
  app.post(
    '/api/requests',
    {
      config: { permission: 'requests.enter' },
      schema: {
        operationId: 'request.enter',
        summary: 'Write down what a resident or a colleague asks for',
        body: NewRequestBody,
        response: { 201: Entered },
      },
    },
    async (request, reply) => {
      const entered = requests.enter(request.body, guardOf(request).user);
      if (!entered.ok) throw new Refusal(404, entered.code, 'Nothing of this id is known here.');
      return reply.code(201).send({ request: toShown(entered.request), followCode: entered.followCode });
    },
  );
  addLooks(app, requests);
  addDeeds(app, requests);
  addFollowRoutes(app, requests);
}
