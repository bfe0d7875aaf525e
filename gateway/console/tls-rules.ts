import type { TLSSocket } from 'node:tls';
import Type from 'typebox';
import { isLoopbackAddress } from '../kernel/addresses.ts';
import type { TlsFront } from '../kernel/tls-front.ts';
import type { ConsoleApp } from './console-fastify.ts';
import { Refusal } from './refusal.ts';

/** How the console's port is guarded on the wire. */
export interface ConsoleTls {
  /** Where it is `only`, plain requests of other machines for pages are sent to https, for the API refused (426); those of this one, such as a proxy's or a health check's, are taken. */
  front: TlsFront;
  /** The certificate of the site's authority, PEM, and its SHA-256. */
  authority: string;
  fingerprint: string;
}

const hstsS = 365 * 86_400;

/** What is plain though it should not be is refused before anything of it is looked at. */
export function addTlsRules(app: ConsoleApp, tls: ConsoleTls | undefined): void {
  if (tls?.front.only) {
    app.addHook('onRequest', async ({ raw, method, url, host }, reply) => {
      if ((raw.socket as Partial<TLSSocket>).encrypted) {
        reply.header('strict-transport-security', `max-age=${hstsS}`);
        return;
      }
      if (isLoopbackAddress(raw.socket.remoteAddress)) return;
      // A page is led on. A program that were led on would go on sending its secrets in the clear first, and nobody would notice.
      const isPage = (method === 'GET' || method === 'HEAD') && !url.startsWith('/api/');
      if (isPage) return reply.redirect(`https://${host}${url}`, 308);
      throw new Refusal(426, 'https-needed', 'Ask this by https.');
    });
  }
  app.get(
    '/api/authority',
    {
      config: { public: true },
      schema: {
        operationId: 'authority.get',
        summary:
          'The certificate of the site’s authority, PEM: for browsers and devices, after its fingerprint was compared',
        response: { 200: Type.String({ contentMediaType: 'application/x-pem-file' }) },
      },
    },
    async (_request, reply) => {
      if (!tls) throw new Refusal(404, 'no-authority', 'This console is reached without TLS.');
      return reply
        .header('x-fingerprint-sha256', tls.fingerprint)
        .header('content-disposition', 'attachment; filename="ringward-authority.pem"')
        .type('application/x-pem-file')
        .send(tls.authority);
    },
  );
}

/** Puts the front before a server that does not listen yet. */
export function putBehind(front: TlsFront, server: ConsoleApp['server']): void {
  const listeners = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket) =>
    front.take(socket, (stream) => {
      for (const listener of listeners) listener.call(server, stream);
    }),
  );
}
