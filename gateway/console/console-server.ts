import type { AddressInfo } from 'node:net';
import { Fault } from '../kernel/fault.ts';
import { type ConsoleAppOptions, createConsoleApp } from './console-app.ts';
import { putBehind } from './tls-rules.ts';
import type { FirstLogin, Users } from './users/users-file.ts';

export { type FirstLogin, setPassword } from './users/users-file.ts';

export interface ConsoleServerOptions extends ConsoleAppOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
}

export interface ConsoleServer {
  /** Where a browser on this machine finds it. */
  url: string;
  /** Made on the very first start; print them once. */
  firstLogins: FirstLogin[];
  /** Who can sign in, as it is now. */
  users: Pick<Users, 'all' | 'problem'>;
  /** The guard's among them. */
  firstPassword?: string;
  close(): Promise<void>;
}

const everywhere = new Set(['0.0.0.0', '::', '']);

function formatUrl(scheme: string, host: string, port: number): string {
  if (everywhere.has(host)) return `${scheme}://localhost:${port}`;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * Starts the guard's console. Throws a Fault `port-busy` when the port is taken, `data-folder-unusable` when users or
 * the session key cannot be kept.
 */
export async function createConsoleServer(options: ConsoleServerOptions): Promise<ConsoleServer> {
  const { host, port } = options;
  const { app, firstLogins, users } = await createConsoleApp(options);
  if (options.tls) putBehind(options.tls.front, app.server);
  // For localhost fastify opens a second server, on ::1, which the front does not stand before.
  const at = options.tls && host === 'localhost' ? '127.0.0.1' : host;
  try {
    await app.listen({ host: at, port });
  } catch (cause) {
    await app.close();
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new Fault('port-busy', `the console cannot listen on ${host}:${port} (${code})`, { cause });
    }
    throw cause;
  }
  const firstPassword = firstLogins.find(({ user }) => user === 'guard')?.password;
  const address = app.server.address() as AddressInfo;
  return {
    url: formatUrl(options.tls?.front.only ? 'https' : 'http', host, address.port),
    firstLogins,
    users,
    ...(firstPassword !== undefined && { firstPassword }),
    close: () => {
      const closed = app.close();
      options.tls?.front.close();
      return closed;
    },
  };
}
