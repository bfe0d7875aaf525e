import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import Type, { type Static } from 'typebox';
import { parse as parseYaml } from 'yaml';
import { createParser } from '../devices/contracts/parse.ts';
import { Id } from '../devices/contracts/place.ts';
import { readKeyList } from '../devices/contracts/read-release.ts';
import { parseSignedKeyList, type ReleaseKeyList, type SignedKeyList } from '../devices/contracts/release.ts';
import { TracingFile } from '../devices/contracts/tracing.ts';
import type { ExportsConfig } from './exports/open-exports.ts';
import { Fault } from './fault.ts';
import { NoticesFile } from './health/notice-config.ts';
import { type ConfiguredGateway, hashToken } from './intake/gateway-tokens.ts';
import { createRetentionPolicy, RetentionFile, type RetentionPolicy } from './retention/retention-policy.ts';
import { SignIn } from './sign-in-file.ts';

const strict = { additionalProperties: false } as const;

/** A gateway that is away for a third of this time has to be claimed anew. */
const certificateHours = 180 * 24;
const Identity = Type.Object(
  {
    host: Type.Optional(Type.String({ minLength: 1, maxLength: 255, description: 'as `host` where left out' })),
    port: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535, default: 8743 })),
    url: Type.Optional(
      Type.String({ pattern: '^https://[^\\s/?#@]+$', description: 'under which gateways reach that port' }),
    ),
    authorityKeyFile: Type.Optional(
      Type.String({ minLength: 1, description: 'ECDSA P-256, PEM; made when missing. In the store where left out' }),
    ),
    certificateHours: Type.Optional(
      Type.Number({ minimum: 0.005, maximum: 87_600, default: certificateHours, description: 'of a gateway' }),
    ),
  },
  { ...strict, description: 'the TLS port where gateways claim their identity and prove it' },
);

const Rollouts = Type.Object(
  {
    keyList: Type.String({ minLength: 1, description: 'file with the signed list of release keys' }),
    artefacts: Type.Optional(
      Type.String({ minLength: 1, description: 'folder; all processes over one PostgreSQL have to share it' }),
    ),
    ddiGatewayTokenSha256: Type.Optional(
      Type.String({ pattern: '^[0-9a-f]{64}$', description: 'of one token for all devices with a hawkBit client' }),
    ),
  },
  { ...strict, description: 'software, models and firmware for the gateways' },
);

const Exports = Type.Object(
  {
    hosts: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z0-9.:-]{1,260}$' }), {
        maxItems: 200,
        description: 'HOST or HOST:PORT inside your own networks that shares may be sent to; the internet needs none',
      }),
    ),
    leaseSeconds: Type.Optional(
      Type.Number({ minimum: 0.5, maximum: 600, description: 'then another process sends for one that gives no sign' }),
    ),
    pauseAfterHours: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 720,
        description: 'of failures; then a share waits for an operator',
      }),
    ),
  },
  { ...strict, description: 'what other departments are told' },
);

export type SignInGrant = Static<typeof SignIn>['grants'][number];

const GatewayEntry = Type.Object(
  {
    id: Id,
    site: Type.Optional(Id),
    token: Type.Optional(Type.String({ pattern: '^[\\x21-\\x7e]{16,512}$', description: 'as the gateway sends it' })),
    tokenSha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$', description: 'its SHA-256, in its place' })),
  },
  strict,
);

