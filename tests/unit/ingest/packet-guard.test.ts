import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { guardPackets } from '../../../gateway/ingest/packet-guard.ts';

const patient = { timeout: 30_000, interval: 10 };
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A guarded connection and the device at its other end. */
async function openGuarded(maxBytes = 1000): Promise<{ device: Socket; wire: Socket; guarded: Duplex }> {
  const server = createServer();
  const wired = new Promise<Socket>((resolve) => server.once('connection', resolve));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const device = connect((server.address() as AddressInfo).port, '127.0.0.1');
  device.on('error', () => {});
  const wire = await wired;
  const guarded = guardPackets(wire, maxBytes, () => {});
  closing.push(() => {
    device.destroy();
    guarded.destroy();
    server.close();
  });
  return { device, wire, guarded };
}

const packet = Buffer.concat([Buffer.from([0x30, 100]), Buffer.alloc(100, 1)]);

test('a burst right before the end is read whole by a broker that was busy, and then the stream closes', async () => {
  const { device, wire, guarded } = await openGuarded();
  const read: Buffer[] = [];
  guarded.on('data', (chunk: Buffer) => {
    read.push(chunk);
    guarded.write('answer');
  });
  device.write(packet);
  await expect.poll(() => read.length, patient).toBe(1);
  guarded.pause();
  device.resume();
  device.end(Buffer.concat(Array.from({ length: 50 }, () => packet)));
  await expect.poll(() => wire.destroyed, patient).toBe(true);
  guarded.resume();
  await expect.poll(() => guarded.closed, patient).toBe(true);
  expect(Buffer.concat(read)).toHaveLength(51 * packet.length);
  expect(guarded.errored).toBeNull();
});

test('a stream whose device is gone while it waits to write closes all the same', async () => {
  const { device, wire, guarded } = await openGuarded();
  guarded.resume();
  while (guarded.write(Buffer.alloc(100_000)));
  guarded.write(Buffer.alloc(8_000_000));
  await expect.poll(() => wire.writableNeedDrain, patient).toBe(true);
  device.resetAndDestroy();
  await expect.poll(() => guarded.closed, patient).toBe(true);
});

test('a stream that nobody reads is destroyed with its connection when the broker destroys it', async () => {
  const { device, wire, guarded } = await openGuarded();
  guarded.once('readable', () => {});
  device.end(packet);
  await expect.poll(() => guarded.readableLength, patient).toBe(packet.length);
  guarded.destroy();
  await expect.poll(() => guarded.closed && wire.destroyed, patient).toBe(true);
});

test('a broker that reads once each time it is told, and once after each packet, is told of all that comes', async () => {
  const { device, guarded } = await openGuarded(200_000);
  let read = 0;
  const take = () => {
    read += (guarded.read() as Buffer | null)?.length ?? 0;
  };
  guarded.on('readable', () => {
    take();
    // a packet was done with meanwhile, and what follows it is the beginning of a large one
    process.nextTick(take);
  });
  const large = Buffer.concat([Buffer.from([0x30, 0x80, 0x80, 0x08]), Buffer.alloc(131_072)]);
  for (let packets = 1; packets <= 3; packets += 1) {
    device.write(large);
    await expect.poll(() => read, patient).toBe(packets * large.length);
  }
});
