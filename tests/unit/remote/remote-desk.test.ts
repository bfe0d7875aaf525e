import { afterEach, expect, test } from 'vitest';
import { openRemoteRoom, type RemoteRoom } from '../../fixtures/remote-room.ts';

const rooms: RemoteRoom[] = [];
const open = (...args: Parameters<typeof openRemoteRoom>) => {
  const room = openRemoteRoom(...args);
  rooms.push(room);
  return room;
};
afterEach(() => Promise.all(rooms.splice(0).map((room) => room.close())));
const door = { kind: 'open-door', door: 'gate' } as const;
const endOf = ({ told }: RemoteRoom) => told.map(({ outcome, code }) => (code ? `${outcome} ${code}` : outcome));

test('a door that two operators opened is told as done once its controller has said so', async () => {
  const room = open();
  await room.ask(door);
  await room.deliver();
  expect(room.openings).toHaveLength(1);
  expect(room.told).toEqual([]);
  room.orderEnded('order-1', 'done');
  room.orderEnded('order-1', 'done');
  expect(endOf(room)).toEqual(['done']);
});

test('a controller that refuses, fails or keeps silent is told as just that', async () => {
  for (const [outcome, said] of [
    ['refused', 'refused device-refused'],
    ['failed', 'failed device-failed'],
    ['expired', 'expired device-silent'],
  ] as const) {
    const room = open();
    await room.ask(door);
    await room.deliver();
    room.orderEnded('order-1', outcome);
    expect(endOf(room)).toEqual([said]);
  }
});

test('a gateway whose clock is wrong opens no door from afar', async () => {
  const room = open();
  room.setWrong(10 * 60_000);
  await room.ask(door);
  await room.deliver();
  expect(room.openings).toEqual([]);
  expect(endOf(room)).toEqual(['refused clock-wrong']);
});

test('a command that reaches the gateway after its time opens nothing', async () => {
  const room = open();
  await room.ask(door);
  room.pass(59_000);
  await room.deliver();
  expect(endOf(room)).toEqual(['expired too-late']);
  await room.ask(door);
  room.pass(61_000);
  await room.deliver();
  expect(endOf(room)).toEqual(['expired too-late', 'expired leave-expired']);
  expect(room.openings).toEqual([]);
});

test('what was taken back before it began is not done', async () => {
  const room = open();
  const id = await room.ask(door);
  await room.cloud.decide(id, 'withdraw', { id: 'op-ann', sign: 'duty-3' }, room.nowMs());
  await room.deliver();
  expect(endOf(room)).toEqual(['refused leave-withdrawn']);
});

test('an order that a crash left open is never given to the device again, and the cloud is told', async () => {
  const room = open();
  await room.ask(door);
  await room.deliver();
  room.crash();
  expect(room.forgotten).toEqual(['order-1']);
  expect(endOf(room)).toEqual(['failed interrupted']);
  await room.deliver();
  expect(room.openings).toHaveLength(1);
});

test('a gateway that dies after it had leave does not open the door when it is back', async () => {
  const room = open();
  room.setWeather('dies');
  await room.ask(door);
  await room.deliver();
  room.crash();
  await room.settle();
  expect(room.openings).toEqual([]);
  expect(endOf(room)).toEqual(['failed interrupted']);
});

test('a restart is done once the gateway is back', async () => {
  let asked = 0;
  const restart = () => {
    asked += 1;
  };
  const room = open({ restart });
  await room.ask({ kind: 'restart' });
  await room.deliver();
  expect([asked, room.told.length]).toEqual([1, 0]);
  room.crash();
  await room.deliver();
  expect(endOf(room)).toEqual(['done']);
  expect(asked).toBe(1);
});

test('a picture is told as done after it has reached the cloud, with its size and hash', async () => {
  const room = open();
  const id = await room.ask({ kind: 'snapshot', camera: 'cam-gate' });
  await room.deliver();
  expect(room.told).toMatchObject([{ command: id, outcome: 'done', result: { bytes: 7 } }]);
  const { result } = (await room.cloud.one(id, room.nowMs()))!;
  expect((await room.cloud.part({ command: id, upload: result!.upload! }, 0))?.toString()).toBe('picture');
});

test('what the site forbids, what brings nothing and what is too large are told by name', async () => {
  const no = open({ forbids: () => 'remote-not-allowed' });
  await no.ask({ kind: 'snapshot', camera: 'cam-gate' });
  await no.deliver();
  expect(endOf(no)).toEqual(['refused remote-not-allowed']);
  const none = open({ fetch: async () => ({ code: 'no-picture' }) });
  await none.ask({ kind: 'snapshot', camera: 'cam-gate' });
  await none.deliver();
  expect(endOf(none)).toEqual(['failed no-picture']);
  const large = open({ fetch: async () => Buffer.alloc(600 * 1024) });
  await large.ask({ kind: 'diagnostics' });
  await large.deliver();
  expect(endOf(large)).toEqual(['failed result-too-large']);
  const broken = open({ fetch: () => Promise.reject(new Error('disk')) });
  await broken.ask({ kind: 'diagnostics' });
  await broken.deliver();
  expect(endOf(broken)).toEqual(['failed internal']);
});

test('a bundle that takes long does not keep a door waiting', async () => {
  const room = open({ fetch: () => new Promise(() => undefined) });
  await room.ask({ kind: 'diagnostics' });
  await room.ask(door);
  await room.deliver();
  expect(room.openings).toHaveLength(1);
});
