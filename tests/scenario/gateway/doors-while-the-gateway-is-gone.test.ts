import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { busAddress } from '../../../devices/contracts/site-broker.ts';
import { type SiteDevices, startSiteDevices } from '../../../firmware-sims/compound/site-devices.ts';
import type { ConsolePassage } from '../../../gateway/console/console-ports.ts';
import type { ConsoleController, ConsoleVisit, VisitPassText } from '../../../gateway/console/doors/pass-ports.ts';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { guardedSite, lin, wu } from '../../fixtures/guarded-site.ts';

const patient = { timeout: 30_000, interval: 20 };
const slow = { timeout: 90_000 };
const plan = () => {
  const site = guardedSite({ cameras: [] });
  // Photos would be looked for, and the garage would keep out who is inside already.
  const residents = site.residents.map(({ face: _, ...resident }) => resident);
  const doors = site.doors.map(({ passback: _, ...door }) => door);
  return { ...site, residents, doors };
};

let gateway: GatewayProcess;
let devices: SiteDevices;
let siteKey = '';

beforeEach(async () => {
  gateway = await openGatewayProcess(plan());
  await gateway.start();
  siteKey = (await controllers()).siteKey.publicKey;
  devices = startSiteDevices({
    site: gateway.site,
    broker: busAddress(gateway.site.gateway),
    siteKey: () => siteKey,
    memoryDir: join(gateway.dir, 'flash'),
  });
  expect(await devices.whenOnline(20_000)).toEqual([]);
  await expect.poll(areUpToDate, patient).toBe(true);
}, 60_000);
afterEach(async () => {
  await devices.stop();
  await gateway.remove();
});

async function controllers() {
  const manager = await gateway.signIn('guard');
  return await manager.get<{ controllers: ConsoleController[]; siteKey: { publicKey: string } }>('/api/controllers');
}
const rightsOf = async (id: string) => (await controllers()).controllers.find((one) => one.id === id)?.rights;
const areUpToDate = async () =>
  (await controllers()).controllers.every(({ rights: { held, version } }) => held !== undefined && held === version);
const garage = () => devices.doors.get('garage-c')!;
const reader = () => devices.readers.get('garage-in')!;
const card = (number: string) => reader().presentCard(`uid:${number}`);
const cutOff = async () => {
  await gateway.kill();
  await expect.poll(() => garage().online || reader().online, patient).toBe(false);
};
/** What was decided at the garage, oldest first. */
async function decided() {
  const auditor = await gateway.signIn('manager');
  const { entries } = await auditor.get<{ entries: { actor: { kind: string }; detail: Record<string, unknown> }[] }>(
    '/api/ledger?action=access.decided&limit=1000',
  );
  return entries.toReversed();
}

test(
  'with the gateway killed residents get in and who has moved out does not; it hears of all of it in order, once',
  slow,
  async () => {
    const before = (await rightsOf('garage-c'))!.held!;
    await (await gateway.signIn('manager')).post('/api/people/r-wu/move-out', { reason: 'lease has ended' });
    await expect.poll(async () => (await rightsOf('garage-c'))?.held, patient).toBeGreaterThan(before);
    await cutOff();
    card(wu);
    expect([reader().signal?.result, garage().released]).toEqual(['denied', false]);
    for (let round = 0; round < 499; round += 1) {
      card(lin);
      expect(await garage().walkThrough({ openMs: 0 })).toBe(true);
      card(round % 2 === 0 ? wu : lin);
      if (round % 2 === 1) expect(await garage().walkThrough({ openMs: 0 })).toBe(true);
    }
    const reasons = [
      'unknown-credential',
      ...Array.from({ length: 499 }, (_, round) => [
        'granted',
        round % 2 === 0 ? 'unknown-credential' : 'granted',
      ]).flat(),
    ];
    await gateway.start();
    await expect.poll(async () => (await decided()).length, patient).toBe(reasons.length);
    const all = await decided();
    expect(all.map(({ detail }) => detail.reason)).toEqual(reasons);
    expect(all.every(({ actor, detail }) => actor.kind === 'device' && detail.alone === true)).toBe(true);
    const times = all.map(({ detail }) => Number(detail.decidedAtMs));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(await (await gateway.signIn('manager')).post('/api/ledger/verify', {})).toMatchObject({ ok: true });
  },
);

test('a resident who walks in at the moment of the power cut walks in once', slow, async () => {
  card(lin);
  await expect.poll(() => garage().released, patient).toBe(true);
  await gateway.kill();
  expect(await garage().walkThrough({ openMs: 5 })).toBe(true);
  await gateway.start();
  const passages = async () => (await gateway.signIn('guard')).get<ConsolePassage[]>('/api/passages');
  await expect.poll(passages, patient).toMatchObject([{ outcome: 'granted', taken: true }]);
  expect(await devices.whenOnline(20_000)).toEqual([]);
  expect(garage().released).toBe(false);
  expect(await passages()).toHaveLength(1);
});

test('a visitor’s code that was used up before the gateway went opens nothing after it went', slow, async () => {
  const guard = await gateway.signIn('guard');
  const times = { fromMs: Date.now() - 60_000, toMs: Date.now() + 3_600_000 };
  const visit = await guard.post<ConsoleVisit>('/api/visits', {
    ...{ host: 'r-lin', home: 'b1-u1-101', visitor: '访客甲', uses: 1, ...times },
  });
  await guard.post(`/api/visits/${visit.id}/agree`, {});
  const { text } = await guard.get<VisitPassText>(`/api/visits/${visit.id}/pass`);
  reader().presentPass(text);
  await expect.poll(() => garage().released, patient).toBe(true);
  expect(await garage().walkThrough({ openMs: 5 })).toBe(true);
  const copy = () => {
    const asked = reader().presentPass(text).presentedAtMs;
    return expect.poll(() => (reader().signal?.atMs ?? 0) >= asked && reader().signal?.result, patient);
  };
  await copy().toBe('denied');
  await cutOff();
  await copy().toBe('denied');
  expect(garage().released).toBe(false);
  await gateway.start();
  expect(await devices.whenOnline(20_000)).toEqual([]);
  await copy().toBe('denied');
});
