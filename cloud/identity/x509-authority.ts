import 'reflect-metadata';
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Pkcs10CertificateRequest,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { formatPin } from '../../devices/contracts/claim.ts';
import type { Parsed } from '../../devices/contracts/parse.ts';
import { Fault } from '../fault.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;
const issuer = 'CN=Ringward cloud authority';
/**
 * The authority's own certificate is made anew at each start, from the key alone: so its dates are the same in every
 * process. Gateways know the key, not the dates.
 */
const validFrom = new Date('2026-01-01T00:00:00Z');
const validTo = new Date('2076-01-01T00:00:00Z');
/** Clocks of the cloud's machines may differ by so much. */
const backdateMs = 5 * 60_000;
/** A gateway's clock that is believed may be off by a day. */
const serverBackdateMs = 86_400_000;
const serverForMs = 30 * 86_400_000;

export interface ReadCsr {
  /** SPKI, DER. */
  publicKey: Buffer;
  /** SHA-256 of it, hex. */
  keyHash: string;
}

/** Reads a PKCS #10 request and checks that it is signed by its own key. Never throws. */
export async function readCsr(pem: string): Promise<Parsed<ReadCsr>> {
  try {
    if (!/^-----BEGIN (NEW )?CERTIFICATE REQUEST-----/.test(pem)) return { ok: false, problem: 'it is no PEM of one' };
    const request = new Pkcs10CertificateRequest(pem);
    const publicKey = Buffer.from(request.publicKey.rawData);
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
      return { ok: false, problem: 'its key is not ECDSA P-256' };
    if (!(await request.verify())) return { ok: false, problem: 'it is not signed by its own key' };
    return { ok: true, value: { publicKey, keyHash: createHash('sha256').update(publicKey).digest('hex') } };
  } catch (error) {
    // the library throws in many ways, and whatever it says of hostile bytes is of no use to anybody
    return { ok: false, problem: error instanceof RangeError ? 'it is out of range' : 'it cannot be read' };
  }
}

export interface IssuedCertificate {
  /** PEM. */
  certificate: string;
  /** SHA-256 of its DER, lower-case hex. */
  fingerprint: string;
  issuedMs: number;
  validUntilMs: number;
}

/** Signs the certificates of gateways and the one under which the cloud shows itself to them. */
export interface Authority {
  /** Its own certificate, PEM. */
  ca: string;
  /** By which gateways know it. */
  pin: string;
  issueGateway(publicKey: Buffer, gateway: string, forMs: number, nowMs: number): Promise<IssuedCertificate>;
  /** A key and a chain for the TLS listener, PEM; `names` are host names and addresses. */
  issueServer(names: readonly string[], nowMs: number): Promise<{ key: string; cert: string }>;
}

/** A new authority's key, PEM. */
export function createAuthorityKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
}

function readAuthorityKey(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch (cause) {
    throw new Fault('authority-unusable', "the authority's key cannot be read", { cause });
  }
  throw new Fault('authority-unusable', "the authority's key is not ECDSA P-256");
}

/** `keyPem` is a private key, ECDSA P-256. Throws an `authority-unusable` Fault for anything else. */
export async function openAuthority(keyPem: string): Promise<Authority> {
  const privateKey = readAuthorityKey(keyPem);
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const pkcs8 = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }));
  const signingKey = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  const verifyKey = await crypto.subtle.importKey('spki', new Uint8Array(spki), algorithm, true, ['verify']);
  const sha256 = createHash('sha256').update(spki).digest();
  const ca = await X509CertificateGenerator.createSelfSigned({
    serialNumber: sha256.subarray(0, 8).toString('hex'),
    name: issuer,
    notBefore: validFrom,
    notAfter: validTo,
    keys: { privateKey: signingKey, publicKey: verifyKey },
    signingAlgorithm: signing,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(verifyKey),
    ],
  });

  async function issue(key: Buffer, subject: string, usage: ExtendedKeyUsage, names: Name[], from: Date, to: Date) {
    return X509CertificateGenerator.create({
      // a leading zero bit keeps it positive
      serialNumber: `0${randomBytes(16).toString('hex').slice(1)}`,
      subject: [{ CN: [subject] }],
      issuer,
      notBefore: from,
      notAfter: to,
      publicKey: new Uint8Array(key),
      signingKey,
      signingAlgorithm: signing,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([usage]),
        new SubjectAlternativeNameExtension(names),
        await AuthorityKeyIdentifierExtension.create(verifyKey),
      ],
    });
  }

  return {
    ca: ca.toString('pem'),
    pin: formatPin(sha256),
    async issueGateway(key, gateway, forMs, nowMs) {
      const names: Name[] = [{ type: 'url', value: `urn:ringward:gateway:${gateway}` }];
      // certificates know whole seconds only
      const until = new Date(Math.ceil((nowMs + forMs) / 1000) * 1000);
      const from = new Date(nowMs - backdateMs);
      const made = await issue(key, gateway, ExtendedKeyUsage.clientAuth, names, from, until);
      const fingerprint = createHash('sha256').update(Buffer.from(made.rawData)).digest('hex');
      return { certificate: made.toString('pem'), fingerprint, issuedMs: nowMs, validUntilMs: until.getTime() };
    },
    async issueServer(names, nowMs) {
      const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const key = own.publicKey.export({ format: 'der', type: 'spki' });
      const alternatives = names.map((value): Name => ({ type: isIP(value) ? 'ip' : 'dns', value }));
      const from = new Date(nowMs - serverBackdateMs);
      const to = new Date(nowMs + serverForMs);
      const made = await issue(key, 'ringward-cloud', ExtendedKeyUsage.serverAuth, alternatives, from, to);
      return {
        key: own.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
        cert: `${made.toString('pem')}\n${ca.toString('pem')}\n`,
      };
    },
  };
}

type Name = ConstructorParameters<typeof SubjectAlternativeNameExtension>[0] extends infer Data
  ? Data extends readonly (infer Entry)[]
    ? Entry
    : never
  : never;
