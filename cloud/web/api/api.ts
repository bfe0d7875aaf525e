import createFetch from 'openapi-fetch';
import createQueries from 'openapi-react-query';
import type { paths } from './cloud-api.d.ts';
import { CloudProblem, readProblem, timeoutMs } from './cloud-client.ts';

/**
 * Asks the cloud: `await cloud.GET('/v1/gateways')`, paths and bodies typed by its OpenAPI document. What it refuses is thrown
 * as `CloudProblem`, so that an answer's `data` is there whenever the route has one.
 */
export const cloud = createFetch<paths>({
  credentials: 'same-origin',
  fetch: (request) => fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]) }),
});
cloud.use({
  async onResponse({ response }) {
    if (!response.ok) throw await readProblem(response);
  },
  // No answer at all; the cause is of no use to an operator.
  onError: () => new CloudProblem('unreachable', 'the cloud did not answer'),
});

/** The same with TanStack Query: `api.useQuery('get', '/v1/twins')`, `api.useMutation('post', '/v1/claims/{claim}/acceptance')`. */
export const api = createQueries(cloud);

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Content<Said> = Said extends { content: { 'application/json': infer Data } } ? Data : never;

/** What a route answers: `Answer<'/v1/gateways'>`, `Answer<'/v1/claim-codes', 'post'>`. */
export type Answer<
  Path extends keyof paths,
  Verb extends Method & keyof paths[Path] = 'get' & keyof paths[Path],
> = paths[Path][Verb] extends { responses: { 200: infer Ok } }
  ? Content<Ok>
  : paths[Path][Verb] extends { responses: { 201: infer Made } }
    ? Content<Made>
    : never;

/** What a route takes as its body: `Body<'/v1/session', 'post'>`. */
export type Body<Path extends keyof paths, Verb extends Method & keyof paths[Path]> = paths[Path][Verb] extends {
  requestBody?: { content: { 'application/json': infer Data } };
}
  ? Data
  : never;
