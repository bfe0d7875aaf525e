import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { twinEn } from '../../cloud/web/locales/twin-en.ts';
import { twinZh } from '../../cloud/web/locales/twin-zh.ts';
import type { DaySeal } from '../../devices/contracts/gateway-health.ts';
import { makeOperator, openRolloutCloud } from '../fixtures/rollout-cloud.ts';
import { startClaimingCloud } from '../scenario/claim/claiming-cloud.ts';
import { openClaimingGateway } from '../scenario/claim/claiming-gateway.ts';
import { startTenancyDesk } from '../scenario/cloud/tenancy-desk.ts';
import {
  alarmEvent,
  batchOf,
  password,
  removeFolder,
  siteEvent,
  startTestCloud,
  statusOf,
  type TestCloud,
  tokenOf,
} from '../scenario/cloud/test-cloud.ts';
import { faultsOf } from './axe-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { openOperatorPage } from './operator-page.ts';
import { browserOfFile, operatorWeb, shots } from './page-room.ts';

/** Journeys 2 to 6 of an operator, each from the sign-in to its end; the first one, a new gateway, is in claim.test.ts. */
const hourMs = 3_600_000;
const browser = browserOfFile();

const readers = [
  { language: 'zh-CN', width: 1440, height: 900, dark: false },
  { language: 'en-GB', width: 390, height: 844, dark: true },
] as const;
type Reader = (typeof readers)[number];

/** The page of somebody who signs in, with what every journey does on it. */
async function sitDown(url: string, reader: Reader, journey: string, who: { user?: string; password: string }) {
  const { page, complaints, close } = await openOperatorPage(browser, url, { ...reader, ...who });
  onTestFinished(close);
  let step = 0;
  return {
    page,
    complaints,
    /** As a person goes: by the rail, or on a phone by the list of all pages. */
    async go(name: string) {
      if (!(await page.getByTestId('rail').isVisible())) await page.getByTestId('tab-more').click();
      await page.getByTestId(`nav-${name}`).click();
    },
    /** A picture of where the journey stands; nothing scrolls sideways and axe finds no serious fault. */
    async look(what: string) {
      step += 1;
      const name = `operator-${journey}-${step}-${what}-${reader.language.slice(0, 2)}-${reader.width}.png`;
      await page.screenshot({ path: join(shots, name) });
      expect(await faultsOf(page), what).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, what).toBeLessThanOrEqual(0);
    },
  };
}

async function hold(page: Page, testid: string, why: string): Promise<void> {
  await page.getByTestId(testid).hover();
  await page.mouse.down();
  await page.getByTestId('reason').waitFor();
  await page.mouse.up();
  await page.getByTestId('reason').fill(why);
  await page.getByTestId('reason-given').click();
  await page.getByTestId('reason').waitFor({ state: 'detached' });
}

async function openCloud(): Promise<TestCloud> {
  const cloud = await startTestCloud({ webFolder: operatorWeb });
  onTestFinished(async () => {
    await cloud.close();
    removeFolder(cloud.folder);
  });
  return cloud;
}

const south = { gateway: 'gw-2', site: 'maple-court', siteName: '枫园小区 / Maple Court' };

