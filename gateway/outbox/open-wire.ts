import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { HttpRefusal } from './link-problem.ts';

/** Waits until the other side changes to the protocol that `call` asks for. Rejects with HttpRefusal where it answers otherwise. */
export function awaitWire(call: ClientRequest, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const abort = () => call.destroy(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const settle = () => signal.removeEventListener('abort', abort);
    call.once('error', (error) => {
      settle();
      reject(signal.aborted ? signal.reason : new Error(error.message, { cause: error.cause ?? error }));
    });
    call.once('response', ({ statusCode = 500, headers }: IncomingMessage) => {
      settle();
      // what it says beside its status is of no use here
      call.destroy();
      reject(new HttpRefusal(statusCode, headers['retry-after'] ?? null, ''));
    });
    call.once('upgrade', (_answer: IncomingMessage, wire: Duplex, head: Buffer) => {
      settle();
      if (head.length > 0) wire.unshift(head);
      resolve(wire);
    });
    if (signal.aborted) abort();
    else call.end();
  });
}

/** The headers of a request that changes to another protocol. */
export const wireHeaders = (headers: Record<string, string>, protocol: string): Record<string, string> => ({
  ...headers,
  connection: 'Upgrade',
  upgrade: protocol,
});
