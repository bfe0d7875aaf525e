import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leaveClaimCode } from '../../../gateway/identity/identity-files.ts';
import { type ClaimingCloud, startClaimingCloud } from './claiming-cloud.ts';
import { type ClaimingGateway, openClaimingGateway } from './claiming-gateway.ts';
import { cutAt } from './power-cut.ts';

/** Seconds of a certificate's life; it is renewed after two thirds of them. */
const lifeS = 20;
let cloud: ClaimingCloud;
let folder: string;
const running: ClaimingGateway[] = [];
beforeAll(async () => {
  cloud = await startClaimingCloud({ certificateHours: lifeS / 3600 });
  folder = mkdtempSync(join(tmpdir(), 'ringward-cuts-'));
});
afterAll(async () => {
  await Promise.all(running.map(({ identity }) => identity.stop()));
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

const eventually = <T>(look: () => Promise<T> | T, timeout = 20_000) => expect.poll(look, { timeout, interval: 100 });

/** Runs a gateway until its power goes, then starts it again with what is on its disk. */
async function runThroughCut(id: string, at: number, when: 'before' | 'after'): Promise<ClaimingGateway> {
  const own = join(folder, id);
  leaveClaimCode(own, (await cloud.makeCode()).text);
  const files = cutAt(own, at, when);
  const open = (more: object) => openClaimingGateway({ url: cloud.gatewayUrl, gateway: id, folder: own, ...more });
  const first = open({ files });
  await eventually(files.isCut);
  await first.identity.stop();
  const second = open({ boot: 'boot-2' });
  running.push(second);
  await eventually(second.say).toBe(204);
  return second;
}

// a key, the claim, the code let go, the cloud's name for the claim, the certificate
const cuts = [1, 2, 3, 4, 5].flatMap((at) => [[at, 'before'] as const, [at, 'after'] as const]);

test('a power cut at any step of the claim leads on to one gateway with one certificate and one key', async () => {
  await Promise.all(cuts.map(([at, when]) => runThroughCut(`cut-${at}-${when}`, at, when)));
  const claims = await cloud.claims();
  expect(claims).toHaveLength(cuts.length);
  for (const [at, when] of cuts) {
    const id = `cut-${at}-${when}`;
    const { certificates } = await cloud.identity(id);
    expect(certificates, id).toHaveLength(1);
    const files = readdirSync(join(folder, id));
    expect(
      files.filter((name) => name.startsWith('key-')),
      id,
    ).toHaveLength(1);
    for (const name of files) expect(statSync(join(folder, id, name)).mode & 0o077, name).toBe(0);
  }
}, 60_000);

test('certificates are renewed before they end, through a power cut at any step of it, and the old one is of no use any more', async () => {
  const renewals = [6, 7, 8].map(async (at) => {
    const id = `renew-${at}`;
    const own = join(folder, id);
    leaveClaimCode(own, (await cloud.makeCode()).text);
    const files = cutAt(own, at, 'before');
    const open = (more: object) => openClaimingGateway({ url: cloud.gatewayUrl, gateway: id, folder: own, ...more });
    const first = open({ files });
    await eventually(first.say).toBe(204);
    await eventually(files.isCut, 30_000);
    await first.identity.stop();
    const second = open({ boot: 'boot-2' });
    running.push(second);
    await eventually(async () => {
      expect(await second.say()).toBe(204);
      return (await cloud.identity(id)).certificates.some(
        ({ endedWhy, firstUsedAtMs }) => endedWhy === 'renewed' && firstUsedAtMs !== null,
      );
    }, 30_000).toBe(true);
    expect(await second.say()).toBe(204);
  });
  await Promise.all(renewals);
}, 70_000);

test('a gateway that was away for longer than its certificate lived is told so, and comes back with a code', async () => {
  const id = 'cut-1-before';
  const own = join(folder, id);
  const before = running.find(({ folder: its }) => its === own)!;
  await before.identity.stop();
  const last = (await cloud.identity(id)).certificates[0]!;
  await eventually(() => Date.now() > last.validUntilMs + 1000, 30_000).toBe(true);
  const late = openClaimingGateway({ url: cloud.gatewayUrl, gateway: id, folder: own, boot: 'boot-3' });
  running.push(late);
  expect(await late.say()).toBe('certificate-expired');
  leaveClaimCode(own, (await cloud.makeCode()).text);
  await eventually(late.say).toBe(204);
}, 60_000);
