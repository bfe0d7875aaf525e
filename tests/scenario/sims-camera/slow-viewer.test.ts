import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createRtpSender } from '../../../firmware-sims/camera/rtp-sender.ts';
import { createTcpWriter } from '../../../firmware-sims/camera/rtp-writers.ts';

/** Both ends of a connection on loopback. */
async function connectPair(): Promise<{ camera: Socket; viewer: Socket; close(): void }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const viewer = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [camera] = (await once(server, 'connection')) as [Socket];
  return {
    camera,
    viewer,
    close() {
      camera.destroy();
      viewer.destroy();
      server.close();
    },
  };
}

test('a viewer that stops reading costs little memory, and goes on with a whole picture when it reads again', async () => {
  const { camera, viewer, close } = await connectPair();
  try {
    const transport = { kind: 'tcp', rtpChannel: 0, rtcpChannel: 1 } as const;
    const sender = createRtpSender(createTcpWriter(camera, transport), { cname: 'cam', requestKeyFrame() {} });
    const payload = new Uint8Array(1300).fill(7);
    let frame = 0;
    const send = () => {
      const key = frame % 10 === 0;
      sender.send({ key, payloads: Array(40).fill(payload), ticks: frame * 9000, wallClockMs: 1_790_000_000_000 });
      frame += 1;
    };
    viewer.pause();
    // A hundred megabytes: more than any kernel keeps for a reader that sleeps.
    while (frame < 2000) send();
    const dropped = sender.droppedFrames();
    expect(dropped).toBeGreaterThan(1000);
    expect(camera.writableLength).toBeLessThan(700_000);

    viewer.resume();
    await expect.poll(() => camera.writableLength).toBe(0);
    for (let i = 0; i < 10; i++) send();
    expect(sender.droppedFrames()).toBe(dropped);
  } finally {
    close();
  }
});
