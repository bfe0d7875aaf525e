import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Type, { type Static } from 'typebox';
import { parse as parseYaml } from 'yaml';
import { createParser } from '../devices/contracts/parse.ts';
import { Id } from '../devices/contracts/place.ts';
import { Fault } from './fault.ts';
import { type ConfiguredGateway, hashToken } from './intake/gateway-tokens.ts';

const strict = { additionalProperties: false } as const;

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
    storeLimitMb: Type.Optional(Type.Integer({ minimum: 1, description: 'the database grows no larger' })),
    requestsPerSecond: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 10_000, description: 'of one gateway; three times as many at once' }),
    ),
    gateways: Type.Optional(Type.Array(GatewayEntry)),
  },
  { ...strict, title: 'Ringward cloud file' },
);
export type CloudFile = Static<typeof CloudFile>;

export interface CloudConfig {
  host: string;
  port: number;
  /** Absolute. */
  data: string;
  operatorPasswordFile?: string;
  publicUrl?: string;
  proxies: readonly string[];
  storeLimitMb?: number;
  requestsPerSecond: number;
  gateways: readonly ConfiguredGateway[];
}

/** What the command line or the environment says; it outranks the file. Paths are relative to the working folder. */
export interface CloudOverrides {
  config?: string;
  host?: string;
  port?: string;
  data?: string;
  operatorPasswordFile?: string;
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

/** Puts command line, environment, file and defaults together. Throws a Fault that names the file and the field. */
export function loadCloudConfig(overrides: CloudOverrides): CloudConfig {
  const path = overrides.config === undefined ? undefined : resolve(overrides.config);
  const file = path === undefined ? {} : readCloudFile(path);
  const besideFile = (name: string) => resolve(path === undefined ? '.' : dirname(path), name);
  const passwordFile =
    overrides.operatorPasswordFile !== undefined
      ? resolve(overrides.operatorPasswordFile)
      : file.operatorPasswordFile !== undefined
        ? besideFile(file.operatorPasswordFile)
        : undefined;
  return {
    host: overrides.host ?? file.host ?? '127.0.0.1',
    port: readPort(overrides.port) ?? file.port ?? 8700,
    data:
      overrides.data !== undefined
        ? resolve(overrides.data)
        : file.data !== undefined
          ? besideFile(file.data)
          : resolve('var/cloud'),
    proxies: file.proxies ?? [],
    requestsPerSecond: file.requestsPerSecond ?? 50,
    gateways: readGateways(file.gateways ?? [], path ?? ''),
    ...(passwordFile === undefined ? {} : { operatorPasswordFile: passwordFile }),
    ...(file.publicUrl === undefined ? {} : { publicUrl: file.publicUrl }),
    ...(file.storeLimitMb === undefined ? {} : { storeLimitMb: file.storeLimitMb }),
  };
}
