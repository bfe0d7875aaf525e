import { afterEach, expect, test } from 'vitest';
import type { AccessSettings } from '../../../devices/contracts/site-doors.ts';
import { formatTopic } from '../../../devices/contracts/topics.ts';
import type { ConsoleAlarm, ConsolePassage } from '../../../gateway/console/console-ports.ts';
import type { ConsoleVisit, VisitPassText } from '../../../gateway/console/doors/pass-ports.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import type { HttpSession } from '../../../scripts/compound/http-session.ts';
import { guardedSite, lin, wu } from '../../fixtures/guarded-site.ts';
import { type HandDevice, runGateway } from '../../fixtures/run-gateway.ts';

const hour = 3_600_000;
let running: Awaited<ReturnType<typeof runGateway>>;
let office: HttpSession;
/** How far the gateway's wall clock is from the right time. */
let offsetMs = 0;
const clock = { ...systemClock, wallMs: () => systemClock.wallMs() + offsetMs };

async function open(access: AccessSettings = { lockout: { failures: 3, seconds: 30 } }) {
  offsetMs = 0;
  running = await runGateway(site(access), { clock });
  office = await running.signIn('manager');
}
function site(access: AccessSettings) {
  const plan = guardedSite({ cameras: [], access });
  // Who is inside is another test's business.
  const doors = plan.doors.map(({ passback: _, ...door }) => ({
    ...door,
    methods: [...new Set([...door.methods, 'pin' as const, 'pass' as const])],
  }));
  return { ...plan, doors };
}
/** Sessions of the guard and the office outlive nothing: both sign in anew. */
async function restart() {
  const { dir, password, site: plan } = running;
  await running.stop();
  running = await runGateway(plan, { dir, password, clock });
}
afterEach(() => running.stop());

const passages = () => running.guard.get<ConsolePassage[]>('/api/passages');
const alarms = async () => (await running.guard.get<ConsoleAlarm[]>('/api/alarms')).map(({ type }) => type);
const granted = { outcome: 'granted' };
const denied = (reason: string) => ({ outcome: 'denied', reason });

let seq = 0;
/** A reader at which things are presented one after the other, each with the answer that the guard sees. */
async function at(reader: string) {
  const device: HandDevice = await running.device(reader);
  const { ring } = running.site.devices.find(({ id }) => id === reader)!;
  const topic = formatTopic({ site: running.site.site.id, ring, device: reader, channel: 'state' });
  const state = { boot: 'b1', at: systemClock.wallMs(), values: {} };
  await device.client.publishAsync(topic, JSON.stringify(state), { qos: 1, retain: true });
  return {
    device,
    present: async (type: string, data: object, more: object = {}) => {
      const before = new Set((await passages()).map(({ id }) => id));
      const added = async () => (await passages()).find(({ id }) => !before.has(id));
      seq += 1;
      await device.event(seq, type, data, more);
      await expect.poll(added).toBeDefined();
      return added();
    },
  };
}
const card = (text: string) => ['card-presented', { card: text }] as const;
const pin = (digits: string) => ['pin-entered', { pin: digits }] as const;
const pass = (text: string) => ['pass-presented', { text }] as const;

/** With one character of the signature changed. */
const altered = (text: string) => `${text.slice(0, -20)}${text.at(-20) === 'A' ? 'B' : 'A'}${text.slice(-19)}`;

async function visit(order: object = {}): Promise<{ id: string; text: string }> {
  const now = clock.wallMs();
  const asked = { host: 'r-lin', home: 'b1-u1-101', visitor: '访客甲', uses: 1, fromMs: now - hour, toMs: now + hour };
  const { id } = await running.guard.post<ConsoleVisit>('/api/visits', { ...asked, ...order });
  await running.guard.post(`/api/visits/${id}/agree`, {});
  return { id, text: (await running.guard.get<VisitPassText>(`/api/visits/${id}/pass`)).text };
}

