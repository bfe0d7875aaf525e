import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { passHeaderPart, readPass } from '../../../devices/contracts/read-pass.ts';
import { createForgetfulNote } from '../../../firmware-sims/device/flash-note.ts';
import { createRightsHolder } from '../../../firmware-sims/device/rights-holder.ts';
import { silentLog } from '../../../firmware-sims/log.ts';
import { packRights, writeRights } from '../../../gateway/rights/pack-rights.ts';
import { signPass } from '../../../gateway/rights/sign-pass.ts';
import { openSiteKey } from '../../../gateway/rights/site-key.ts';
import { quietLog } from '../../fixtures/quiet.ts';

const dir = mkdtempSync(join(tmpdir(), 'ringward-tampering-'));
afterAll(() => rmSync(dir, { recursive: true }));
const key = openSiteKey(join(dir, 'site.key'), quietLog);

/** Anything, and what looks like a pass. */
const Code = fc.oneof(
  fc.string(),
  fc.array(fc.base64String(), { maxLength: 5 }).map((parts) => parts.join('.')),
  fc.tuple(fc.uint8Array(), fc.uint8Array({ minLength: 64, maxLength: 64 })).map((parts) => {
    const [body, signature] = parts.map((part) => Buffer.from(part).toString('base64url'));
    return `${passHeaderPart}.${body}.${signature}`;
  }),
);

function flip(bytes: Uint8Array, bit: number): Buffer {
  const flipped = Buffer.from(bytes);
  flipped[bit >> 3]! ^= 1 << (bit & 7);
  return flipped;
}

test('a visitor’s pass of which any one bit is another is refused', () => {
  const pass = {
    jti: 'pass-1',
    iss: 'linden',
    nbf: 1_790_000_000,
    exp: 1_790_003_600,
    at: ['gate', 'u1-door'],
    uses: 3,
  };
  const text = Buffer.from(signPass(pass, key).text);
  expect(readPass(text.toString('latin1'), key.verifyKey)).toEqual(pass);
  for (let bit = 0; bit < text.length * 8; bit += 1) {
    expect(readPass(flip(text, bit).toString('latin1'), key.verifyKey), `bit ${bit}`).toBeUndefined();
  }
});

test('whatever a reader takes for a code, reading it as a pass throws nothing and finds none', () => {
  fc.assert(
    fc.property(Code, (text) => {
      expect(readPass(text, key.verifyKey)).toBeUndefined();
    }),
  );
});

test('rights of which any one bit is another are not taken by a controller', async () => {
  const content = {
    ...{
      site: 'linden',
      controller: 'gate-controller',
      door: 'gate',
      timezone: 'Asia/Shanghai',
      salt: key.derive('x'),
    },
    ...{
      schedules: [],
      endedPasses: [],
      passKey: key.publicKey,
      lockout: { failures: 5, seconds: 30 },
      lockedDown: false,
    },
    credentials: Array.from({ length: 20 }, (_, at): [string, string, number, number, number, number] => [
      ...([key.derive(`card ${at}`), `c-${at}`, 0, 0, -1, 0] as const),
    ]),
  };
  const signed = await packRights(await writeRights(content), { version: 7, issuedAtMs: 1 }, key);
  const message = Buffer.from(JSON.stringify(signed));
  const versionAfter = (bytes: Buffer) => {
    const holder = createRightsHolder({
      ...{ site: 'linden', controller: 'gate-controller', siteKey: () => key.publicKey },
      ...{ flash: createForgetfulNote(), log: silentLog },
    });
    holder.receive(bytes);
    return holder.report();
  };
  expect(versionAfter(message)).toEqual({ version: 7, credentials: 20 });
  // The last letter of a signature has four bits that belong to no byte.
  const spare = message.lastIndexOf('"') - 1;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: message.length * 8 - 1 }), (bit) => {
      fc.pre(bit >> 3 !== spare);
      expect(versionAfter(flip(message, bit))).toMatchObject({ version: 0, refused: expect.any(String) });
    }),
    { numRuns: 500 },
  );
});
