import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConsoleApp } from '../gateway/console/console-app.ts';
import type { ConsolePorts } from '../gateway/console/console-ports.ts';

/** `npm run client`: writes the types of the gateway's API for the guard's page, from the gateway's own OpenAPI document. */
const clientPath = fileURLToPath(new URL('../gateway/console/web/api/gateway-api.d.ts', import.meta.url));

/**
 * Stands for every room and every part of one. Routes are described and never asked here, so that nothing of it is used; what
 * is called while routes are added answers with itself.
 */
const anything: unknown = new Proxy(() => {}, {
  get: (_target, key) => (typeof key === 'symbol' ? undefined : anything),
  apply: () => anything,
});

/** Only the site's time zone is read before the first request. */
const scenes = { site: () => ({ timezone: 'UTC' }) };
const placeholders = new Proxy({ scenes }, { get: (known, key) => (key === 'scenes' ? known.scenes : anything) });

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The gateway's OpenAPI document with every room there. */
export async function describeGateway(): Promise<object> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ringward-client-'));
  try {
    const ports = placeholders as unknown as ConsolePorts;
    const { app } = await createConsoleApp({ dataDir, webDir: dataDir, ports, log: silent as never, now: Date.now });
    const document = app.swagger();
    await app.close();
    return document;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The text of `gateway-api.d.ts`. */
export async function makeClient(): Promise<string> {
  const document = await describeGateway();
  // openapi-typescript prints with the JavaScript API of TypeScript 5, which TypeScript 7 no longer has.
  const hooks = registerHooks({
    resolve: (name, context, next) => next(name === 'typescript' ? 'typescript-5' : name, context),
  });
  const { default: make, astToString } = await import('openapi-typescript');
  hooks.deregister();
  const types = astToString(await make(JSON.stringify(document), { alphabetize: true, silent: true }));
  return `/** Made by \`npm run client\` from the gateway's OpenAPI document; not edited by hand. */\n\n${types}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = await makeClient();
  const isOld = process.argv.includes('--check') && readFileSync(clientPath, 'utf8') !== made;
  if (isOld) console.error('gateway-api.d.ts is not what the gateway says now: npm run client writes it');
  if (!process.argv.includes('--check')) writeFileSync(clientPath, made);
  process.exit(isOld ? 1 : 0);
}
