import { generateKeyPairSync, sign } from 'node:crypto';
import { readCsr } from '../../../cloud/identity/x509-authority.ts';
import { acceptKeyList, readKeyList, readRelease } from '../../../devices/contracts/read-release.ts';
import { demand, type FuzzTarget, textOf } from '../fuzz-target.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const x = publicKey.export({ format: 'jwk' }).x!;
const list = { format: 1, serial: 1, threshold: 1, keys: [{ id: 'k1', publicKey: x }] };
const pem = `-----BEGIN CERTIFICATE REQUEST-----
MIHIMHACAQAwDjEMMAoGA1UEAwwDYWJjMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAKAAMAoGCCqGSM49BAMCA0gAMEUCIQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==
-----END CERTIFICATE REQUEST-----`;

/** The text that was signed, or the request for a certificate. */
export const target: FuzzTarget = {
  name: 'releases',
  about:
    'only what the keys have signed is a release or a list of keys, and a request for a certificate is read or refused',
  share: 0.25,
  seeds: [
    JSON.stringify(list),
    JSON.stringify({ ...list, keys: [...list.keys, ...list.keys], threshold: 2 }),
    JSON.stringify({
      format: 1,
      kind: 'gateway',
      name: 'ringward',
      version: '1.2.3',
      serial: 7,
      artefact: { sha256: 'a'.repeat(64), bytes: 9 },
    }),
    pem,
  ],
  words: [
    'previous',
    'minVersion',
    'issuedAtMs',
    'expiresAtMs',
    'target',
    'firmware',
    'model',
    '-----BEGIN NEW CERTIFICATE REQUEST-----',
  ],
  async run(input) {
    const text = textOf(input);
    const signature = sign(null, Buffer.from(text), privateKey).toString('base64url');
    const signed = { text, signatures: [{ key: 'k1', signature }] };
    const read = readKeyList(signed);
    if (read.ok) demand(read.value.threshold <= read.value.keys.length, 'keys enough for the threshold');
    readRelease(signed, list as never);
    acceptKeyList(list as never, signed);
    demand(
      !readRelease({ text, signatures: [{ key: 'k1', signature: text.slice(0, 86) }] }, list as never).ok,
      'nobody else signs',
    );
    const csr = await readCsr(text);
    if (!csr.ok) demand(csr.problem !== '', 'a problem is a sentence');
  },
};
