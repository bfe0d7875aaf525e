import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createDoorSim } from '../../firmware-sims/device/door-sim.ts';
import { createSensorSim } from '../../firmware-sims/device/sensor-sims.ts';
import { runGateway } from '../fixtures/run-gateway.ts';
import { smallSite } from '../fixtures/small-site.ts';
import { faultsOf } from './axe-page.ts';
import { openGuardPage } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, guardWeb, shots } from './page-room.ts';

const browser = browserOfFile();

/** A gateway at which devices are approved, with a detector that waits and a gate that the manager has revoked. */
async function openSite() {
  const gateway = await runGateway(smallSite({ deviceApproval: 'operator' }), { webDir: guardWeb });
  const own = (id: string) => ({
    ...{ site: 'linden', hardware: 'SN-1', broker: { host: '127.0.0.1', port: gateway.gateway.mqttPort } },
    device: gateway.site.devices.find((device) => device.id === id)!,
  });
  const { device, ...rest } = own('smoke-1');
  const detector = createSensorSim({ ...rest, device: { ...device, kind: 'smoke' } });
  const door = createDoorSim(own('gate-controller'));
  onTestFinished(async () => {
    await Promise.all([detector.stop(), door.stop()]);
    await gateway.stop();
    rmSync(gateway.dir, { recursive: true, force: true });
  });
  await expect.poll(() => detector.online && door.online, { timeout: 15_000 }).toBe(true);
  detector.trip();
  const manager = await gateway.signIn('manager');
  await manager.post('/api/devices/gate-controller/revoke', { reason: 'torn from the wall' });
  await expect.poll(() => detector.stats().queued, { timeout: 15_000 }).toBe(0);
  const passwordOf = (user: string) => gateway.gateway.firstLogins.find((login) => login.user === user)!.password;
  return { url: gateway.gateway.consoleUrl, manager, passwordOf };
}

describe.skipIf(missingBrowser)(`which devices count, on the guard's page${browserNote}`, () => {
  const looks = [
    { name: 'zh-1440', language: 'zh-CN', dark: false, width: 1440 },
    { name: 'en-390-dark', language: 'en-GB', dark: true, width: 390 },
  ] as const;
  test.each(looks)(
    'the manager approves a detector that waits, and what it said while it waited is an alarm ($name)',
    async ({ name, ...look }) => {
      const { url, manager, passwordOf } = await openSite();
      const { page, complaints, close } = await openGuardPage(browser, { url, ...look });
      onTestFinished(close);
      await page.getByTestId('login-user').fill('manager');
      await page.getByTestId('login-password').fill(passwordOf('manager'));
      await page.getByTestId('login-submit').click();
      await page.getByTestId('site-name').waitFor();
      await page.goto(`${url}/#/health`);
      const card = page.getByTestId('health-standings');
      const waiting = card.locator('[data-device="smoke-1"]');
      await waiting.waitFor();
      expect(await waiting.getAttribute('data-standing')).toBe('waiting');
      expect(await waiting.textContent()).toContain('SN-1');
      expect(await card.locator('[data-device="gate-controller"]').getAttribute('data-standing')).toBe('revoked');
      await page.getByTestId('problem-devicesWaiting').waitFor();
      await page.getByTestId('problem-devicesRevoked').waitFor();
      await card.scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(shots, `guard-devices-${name}.png`), fullPage: true });
      expect(await faultsOf(page)).toEqual([]);

      await waiting.getByTestId('standing-approve').click();
      await page.getByTestId('deed-reason').fill('put up by our engineer');
      await page.getByTestId('deed-submit').click();
      await card.getByTestId('standings-approved').waitFor();
      await card.locator('[data-device="smoke-1"][data-standing="approved"]').waitFor({ state: 'attached' });
      const alarms = await manager.get<{ type: string; source: string }[]>('/api/alarms?open=true');
      expect(alarms).toContainEqual(expect.objectContaining({ type: 'smoke', source: 'smoke-1' }));
      expect(complaints).toEqual([]);
    },
    60_000,
  );

  test('a guard sees why a door cannot be opened from the desk and what to do, and is offered no decision', async () => {
    const { url, passwordOf } = await openSite();
    const { page, signIn, close } = await openGuardPage(browser, { url, language: 'en-GB' });
    onTestFinished(close);
    await signIn(passwordOf('guard'));
    await page.goto(`${url}/#/doors`);
    const gate = page.locator('[data-testid="door-row"][data-door="gate"]');
    await gate.waitFor();
    expect(await gate.textContent()).toMatch(/its controller is revoked/);
    expect(await gate.getByTestId('door-standing').textContent()).toMatch(/send somebody to it/);
    await gate.getByTestId('door-open').click();
    await page.getByTestId('deed-reason').fill('a visitor with a pram');
    await page.getByTestId('deed-submit').click();
    await expect.poll(() => page.getByTestId('deed-problem').textContent()).toMatch(/revoked, or waits for approval/);
    await page.screenshot({ path: join(shots, 'guard-devices-door.png') });
    await page.goto(`${url}/#/health`);
    await page.getByTestId('health-standings').locator('[data-device="smoke-1"]').waitFor();
    expect(await page.getByTestId('standing-approve').count()).toBe(0);
  }, 60_000);
});
