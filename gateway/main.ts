import { join } from 'node:path';
import { parseArgs } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import { startGateway } from './compose/compose-gateway.ts';
import { setPassword } from './console/console-server.ts';
import { systemClock } from './kernel/clock.ts';
import { explainFault } from './kernel/fault.ts';
import { createLog } from './kernel/log.ts';
import { openStore } from './kernel/sqlite-store.ts';
import { explainVerdict, verifyLedgerFile } from './ledger/verify-ledger-file.ts';
import { loadSiteFile, resolveFrom } from './register/site/site-file.ts';
import { forgetTemplates } from './register/sqlite-templates.ts';

const usage = `Ringward gateway

  npm run gateway -- --config site.yaml                  run it
  npm run gateway -- --config site.yaml --check          only check the site file
  npm run gateway -- --config site.yaml set-password guard [--roles guard,lead]   print a new password for a console user
  npm run gateway -- --config site.yaml forget-templates     delete all stored face templates and their key
  npm run gateway -- --config site.yaml verify-ledger [--anchors FILE] [--key PUBLIC]   look for damage in the ledger

  --models DIR   prepared models (var/models)      --web DIR   built console (var/web/gateway)`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      models: { type: 'string', default: 'var/models' },
      web: { type: 'string', default: 'var/web/gateway' },
      roles: { type: 'string' },
      anchors: { type: 'string' },
      key: { type: 'string' },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !values.config) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const loaded = loadSiteFile(values.config);
  if (values.check) return console.log(`${values.config} is a valid site file`);
  if (positionals[0] === 'set-password') {
    const user = positionals[1] ?? 'guard';
    const dataDir = resolveFrom(loaded.baseDir, loaded.site.gateway.data);
    console.log(`new password of ${user}: ${await setPassword(dataDir, user, values.roles?.split(','))}`);
    return;
  }
  if (positionals[0] === 'forget-templates') return forget(resolveFrom(loaded.baseDir, loaded.site.gateway.data));
  if (positionals[0] === 'verify-ledger') {
    const { data, id: gateway } = loaded.site.gateway;
    const database = join(resolveFrom(loaded.baseDir, data), 'site.db');
    const verdict = verifyLedgerFile({ database, gateway, anchorsFile: values.anchors, key: values.key });
    console.log(explainVerdict(verdict));
    process.exitCode = verdict.ok ? 0 : 1;
    return;
  }
  await run(loaded, values.models, values.web);
}

/** Not while the gateway runs: it holds what it has read. */
function forget(dataDir: string): void {
  const store = openStore(join(dataDir, 'site.db'), { alone: true });
  try {
    console.log(`${forgetTemplates(store, join(dataDir, 'template.key'))} face templates and their key are deleted`);
  } finally {
    store.close();
  }
}

async function run(loaded: ReturnType<typeof loadSiteFile>, modelsDir: string, webDir: string): Promise<void> {
  const log = createLog();
  if (loaded.exposed) log.warn({}, 'the site file holds secrets and other users can read it: chmod 600');
  const gateway = await startGateway({
    loaded,
    modelsDir,
    webDir,
    version: packageJson.version,
    clock: systemClock,
    log,
  });
  console.log(`guard's console  ${gateway.consoleUrl}`);
  console.log(`device broker    mqtt://${loaded.site.gateway.mqtt.host}:${gateway.mqttPort}`);
  const { consoleUrl, mqttPort, firstPassword, firstLogins } = gateway;
  for (const { user, password } of firstLogins) console.log(`first login      ${user} / ${password}   (shown once)`);
  process.send?.({ kind: 'listening', consoleUrl, mqttPort, firstPassword, firstLogins });
  void gateway.seeing.then(() => process.send?.({ kind: 'seeing' }));

  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    const timeLimit = setTimeout(() => process.exit(1), 8000);
    void gateway.stop().then(() => {
      clearTimeout(timeLimit);
      process.exit(0);
    });
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  if (process.send) process.on('disconnect', () => stop('parent gone'));
}

main().catch((error: unknown) => {
  console.error(`ringward gateway: ${explainFault(error)}`);
  process.exit(2);
});
