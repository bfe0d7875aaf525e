import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

let gateway: RunningGateway;
let dir: string;
const asGuard = 'guard';
const asOffice = 'manager';

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-entered-'));
  gateway = await runGateway(smallSite(), { dir });
  for (const user of [asGuard, asOffice]) {
    const { password } = gateway.gateway.firstLogins.find((login) => login.user === user)!;
    expect(
      await ringward(user, ['login', '--url', gateway.gateway.consoleUrl, '--user', user], password),
    ).toMatchObject({
      code: 0,
    });
  }
});

afterEach(async () => {
  await gateway.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** One command in a process of its own, each user with a session of their own. */
function ringward(
  user: string,
  args: string[],
  input = '',
): Promise<{ code: number | null; out: string; error: string }> {
  const { RINGWARD_PASSWORD: _unset, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/ringward.ts', ...args], {
      env: { ...env, RINGWARD_SESSION: join(dir, `${user}.session`), INIT_CWD: dir },
    });
    const said = { out: '', error: '' };
    child.stdout.on('data', (piece: Buffer) => (said.out += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (said.error += piece.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
    child.stdin.end(input);
  });
}

async function answerOf<T>(user: string, args: string[]): Promise<T> {
  const { code, out, error } = await ringward(user, args);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  return JSON.parse(out) as T;
}

const fileOf = (name: string) => (existsSync(join(dir, 'data', name)) ? readFileSync(join(dir, 'data', name)) : '');
const ledger = async () =>
  (await answerOf<{ entries: object[] }>(asOffice, ['ledger', 'find', '--limit', '200'])).entries;

test('the office enters a family once; the gate, the alarm desk and the workshop each draw what their purpose needs', async () => {
  writeFileSync(
    join(dir, 'people.csv'),
    [
      '单元,房号,姓名,出生日期,电话,关系,卡号,车牌,延长开门时间',
      'Building 1 unit 1（测试）,301,孙测试,1950-02-03,13700000001,业主,uid:11223344,粤B77777,是',
      'Building 1 unit 1（测试）,301,孙小测,1980-02-03,13700000002,家属,uid:11223355,,',
    ].join('\n'),
  );
  const { id, errors } = await answerOf<{ id: string; errors: number }>(asOffice, [
    'import',
    'check',
    '--file',
    'people.csv',
  ]);
  expect(errors).toBe(0);
  await answerOf(asOffice, ['import', 'apply', id, '--reason', 'moved in on Monday']);
  await expect
    .poll(() => answerOf(asOffice, ['import', 'show', id]), { timeout: 20_000 })
    .toMatchObject({ state: 'applied' });

  // A person's homes, a home's people.
  const visit = ['--purpose', 'visit', '--reason', 'a visitor at the gate'];
  const { people } = await answerOf<{ people: { id: string; homes: { id: string }[] }[] }>(asGuard, [
    'person',
    'find',
    '--query',
    '孙测试',
    ...visit,
  ]);
  const [
    {
      id: sun,
      homes: [home],
    } = { id: '', homes: [] },
  ] = people;
  expect(await answerOf(asGuard, ['person', 'homes', sun, ...visit])).toMatchObject({
    homes: [{ residency: { address: home!.id, relation: 'owner' } }],
  });
  const there = await answerOf<{ people: { person: object }[] }>(asGuard, ['home', 'people', home!.id, ...visit]);
  expect(there.people.map(({ person }) => Object.keys(person).toSorted())).toEqual([
    ['id', 'name', 'phone'],
    ['id', 'name', 'phone'],
  ]);
  // The same entry for an alarm, and for a burst pipe.
  const alarm = ['--purpose', 'alarm', '--reason', 'smoke in 301'];
  expect(await answerOf(asGuard, ['person', 'view', sun, ...alarm])).toMatchObject({
    person: { name: '孙测试', extendedTimes: true },
    vehicles: [{ plate: '粤B77777' }],
  });
  const pipe = ['--purpose', 'maintenance', '--reason', 'a burst pipe'];
  expect(await answerOf(asGuard, ['person', 'view', sun, ...pipe])).toMatchObject({
    person: { id: sun, phone: '13700000001' },
  });
  expect((await ringward(asGuard, ['person', 'view', sun, ...pipe])).out).not.toMatch(/孙测试|粤B77777|extendedTimes/);

  const looks = (await ledger()).filter((entry) => 'purpose' in entry && 'reason' in entry);
  expect(looks).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        action: 'home.viewed',
        subject: home!.id,
        purpose: 'visit',
        reason: 'a visitor at the gate',
      }),
      expect.objectContaining({ action: 'person.viewed', subject: sun, purpose: 'alarm', reason: 'smoke in 301' }),
      expect.objectContaining({
        action: 'person.viewed',
        subject: sun,
        purpose: 'maintenance',
        reason: 'a burst pipe',
      }),
    ]),
  );
  expect(JSON.stringify(await ledger())).not.toMatch(/孙|13700000|11223344|11223355|77777/);
}, 60_000);

test('without a reason, or for what the role may not, nobody is shown anybody, and nothing was looked at', async () => {
  const look = ['person', 'view', 'r-lin', '--purpose', 'visit'];
  expect(await ringward(asGuard, look)).toMatchObject({ code: 2, error: expect.stringContaining('--reason') });
  expect(await ringward(asGuard, [...look, '--reason', '    '])).toMatchObject({ code: 1, out: '' });
  expect(await ringward(asGuard, ['person', 'export', 'r-lin', '--reason', 'curious'])).toMatchObject({
    ...{ code: 1, error: expect.stringContaining('people.erase') },
  });
  expect(await ringward(asGuard, ['ledger', 'find'])).toMatchObject({
    code: 1,
    error: expect.stringContaining('ledger.read'),
  });
  expect((await ledger()).filter((entry) => 'subject' in entry && entry.subject === 'r-lin')).toEqual([]);
}, 30_000);

test('who is erased is gone from the data folder when the receipt is complete, also for the sake of the words that asked for it', async () => {
  await answerOf(asOffice, ['person', 'change', 'r-lin', '--phone', '13712349876']);
  const names = ['林测试', '13712349876', '0A1B2C3D'];
  const found = () =>
    names.filter((name) => [fileOf('site.db'), fileOf('site.db-wal')].some((bytes) => bytes.includes(name)));
  expect(found()).toEqual(names);
  const erase = ['person', 'erase', 'r-lin', '--reason', '林测试 has moved abroad'];
  expect(await ringward(asOffice, erase)).toMatchObject({ code: 1, error: expect.stringContaining('still-resident') });
  const { id } = await answerOf<{ id: string }>(asOffice, [...erase, '--move-out']);
  await expect
    .poll(() => answerOf(asOffice, ['receipt', 'view', id]))
    .toMatchObject({ finishedMs: expect.any(Number) });
  expect(found()).toEqual([]);
  expect(await ledger()).toContainEqual(
    expect.objectContaining({ action: 'person.erased', reason: '··· has moved abroad' }),
  );
}, 30_000);
