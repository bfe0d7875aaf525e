import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { readBrokerUrl, type SiteBrokerSettings } from '../../../devices/contracts/site-broker.ts';
import type { BrokerAccess } from '../../ingest/mqtt-session.ts';
import { Fault } from '../../kernel/fault.ts';
import { resolveFrom } from '../../register/site/site-file.ts';

const usualPasswordEnv = 'RINGWARD_BROKER_PASSWORD';

/**
 * How the gateway reaches the broker that the site file names, with what stands in other files and in the environment. Throws
 * Fault `broker-files-unusable`, which names the field and never the secret.
 */
export function readBrokerAccess(
  settings: SiteBrokerSettings,
  { gateway, baseDir, env = process.env }: { gateway: string; baseDir: string; env?: NodeJS.ProcessEnv },
): BrokerAccess & { port: number } {
  const { url, username = gateway, version = '5', servername } = settings;
  const readPem = (field: 'ca' | 'certificate' | 'key') => {
    const path = settings[field];
    return path === undefined ? undefined : readText(field, resolveFrom(baseDir, path));
  };
  const [ca, cert, key] = [readPem('ca'), readPem('certificate'), readPem('key')];
  const pem = {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
  try {
    createSecureContext(pem);
  } catch (cause) {
    throw unusable('one of ca, certificate and key is no PEM, or the key is not that of the certificate', cause);
  }
  const tls = { ...pem, ...(servername !== undefined && { servername }) };
  const password = readBrokerPassword(settings, { baseDir, env });
  return { url, port: readBrokerUrl(url).port, username, password, version, tls };
}

/** `undefined` where none is set, for a broker that goes by certificates. */
export function readBrokerPassword(
  { passwordFile, passwordEnv }: Pick<SiteBrokerSettings, 'passwordFile' | 'passwordEnv'>,
  { baseDir, env = process.env }: { baseDir: string; env?: NodeJS.ProcessEnv },
): string | undefined {
  if (passwordFile !== undefined) {
    const [line = ''] = readText('passwordFile', resolveFrom(baseDir, passwordFile)).split(/\r?\n/, 1);
    if (line === '') throw unusable('passwordFile is empty');
    return line;
  }
  const value = env[passwordEnv ?? usualPasswordEnv];
  if (passwordEnv !== undefined && !value) throw unusable(`the environment has no ${passwordEnv} (passwordEnv)`);
  return value === '' ? undefined : value;
}

function readText(field: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw unusable(`${field}: ${(cause as Error).message}`, cause);
  }
}

const unusable = (what: string, cause?: unknown) =>
  new Fault('broker-files-unusable', `gateway.broker of the site file cannot be used: ${what}`, { cause });