/** `cloud.yaml`. Paths are relative to the file. Everything may be left out. */
export const CloudFile = Type.Object(
  {
    host: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    port: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535, description: '0 takes any free port' })),
    data: Type.Optional(Type.String({ minLength: 1 })),
    operatorPasswordFile: Type.Optional(Type.String({ minLength: 1 })),
    publicUrl: Type.Optional(
      Type.String({ pattern: '^https?://[^/]+/?$', description: 'what browsers use, where a proxy stands in front' }),
    ),
    proxies: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { description: 'addresses of those proxies' })),
    peerUrl: Type.Optional(
      Type.String({
        pattern: '^https?://[^\\s/?#@]+$',
        description: 'under which the cloud’s other processes reach this one; {host} is the name of the machine',
      }),
    ),
    store: Type.Optional(
      Type.String({
        pattern: '^postgres(ql)?://[!-~]+$',
        description: 'PostgreSQL in the place of the embedded store: postgres://user@host:5432/database',
      }),
    ),
    storePasswordFile: Type.Optional(
      Type.String({ minLength: 1, description: 'its first line is the password of the user of the store' }),
    ),
    storeLimitMb: Type.Optional(
      Type.Integer({ minimum: 1, description: 'the database of the embedded store grows no larger' }),
    ),
    requestsPerSecond: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 10_000, description: 'of one gateway; three times as many at once' }),
    ),
    identity: Type.Optional(Identity),
    signIn: Type.Optional(SignIn),
    secondFactor: Type.Optional(
      Type.Literal('required', {
        description: 'of everybody with a password here; each one’s own choice where left out',
      }),
    ),
    rollouts: Type.Optional(Rollouts),
    exports: Type.Optional(Exports),
    notices: Type.Optional(NoticesFile),
    tracing: Type.Optional(TracingFile),
    retention: Type.Optional(RetentionFile),
    gateways: Type.Optional(Type.Array(GatewayEntry)),
  },
  { ...strict, title: 'Ringward cloud file' },
);
export type CloudFile = Static<typeof CloudFile>;

export interface StoreAddress {
  /** Without a password. */
  url: string;
  password?: string;
}

export interface IdentityConfig {
  host: string;
  port: number;
  /** As it listens where left out. */
  url?: string;
  /** Absolute. */
  authorityKeyFile?: string;
  certificateForMs: number;
}

export interface RolloutConfig {
  /** As it stands in the file: gateways get it too. */
  signedKeyList: SignedKeyList;
  keyList: ReleaseKeyList;
  /** Absolute. */
  artefacts: string;
  ddiGatewayTokenSha256?: string;
}

export interface SignInConfig
  extends Pick<Static<typeof SignIn>, 'issuer' | 'clientId' | 'label' | 'endsWithToken' | 'grants'> {
  clientSecret?: string;
  scope: string;
  /** Where the groups stand in the ID token. */
  claim: string;
}

export interface CloudConfig {
  host: string;
  port: number;
  /** Absolute. */
  data: string;
  operatorPasswordFile?: string;
  publicUrl?: string;
  /** Under which other processes of this cloud reach this one. */
  peerUrl?: string;
  proxies: readonly string[];
  storeLimitMb?: number;
  /** PostgreSQL; where left out the store is embedded, in `data`. */
  store?: StoreAddress;
  requestsPerSecond: number;
  /** Where left out operators have passwords only. */
  signIn?: SignInConfig;
  /** Where left out each operator chooses for himself. */
  secondFactor?: 'required';
  /** Where left out there are no claims and no certificates: gateways have tokens. */
  identity?: IdentityConfig;
  /** Where left out nothing is rolled out. */
  rollouts?: RolloutConfig;
  exports: ExportsConfig;
  retention: RetentionPolicy;
  /** Where left out nobody is told, beside the page, of what is wrong with gateways. */
  notices?: NoticesFile;
  tracing?: TracingFile;
  gateways: readonly ConfiguredGateway[];
}

/** What the command line or the environment says; it outranks the file. Paths are relative to the working folder. */
export interface CloudOverrides {
  config?: string;
  host?: string;
  port?: string;
  data?: string;
  operatorPasswordFile?: string;
  store?: string;
  storePasswordFile?: string;
  storePassword?: string;
  peerUrl?: string;
}

const parseCloudFile = createParser(CloudFile);

