import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import { replaceFile } from '../../devices/files/synced-files.ts';
import type { Clock } from '../kernel/clock.ts';
import { builtAtMs } from '../kernel/clock-trust.ts';
import { Fault } from '../kernel/fault.ts';
import { readSecret } from '../kernel/key-file.ts';
import type { Log } from '../kernel/log.ts';
import type { KeyAndCertificate } from './x509-site-authority.ts';

export interface SiteCertificatesOptions {
  /** Folder for the authority and what it has signed; for the owner's eyes only. */
  dir: string;
  site: string;
  /** Beyond the names and addresses of this machine. */
  names: readonly string[];
  clock: Pick<Clock, 'wallMs'>;
  log: Log;
}

/** Paths of a certificate of the owner's own, absolute. */
export interface CertificateFiles {
  certificate: string;
  key: string;
}

/** One certificate under which the gateway shows itself, as it is now. */
export interface ServerIdentity {
  context(): SecureContext;
  /** Why it is the site's authority's though files are named; `undefined` where all is well. */
  problem(): string | undefined;
}

export interface SiteCertificates {
  /** Of the authority, PEM: what devices and browsers have to know. */
  authority: string;
  /** SHA-256 of it as people compare it: AB:CD:… */
  fingerprint: string;
  serve(files?: CertificateFiles): ServerIdentity;
  /** Renews what ends soon and reads files that have changed; asked every few minutes. Never throws. */
  check(): Promise<void>;
}

/** What of a pair is there. */
type Found = { [file in keyof KeyAndCertificate]?: string | undefined };

const serverForMs = 90 * 86_400_000;
/** A month before the end there is time to mend what keeps it from being renewed. */
const renewBeforeMs = 30 * 86_400_000;

/**
 * Opens the site's authority, and makes what is missing. What is damaged is put aside and made anew. Throws a Fault `tls-files-unusable`
 * where the authority cannot be read or kept.
 */
export async function openSiteCertificates(options: SiteCertificatesOptions): Promise<SiteCertificates> {
  const { clock, log } = options;
  const authority = await keepAuthority(options);
  const issue = async () => {
    const { issueServer } = await import('./x509-site-authority.ts');
    return issueServer(authority, namesOf(options), { nowMs: Math.max(clock.wallMs(), builtAtMs), forMs: serverForMs });
  };
  const signed = new X509Certificate(authority.certificate);
  const isGood = (pair: KeyAndCertificate) =>
    isPair(pair) && isFresh(new X509Certificate(pair.certificate), signed, namesOf(options), clock.wallMs());
  let server = await keepServer(options, isGood, issue);
  let own = toContext(server);
  const served: (() => void)[] = [];

  return {
    authority: authority.certificate,
    fingerprint: signed.fingerprint256,
    serve: (files) => {
      if (!files) return { context: () => own, problem: () => undefined };
      const from = readFiles(files, log);
      served.push(from.look);
      return { context: () => from.context() ?? own, problem: from.problem };
    },
    check: async () => {
      for (const look of served) look();
      try {
        if (isGood(server)) return;
        server = await keepServer(options, isGood, issue);
        own = toContext(server);
        log.info(
          { until: new X509Certificate(server.certificate).validTo },
          'the certificate of the gateway is renewed',
        );
      } catch (err) {
        log.error({ err }, 'the certificate of the gateway could not be renewed');
      }
    },
  };
}

const toContext = ({ key, certificate }: KeyAndCertificate): SecureContext =>
  createSecureContext({ key, cert: certificate, minVersion: 'TLSv1.2' });

function isPair(pair: Found): pair is KeyAndCertificate {
  try {
    return new X509Certificate(pair.certificate ?? '').checkPrivateKey(createPrivateKey(pair.key ?? ''));
  } catch {
    return false;
  }
}