describe.skipIf(missingBrowser)(`the operator’s journeys in a real browser${browserNote}`, () => {
  test.each(readers)(
    'what is wrong in the fleet stands on one page, each with its age and a way in ($language, $width)',
    async (reader) => {
      const gateways = ['gw-2', 'gw-7'].map((id) => ({ id, token: `token-of-${id}-0123456789` }));
      // a certificate of an hour ends soon by any rule
      const cloud = await startClaimingCloud({ webFolder: operatorWeb, gateways, certificateHours: 1 });
      onTestFinished(() => cloud.close());
      const say = (gateway: string, change: object) =>
        fetch(`${cloud.url}/v1/uplink/status`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer token-of-${gateway}-0123456789` },
          body: JSON.stringify(statusOf({ ...south, nowMs: Date.now(), ...change, gateway })),
        });
      const troubled = () =>
        say('gw-2', {
          nowMs: Date.now() - 90_000,
          cameras: { streaming: 5, total: 8 },
          lanes: { alarm: { issued: 0, acked: 0 }, event: { issued: 800, acked: 0 } },
          health: {
            atMs: Date.now(),
            disk: { freeBytes: 5e10, totalBytes: 1e11 },
            cameras: { 1: { streaming: 5, total: 8, uptime: { share: 0.62, overMs: 80_000_000 } } },
            clock: { believed: true, roundTripMs: 12 },
            outbox: { alarm: { depth: 0 }, event: { depth: 800, oldestMs: 900_000 } },
          },
        });
      const claimed = openClaimingGateway({ url: cloud.gatewayUrl, code: (await cloud.makeCode()).text });
      onTestFinished(async () => {
        await claimed.identity.stop();
        rmSync(claimed.folder, { recursive: true, force: true });
      });
      await expect.poll(claimed.say, { timeout: 20_000, interval: 100 }).toBe(204);
      await say('gw-7', { site: 'elm-court', siteName: '榆园小区 / Elm Court' });
      const { rules } = await cloud.operator.get<{ rules: { id: string; rule: object }[] }>('/v1/health/rules');
      for (const { id, rule } of rules)
        await cloud.operator.put(`/v1/health/rules/${id}`, {
          revision: 0,
          why: 'at once',
          rule: { ...rule, holdS: 0 },
        });
      const offline = rules.find(({ id }) => id === 'usual-offline')!.rule;
      const nearer = { ...offline, scope: 'gateway:gw-7', threshold: 1, holdS: 0 };
      await cloud.operator.put('/v1/health/rules/elm-offline', { revision: 0, why: 'a busy site', rule: nearer });
      const wished = { content: { log: { level: 'debug' } }, why: 'one site writes too little' };
      const drift = rules.find(({ id }) => id === 'usual-drift')!.rule;
      const soon = { ...drift, scope: 'gateway:gw-2', threshold: 0, holdS: 0 };
      await cloud.operator.put('/v1/health/rules/maple-drift', { revision: 0, why: 'watched closely', rule: soon });
      await cloud.operator.put('/v1/layers/gateway:gw-2', wished, { 'if-match': '"0"' });
      // what moves slowly is read at the start
      await cloud.stop();
      await cloud.start();
      const kinds = ['offline', 'drift', 'queue', 'cameras', 'certificate', 'clock'];
      const found = async () => {
        await Promise.all([troubled(), claimed.say()]);
        const { groups } = await cloud.operator.get<{ groups: { kind: string }[] }>('/v1/health/conditions');
        return kinds.filter((kind) => !groups.some((group) => group.kind === kind));
      };
      await expect.poll(found, { timeout: 90_000, interval: 500 }).toEqual([]);

      const { page, go, look, complaints } = await sitDown(cloud.url, reader, '2-wrong', { password });
      await page.locator('[data-testid="gateway-row"][data-gateway="gw-2"]').waitFor();
      await look('fleet');
      await go('health');
      for (const kind of kinds) {
        const group = page.locator(`[data-testid="condition-group"][data-kind="${kind}"]`);
        const row = group.getByTestId('condition').first();
        await row.waitFor();
        // since when, and as of when
        for (const cell of [1, 2]) expect(await row.locator('td').nth(cell).textContent()).toMatch(/\d/);
      }
      await look('conditions');
      await page.locator('[data-testid="condition"][data-kind="cameras"]').getByRole('link').click();
      await page.getByTestId('gateway-page').waitFor();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Maple Court');
      await look('way-in');
      expect(complaints).toEqual([]);
    },
    180_000,
  );

  test.each(readers)(
    'a setting goes to some first, an error is seen, it is taken back, the next one goes on to all and back again ($language, $width)',
    async (reader) => {
      const cloud = await openCloud();
      const nowMs = Date.now();
      await cloud.uplink('status', statusOf({ nowMs }));
      await cloud.uplink('status', statusOf({ nowMs, ...south }), 'gw-2');
      /** The gateway takes what it shall run with, or says why not. */
      const answer = async (gateway: 'gw-1' | 'gw-2', problems: string[] = []) => {
        const headers = { authorization: `Bearer ${tokenOf[gateway]}` };
        const { body } = await cloud.request('/v1/twin', { headers });
        const { version, etag, document } = body as { version: number; etag: string; document: object };
        const refused = problems.length > 0;
        const json = {
          ...{ version: refused ? 0 : version, document: refused ? {} : document, answers: { version, etag } },
          ...{ state: refused ? 'refused' : 'applied', problems, atMs: Date.now() },
        };
        const said = await cloud.request('/v1/twin/reported', { method: 'PUT', headers, json });
        expect(said.status, JSON.stringify(said.body)).toBe(204);
      };
      const words = (reader.language === 'zh-CN' ? twinZh : twinEn).twin;
      const { page, go, look, complaints } = await sitDown(cloud.url, reader, '3-setting', { password });
      const soon = { timeout: 10_000 };
      const standing = (gateway: string) => page.getByTestId(`twin-${gateway}`).getAttribute('data-standing');
      const button = (name: string) => page.getByTestId('staged').getByRole('button', { name });
      const edit = async (level: string) => {
        await page.getByTestId('log.level').selectOption(level);
        await page.getByTestId('preview-button').click();
        await page.getByTestId('preview').getByText(`"${level}"`).first().waitFor();
      };
      await go('settings');
      await edit('debug');
      await page.getByTestId('preview').getByRole('checkbox', { name: 'gw-2' }).check();
      await look('preview');
      await page.getByTestId('why').fill('one site writes too little');
      await page.getByTestId('save').click();
      await page.getByTestId('staged').waitFor();
      await expect.poll(() => standing('gw-2'), soon).toBe('waiting');
      expect(await standing('gw-1')).toBe('in-step');
      await answer('gw-2', ['log.level: this box has no room for it']);
      await page.getByTestId('twin-gw-2').getByText('no room for it').waitFor();
      expect(await standing('gw-2')).toBe('refused');
      await look('refused');
      await page.getByTestId('why').fill('the box refuses it');
      await button(words.takeBack).click();
      await page.getByTestId('staged').waitFor({ state: 'detached' });
      await answer('gw-2');
      await expect.poll(() => standing('gw-2'), soon).toBe('in-step');

      await edit('warn');
      await page.getByTestId('preview').getByRole('checkbox', { name: 'gw-2' }).check();
      await page.getByTestId('why').fill('quieter everywhere');
      await page.getByTestId('save').click();
      await page.getByTestId('staged').waitFor();
      await answer('gw-2');
      await expect.poll(() => standing('gw-2'), soon).toBe('in-step');
      await page.getByTestId('why').fill('it went well');
      await button(words.widen).click();
      await expect.poll(() => standing('gw-1'), soon).toBe('waiting');
      await answer('gw-1');
      await expect.poll(() => standing('gw-1'), soon).toBe('in-step');
      await look('all');

      await edit('error');
      await page.getByTestId('why').fill('still too much');
      await page.getByTestId('save').click();
      await expect.poll(() => standing('gw-1'), soon).toBe('waiting');
      await page.getByTestId('why').fill('too quiet now');
      await page.getByTestId('version-2').getByRole('button', { name: words.rollBack }).click();
      await page.getByTestId('version-4').waitFor();
      for (const gateway of ['gw-1', 'gw-2'] as const) await answer(gateway);
      await expect.poll(() => Promise.all([standing('gw-1'), standing('gw-2')]), soon).toEqual(['in-step', 'in-step']);
      await look('rolled-back');
      const { body } = await cloud.request('/v1/twin', { headers: { authorization: `Bearer ${tokenOf['gw-1']}` } });
      expect(body).toMatchObject({ document: { log: { level: 'warn' } } });
      expect(complaints).toEqual([]);
    },
    120_000,
  );

  test.each(readers)(
    'a new model is tried beside the old one, halts by itself where they disagree, and is taken back ($language, $width)',
    async (reader) => {
      const fleet = Array.from({ length: 12 }, (_, index) => ({ id: `gw-${index + 1}` }));
      const cloud = await openRolloutCloud({ gateways: fleet, webFolder: operatorWeb });
      onTestFinished(() => cloud.close());
      const { url } = cloud.cloud();
      const first = await cloud.signIn();
      const approver = await makeOperator(first, 'bo', 'approver');
      const model = { kind: 'model', name: 'object-detect' } as const;
      // what runs everywhere, and what is gone back to
      await cloud.publish(first, randomBytes(3000), { ...model, version: '1.0.0', serial: 1 });
      const { page, go, look, complaints } = await sitDown(url, reader, '4-model', { password });
      await go('rollouts');
      await page.getByTestId('new-rollout').click();
      const artefact = randomBytes(4000);
      const release = Buffer.from(
        JSON.stringify(cloud.signers.release(artefact, { ...model, version: '2.0.0', serial: 2 })),
      );
      const files = page.locator('input[type="file"]');
      await files.nth(0).setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer: release });
      await files.nth(1).setInputFiles({ name: 'm.onnx', mimeType: 'application/octet-stream', buffer: artefact });
      await page.getByTestId('send-release').click();
      await page.getByRole('radio', { name: '2.0.0' }).click();
      const next = page.getByTestId('wizard-next');
      await next.click();
      await page.getByTestId('percents').fill('50 50');
      await expect.poll(() => page.locator('[data-testid="preview"] li').allTextContents()).toHaveLength(2);
      await next.click();
      // latency and agreement are asked for without anybody's doing
      await expect.poll(() => page.locator('input[type="checkbox"]').isChecked()).toBe(true);
      await look('limits');
      await next.click();
      await next.click();
      await page.getByTestId('rollout-title').fill('object-detect 2');
      await next.click();
      await page.getByTestId('groups').waitFor();

      const other = await sitDown(url, reader, '4-model-approver', { user: 'bo', password: approver });
      await other.go('rollouts');
      await other.page.getByRole('link', { name: 'object-detect 2' }).click();
      await hold(other.page, 'act-approve', 'looked at it together');
      await other.page.getByTestId('act-pause').waitFor();
      const shadow = (agreement: number) => ({ samples: 500, agreement, oldMedianMs: 21, newMedianMs: 17 });
      const boxes = fleet.map(({ id }) =>
        cloud.gateway(id, { shadow: shadow(0.98), runs: { version: '1.0.0', serial: 1 } }),
      );
      const worse = fleet.map(({ id }) =>
        cloud.gateway(id, { shadow: shadow(0.31), runs: { version: '1.0.0', serial: 1 } }),
      );
      const taken = () => boxes.filter(({ runs }) => runs.serial === 2).length;
      for (let round = 0; taken() < 3 && round < 40; round += 1)
        for (const box of boxes) if (taken() < 3) await box.poll();
      const compared = page.getByTestId('shadow');
      await expect.poll(() => compared.textContent(), { timeout: 10_000 }).toMatch(/98\.0.*17.*21/);
      await look('shadow');
      const halted = page.getByTestId('halted');
      for (let round = 0; !(await halted.isVisible()) && round < 40; round += 1)
        for (const [index, box] of worse.entries()) if (boxes[index]!.runs.serial === 1) await box.poll();
      await halted.waitFor();
      await page.locator('[data-testid="place"][data-bad="true"]').first().waitFor();
      await look('halted');
      await other.page.getByTestId('halted').waitFor();
      await hold(other.page, 'act-back', 'sees too little at night');
      await other.page.getByTestId('halted').waitFor({ state: 'detached' });
      for (let round = 0; taken() > 0 && round < 40; round += 1) for (const box of boxes) await box.poll();
      expect(boxes.map(({ runs }) => runs.serial)).toEqual(fleet.map(() => 1));
      await expect.poll(() => other.page.getByTestId('act-cancel').count(), { timeout: 15_000 }).toBe(0);
      await other.look('back');
      expect([...complaints, ...other.complaints]).toEqual([]);
    },
    150_000,
  );

  test.each(readers)(
    'an alarm of one site climbs to the district, whose duty officer sees who was told, answers, and stands in the book ($language, $width)',
    async (reader) => {
      const desk = await startTenancyDesk({ webFolder: operatorWeb });
      const { cloud, root, person } = desk;
      onTestFinished(async () => {
        await cloud.close();
        removeFolder(cloud.folder);
      });
      const quick = { siteMinutes: 0.05, districtMinutes: 60 };
      expect((await root.ask('/v1/desk-waits/tenant:a', { method: 'PUT', json: quick })).status).toBe(204);
      await person('ann', 'duty site:north');
      const bea = await person('bea', 'duty district:a-east');
      const bob = await person('bob', 'duty site:south');
      const raisedAtMs = Date.now() - 200_000;
      const alarm = { ...alarmEvent(1).data, raisedAtMs, step: 'raised', active: true };
      const escalated = { ...alarm, step: 'escalated', escalation: 3, by: 'gateway' };
      const [at, later] = [raisedAtMs, raisedAtMs + 180_000].map((ms) => new Date(ms).toISOString()) as [
        string,
        string,
      ];
      await cloud.uplink(
        'events',
        batchOf(
          [
            siteEvent(1, { lane: 'alarm', type: 'ringward.alarm.raised', time: at, data: alarm as never }),
            siteEvent(2, { lane: 'alarm', type: 'ringward.alarm.handled', time: later, data: escalated as never }),
          ],
          { lane: 'alarm' },
        ),
      );
      const district = await sitDown(cloud.url, reader, '5-incident', { user: 'bea', password: bea.password });
      const { page, look, go } = district;
      const desktop = page.getByTestId('duty-desk');
      await desktop.waitFor();
      if ((await desktop.getByTestId('duty-alarm').count()) === 0) await desktop.getByTestId('duty-unfold').click();
      await desktop.getByTestId('duty-alarm').waitFor();
      await look('desk');
      await go('alarms');
      await page.getByTestId('alarm-row').first().getByRole('button').first().click();
      const climb = page.getByTestId('desk-climb');
      await expect.poll(() => climb.textContent(), { timeout: 25_000 }).toMatch(/ann.*bea/s);
      await page.getByTestId('alarm-file').locator('textarea').first().fill('已派人到场 / somebody is on the way');
      await page.getByTestId('alarm-file').getByTestId('acknowledge').click();
      await page.locator('[data-testid="alarm-row"] [data-testid="answer"]').waitFor();
      await expect
        .poll(() => page.getByTestId('alarm-file').textContent(), { timeout: 15_000 })
        .toMatch(/bea[\s\S]*somebody is on the way|somebody is on the way[\s\S]*bea/);
      await look('answered');
      // another tenant's officer knows nothing of it
      const strange = await sitDown(cloud.url, reader, '5-other', { user: 'bob', password: bob.password });
      await strange.page.getByTestId('tab-alarms').or(strange.page.getByTestId('nav-alarms')).first().click();
      await strange.page.getByTestId('alarms').waitFor();
      expect(await strange.page.getByTestId('alarm-row').count()).toBe(0);
      const book = await sitDown(cloud.url, reader, '5-book', { password });
      await book.go('audit');
      await book.page.getByTestId('audit').getByText('bea').first().waitFor();
      await book.look('book');
      expect([...district.complaints, ...book.complaints]).toEqual([]);
    },
    120_000,
  );

  test.each(readers)(
    'a day is proved: issued, received, missing by range, duplicate, and the anchor of its ledger ($language, $width)',
    async (reader) => {
      const cloud = await openCloud();
      const ledger = { seq: 41, hash: 'ab'.repeat(32) };
      const day: Omit<DaySeal, 'signature'> = {
        ...{ day: '2026-09-20', from: { alarm: 0, event: 0 }, to: { alarm: 2, event: 4 }, ledger },
        atMs: Date.now() - hourMs,
      };
      const anchored = { ...ledger, atMs: Date.now() - hourMs, signature: 'c2ln' };
      const { time, data } = siteEvent(2);
      await cloud.uplink(
        'events',
        batchOf([
          siteEvent(1),
          siteEvent(2),
          // the same again under another number: a duplicate that came through
          siteEvent(3, { time, data }),
          siteEvent(4, { type: 'ringward.ledger.anchored', data: anchored as never }),
          siteEvent(5, { type: 'ringward.outbox.sealed', data: { ...day, signature: 'c2ln' } as never }),
        ]),
      );
      const lanes = { alarm: { issued: 2, acked: 2 }, event: { issued: 7, acked: 5 } };
      await cloud.uplink('status', statusOf({ nowMs: Date.now(), lanes }));
      const { page, go, look, complaints } = await sitDown(cloud.url, reader, '6-proof', { password });
      await page.locator('[data-testid="gateway-row"][data-gateway="gw-1"]').getByRole('link').click();
      await page.getByTestId('gateway-page').waitFor();
      await page.getByTestId('sequences').getByRole('button').click();
      await page.getByTestId('audit').waitFor();
      await look('gateway');
      await go('health');
      await page.getByTestId('tab-proof').click();
      await page.getByTestId('proof-gateway').selectOption('gw-1');
      const sealed = page.locator('[data-testid="proof-day"][data-day="2026-09-20"]');
      await sealed.waitFor();
      expect((await sealed.locator('td').allTextContents()).slice(0, 5)).toEqual(['6', '4', '0', '2', '1']);
      expect(await sealed.textContent()).toContain('1–2');
      expect(await sealed.textContent()).toContain('#41 abababab');
      const open = page.locator('[data-testid="proof-day"][data-day="open"]');
      expect((await open.locator('td').allTextContents()).slice(0, 4)).toEqual(['3', '1', '2', '0']);
      await look('proof');
      expect(complaints).toEqual([]);
    },
    60_000,
  );
});
