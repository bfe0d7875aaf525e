import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPass } from '../../../devices/contracts/read-pass.ts';
import { createForgetfulNote } from '../../../firmware-sims/device/flash-note.ts';
import { createRightsHolder } from '../../../firmware-sims/device/rights-holder.ts';
import { silentLog } from '../../../firmware-sims/log.ts';
import { createCardDigests } from '../../../gateway/rights/build-rights.ts';
import { packRights, writeRights } from '../../../gateway/rights/pack-rights.ts';
import { signPass } from '../../../gateway/rights/sign-pass.ts';
import { openSiteKey } from '../../../gateway/rights/site-key.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { createSiteKey, snapshotOf } from '../../fixtures/signed-rights.ts';

// Two programs, written apart from one description: what the one signs, the other must take.
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-key-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a controller takes the rights that the gateway signs, and finds a resident’s card in them', async () => {
  const key = openSiteKey(join(dir, 'site-key.pem'), quietLog);
  const digests = createCardDigests(key.derive('rights'));
  const { version, issuedAtMs, ...content } = snapshotOf(
    { ...createSiteKey(), publicKey: key.publicKey },
    {
      salt: digests.salt,
      credentials: [[digests.of('w26:123456'), 'card-7', 0, 0, -1, 0]],
    },
  );
  const signed = await packRights(await writeRights(content), { version, issuedAtMs }, key);
  const holder = createRightsHolder({
    site: 'test-site',
    controller: 'door-1',
    siteKey: () => key.publicKey,
    flash: createForgetfulNote(),
    log: silentLog,
  });
  holder.receive(Buffer.from(JSON.stringify(signed)));
  expect(holder.report()).toEqual({ version, credentials: 1 });
  expect(holder.rights?.card('w26:123456')).toHaveLength(1);
});

test('a controller reads the pass that the gateway signs', () => {
  const key = openSiteKey(join(dir, 'site-key.pem'), quietLog);
  const pass = { jti: 'pass-1', iss: 'test-site', nbf: 1, exp: 2, at: ['front'], uses: 3 };
  expect(readPass(signPass(pass, key).text, key.verifyKey)).toEqual(pass);
});
