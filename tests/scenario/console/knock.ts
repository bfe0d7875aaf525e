import { request } from 'node:http';
import type { Permission } from '../../../gateway/privacy/roles.ts';

/** One operation of the running gateway, as its own OpenAPI document has it. */
export interface Operation {
  operationId: string;
  summary?: string;
  security?: unknown[];
  'x-permission'?: Permission;
  requestBody?: { content: Record<string, unknown> };
  method: string;
  path: string;
}

export interface Answered {
  status: number;
  code: string | undefined;
  text: string;
}

/** Every operation that the gateway at `url` describes, with a HEAD beside each GET; what signs out stands last. */
export async function listOperations(url: string, cookie: string): Promise<Operation[]> {
  const answer = await fetch(new URL('/api/openapi.json', url), { headers: { cookie } });
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );
  const ends = ({ operationId }: Operation) => Number(operationId === 'session.close');
  return operations.sort((a, b) => ends(a) - ends(b));
}

/** Fastify's form of the path, by which the gateway keeps its own lists. */
export const routeOf = ({ method, path }: Operation) =>
  `${method === 'HEAD' ? 'GET' : method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;

/** Asks for one operation about something that is not there; `origin` null sends none. */
export async function knock(
  url: string,
  { method, path, requestBody }: Pick<Operation, 'method' | 'path' | 'requestBody'>,
  { cookie, origin = new URL(url).origin, type }: { cookie?: string; origin?: string | null; type?: string } = {},
): Promise<Answered> {
  const hasBody = !['GET', 'HEAD', 'DELETE'].includes(method);
  const bodyType = type ?? Object.keys(requestBody?.content ?? {})[0] ?? 'application/json';
  const headers = {
    ...(origin !== null && { origin }),
    ...(cookie !== undefined && { cookie }),
    ...(hasBody && { 'content-type': bodyType, 'content-length': 2 }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path.replaceAll(/\{\w+\}/g, 'nobody'), url), { method, headers }, (answer) => {
      const { statusCode: status = 0 } = answer;
      // An open stream of events has begun to answer: that is the answer.
      if (answer.headers['content-type']?.startsWith('text/event-stream')) {
        sent.destroy();
        return resolve({ status, code: undefined, text: '' });
      }
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      answer.on('end', () => resolve({ status, code: /"code":"([^"]*)"/.exec(text)?.[1], text }));
    });
    sent.on('error', reject).end(hasBody ? '{}' : undefined);
  });
}

/** Whether the WebSocket opens; a refused one is cut off, with or without a word. */
export function opensSocket(url: string, path: string, cookie?: string, origin = url): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request(new URL(path, url), {
      // One that was refused takes its connection with it.
      agent: false,
      headers: {
        ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', origin },
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...(cookie !== undefined && { cookie }),
      },
    });
    sent.on('upgrade', (_answer, socket) => {
      socket.destroy();
      resolve(true);
    });
    sent.on('response', (answer) => {
      answer.resume();
      resolve(false);
    });
    sent.on('error', () => resolve(false)).end();
  });
}
