import type { ApiRequest } from './build-request.ts';
import { Problem } from './problem.ts';
import type { ApiDocument } from './read-commands.ts';
import type { Session } from './session-file.ts';

/** How long a gateway may take to begin its answer; an import of a whole compound is the slowest. */
const answerWithinMs = 120_000;

/** Asks the gateway; an answer that is not 2xx is a Problem (1) in the words of the gateway, none at all a Problem (3). */
export async function ask(url: string, request: ApiRequest, cookie?: string): Promise<Response> {
  const { method, path, headers, body } = request;
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), answerWithinMs);
  let answer: Response;
  try {
    answer = await fetch(new URL(path, url), {
      method,
      headers: { ...headers, origin: new URL(url).origin, ...(cookie !== undefined && { cookie }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : Buffer.from(body) }),
      redirect: 'error',
      signal: waiting.signal,
    });
  } catch (cause) {
    throw new Problem(3, `${url} cannot be reached: ${reasonOf(cause)}`, cause);
  } finally {
    clearTimeout(timer);
  }
  if (answer.ok) return answer;
  throw new Problem(1, refusalOf(answer.status, await answer.text()));
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError') return `no answer within ${answerWithinMs / 1000} s`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** The gateway's own sentence, its code, and the field that it is about. */
function refusalOf(status: number, text: string): string {
  let refusal: { code?: unknown; message?: unknown; field?: unknown } = {};
  try {
    refusal = JSON.parse(text);
  } catch {
    // Not from the gateway's API: the status has to do.
  }
  const { code, message, field } = refusal;
  if (typeof message !== 'string') return `the answer was ${status}`;
  const about = [status, code, field].filter((part) => part !== undefined).join(', ');
  const hint = code === 'not-signed-in' ? ' Use: ringward login' : '';
  return `${message}${hint} (${about})`;
}

export async function readDocument({ url, cookie }: Session): Promise<ApiDocument> {
  const answer = await ask(url, { method: 'GET', path: '/api/openapi.json', headers: {} }, cookie);
  const document: unknown = await answer.json();
  if (typeof document === 'object' && document !== null && 'paths' in document) return document as ApiDocument;
  throw new Problem(3, `${url} does not describe its API`);
}

/** Signs in and returns the session. */
export async function signIn(url: string, user: string, password: string): Promise<Session> {
  const answer = await ask(url, {
    method: 'POST',
    path: '/api/session',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
  const cookies = answer.headers.getSetCookie().map((entry) => entry.split(';')[0]);
  return { url, user, cookie: cookies.join('; ') };
}
