import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Log } from './camera-log.ts';
import { createRtpSender, type RtpSender } from './rtp-sender.ts';
import { createTcpWriter, createUdpWriter } from './rtp-writers.ts';
import { describeStream, trackControl } from './rtsp-description.ts';
import type { DigestGuard } from './rtsp-digest.ts';
import type { RtspRequest, RtspResponse } from './rtsp-message.ts';
import { parseTransport } from './rtsp-transport.ts';
import type { VideoSource } from './video-source.ts';

export type RtspMode = 'normal' | 'stall' | 'garbage';

/** What an RTSP server serves. */
export interface RtspStream {
  id: string;
  /** The path it is asked by, with the leading slash. */
  path: string;
  fps: number;
  source: VideoSource;
  guard?: DigestGuard;
  log: Log;
  mode(): RtspMode;
}

interface OpenSession {
  id: string;
  transport: 'tcp' | 'udp';
  sender: RtpSender;
  /** There while it plays. */
  stopPlaying?: () => void;
}

/** One client: its connection and the one session it may hold, which ends with the connection. */
export interface RtspClient {
  readonly stream: RtspStream;
  readonly socket: Socket;
  /** Requests that came without the right password. */
  refusals: number;
  session?: OpenSession;
  /** The client showed a sign of life outside its RTSP connection. */
  onReport(): void;
}

export const sessionTimeoutS = 60;
const methods = 'OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN';

/** Carries a request out and says what to answer. */
export async function answerRequest(client: RtspClient, request: RtspRequest): Promise<RtspResponse> {
  if (request.method === 'OPTIONS') return { status: 200, headers: { Public: methods } };
  const refused = refuseStranger(client, request);
  if (refused) return refused;
  if (!isOurs(request.uri, client.stream.path)) return { status: 404 };
  if (request.method === 'DESCRIBE') return describe(client, request);
  if (request.method === 'SETUP') return setup(client, request);
  const { session } = client;
  if (!session || !sameSession(request, session.id)) return { status: withoutSession(request) };
  return answerInSession(client, session, request);
}

export function endSession(client: RtspClient): void {
  const { session, stream } = client;
  if (!session) return;
  delete client.session;
  session.stopPlaying?.();
  session.sender.writer.close();
  const droppedFrames = session.sender.droppedFrames();
  if (droppedFrames > 0) stream.log.info({ camera: stream.id, droppedFrames }, 'a client could not keep up');
}

function answerInSession(client: RtspClient, session: OpenSession, request: RtspRequest): RtspResponse {
  switch (request.method) {
    case 'PLAY':
      return play(client, session, request);
    case 'PAUSE':
      session.stopPlaying?.();
      delete session.stopPlaying;
      return { status: 200, headers: { Session: session.id } };
    case 'GET_PARAMETER':
    case 'SET_PARAMETER':
      return { status: 200, headers: { Session: session.id } };
    case 'TEARDOWN':
      session.sender.goodbye();
      endSession(client);
      return { status: 200 };
    default:
      return { status: 405, headers: { Allow: methods } };
  }
}

/** Undefined when the request may go on. */
function refuseStranger(client: RtspClient, request: RtspRequest): RtspResponse | undefined {
  const { guard } = client.stream;
  const verdict = guard?.check(request.method, request.headers.get('authorization'));
  if (!guard || verdict === 'in') return undefined;
  client.refusals += 1;
  return { status: 401, headers: { 'WWW-Authenticate': guard.challenge(verdict === 'stale') } };
}

function describe(client: RtspClient, request: RtspRequest): RtspResponse {
  const { id: title, fps, source } = client.stream;
  const { parameterSets: sets, bitsPerSecond } = source;
  const host = (client.socket.localAddress ?? '0.0.0.0').replace(/^::ffff:/, '');
  return {
    status: 200,
    headers: { 'Content-Base': `${withoutTrack(request.uri)}/`, 'Content-Type': 'application/sdp' },
    body: describeStream({ title, host, fps, bitsPerSecond, sets }),
  };
}

async function setup(client: RtspClient, request: RtspRequest): Promise<RtspResponse> {
  const { socket, stream } = client;
  if (client.session?.stopPlaying) return { status: 455 };
  const transport = parseTransport(request.headers.get('transport') ?? '');
  const { remoteAddress, localAddress } = socket;
  if (!transport || remoteAddress === undefined || localAddress === undefined) return { status: 461 };
  endSession(client);
  const writer =
    transport.kind === 'tcp'
      ? createTcpWriter(socket, transport)
      : await createUdpWriter({ transport, remoteAddress, localAddress, onReport: client.onReport });
  if (socket.destroyed) {
    writer.close();
    return { status: 500 };
  }
  const id = randomBytes(8).toString('hex').toUpperCase();
  const sender = createRtpSender(writer, { cname: stream.id, requestKeyFrame: stream.source.requestKeyFrame });
  client.session = { id, transport: transport.kind, sender };
  return { status: 200, headers: { Transport: writer.transport, Session: `${id};timeout=${sessionTimeoutS}` } };
}

function play(client: RtspClient, session: OpenSession, request: RtspRequest): RtspResponse {
  const { sender } = session;
  const { source, mode } = client.stream;
  const at = sender.position(source.ticksNow());
  if (!session.stopPlaying) {
    sender.restart();
    // Units come later, at a frame's time: never before this answer is written.
    session.stopPlaying = source.subscribe((unit) => {
      if (mode() === 'normal' && client.socket.writable) sender.send(unit);
    });
  }
  const track = `${withoutTrack(request.uri)}/${trackControl}`;
  return {
    status: 200,
    headers: {
      Session: `${session.id};timeout=${sessionTimeoutS}`,
      Range: 'npt=now-',
      'RTP-Info': `url=${track};seq=${at.sequence};rtptime=${at.timestamp}`,
    },
  };
}

/** Without a session a keep-alive is harmless, everything else is an error. */
function withoutSession(request: RtspRequest): number {
  return request.method === 'GET_PARAMETER' && !request.headers.has('session') ? 200 : 454;
}

function sameSession(request: RtspRequest, id: string): boolean {
  return (request.headers.get('session') ?? '').split(';')[0]?.trim() === id;
}

function withoutTrack(uri: string): string {
  const bare = uri.split('?')[0] ?? uri;
  return bare.replace(new RegExp(`/+${trackControl}/?$`), '').replace(/\/+$/, '');
}

function isOurs(uri: string, path: string): boolean {
  return /^rtsp:\/\/[^/]+(\/.*)/i.exec(withoutTrack(uri))?.[1] === path;
}