test('a card that is reported lost opens nowhere, whatever a reader makes of its number, and again everywhere once it is found', async () => {
  await open();
  await office.post('/api/cards', { id: 'c-long', card: `w34:${lin}`, person: 'r-lin' });
  await office.post('/api/cards', { id: 'c-other', card: 'uid:0BADBEEF', person: 'r-lin' });
  const gate = await at('gate-reader');
  expect(await gate.present(...card(`w34:${lin}`))).toMatchObject(granted);
  await office.post('/api/cards/r-lin-card-1/lost', {});
  expect(await gate.present(...card(`uid:${lin}`))).toMatchObject(denied('card-lost'));
  expect(await gate.present(...card(`w34:${lin}`))).toMatchObject(denied('card-lost'));
  expect(await gate.present(...card('uid:0BADBEEF'))).toMatchObject(granted);
  await office.post('/api/cards/r-lin-card-1/resume', {});
  expect(await gate.present(...card(`w34:${lin}`))).toMatchObject(granted);
  await office.post('/api/cards/c-long/replace', { card: 'uid:0BADF00D' });
  expect(await gate.present(...card(`uid:${lin}`))).toMatchObject(denied('credential-revoked'));
  expect(await gate.present(...card('uid:0BADF00D'))).toMatchObject(granted);
});

test('a code opens, its twin for duress opens and calls for help, and five guesses shut the reader, over a restart, too', async () => {
  await open({});
  await office.put('/api/people/r-lin/pin', { digits: '739154' });
  await office.put('/api/people/r-lin/pin', { digits: '620485', duress: true });
  await expect(office.put('/api/people/r-wu/pin', { digits: '739154' })).rejects.toThrow(/pin-taken/);
  await expect(office.put('/api/people/r-wu/pin', { digits: '1234' })).rejects.toThrow(/pin-weak/);
  await expect(office.put('/api/people/r-wu/pin', { digits: '2580' })).rejects.toThrow(/pin-weak/);
  const gate = await at('gate-reader');
  expect(await gate.present(...pin('739154'))).toMatchObject(granted);
  expect(await alarms()).not.toContain('duress');
  expect(await gate.present(...pin('620485'))).toMatchObject(granted);
  expect(await alarms()).toContain('duress');
  for (const guess of ['100001', '100002', '100003', '100004'])
    expect(await gate.present(...pin(guess))).toMatchObject(denied('unknown-pin'));
  await restart();
  const again = await at('gate-reader');
  expect(await again.present(...pin('100005'))).toMatchObject(denied('unknown-pin'));
  expect(await alarms()).toContain('credential-guessing');
  await restart();
  const shut = await at('gate-reader');
  expect(await shut.present(...pin('739154'))).toMatchObject(denied('locked-out'));
  expect(await shut.present(...card(`uid:${lin}`))).toMatchObject(denied('locked-out'));
  const unit = await at('u1-reader');
  expect(await unit.present(...pin('739154'))).toMatchObject(granted);
});

test('a visitor’s code opens its doors once each, not those of others, no copy after a restart, nor once it was called off', async () => {
  await open();
  const { id, text } = await visit();
  const [gate, unit] = [await at('gate-reader'), await at('u1-reader')];
  expect(await gate.present(...pass(text))).toMatchObject(granted);
  expect(await gate.present(...pass(text))).toMatchObject(denied('pass-replayed'));
  expect(await gate.present(...pass(altered(text)))).toMatchObject(denied('pass-forged'));
  const other = await visit({ host: 'r-wu', home: 'b1-u2-102' });
  expect(await unit.present(...pass(other.text))).toMatchObject(denied('pass-elsewhere'));
  await restart();
  const [gateAgain, unitAgain] = [await at('gate-reader'), await at('u1-reader')];
  expect(await gateAgain.present(...pass(text))).toMatchObject(denied('pass-replayed'));
  expect(await unitAgain.present(...pass(text))).toMatchObject(granted);
  await running.guard.post(`/api/visits/${other.id}/cancel`, { reason: 'not coming' });
  expect(await gateAgain.present(...pass(other.text))).toMatchObject(denied('credential-revoked'));
  expect(id).not.toBe(other.id);
});

