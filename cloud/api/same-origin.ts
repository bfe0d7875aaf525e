import type { FastifyRequest } from 'fastify';
import { Fault } from '../fault.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that a page of another site asks for. Browsers say where a request comes from; programs that are no
 * browser carry no cookie of an operator's without his doing, and may leave it out.
 */
export function refuseForeignOrigin(request: FastifyRequest, publicUrl: string | undefined): void {
  if (safeMethods.has(request.method)) return;
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined) {
    const own = publicUrl === undefined ? `${request.protocol}://${host}` : new URL(publicUrl).origin;
    if (origin !== own) throw new Fault('foreign-origin', `the request comes from ${origin.slice(0, 100)}, not ${own}`);
  } else if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new Fault('foreign-origin', `the request comes from a ${String(site).slice(0, 20)} page`);
  }
}
