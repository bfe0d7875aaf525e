import Type from 'typebox';
import { expect, onTestFinished, test } from 'vitest';
import { createConsoleFastify } from '../../../gateway/console/console-fastify.ts';
import { addReasonRule } from '../../../gateway/console/reason-rule.ts';
import type { Permission } from '../../../gateway/privacy/roles.ts';
import { quietLog } from '../../fixtures/quiet.ts';

const Sent = Type.Object({
  reason: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  acceptGaps: Type.Optional(Type.Object({ reason: Type.String() })),
});

async function openRoutes() {
  const app = createConsoleFastify(quietLog, 'Asia/Shanghai');
  onTestFinished(() => app.close());
  addReasonRule(app);
  const add = (url: string, permission: Permission) =>
    app.post(url, { config: { permission }, schema: { body: Sent, querystring: Sent } }, async () => ({ done: true }));
  add('/api/people', 'people.change');
  add('/api/alarms/:id/close', 'alarms.handle');
  add('/api/alarms/:id/note', 'alarms.handle');
  add('/api/doors/:id/open', 'doors.operate');
  add('/api/modes', 'modes.apply');
  return async (url: string, payload: object) => {
    const answer = await app.inject({ method: 'POST', url, payload });
    return { status: answer.statusCode, ...answer.json() };
  };
}

const telling = [
  '住户电话 13812345678',
  'call 138 1234 5678 back',
  '身份证 11010519491231002X 核对',
  '车牌 沪A12345 登记有误',
  '新能源车 浙AD12345',
  '换卡 uid: 04A1B2C3',
];

test.each(telling)(
  'a reason with a number that names somebody is refused by name, and nothing is done: %s',
  async (reason) => {
    const post = await openRoutes();
    const refused = { status: 400, code: 'reason-names-somebody' };
    expect(await post('/api/people', { reason })).toMatchObject({ ...refused, field: 'reason' });
    expect(await post(`/api/people?reason=${encodeURIComponent(reason)}`, {})).toMatchObject(refused);
    expect(await post('/api/people', { acceptGaps: { reason } })).toMatchObject(refused);
    expect(await post('/api/alarms/a/close', { note: reason })).toMatchObject({ ...refused, field: 'note' });
  },
);

test.each(['报警回执 A3301062026092200123', '3 号楼 2 单元 1201 室漏水', 'broken at 2026-09-22 14:30', '2026-00042'])(
  'an ordinary reason is taken: %s',
  async (reason) => {
    expect(await (await openRoutes())('/api/people', { reason })).toEqual({ status: 200, done: true });
  },
);

test('neither a door nor an evacuation waits for how a guard wrote the reason, and a mere note stays with its alarm', async () => {
  const post = await openRoutes();
  for (const url of ['/api/doors/gate/open', '/api/modes']) {
    expect(await post(url, { reason: telling[0] })).toEqual({ status: 200, done: true });
  }
  expect(await post('/api/alarms/a/note', { note: telling[3] })).toEqual({ status: 200, done: true });
});
