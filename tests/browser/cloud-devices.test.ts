import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DeviceList, ListedDevice } from '../../devices/contracts/device-list.ts';
import { removeFolder, startTestCloud, statusOf, type TestCloud, tokenOf } from '../scenario/cloud/test-cloud.ts';
import { faultsOf } from './axe-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { type OperatorLook, openOperatorPage } from './operator-page.ts';
import { browserOfFile, operatorWeb, shots } from './page-room.ts';

const browser = browserOfFile();

const device = (id: string, en: string, more: Partial<ListedDevice>): ListedDevice => ({
  ...{ id, kind: 'smoke', ring: 3, zone: 'b1', name: { zh: `一号楼${id}`, en }, standing: 'approved', revision: 1 },
  ...{ state: 'online', sinceMs: Date.now() - 90_000, hardware: 'SN-1', approvedHardware: 'SN-1' },
  ...more,
});
const swapped = { standing: 'waiting', revision: 3, hardware: 'SN-2', held: 2, by: 'gateway', changedMs: 1 } as const;
const listOf = (): DeviceList => ({
  ...{ etag: '0123456789abcdef', atMs: Date.now(), omitted: 0 },
  devices: [
    device('smoke-1', 'Hall smoke detector', { ...swapped, changedMs: Date.now() - 60_000 }),
    device('gate-controller', 'Gate', {
      ...{ kind: 'door-controller', ring: 1, standing: 'revoked', by: 'site', changedMs: Date.now() - 3_600_000 },
      ...{ state: 'lost', clonedMs: Date.now() - 3_700_000, firmware: '2.1.0' },
    }),
    device('smoke-2', 'Attic smoke detector', {}),
  ],
});

async function startCloud(): Promise<TestCloud> {
  const cloud = await startTestCloud({ webFolder: operatorWeb });
  onTestFinished(async () => {
    await cloud.close();
    removeFolder(cloud.folder);
  });
  return cloud;
}
async function tell({ url, uplink }: TestCloud, health: object): Promise<void> {
  const nowMs = Date.now();
  await uplink('status', { ...statusOf({ nowMs, startedAtMs: nowMs - 60_000 }), health: { atMs: nowMs, ...health } });
  const headers = { authorization: `Bearer ${tokenOf['gw-1']}`, 'content-type': 'application/json' };
  const told = await fetch(`${url}/v1/devices`, { method: 'PUT', headers, body: JSON.stringify(listOf()) });
  expect(told.status).toBe(204);
}

describe.skipIf(missingBrowser)(`devices under a gateway in a real browser${browserNote}`, () => {
  const looks: [name: string, look: OperatorLook, words: RegExp][] = [
    ['en-1440', {}, /approved was SN-1, now here is SN-2/],
    ['zh-390-dark', { language: 'zh-CN', width: 390, height: 844, dark: true }, /批准的是 SN-1，现在来的是 SN-2/],
  ];
  test.each(looks)(
    'an operator sees which devices wait and why, how old that is, and approves one with a reason (%s)',
    async (name, look, words) => {
      const cloud = await startCloud();
      await tell(cloud, { deviceList: '0123456789abcdef' });
      const { page, complaints, close } = await openOperatorPage(browser, cloud.url, look);
      onTestFinished(close);
      await page.goto(`${cloud.url}/#/`);
      const toApprove = page.getByTestId('devices-to-approve');
      await toApprove.waitFor();
      expect(await toApprove.textContent()).toMatch(/^Devices that wait for approval: 1$|^1 台设备等待批准$/);
      await page.screenshot({ path: join(shots, `cloud-devices-fleet-${name}.png`) });
      expect(await faultsOf(page)).toEqual([]);
      await toApprove.click();
      const panel = page.getByTestId('gateway-devices');
      const waiting = panel.locator('[data-device="smoke-1"]');
      await waiting.waitFor();
      expect(await waiting.textContent()).toMatch(words);
      expect(await panel.locator('[data-device="gate-controller"]').getAttribute('data-standing')).toBe('revoked');
      expect(await panel.locator('[data-device="smoke-2"]').isVisible()).toBe(false);
      await panel.scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(shots, `cloud-devices-${name}.png`) });
      expect(await faultsOf(page)).toEqual([]);

      await waiting.getByTestId('device-approve').click();
      await page.getByTestId('reason').fill('put up by our engineer');
      await page.getByTestId('reason-given').click();
      await panel.getByTestId('device-asked').waitFor();
      const { commands } = (await (await page.request.get(`${cloud.url}/v1/commands`)).json()) as {
        commands: { what: object; state: string; why: string }[];
      };
      expect(commands).toMatchObject([
        {
          what: { kind: 'device-approve', device: 'smoke-1', revision: 3 },
          why: 'put up by our engineer',
          state: 'sent',
        },
      ]);
      await page.getByTestId('gateway-commands').locator('[data-kind="device-approve"]').waitFor();
      await panel.getByTestId('devices-approved').locator('summary').click();
      await panel.locator('[data-device="smoke-2"]').getByTestId('device-revoke').waitFor();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
    },
    60_000,
  );

  test('an operator is told when the list is behind the gateway, and when there is none', async () => {
    const cloud = await startCloud();
    await tell(cloud, { deviceList: 'fedcba9876543210' });
    const { page, close } = await openOperatorPage(browser, cloud.url);
    onTestFinished(close);
    await page.goto(`${cloud.url}/#/gateways/gw-1`);
    await expect
      .poll(() => page.getByTestId('device-list-age').textContent(), { timeout: 15_000 })
      .toMatch(/the new list has not come yet/);
    await page.goto(`${cloud.url}/#/gateways/gw-2`);
    await expect
      .poll(() => page.getByTestId('gateway-devices').textContent(), { timeout: 15_000 })
      .toMatch(/has not told its devices/);
  }, 60_000);
});
