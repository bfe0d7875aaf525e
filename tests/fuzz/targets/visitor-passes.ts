import { generateKeyPairSync, sign } from 'node:crypto';
import { passHeaderPart, readPass } from '../../../devices/contracts/read-pass.ts';
import { demand, type FuzzTarget, textOf } from '../fuzz-target.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const seal = (body: Uint8Array) => {
  const signed = `${passHeaderPart}.${Buffer.from(body).toString('base64url')}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
};
const pass = Buffer.from('{"jti":"p-1","iss":"linden","nbf":1790000000,"exp":1790003600,"at":["gate"],"uses":2}');

/** Once as the text that a reader scanned, once as what a holder of the key has signed. */
export const target: FuzzTarget = {
  name: 'visitor-passes',
  about: 'only what the site has signed is a pass, and one pass has one text',
  maxBytes: 1400,
  share: 0.5,
  seeds: [pass, seal(pass), `${passHeaderPart}..`],
  run(input) {
    const scanned = textOf(input);
    demand(!readPass(scanned, publicKey) || scanned === seal(pass), 'nobody else signs');
    const read = readPass(seal(input), publicKey);
    demand(!read || (read.at.length > 0 && read.uses > 0), 'a pass is for a place and a number of times');
    const twice = `${seal(input)}=`;
    demand(!readPass(twice, publicKey), 'one pass, one text');
  },
};