function isSigningKey(key = ''): boolean {
  try {
    return createPrivateKey(key).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

function isFresh(leaf: X509Certificate, authority: X509Certificate, names: readonly string[], nowMs: number): boolean {
  // A clock that is certainly behind says nothing: what it would issue instead may have ended long ago.
  if (nowMs < builtAtMs) return leaf.checkIssued(authority);
  const isNow = nowMs >= leaf.validFromDate.getTime() && nowMs < leaf.validToDate.getTime() - renewBeforeMs;
  return (
    isNow &&
    leaf.checkIssued(authority) &&
    names.every((name) => (isIP(name) ? leaf.checkIP(name) : leaf.checkHost(name)))
  );
}

/**
 * Every device and browser of the site knows this one, so only what was read and is wrong is made anew; one that cannot be read, or
 * not be kept for the next start, is a Fault.
 */
async function keepAuthority({ dir, site, clock, log }: SiteCertificatesOptions): Promise<KeyAndCertificate> {
  const path = join(dir, 'authority');
  const found = readPair(path);
  if (isPair(found)) return found;
  const key = isSigningKey(found.key) ? found.key : undefined;
  if (found.key !== undefined || found.certificate !== undefined)
    log.error({ path, isSame: key !== undefined }, 'the authority of the site cannot be used and is made anew');
  const { makeSiteAuthority } = await import('./x509-site-authority.ts');
  const made = await makeSiteAuthority(site, key);
  try {
    putAside(path, { ...found, key: key === undefined ? found.key : undefined }, clock.wallMs());
    writePair(path, made);
  } catch (cause) {
    throw new Fault('tls-files-unusable', `cannot keep ${path}: ${(cause as Error).message}`, { cause });
  }
  return made;
}

/** What is on disk if it is good, else what is made now; that is served even where it cannot be kept, for nobody knows it by itself. */
async function keepServer(
  { dir, clock, log }: SiteCertificatesOptions,
  isGood: (pair: KeyAndCertificate) => boolean,
  make: () => Promise<KeyAndCertificate>,
): Promise<KeyAndCertificate> {
  const path = join(dir, 'server');
  let found: Found = {};
  try {
    found = readPair(path);
    if (isPair(found) && isGood(found)) return found;
  } catch (err) {
    log.error({ err }, 'the certificate of the gateway cannot be read and is made anew');
  }
  const made = await make();
  try {
    if (!isPair(found)) putAside(path, found, clock.wallMs());
    writePair(path, made);
  } catch (err) {
    log.error({ err, path }, 'the certificate of the gateway cannot be kept: the next start makes another one');
  }
  return made;
}

/** Throws a Fault for what is there and cannot be read. */
function readPair(path: string): Found {
  try {
    return {
      key: ifThere(() => readSecret(`${path}.key`, 'tls-files-unusable').toString('utf8')),
      certificate: ifThere(() => readFileSync(`${path}.pem`, 'utf8')),
    };
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('tls-files-unusable', `cannot read ${path}.pem: ${(cause as Error).message}`, { cause });
  }
}

function ifThere(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    const cause = (error instanceof Fault ? error.cause : error) as NodeJS.ErrnoException;
    if (cause.code === 'ENOENT') return undefined;
    throw error;
  }
}

function writePair(path: string, { key, certificate }: KeyAndCertificate): void {
  replaceFile(`${path}.key`, key);
  replaceFile(`${path}.pem`, certificate);
}

/** Under a name of its own each time: what was put aside before may be the one that somebody needs. */
function putAside(path: string, { key, certificate }: Found, nowMs: number): void {
  const at = new Date(nowMs).toISOString().replaceAll(/[-:.]/g, '');
  if (key !== undefined) renameSync(`${path}.key`, `${path}.key.damaged-${at}`);
  if (certificate !== undefined) renameSync(`${path}.pem`, `${path}.pem.damaged-${at}`);
}

/** The last good ones of the named files. */
function readFiles({ certificate, key }: CertificateFiles, log: Log) {
  let context: SecureContext | undefined;
  let read = '';
  let problem: string | undefined;
  const look = () => {
    const before = problem;
    try {
      const pair = { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
      const text = pair.key + pair.certificate;
      if (text === read) {
        problem = undefined;
        return;
      }
      if (!isPair(pair)) throw new Error('the key is not that of the certificate, or one of the files is not whole');
      context = toContext(pair);
      read = text;
      problem = undefined;
      log.info({ certificate }, 'the certificate is read from its files');
    } catch (error) {
      problem = `the certificate ${certificate} cannot be used: ${(error as Error).message}`;
      const instead = context ? 'the one before goes on' : 'the one of the site’s authority serves instead';
      if (problem !== before) log.error({ code: 'tls-files-unusable', problem }, instead);
    }
  };
  look();
  return { look, context: () => context, problem: () => problem };
}

/** All under which a browser or a device of the site may ask for this machine. */
function namesOf({ names }: SiteCertificatesOptions): string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ address, internal }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address);
  const own = /^[a-z0-9.-]+$/i.test(hostname()) ? [hostname().toLowerCase()] : [];
  return [...new Set(['localhost', '127.0.0.1', '::1', ...own, ...addresses, ...names])];
}