function readCloudFile(path: string): CloudFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Fault('config-unreadable', `cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
  let document: unknown;
  try {
    document = parseYaml(text);
  } catch (cause) {
    const line = (cause as Error).message.split('\n', 1)[0];
    throw new Fault('config-invalid', `${path} is not YAML: ${line}`, { cause });
  }
  const parsed = parseCloudFile(document ?? {});
  if (!parsed.ok) throw new Fault('config-invalid', `${path}: ${parsed.problem}`);
  return parsed.value;
}

function readGateways(entries: NonNullable<CloudFile['gateways']>, path: string): ConfiguredGateway[] {
  const seen = new Set<string>();
  return entries.map(({ id, site, token, tokenSha256 }, index) => {
    const field = `${path}: gateways.${index}`;
    if ((token === undefined) === (tokenSha256 === undefined))
      throw new Fault('config-invalid', `${field} (${id}) must have either token or tokenSha256`);
    const tokenHash = token === undefined ? Buffer.from(tokenSha256!, 'hex') : hashToken(token);
    for (const [what, key] of [
      ['id', id],
      ['token', tokenHash.toString('hex')],
    ] as const) {
      if (seen.has(key)) throw new Fault('config-invalid', `${field} (${id}) has the ${what} of an earlier one`);
      seen.add(key);
    }
    return { gateway: id, tokenHash, ...(site === undefined ? {} : { site }) };
  });
}

function readPort(port: string | undefined): number | undefined {
  if (port === undefined) return undefined;
  const number = Number(port);
  if (!/^\d{1,5}$/.test(port) || number > 65_535)
    throw new Fault('arguments-invalid', `the port ${port} is not a number from 0 to 65535`);
  return number;
}

function readFirstLine(path: string): string {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/, 1)[0]!;
  } catch (cause) {
    throw new Fault('config-unreadable', `cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}

/** The address with its password taken out of it; a file or the environment may give one instead. */
function readStore(text: string | undefined, password: string | undefined): StoreAddress | undefined {
  if (text === undefined) return undefined;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // the text may hold a password: nothing of it is repeated
    throw new Fault('config-invalid', 'store is not an address such as postgres://user@host:5432/database');
  }
  if (!/^postgres(ql)?:$/.test(url.protocol))
    throw new Fault('config-invalid', `store is an address of ${url.protocol}; only postgres: is known`);
  const given = password ?? (url.password === '' ? undefined : decodeURIComponent(url.password));
  url.password = '';
  return { url: url.href, ...(given === undefined ? {} : { password: given }) };
}

function readIdentity(
  said: CloudFile['identity'],
  host: string,
  besideFile: (name: string) => string,
): IdentityConfig | undefined {
  if (said === undefined) return undefined;
  const { url, authorityKeyFile, port = 8743, certificateHours: hours = certificateHours } = said;
  return {
    host: said.host ?? host,
    port,
    certificateForMs: Math.round(hours * 3_600_000),
    ...(url === undefined ? {} : { url }),
    ...(authorityKeyFile === undefined ? {} : { authorityKeyFile: besideFile(authorityKeyFile) }),
  };
}

function readExports({ hosts = [], leaseSeconds = 30, pauseAfterHours = 72 }: NonNullable<CloudFile['exports']>) {
  return { hosts, leaseMs: leaseSeconds * 1000, pauseAfterMs: pauseAfterHours * 3_600_000 };
}

function readRollouts(
  said: CloudFile['rollouts'],
  { data, hasPostgres }: { data: string; hasPostgres: boolean },
  besideFile: (name: string) => string,
): RolloutConfig | undefined {
  if (said === undefined) return undefined;
  const { artefacts, ddiGatewayTokenSha256 } = said;
  if (hasPostgres && artefacts === undefined)
    throw new Fault('config-invalid', 'rollouts.artefacts is missing: a folder that all processes of the cloud share');
  const path = besideFile(said.keyList);
  const refuse = (problem: string, cause?: unknown) =>
    new Fault('config-invalid', `${path}: ${problem}`, cause === undefined ? {} : { cause });
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw refuse((cause as Error).message, cause);
  }
  const signed = parseSignedKeyList(document);
  if (!signed.ok) throw refuse(signed.problem);
  const list = readKeyList(signed.value);
  if (!list.ok) throw refuse(list.problem);
  return {
    signedKeyList: signed.value,
    keyList: list.value,
    artefacts: artefacts === undefined ? join(data, 'artefacts') : besideFile(artefacts),
    ...(ddiGatewayTokenSha256 === undefined ? {} : { ddiGatewayTokenSha256 }),
  };
}

