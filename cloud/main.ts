import { parseArgs } from 'node:util';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { readPassphrase } from '../devices/archive/read-passphrase.ts';
import { createParser } from '../devices/contracts/parse.ts';
import { Id } from '../devices/contracts/place.ts';
import packageJson from '../package.json' with { type: 'json' };
import { openCredentials } from './api/operator-credentials.ts';
import { asFault } from './backup/archive-fault.ts';
import { backupCloud, explainCloudBackup } from './backup/backup-cloud.ts';
import { finishRestoreOf, holdDataFolder, holdForRestore } from './backup/hold-data-folder.ts';
import { explainCloudRestore, restoreCloud } from './backup/restore-cloud.ts';
import { type CloudConfig, type CloudOverrides, loadCloudConfig } from './cloud-config.ts';
import { Fault } from './fault.ts';
import { createToken, hashToken } from './intake/gateway-tokens.ts';
import { createLog } from './log.ts';
import { type Cloud, startCloud } from './start-cloud.ts';
import { openCloudStore } from './store/open-store.ts';
import { endFirstFactor, endFirstTokens } from './tenancy/open-tenancy.ts';

const help = `Ringward cloud: hears gateways, keeps their events, shows them to operators.

  npm run cloud -- [options]                    serve
  npm run cloud -- add-gateway ID [options]     print a token for a gateway, once; the cloud need not be restarted
      --site SITE     the gateway may speak for this site only
      --rotate        replace the token it has
  npm run cloud -- new-password [options]       print a new password of the first account, once, and take its second factor off;
                                                restart every cloud process after it
  npm run cloud -- backup FILE [options]        the data folder in one file, also while it runs; with PostgreSQL run pg_dump before it
  npm run cloud -- restore FILE [options]       put a backup back, while no cloud runs; with PostgreSQL run pg_restore before it
      --passphrase-file FILE   seals it, opens it

Options (environment)
  --config FILE                    cloud.yaml: host, port, data, operatorPasswordFile, publicUrl, proxies,
                                   storeLimitMb, store, storePasswordFile, requestsPerSecond, peerUrl,
                                   rollouts: { keyList, artefacts, ddiGatewayTokenSha256 },
                                   identity: { url, host, port, authorityKeyFile, certificateHours },
                                   secondFactor: required,
                                   signIn: { issuer, clientId, clientSecretFile, label, scope, claim, endsWithToken,
                                     grants: [{ group, role, place, reason }] },
                                   notices: { webhooks: [{ id, url, secret }], mail: { host, port, from, to, … } },
                                   tracing: { otlpUrl, share },
                                   retention: { days: { event, alarm, command, figures, proof, claim, delivery, aside },
                                     tenants: [{ tenant, days: { event, alarm, command, figures, proof, aside } }] },
                                   gateways: [{ id, site, token | tokenSha256 }]
                                   (RINGWARD_CLOUD_CONFIG)
  --host ADDRESS                   default 127.0.0.1 (RINGWARD_CLOUD_HOST)
  --port NUMBER                    default 8700, 0 for any (RINGWARD_CLOUD_PORT)
  RINGWARD_CLOUD_PEER_URL          under which the other processes over one PostgreSQL reach this one, as peerUrl in the file
  --data FOLDER                    default var/cloud (RINGWARD_CLOUD_DATA)
  --operator-password-file FILE    its first line is the operator's password (RINGWARD_CLOUD_PASSWORD_FILE)
  --store ADDRESS                  postgres://user@host:5432/database in the place of the embedded store, for any number
                                   of cloud processes (RINGWARD_CLOUD_STORE); its password is in the first line of
                                   RINGWARD_CLOUD_STORE_PASSWORD_FILE, or in RINGWARD_CLOUD_STORE_PASSWORD
`;

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        'operator-password-file': { type: 'string' },
        store: { type: 'string' },
        site: { type: 'string' },
        rotate: { type: 'boolean' },
        'passphrase-file': { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new Fault('arguments-invalid', (cause as Error).message, { cause });
  }
}

type Values = ReturnType<typeof readArguments>['values'];

