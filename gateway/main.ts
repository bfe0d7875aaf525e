import { flushCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseClaimCode } from '../devices/contracts/claim.ts';
import packageJson from '../package.json' with { type: 'json' };
import { backupGateway, explainBackup } from './compose/backup/backup-gateway.ts';
import { readPassphrase } from './compose/backup/read-passphrase.ts';
import { explainRestore, finishRestoreOf, restoreGateway } from './compose/backup/restore-gateway.ts';
import { brokerAclOf, saveBrokerAcl } from './compose/bus/broker-acl.ts';
import { identityFolder } from './compose/cloud-side.ts';
import { startConfiguredGateway } from './compose/start-configured-gateway.ts';
import { openAuthority } from './compose/tls/open-site-tls.ts';
import { leaveClaimCode } from './identity/identity-files.ts';
import { systemClock } from './kernel/clock.ts';
import { explainFault, Fault } from './kernel/fault.ts';
import { createLog } from './kernel/log.ts';
import { openStore } from './kernel/sqlite-store.ts';
import { explainVerdict, verifyLedgerFile } from './ledger/verify-ledger-file.ts';
import { type LoadedSite, loadSiteFile, resolveFrom } from './register/site/site-file.ts';
import { forgetTemplates } from './register/sqlite-templates.ts';
import { readLaunched } from './update/gateway-target.ts';
import { restartCode } from './update/launch-plan.ts';

const usage = `Ringward gateway

  npm run gateway -- --config site.yaml                  run it
  npm run gateway -- --config site.yaml --check          only check the site file
  npm run gateway -- --config site.yaml set-password guard [--roles guard,lead]   print a new password for a console user
  npm run gateway -- --config site.yaml claim CODE       join a cloud with a claim code or its ringward:// address
  npm run gateway -- --config site.yaml forget-templates     delete all stored face templates and their key
  npm run gateway -- --config site.yaml verify-ledger [--anchors FILE] [--key PUBLIC]   look for damage in the ledger
  npm run gateway -- --config site.yaml backup FILE [--evidence] [--passphrase-file FILE]   all it keeps, in one file, also while it runs
  npm run gateway -- --config site.yaml restore FILE [--passphrase-file FILE]     put a backup back, while no gateway runs
  npm run gateway -- --config site.yaml broker-acl [DIR]     rules and passwords for a Mosquitto of the site's own
  npm run gateway -- --config site.yaml authority            the certificate of the site's authority, for browsers and devices

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
      evidence: { type: 'boolean', default: false },
      'passphrase-file': { type: 'string' },
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
  const archive = { loaded, file: positionals[1], passphrase: readPassphrase(values['passphrase-file']) };
  if (positionals[0] === 'restore') return restore(archive);
  finishRestoreOf(loaded);
  if (positionals[0] === 'backup') return backup(archive, values.evidence);
  if (positionals[0] === 'set-password') {
    const user = positionals[1] ?? 'guard';
    const { setPassword } = await import('./console/users/users-file.ts');
    const dataDir = resolveFrom(loaded.baseDir, loaded.site.gateway.data);
    console.log(`new password of ${user}: ${await setPassword(dataDir, user, values.roles?.split(','))}`);
    return;
  }
  if (positionals[0] === 'broker-acl') return showBrokerAcl(loaded, positionals[1]);
  if (positionals[0] === 'authority') return showAuthority(loaded);
  if (positionals[0] === 'claim') return leaveClaim(loaded, positionals.slice(1).join(' '));
  if (positionals[0] === 'forget-templates') return forget(resolveFrom(loaded.baseDir, loaded.site.gateway.data));
  if (positionals[0] === 'verify-ledger') {
    const { data, id: gateway } = loaded.site.gateway;
    const database = join(resolveFrom(loaded.baseDir, data), 'site.db');
    const verdict = verifyLedgerFile({ database, gateway, anchorsFile: values.anchors, key: values.key });
    console.log(explainVerdict(verdict));
    process.exitCode = verdict.ok ? 0 : 1;
    return;
  }
  await run(loaded, { models: values.models, web: values.web, config: resolve(values.config) });
}

interface ArchiveArguments {
  loaded: LoadedSite;
  file: string | undefined;
  passphrase: string | undefined;
}

async function backup({ loaded, file, passphrase }: ArchiveArguments, withEvidence: boolean): Promise<void> {
  if (file === undefined) throw new Fault('backup-failed', 'backup needs the name of a file');
  const made = { program: packageJson.version, nowMs: systemClock.wallMs() };
  const manifest = await backupGateway({ loaded, file, withEvidence, passphrase, ...made });
  console.log(explainBackup(manifest, file, passphrase !== undefined));
}

async function restore({ loaded, file, passphrase }: ArchiveArguments): Promise<void> {
  if (file === undefined) throw new Fault('backup-refused', 'restore needs the name of a file');
  console.log(explainRestore(await restoreGateway({ loaded, file, passphrase, clock: systemClock })));
}

/** Into the folder, or where there is none, all of it on the screen: the passwords in it are hashed. */
function showBrokerAcl(loaded: LoadedSite, dir: string | undefined): void {
  const access = brokerAclOf(loaded);
  if (dir !== undefined) for (const path of saveBrokerAcl(access, dir)) console.log(path);
  else
    console.log(
      `# --- ringward.conf\n${access.conf}\n# --- ringward.acl\n${access.acl}\n# --- ringward.passwords\n${access.passwords}`,
    );
  if (access.lacksGateway)
    console.error(
      'The gateway itself has no password among these: set RINGWARD_BROKER_PASSWORD, or gateway.broker.passwordFile, and run this again.',
    );
}

