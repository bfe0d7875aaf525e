import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { startRolloutServer } from '../../fixtures/rollout-server.ts';
import { keyListOf, makeSigner, manifestOf, signAll } from '../../fixtures/signed-release.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { until } from './until.ts';

/**
 * A gateway that is killed while it deals with a release that is not for its box: each time the cloud hears every step of it once, in
 * order, and its end. Where programs are switched, tests/scenario/update/power-cut.test.ts cuts the power at every write.
 */
export async function killInUpdates(kills: readonly { dieAt: string; preload: string }[]): Promise<string[]> {
  const cloud = await startRolloutServer();
  const folder = mkdtempSync(join(tmpdir(), 'ringward-keys-'));
  const signers = [makeSigner('anna'), makeSigner('bo')];
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(signAll(keyListOf(signers, 2), signers)));
  const site = smallSite({ cloud: { url: cloud.url, token: 'a-token-of-this-gateway-0001' } });
  const gateway = await openGatewayProcess({ ...site, updates: { keys: join(folder, 'keys.json') } });
  const problems: string[] = [];
  try {
    for (const [index, { dieAt, preload }] of kills.entries()) {
      const attempt = `attempt-${index + 1}`;
      const bytes = Buffer.from(`program ${index + 1}`);
      cloud.put(bytes);
      cloud.assignments = [
        { attempt, release: signAll(manifestOf(bytes, { serial: index + 2 }), signers), healthS: 1 },
      ];
      await gateway.start({ preload, env: { DIE_AT: dieAt } }).catch(() => {});
      const isKilled = await Promise.race([gateway.ended().then(() => true), until(() => false, 30_000)]);
      if (!isKilled) problems.push(`the update never came to ${dieAt}`);
      await gateway.kill();
      await gateway.start();
      const steps = () => cloud.reports.filter((report) => report.attempt === attempt);
      const isOver = await until(() => steps().at(-1)?.state === 'failed', 30_000);
      if (!isOver) problems.push(`missing: the end of the update killed at ${dieAt}`);
      const numbers = [...new Set(steps().map(({ step }) => step))];
      if (numbers.some((step, at) => step !== at + 1)) problems.push(`reordered: ${numbers} after ${dieAt}`);
      await gateway.kill();
    }
  } finally {
    await gateway.remove();
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return problems;
}
