import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6, type Socket } from 'node:net';
import { packetHeadroom, type RtpWriter } from './rtp-sender.ts';
import { writeInterleavedHeader } from './rtsp-message.ts';
import type { RtspTransport } from './rtsp-transport.ts';

/** What may wait in a client's TCP connection: about two seconds of video; after a drop it must empty further. */
const tcpBacklogBytes = 512 * 1024;
const tcpRestartBytes = 64 * 1024;

/** RTP inside the RTSP connection (RFC 2326 10.12). */
export function createTcpWriter(socket: Socket, transport: RtspTransport & { kind: 'tcp' }): RtpWriter {
  const { rtpChannel, rtcpChannel } = transport;
  return {
    transport: `RTP/AVP/TCP;unicast;interleaved=${rtpChannel}-${rtcpChannel}`,
    ready: (afterDrop) => socket.writableLength < (afterDrop ? tcpRestartBytes : tcpBacklogBytes),
    writeRtp(block, lengths) {
      let offset = 0;
      for (const length of lengths) {
        writeInterleavedHeader(block, offset, rtpChannel, length);
        offset += packetHeadroom + length;
      }
      socket.write(block);
    },
    writeRtcp(packet) {
      const framed = Buffer.alloc(packetHeadroom + packet.length);
      writeInterleavedHeader(framed, 0, rtcpChannel, packet.length);
      packet.copy(framed, packetHeadroom);
      socket.write(framed);
    },
    writeGarbage: (bytes) => socket.writableLength < tcpBacklogBytes && socket.write(bytes),
    close() {},
  };
}

export interface UdpWriterOptions {
  /** The address the RTSP connection came from and arrived at: packets go nowhere else. */
  remoteAddress: string;
  localAddress: string;
  transport: RtspTransport & { kind: 'udp' };
  /** The client sent something on the RTCP port: it is alive. */
  onReport(): void;
}

export async function createUdpWriter(options: UdpWriterOptions): Promise<RtpWriter> {
  const { clientRtpPort, clientRtcpPort } = options.transport;
  const pair = await bindPair(options.localAddress);
  pair.rtcp.on('message', (_bytes, from) => {
    if (from.address === options.remoteAddress) options.onReport();
  });
  let closed = false;
  // A datagram that cannot be sent is lost like any other: the next key frame mends it.
  const ignoreLoss = () => {};
  const send = (socket: UdpSocket, bytes: Uint8Array, port: number) => {
    if (!closed) socket.send(bytes, port, options.remoteAddress, ignoreLoss);
  };
  return {
    transport: `RTP/AVP;unicast;client_port=${clientRtpPort}-${clientRtcpPort};server_port=${pair.port}-${pair.port + 1}`,
    ready: () => true,
    writeRtp(block, lengths) {
      let offset = 0;
      for (const length of lengths) {
        const start = offset + packetHeadroom;
        send(pair.rtp, block.subarray(start, start + length), clientRtpPort);
        offset = start + length;
      }
    },
    writeRtcp: (packet) => send(pair.rtcp, packet, clientRtcpPort),
    writeGarbage: (bytes) => send(pair.rtp, bytes.subarray(0, 1400), clientRtpPort),
    close() {
      closed = true;
      pair.rtp.close();
      pair.rtcp.close();
    },
  };
}

/** RTP on an even port and RTCP on the next (RFC 3550 11). */
async function bindPair(address: string): Promise<{ rtp: UdpSocket; rtcp: UdpSocket; port: number }> {
  for (let attempt = 0; attempt < 30; attempt++) {
    const rtp = await bind(address, 0);
    const port = rtp?.address().port ?? 1;
    const rtcp = rtp && port % 2 === 0 ? await bind(address, port + 1) : undefined;
    if (rtp && rtcp) return { rtp, rtcp, port };
    rtp?.close();
  }
  throw new Error(`no pair of UDP ports is free on ${address}`);
}

async function bind(address: string, port: number): Promise<UdpSocket | undefined> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  socket.bind(port, address);
  try {
    await once(socket, 'listening');
  } catch {
    socket.close();
    return undefined; // taken: the caller tries another pair
  }
  socket.on('error', () => {}); // as a lost datagram, see ignoreLoss
  return socket;
}