function readOverrides(values: Values): CloudOverrides {
  const { env } = process;
  const said: Record<keyof CloudOverrides, string | undefined> = {
    config: values.config ?? env.RINGWARD_CLOUD_CONFIG,
    host: values.host ?? env.RINGWARD_CLOUD_HOST,
    port: values.port ?? env.RINGWARD_CLOUD_PORT,
    data: values.data ?? env.RINGWARD_CLOUD_DATA,
    operatorPasswordFile: values['operator-password-file'] ?? env.RINGWARD_CLOUD_PASSWORD_FILE,
    store: values.store ?? env.RINGWARD_CLOUD_STORE,
    storePasswordFile: env.RINGWARD_CLOUD_STORE_PASSWORD_FILE,
    storePassword: env.RINGWARD_CLOUD_STORE_PASSWORD,
    peerUrl: env.RINGWARD_CLOUD_PEER_URL,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

async function addGateway(id: string | undefined, { site, rotate }: Values, config: CloudConfig): Promise<void> {
  const parseId = createParser(Id);
  for (const given of site === undefined ? [id] : [id, site]) {
    const parsed = parseId(given);
    if (!parsed.ok) throw new Fault('arguments-invalid', `${given ?? 'no id'}: ${parsed.problem}`);
  }
  const gateway = id!;
  const store = await openCloudStore(config, createLog());
  try {
    if (config.gateways.some((entry) => entry.gateway === gateway))
      throw new Fault('config-invalid', `${gateway} has its token in the configuration file; change it there`);
    if (!rotate && (await store.tokenGateways()).includes(gateway))
      throw new Fault('gateway-known', `${gateway} has a token already`);
    if ((await store.identity.certificatesOf(gateway, 1)).length > 0)
      throw new Fault('gateway-known', `${gateway} proves itself with a certificate; make it a claim code instead`);
    const token = createToken();
    await store.setToken({ gateway, ...(site === undefined ? {} : { site }) }, hashToken(token), Date.now());
    console.log(token);
  } finally {
    await store.close();
  }
}

async function newPassword(config: CloudConfig): Promise<void> {
  const store = await openCloudStore(config, createLog());
  try {
    const { freshPassword } = await openCredentials({
      ...{ store, renew: true },
      replaces: () => endFirstTokens(store.tenancy, Date.now()),
    });
    const hadFactor = await endFirstFactor(store.tenancy, Date.now());
    console.log(`operator password: ${freshPassword}`);
    if (hadFactor) console.log('The second factor of the first account is off: enrol it again.');
  } finally {
    await store.close();
  }
}

async function archive(command: string, file: string | undefined, values: Values, config: CloudConfig): Promise<void> {
  if (file === undefined) throw new Fault('arguments-invalid', `${command} needs the name of a file`);
  const options = { config, file, passphrase: passphraseOf(values['passphrase-file']), nowMs: Date.now() };
  if (command === 'restore') {
    console.log(explainCloudRestore(await restoreCloud({ ...options, log: createLog() })));
    return;
  }
  const wanted = { ...options, program: packageJson.version };
  console.log(explainCloudBackup(await backupCloud(wanted), wanted));
}

function passphraseOf(path: string | undefined): string | undefined {
  try {
    return readPassphrase(path);
  } catch (error) {
    throw asFault(error, 'cannot read the passphrase');
  }
}

function stopOnSignals(cloud: Cloud): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    cloud.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // forked: when the parent is gone, nobody would stop this process
  process.on('disconnect', stop);
}

async function serve(config: CloudConfig): Promise<void> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const log = createLog();
  process.on('exit', holdDataFolder(config));
  // with PostgreSQL one that is under way elsewhere ends first
  if (config.store) await (await holdForRestore(config, false))();
  const cloud = await startCloud({ config, log, registry });
  stopOnSignals(cloud);
  const guarded = config.publicUrl?.startsWith('https:') || ['127.0.0.1', '::1', 'localhost'].includes(config.host);
  if (!guarded) log.warn({ host: config.host }, 'passwords and tokens travel unencrypted: put a TLS proxy in front');
  if (cloud.freshPassword !== undefined) console.log(`operator password: ${cloud.freshPassword}`);
  console.log(`cloud: ${cloud.url}`);
  if (cloud.gatewayUrl !== undefined) console.log(`gateways with certificates: ${cloud.gatewayUrl}`);
  process.send?.({ kind: 'listening', url: cloud.url, gatewayUrl: cloud.gatewayUrl });
}

function fail(error: unknown): never {
  if (error instanceof Fault) console.error(`${error.message} [${error.code}]. ${error.hint}`);
  else console.error(error);
  process.exit(error instanceof Fault ? 2 : 1);
}

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  const [command = 'serve', id, ...rest] = positionals;
  if (values.help) {
    console.log(help);
    return;
  }
  if (rest.length > 0 || (id !== undefined && !['add-gateway', 'backup', 'restore'].includes(command)))
    throw new Fault('arguments-invalid', `there are too many words: ${positionals.join(' ')}`);
  const config = loadCloudConfig(readOverrides(values));
  if (command !== 'restore') await finishRestoreOf(config);
  if (command === 'serve') await serve(config);
  else if (command === 'backup' || command === 'restore') await archive(command, id, values, config);
  else if (command === 'add-gateway') await addGateway(id, values, config);
  else if (command === 'new-password') await newPassword(config);
  else throw new Fault('arguments-invalid', `there is no command ${command}`);
}

main().catch(fail);
