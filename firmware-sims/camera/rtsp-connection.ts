import { randomBytes, randomInt } from 'node:crypto';
import type { Socket } from 'node:net';
import { createRtspReader, formatRtspResponse, type RtspItem } from './rtsp-message.ts';
import { answerRequest, endSession, type RtspClient, type RtspStream, sessionTimeoutS } from './rtsp-session.ts';

export interface RtspConnection {
  /** Closes what has been silent or blocked for too long. */
  sweep(): void;
  /** Writes noise to a client that plays. */
  garble(): void;
  /** The stream goes on after a fault: from a key frame. */
  resume(): void;
  close(): void;
}

const idleMs = 30_000;
const blockedMs = 20_000;
const maxRefusals = 6;
const maxWaiting = 64;

/** Reads one client's requests and answers them in order. */
export function createRtspConnection(socket: Socket, stream: RtspStream, onClosed: () => void): RtspConnection {
  const reader = createRtspReader();
  let heardAtMs = performance.now();
  let waiting = 0;
  let work = Promise.resolve();
  const heard = () => {
    heardAtMs = performance.now();
  };
  const client: RtspClient = { stream, socket, refusals: 0, onReport: heard };

  function enqueue(item: RtspItem): void {
    waiting += 1;
    if (waiting > maxWaiting) socket.destroy();
    work = work
      .then(() => takeItem(client, item))
      .catch((error: unknown) => {
        stream.log.error({ camera: stream.id, err: error }, 'an RTSP request failed');
        socket.destroy();
      })
      .finally(() => {
        waiting -= 1;
      });
  }

  socket.setNoDelay(true);
  socket.on('data', (chunk) => {
    heard();
    // Interleaved packets from a client are its RTCP reports: a sign of life, nothing to answer.
    for (const item of reader.push(chunk)) if (item.kind !== 'interleaved') enqueue(item);
  });
  socket.on('error', () => {}); // the connection broke: 'close' follows and ends the session
  socket.on('close', () => {
    endSession(client);
    onClosed();
  });

  return {
    sweep() {
      if (isDead(client, performance.now() - heardAtMs)) socket.destroy();
    },
    garble() {
      const { session } = client;
      if (session?.stopPlaying) session.sender.writer.writeGarbage(randomBytes(randomInt(600, 1400)));
    },
    resume: () => client.session?.sender.restart(),
    close: () => socket.destroy(),
  };
}

async function takeItem(client: RtspClient, item: RtspItem): Promise<void> {
  const { socket, stream } = client;
  if (item.kind === 'interleaved' || stream.mode() === 'stall' || !socket.writable) return;
  if (stream.mode() === 'garbage') {
    socket.write(randomBytes(randomInt(64, 512)));
    return;
  }
  if (item.kind === 'bad') {
    stream.log.warn({ camera: stream.id, problem: item.reason }, 'a client sent something that is not RTSP');
    socket.end(formatRtspResponse(undefined, { status: item.status }));
    return;
  }
  const response = await answerRequest(client, item);
  if (!socket.writable) return;
  socket.write(formatRtspResponse(item.cseq, response));
  if (client.refusals >= maxRefusals) socket.end();
}

/** Blocked for long, or silent; a client that takes video over the same connection shows by that that it is there. */
function isDead(client: RtspClient, silentMs: number): boolean {
  const { session } = client;
  const blockedSince = session?.sender.blockedSinceMs();
  if (blockedSince !== undefined && performance.now() - blockedSince > blockedMs) return true;
  if (session?.transport === 'tcp' && session.stopPlaying) return false;
  return silentMs > (session ? sessionTimeoutS * 1200 : idleMs);
}
