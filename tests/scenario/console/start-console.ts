import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createConsoleApp } from '../../../gateway/console/console-app.ts';
import { createHandFedSite, type HandFedSite } from './hand-fed-site.ts';
import { type SilentLog, silentLog } from './silent-log.ts';

export interface RunningConsole {
  url: string;
  host: string;
  site: HandFedSite;
  log: SilentLog;
  dataDir: string;
  password: string;
  routes: { method: string; url: string; public: boolean }[];
  /** Asks as the page does: with its own Origin, and JSON where there is a body. */
  ask(
    path: string,
    options?: { method?: string; body?: unknown; cookie?: string; headers?: Record<string, string> },
  ): Promise<Response>;
  signIn(): Promise<string>;
  passTime(ms: number): void;
  close(): Promise<void>;
}

export interface StartOptions {
  dataDir?: string;
  jsmpegProgram?: string;
  page?: boolean;
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
  const { app, firstPassword, routes } = await createConsoleApp({
    dataDir,
    webDir,
    ports: site.ports,
    log,
    now: () => Date.now() + shiftMs,
    ...(options.jsmpegProgram !== undefined && { jsmpegProgram: options.jsmpegProgram }),
  });
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
  const signIn = async () => {
    const response = await ask('/api/session', { method: 'POST', body: { user: 'guard', password: firstPassword } });
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
    password: firstPassword ?? '',
    routes,
    ask,
    signIn,
    passTime: (ms) => {
      shiftMs += ms;
    },
    close,
  };
}
