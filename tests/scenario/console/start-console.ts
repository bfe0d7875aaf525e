import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SiteOpenId } from '../../../devices/contracts/site-sign-in.ts';
import { type ConsoleAppResult, createConsoleApp } from '../../../gateway/console/console-app.ts';
import type { ConsolePorts } from '../../../gateway/console/console-ports.ts';
import { createHandFedSite, type HandFedSite } from './hand-fed-site.ts';
import { type SilentLog, silentLog } from './silent-log.ts';

export interface RunningConsole {
  url: string;
  host: string;
  site: HandFedSite;
  log: SilentLog;
  dataDir: string;
  password: string;
  passwordOf(user: string): string;
  routes: ConsoleAppResult['routes'];
  /** Asks as the page does: with its own Origin, and JSON where there is a body. */
  ask(
    path: string,
    options?: { method?: string; body?: unknown; cookie?: string; headers?: Record<string, string> },
  ): Promise<Response>;
  /** As one of the users of the first start: guard or manager. */
  signIn(user?: string): Promise<string>;
  passTime(ms: number): void;
  close(): Promise<void>;
}

export interface StartOptions {
  dataDir?: string;
  jsmpegProgram?: string;
  page?: boolean;
  oidc?: SiteOpenId;
  /** Rooms that the hand-fed site has not. */
  rooms?: Partial<ConsolePorts>;
}

function writePage(webDir: string): void {
  mkdirSync(join(webDir, 'assets'), { recursive: true });
  const nonce = '__RINGWARD_NONCE__';
  writeFileSync(join(webDir, 'index.html'), `<meta property="csp-nonce" nonce="${nonce}"><p>the page</p>`);
  writeFileSync(join(webDir, 'assets', 'main-1234.js'), `console.log(${JSON.stringify('x'.repeat(4000))})`);
}

/** A real console on a free port before a hand-fed site; closed when the test is finished. */
export async function startConsole(options: StartOptions = {}): Promise<RunningConsole> {
  const root = mkdtempSync(join(tmpdir(), 'ringward-console-'));
  const dataDir = options.dataDir ?? join(root, 'data');
  const webDir = join(root, 'web');
  if (options.page !== false) writePage(webDir);
  writeFileSync(join(root, 'secret.txt'), 'not for the web');
  const site = createHandFedSite();
  const log = silentLog();
  let shiftMs = 0;
  const { app, firstLogins, routes } = await createConsoleApp({
    dataDir,
    webDir,
    ports: { ...site.ports, ...options.rooms },
    log,
    now: () => Date.now() + shiftMs,
    ...(options.oidc && { oidc: options.oidc }),
    ...(options.jsmpegProgram !== undefined && { jsmpegProgram: options.jsmpegProgram }),
  });
  const passwordOf = (name: string) => firstLogins.find(({ user }) => user === name)?.password ?? '';
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const host = new URL(url).host;

  const ask: RunningConsole['ask'] = (path, { method = 'GET', body, cookie, headers } = {}) =>
    fetch(url + path, {
      method,
      headers: {
        origin: url,
        ...(cookie && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const signIn = async (user = 'guard') => {
    const response = await ask('/api/session', { method: 'POST', body: { user, password: passwordOf(user) } });
    if (response.status !== 200) throw new Error(`sign-in answered ${response.status}`);
    return response.headers.getSetCookie()[0]!.split(';')[0]!;
  };
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await app.close();
  };
  onTestFinished(async () => {
    await close();
    rmSync(root, { recursive: true, force: true });
  });
  return {
    url,
    host,
    site,
    log,
    dataDir,
    password: passwordOf('guard'),
    passwordOf,
    routes,
    ask,
    signIn,
    passTime: (ms) => {
      shiftMs += ms;
    },
    close,
  };
}
