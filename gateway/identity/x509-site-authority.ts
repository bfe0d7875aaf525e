import 'reflect-metadata';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** Dates that no wrong clock of a gateway can spoil. */
const authorityFrom = new Date('2026-01-01T00:00:00Z');
const authorityTo = new Date('2076-01-01T00:00:00Z');
/** The clocks of phones and controllers may be behind by a day. */
const backdateMs = 86_400_000;

/** A key and its certificate or chain, PEM. */
export interface KeyAndCertificate {
  key: string;
  certificate: string;
}

const makeKey = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
    spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
  };
};

async function importSigningKey(pem: string) {
  const privateKey = createPrivateKey(pem);
  const pkcs8 = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }));
  const spki = new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }));
  return {
    signingKey: await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
    verifyKey: await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
    serial: createHash('sha256').update(spki).digest('hex').slice(0, 16),
  };
}

/** An authority for one site, which signs servers and nothing else. With the key of a former one it is that one again: what knows it needs nothing new. */
export async function makeSiteAuthority(site: string, key = makeKey().key): Promise<KeyAndCertificate> {
  const { signingKey, verifyKey, serial } = await importSigningKey(key);
  const made = await X509CertificateGenerator.createSelfSigned({
    serialNumber: `0${serial.slice(1)}`,
    name: `CN=Ringward site authority ${site}`,
    notBefore: authorityFrom,
    notAfter: authorityTo,
    keys: { privateKey: signingKey, publicKey: verifyKey },
    signingAlgorithm: signing,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(verifyKey),
    ],
  });
  return { key, certificate: `${made.toString('pem')}\n` };
}

/** A fresh key, and for it a chain that the authority has signed. `names` are host names and addresses. */
export async function issueServer(
  authority: KeyAndCertificate,
  names: readonly string[],
  { nowMs, forMs }: { nowMs: number; forMs: number },
): Promise<KeyAndCertificate> {
  const { signingKey, verifyKey } = await importSigningKey(authority.key);
  const own = makeKey();
  const made = await X509CertificateGenerator.create({
    // a leading zero bit keeps it positive
    serialNumber: `0${randomBytes(16).toString('hex').slice(1)}`,
    subject: [{ CN: ['ringward-gateway'] }],
    issuer: new X509Certificate(authority.certificate).subject,
    notBefore: new Date(nowMs - backdateMs),
    notAfter: new Date(nowMs + forMs),
    publicKey: own.spki,
    signingKey,
    signingAlgorithm: signing,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
      await AuthorityKeyIdentifierExtension.create(verifyKey),
    ],
  });
  return { key: own.key, certificate: `${made.toString('pem')}\n${authority.certificate}` };
}
