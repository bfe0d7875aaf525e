import createFetch from 'openapi-fetch';
import createQueries from 'openapi-react-query';
import { ApiProblem, readProblem } from './api-problem.ts';
import type { paths } from './gateway-api.d.ts';

const timeoutMs = 10_000;

/** The gateway takes no POST that a form of another site could send: one without a body says that it is JSON, too. */
function withBody(request: Request): Request {
  if (request.method !== 'POST' || request.headers.has('content-type')) return request;
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/json');
  return new Request(request, { body: '{}', headers });
}

/**
 * Asks the gateway: `await gateway.GET('/api/doors')`, paths and bodies typed by its OpenAPI document. What it refuses is
 * thrown as `ApiProblem`, so that an answer's `data` is there whenever the route has one.
 */
export const gateway = createFetch<paths>({
  credentials: 'same-origin',
  fetch: (request) =>
    fetch(withBody(request), { signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]) }),
});
gateway.use({
  async onResponse({ response }) {
    if (!response.ok) throw await readProblem(response);
  },
  // No answer at all; the cause is of no use to a guard.
  onError: () => new ApiProblem('unreachable', 0),
});

/** The same with TanStack Query: `api.useQuery('get', '/api/doors')`, `api.useMutation('post', '/api/doors/{id}/open')`. */
export const api = createQueries(gateway);

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Content<Answer> = Answer extends { content: { 'application/json': infer Data } } ? Data : never;

/** What a route answers: `Answer<'/api/overview'>`, `Answer<'/api/cases/requests', 'post'>`. */
export type Answer<
  Path extends keyof paths,
  Verb extends Method & keyof paths[Path] = 'get' & keyof paths[Path],
> = paths[Path][Verb] extends { responses: { 200: infer Ok } }
  ? Content<Ok>
  : paths[Path][Verb] extends { responses: { 201: infer Made } }
    ? Content<Made>
    : never;

/** What a route takes as its body: `Body<'/api/session', 'post'>`. */
export type Body<Path extends keyof paths, Verb extends Method & keyof paths[Path]> = paths[Path][Verb] extends {
  requestBody?: { content: { 'application/json': infer Data } };
}
  ? Data
  : never;
