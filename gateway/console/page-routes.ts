import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { Fault } from '../kernel/fault.ts';
import type { Log } from '../kernel/log.ts';
import type { ConsoleApp } from './console-fastify.ts';

/** Vite writes this where a nonce belongs (`html.cspNonce` in web/vite.config.ts); each answer gets its own. */
const noncePlaceholder = '__RINGWARD_NONCE__';

/** Serves the built page. Files in `assets/` carry a hash in their names and may be kept for ever. */
export function addPageRoutes(app: ConsoleApp, webDir: string, log: Log): void {
  const indexPath = join(resolve(webDir), 'index.html');
  const missing = new Fault('web-missing', 'The console page has not been built.');

  const sendIndex = async (reply: FastifyReply) => {
    if (!existsSync(indexPath)) return reply.code(503).type('text/plain').send(`${missing.message} ${missing.hint}.\n`);
    const page = readFileSync(indexPath, 'utf8').replaceAll(noncePlaceholder, reply.cspNonce.style);
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
  };

  app.get('/', { schema: { hide: true } }, async (_request, reply) => sendIndex(reply));
  app.get('/index.html', { schema: { hide: true } }, async (_request, reply) => sendIndex(reply));
  if (!existsSync(indexPath)) {
    log.warn({ code: missing.code, hint: missing.hint }, missing.message);
    return;
  }
  app.register(fastifyStatic, {
    root: resolve(webDir),
    index: false,
    dotfiles: 'ignore',
    schemaHide: true,
    setHeaders(reply, path) {
      const keep = path.includes('/assets/') || path.includes('\\assets\\');
      reply.header('cache-control', keep ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
