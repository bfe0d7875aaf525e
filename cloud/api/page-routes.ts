import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Fault } from '../fault.ts';

const yearMs = 365 * 86_400_000;

/**
 * The operator's page. Its styles carry a nonce of each answer, because the component library writes its theme into a
 * style element; scripts come from files only.
 */
export function registerPage(app: FastifyInstance, folder: string): void {
  const file = join(folder, 'index.html');
  if (!existsSync(file)) {
    app.get('/', { schema: { hide: true } }, () => {
      throw new Fault('page-missing', 'the page is not built');
    });
    return;
  }
  const html = readFileSync(file, 'utf8');
  const answer = (reply: FastifyReply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(html.replaceAll('__STYLE_NONCE__', reply.cspNonce.style));
  app.get('/', { schema: { hide: true } }, (_request, reply) => answer(reply));
  // names of built files hold a hash of their content
  app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    maxAge: yearMs,
    immutable: true,
    schemaHide: true,
  });
}
