import { createPublicKey, type KeyObject, sign } from 'node:crypto';

/** One DER value: tag, length, content (X.690 §8.1, §10.1). */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 255 ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 128 | bytes.length]), bytes, content]);
}

const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const objectId = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
/** 2.5.4.3 */
const commonName = objectId('550403');
/** 1.2.840.10045.4.3.2 */
const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));

/**
 * A request for a certificate (PKCS #10, RFC 2986 §4.1), PEM, for a private key ECDSA P-256. It is small enough to be written
 * here: a library for it would cost the gateway tens of megabytes for two hundred bytes a year.
 */
export function createCertificateRequest(privateKey: KeyObject, name: string): string {
  const subject = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(name, 'utf8')))));
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const info = sequence(der(0x02, Buffer.from([0])), subject, publicKey, der(0xa0));
  const signature = der(0x03, Buffer.from([0]), sign('sha256', info, privateKey));
  const lines = sequence(info, ecdsaWithSha256, signature)
    .toString('base64')
    .match(/.{1,64}/g)!;
  return ['-----BEGIN CERTIFICATE REQUEST-----', ...lines, '-----END CERTIFICATE REQUEST-----', ''].join('\n');
}
