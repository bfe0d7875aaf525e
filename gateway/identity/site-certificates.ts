import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Clock } from '../kernel/clock.ts';
import { readSecret } from '../kernel/key-file.ts';
import type { Log } from '../kernel/log.ts';
import { replaceFile } from '../kernel/replace-file.ts';
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

const serverForMs = 90 * 86_400_000;
/** A month before the end there is time to mend what keeps it from being renewed. */
const renewBeforeMs = 30 * 86_400_000;

/** Opens the site's authority, and makes what is missing. What cannot be used is put aside and made anew, so that a start never fails for it. */
export async function openSiteCertificates(options: SiteCertificatesOptions): Promise<SiteCertificates> {
  const { dir, site, clock, log } = options;
  const authority = await keep(join(dir, 'authority'), log, isPair, async () => {
    const { makeSiteAuthority } = await import('./x509-site-authority.ts');
    return makeSiteAuthority(site);
  });
  const issue = async () => {
    const { issueServer } = await import('./x509-site-authority.ts');
    return issueServer(authority, namesOf(options), { nowMs: clock.wallMs(), forMs: serverForMs });
  };
  const signed = new X509Certificate(authority.certificate);
  const isGood = (pair: KeyAndCertificate) =>
    isPair(pair) && isFresh(new X509Certificate(pair.certificate), signed, namesOf(options), clock.wallMs());
  let server = await keep(join(dir, 'server'), log, isGood, issue);
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
        server = await keep(join(dir, 'server'), log, isGood, issue);
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

function isPair({ key, certificate }: KeyAndCertificate): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

function isFresh(leaf: X509Certificate, authority: X509Certificate, names: readonly string[], nowMs: number): boolean {
  const isNow = nowMs >= leaf.validFromDate.getTime() && nowMs < leaf.validToDate.getTime() - renewBeforeMs;
  return (
    isNow &&
    leaf.checkIssued(authority) &&
    names.every((name) => (isIP(name) ? leaf.checkIP(name) : leaf.checkHost(name)))
  );
}

/** What is on disk if it is good, else what is made now. A copy that cannot be written is served all the same. */
async function keep(
  path: string,
  log: Log,
  isGood: (pair: KeyAndCertificate) => boolean,
  make: () => Promise<KeyAndCertificate>,
): Promise<KeyAndCertificate> {
  const [keyPath, certificatePath] = [`${path}.key`, `${path}.pem`];
  const isThere = existsSync(keyPath) || existsSync(certificatePath);
  if (isThere) {
    const found = readPair(keyPath, certificatePath);
    if (found && isGood(found)) return found;
    if (!found || !isPair(found)) {
      log.error({ path: keyPath }, 'a key or certificate of the gateway cannot be used, is put aside and made anew');
      for (const each of [keyPath, certificatePath]) if (existsSync(each)) renameSync(each, `${each}.damaged`);
    }
  }
  const made = await make();
  try {
    replaceFile(keyPath, made.key);
    replaceFile(certificatePath, made.certificate);
  } catch (err) {
    log.error({ err, path: keyPath }, 'a key of the gateway cannot be kept: the next start makes another one');
  }
  return made;
}

function readPair(keyPath: string, certificatePath: string): KeyAndCertificate | undefined {
  try {
    const key = readSecret(keyPath, 'tls-files-unusable').toString('utf8');
    return { key, certificate: readFileSync(certificatePath, 'utf8') };
  } catch {
    return undefined;
  }
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
      if (text === read) return;
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
