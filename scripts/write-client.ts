import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CloudAppDeps, createCloudApp } from '../cloud/api/cloud-app.ts';
import { createConsoleApp } from '../gateway/console/console-app.ts';
import type { ConsolePorts } from '../gateway/console/console-ports.ts';

/** `npm run client`: writes the types of both APIs for the pages, from the gateway's and the cloud's own OpenAPI documents. */
const pathOf = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));

/**
 * Stands for every room and every part of one. Routes are described and never asked here, so that nothing of it is used; what
 * is called while routes are added answers with itself, and counts as 1.
 */
const anything: unknown = new Proxy(() => {}, {
  get: (_target, key) => {
    if (key === Symbol.toPrimitive) return () => 1;
    return typeof key === 'symbol' ? undefined : anything;
  },
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

/** The cloud's OpenAPI document with every room there. */
export async function describeCloud(): Promise<object> {
  const operator = { credentials: { sessionKey: Buffer.alloc(32) }, sessions: anything, guard: anything };
  const site = { proxies: [], webFolder: '', version: '0' };
  // what is taken apart by spreading has to have names of its own
  const downlink = { limit: anything, clock: anything, hub: anything };
  const known: Record<string, unknown> = { operator, site, log: silent, downlink };
  const deps = new Proxy(known, { get: (own, key) => own[String(key)] ?? anything, has: () => true });
  const app = await createCloudApp(deps as unknown as CloudAppDeps);
  const document = app.swagger();
  await app.close();
  return document;
}

const clients = [
  {
    file: 'gateway/console/web/api/gateway-api.d.ts',
    describe: describeGateway,
    head: "from the gateway's OpenAPI document",
  },
  { file: 'cloud/web/api/cloud-api.d.ts', describe: describeCloud, head: "from the cloud's OpenAPI document" },
] as const;

/** The text of a file of types. */
async function makeClient({ describe, head }: (typeof clients)[number]): Promise<string> {
  const document = await describe();
  // openapi-typescript prints with the JavaScript API of TypeScript 5, which TypeScript 7 no longer has.
  const hooks = registerHooks({
    resolve: (name, context, next) => next(name === 'typescript' ? 'typescript-5' : name, context),
  });
  const { default: make, astToString } = await import('openapi-typescript');
  hooks.deregister();
  const types = astToString(await make(JSON.stringify(document), { alphabetize: true, silent: true }));
  return `/** Made by \`npm run client\` ${head}; not edited by hand. */\n\n${types}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check');
  let isOld = false;
  for (const client of clients) {
    const made = await makeClient(client);
    const path = pathOf(client.file);
    if (!check) writeFileSync(path, made);
    else if (!existsSync(path) || readFileSync(path, 'utf8') !== made) {
      isOld = true;
      console.error(`${basename(path)} is not what the API says now: npm run client writes it`);
    }
  }
  process.exit(isOld ? 1 : 0);
}