function readSignIn(
  said: CloudFile['signIn'],
  besideFile: (name: string) => string,
): { signIn: SignInConfig } | undefined {
  if (said === undefined) return undefined;
  const { clientSecretFile, scope = 'openid', claim = 'groups', ...rest } = said;
  const secret = clientSecretFile === undefined ? {} : { clientSecret: readFirstLine(besideFile(clientSecretFile)) };
  return { signIn: { ...rest, ...secret, scope, claim } };
}

/** Puts command line, environment, file and defaults together. Throws a Fault that names the file and the field. */
export function loadCloudConfig(overrides: CloudOverrides): CloudConfig {
  const path = overrides.config === undefined ? undefined : resolve(overrides.config);
  const file = path === undefined ? {} : readCloudFile(path);
  const besideFile = (name: string) => resolve(path === undefined ? '.' : dirname(path), name);
  const fileOf = (key: 'operatorPasswordFile' | 'storePasswordFile') => {
    const [said, written] = [overrides[key], file[key]];
    if (said !== undefined) return resolve(said);
    return written === undefined ? undefined : besideFile(written);
  };
  const passwordFile = fileOf('operatorPasswordFile');
  const storePasswordFile = fileOf('storePasswordFile');
  const storePassword = storePasswordFile === undefined ? overrides.storePassword : readFirstLine(storePasswordFile);
  const store = readStore(overrides.store ?? file.store, storePassword);
  if (store && file.storeLimitMb !== undefined)
    throw new Fault('config-invalid', `${path}: storeLimitMb is of the embedded store; PostgreSQL has its own limits`);
  const host = overrides.host ?? file.host ?? '127.0.0.1';
  const identity = readIdentity(file.identity, host, besideFile);
  const data =
    overrides.data !== undefined
      ? resolve(overrides.data)
      : file.data !== undefined
        ? besideFile(file.data)
        : resolve('var/cloud');
  const peerUrl = overrides.peerUrl ?? file.peerUrl;
  const rollouts = readRollouts(file.rollouts, { data, hasPostgres: store !== undefined }, besideFile);
  return {
    host,
    port: readPort(overrides.port) ?? file.port ?? 8700,
    data,
    proxies: file.proxies ?? [],
    requestsPerSecond: file.requestsPerSecond ?? 50,
    exports: readExports(file.exports ?? {}),
    retention: createRetentionPolicy(file.retention),
    gateways: readGateways(file.gateways ?? [], path ?? ''),
    ...(passwordFile === undefined ? {} : { operatorPasswordFile: passwordFile }),
    ...(file.publicUrl === undefined ? {} : { publicUrl: file.publicUrl }),
    ...(peerUrl === undefined ? {} : { peerUrl: peerUrl.replaceAll('{host}', hostname()) }),
    ...(store === undefined ? {} : { store }),
    ...(identity === undefined ? {} : { identity }),
    ...readSignIn(file.signIn, besideFile),
    ...(file.secondFactor === undefined ? {} : { secondFactor: file.secondFactor }),
    ...(file.notices === undefined ? {} : { notices: file.notices }),
    ...(file.tracing === undefined ? {} : { tracing: file.tracing }),
    ...(rollouts === undefined ? {} : { rollouts }),
    ...(file.storeLimitMb === undefined ? {} : { storeLimitMb: file.storeLimitMb }),
  };
}
