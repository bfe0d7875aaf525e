import { connect, type Socket } from 'node:net';
import { connectPacket, publishPacket } from '../../fixtures/mqtt-packets.ts';

/**
 * A process of devices that say what happened to them, and take the time until each PUBACK. It writes MQTT 3.1.1 by hand, so that the
 * load costs little beside what is measured.
 */
export interface PublishOrder {
  kind: 'publish';
  port: number;
  devices: readonly { id: string; secret: string; topic: string }[];
  forMs: number;
  /** All devices together. Left out: each keeps `window` events on their way, as fast as they are taken. */
  perSecond?: number;
  window: number;
}

export interface Published {
  kind: 'published';
  sent: number;
  acknowledged: number;
  /** From the first to the last PUBACK. */
  tookMs: number;
  /** Of the events that were paced from when each was due, otherwise from when it was sent. */
  pubackMsMedian: number;
  pubackMsP99: number;
  pubackMsMax: number;
}

interface Publisher {
  socket: Socket;
  topic: string;
  seq: number;
  inFlight: number;
  dueMs: Float64Array;
}

function eventPacket({ topic, seq }: Publisher, boot: string): Buffer {
  const type = seq % 2 === 1 ? 'bay-occupied' : 'bay-cleared';
  const data = seq % 2 === 1 ? { reading: 'none' } : {};
  return publishPacket(topic, seq, JSON.stringify({ boot, seq, at: Date.now(), type, data }));
}

async function publish(order: PublishOrder): Promise<Published> {
  const boot = `b${Date.now()}`;
  const publishers = await Promise.all(order.devices.map((device) => open(order.port, device)));
  const tookMs: number[] = [];
  let [sent, lastMs] = [0, 0];
  const send = (publisher: Publisher, dueMs: number) => {
    publisher.seq += 1;
    publisher.inFlight += 1;
    publisher.dueMs[publisher.seq % 65_536] = dueMs;
    publisher.socket.write(eventPacket(publisher, boot));
    sent += 1;
  };
  const beganMs = performance.now();
  const isOver = () => performance.now() - beganMs >= order.forMs;
  const refill = (publisher: Publisher) => {
    if (order.perSecond !== undefined || isOver()) return;
    publisher.socket.cork();
    while (publisher.inFlight < order.window) send(publisher, performance.now());
    publisher.socket.uncork();
  };
  for (const publisher of publishers) {
    let acknowledged = 0;
    publisher.socket.on('data', (chunk: Buffer) => {
      lastMs = performance.now();
      // In order, as MQTT 3.1.1 §4.6 asks, and nothing else comes: the packets need not be read, a PUBACK has four bytes.
      acknowledged += chunk.length / 4;
      for (let seq = Math.floor(acknowledged - chunk.length / 4) + 1; seq <= acknowledged; seq += 1) {
        tookMs.push(lastMs - publisher.dueMs[seq % 65_536]!);
        publisher.inFlight -= 1;
      }
      refill(publisher);
    });
    refill(publisher);
  }
  if (order.perSecond !== undefined) await pace(publishers, order.perSecond, order.forMs, send);
  const givenUpMs = beganMs + order.forMs + 30_000;
  while (!isOver() || (tookMs.length < sent && performance.now() < givenUpMs))
    await new Promise((done) => setTimeout(done, 20));
  for (const { socket } of publishers) socket.destroy();
  const sorted = Float64Array.from(tookMs).sort();
  const at = (share: number) => Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? 0) * 10) / 10;
  return {
    ...{ kind: 'published', sent, acknowledged: tookMs.length, tookMs: lastMs - beganMs },
    ...{ pubackMsMedian: at(0.5), pubackMsP99: at(0.99), pubackMsMax: at(1) },
  };
}

/** Each event has its moment, whether or not those before it were taken: what waits is not left out of the figures. */
async function pace(
  publishers: readonly Publisher[],
  perSecond: number,
  forMs: number,
  send: (publisher: Publisher, dueMs: number) => void,
): Promise<void> {
  const beganMs = performance.now();
  for (let at = 0; at * 1000 < forMs * perSecond; ) {
    const nowMs = performance.now();
    for (; beganMs + (at * 1000) / perSecond <= nowMs && at * 1000 < forMs * perSecond; at += 1)
      send(publishers[at % publishers.length]!, beganMs + (at * 1000) / perSecond);
    await new Promise((done) => setTimeout(done, 1));
  }
}

async function open(port: number, device: PublishOrder['devices'][number]): Promise<Publisher> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  socket.write(connectPacket(device));
  const answer = await new Promise<Buffer>((resolve, reject) => {
    let heard = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      if (heard.length >= 4) resolve(heard);
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`${device.id} was turned away`)));
  });
  socket.removeAllListeners('data');
  if (answer.length !== 4 || answer[3] !== 0) throw new Error(`${device.id} was answered ${answer.toString('hex')}`);
  return { socket, topic: device.topic, seq: 0, inFlight: 0, dueMs: new Float64Array(65_536) };
}

process.on('message', (order: PublishOrder) => {
  void publish(order).then((published) => process.send?.(published));
});
process.on('disconnect', () => process.exit());
process.send?.({ kind: 'ready' });
