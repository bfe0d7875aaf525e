import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startGateway } from '../../../gateway/compose/compose-gateway.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { playDevice } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

test('a resident gets in by card though the file of the guards’ accounts is spoilt, and the gateway says what to do', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-users-'));
  mkdirSync(join(dir, 'data'));
  writeFileSync(join(dir, 'data', 'users.json'), '{"version":3,"us');
  const site = smallSite();
  const residents = site.residents.map(({ face: _, ...resident }) => resident);
  const loaded = { site: { ...site, residents }, baseDir: dir, exposed: false };
  const paths = { modelsDir: 'var/models', webDir: 'var/web/gateway' };
  const gateway = await startGateway({ loaded, ...paths, version: '0.0.0', clock: systemClock, log: quietLog });
  try {
    expect(gateway.firstLogins).toEqual([]);
    const health = await fetch(`${gateway.consoleUrl}/healthz`);
    expect(await health.text()).toContain('set-password guard --roles');
    const [controller, reader] = [
      await playDevice(gateway.mqttPort, site, 'gate-controller'),
      await playDevice(gateway.mqttPort, site, 'gate-reader'),
    ];
    await reader.event(1, 'card-presented', { card: 'uid:0A1B2C3D' });
    await expect.poll(() => controller.commands.map(({ action }) => action), { timeout: 30_000 }).toContain('access');
    for (const { client } of [controller, reader]) client.end(true);
  } finally {
    await gateway.stop();
  }
}, 60_000);