test.each([
  ['back', -2 * hour],
  ['ahead', 2 * hour],
])(
  'when the gateway’s clock is set %s residents get in and visitors wait, until somebody has looked at a watch',
  async (_, off) => {
    await open();
    const { text } = await visit({ uses: 9 });
    const gate = await at('gate-reader');
    const now = () => ({ at: systemClock.wallMs() });
    expect(await gate.present(...card(`uid:${lin}`), now())).toMatchObject(granted);
    offsetMs = off;
    expect(await gate.present(...card(`uid:${lin}`), now())).toMatchObject(granted);
    expect(await gate.present(...pass(text), now())).toMatchObject({ outcome: 'denied' });
    // What was presented long before the reader could tell it opens nothing, whatever the gateway's clock says.
    expect(await gate.present(...card(`uid:${lin}`), { at: systemClock.wallMs() - 60_000 })).toMatchObject(
      denied('expired-event'),
    );
    offsetMs = 0;
    await running.guard.post('/api/clock/confirm', {});
    expect(await gate.present(...pass(text), now())).toMatchObject(granted);
  },
);

test('somebody who works nights gets in over midnight, not after hours, and on no day that is excepted', async () => {
  await open();
  const at8 = (day: string, time: string) => Date.parse(`${day}T${time}:00+08:00`);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(systemClock.wallMs());
  const [next, after] = [1, 2].map((days) => new Date(Date.parse(today) + days * 24 * hour).toISOString().slice(0, 10));
  const group = {
    id: 'nights',
    name: { zh: '夜班', en: 'Nights' },
    places: ['garage'],
    spans: [{ from: '22:00', to: '06:00' }],
  };
  await office.post('/api/groups', { ...group, except: [after] });
  await office.post('/api/people', { id: 'p-night', name: '夜班测试' });
  await office.post('/api/memberships', { person: 'p-night', group: 'nights', fromMs: systemClock.wallMs() - hour });
  await office.post('/api/cards', { card: 'uid:0BADCAFE', person: 'p-night' });
  const garage = await at('garage-in');
  const when = async (day: string, time: string) => {
    offsetMs = at8(day, time) - systemClock.wallMs();
    running.guard = await running.signIn('guard');
    await running.guard.post('/api/clock/confirm', {});
    const { outcome, reason } = (await garage.present(...card('uid:0BADCAFE')))!;
    return outcome === 'granted' ? outcome : reason;
  };
  expect(await when(next!, '21:59')).toBe('out-of-hours');
  expect(await when(next!, '22:00')).toBe('granted');
  expect(await when(after!, '00:30')).toBe('out-of-hours');
  expect(await when(next!, '05:59')).toBe('granted');
});

test('who moves out between the card and the relay gets no relay; a neighbour does, and who needs more time has it', async () => {
  await open();
  const person = { id: 'p-slow', name: '慢测试', home: 'b1-u2-102', relation: 'family', extendedTimes: true };
  await office.post('/api/people', person);
  await office.post('/api/cards', { card: 'uid:0BADCAFE', person: 'p-slow' });
  const gate = await at('gate-reader');
  expect(await gate.present(...card(`uid:${lin}`))).toMatchObject(granted);
  expect(await gate.present(...card(`uid:${wu}`))).toMatchObject(granted);
  await office.post('/api/people/r-lin/move-out', { reason: 'lease has ended' });
  const controller = await running.device('gate-controller');
  expect(await gate.present(...card('uid:0BADCAFE'))).toMatchObject(granted);
  await expect.poll(() => controller.commands.map(({ args }) => args.releaseMs)).toEqual([5000, 15_000]);
  expect(await gate.present(...card(`uid:${lin}`))).toMatchObject(denied('credential-revoked'));
});