/** The certificate alone on the output, so that it can be written to a file. */
async function showAuthority(loaded: LoadedSite): Promise<void> {
  const { authority, fingerprint } = await openAuthority({ loaded, clock: systemClock, log: createLog() });
  process.stdout.write(authority);
  console.error(`SHA-256 ${fingerprint}`);
}

/** A gateway that runs takes it up within a second. */
function leaveClaim(loaded: LoadedSite, text: string): void {
  const code = parseClaimCode(text);
  if (!code.ok) throw new Fault('claim-code-invalid', code.problem);
  if (loaded.site.cloud === undefined || loaded.site.cloud.token !== undefined)
    throw new Fault('site-file-invalid', 'a claim needs cloud: { url: https://… } without a token in the site file');
  leaveClaimCode(identityFolder(loaded), text.trim());
  console.log('the claim code is kept; the gateway takes it up now, or at its next start');
}

/** Not while the gateway runs: it holds what it has read. */
function forget(dataDir: string): void {
  const store = openStore(join(dataDir, 'site.db'), { alone: true, takesNewer: true });
  try {
    console.log(`${forgetTemplates(store, join(dataDir, 'template.key'))} face templates and their key are deleted`);
  } finally {
    store.close();
  }
}

async function run(loaded: LoadedSite, paths: { models: string; web: string; config: string }): Promise<void> {
  const log = createLog();
  let stop: (reason: string, code?: number) => void = () => process.exit(restartCode);
  if (loaded.exposed) log.warn({}, 'the site file holds secrets and other users can read it: chmod 600');
  const usualLevel = log.level;
  const gateway = await startConfiguredGateway({
    loaded,
    modelsDir: paths.models,
    webDir: paths.web,
    version: packageJson.version,
    clock: systemClock,
    log,
    updates: {
      launched: readLaunched(process.env),
      checkArguments: ['--config', paths.config, '--check'],
      restart: () => stop('an update', restartCode),
    },
    restart: () => stop('a command of the cloud', restartCode),
    setLogLevel: (level) => {
      log.level = level ?? usualLevel;
    },
    ended: (error) => {
      console.error(`ringward gateway: ${explainFault(error)}`);
      process.exit(2);
    },
  });
  console.log(`guard's console  ${gateway.consoleUrl}`);
  console.log(`device broker    ${gateway.busUrl}`);
  if (gateway.authority) console.log(`site authority   SHA-256 ${gateway.authority}`);
  const { consoleUrl, mqttPort, firstPassword, firstLogins } = gateway;
  for (const { user, password } of firstLogins) console.log(`first login      ${user} / ${password}   (shown once)`);
  // Where NODE_COMPILE_CACHE names a folder: otherwise Node writes it when it ends, which a power cut does not wait for.
  flushCompileCache();
  process.send?.({ kind: 'listening', consoleUrl, mqttPort, firstPassword, firstLogins });
  void gateway.seeing.then(() => process.send?.({ kind: 'seeing' }));

  let stopping = false;
  stop = (reason, code = 0) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    const timeLimit = setTimeout(() => process.exit(1), 8000);
    void gateway.stop().then(() => {
      clearTimeout(timeLimit);
      process.exit(code);
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
