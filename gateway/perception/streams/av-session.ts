import { constants as osConstants } from 'node:os';
import {
  AV_CODEC_ID_H264,
  AV_CODEC_ID_HEVC,
  AV_LOG_QUIET,
  AV_NOPTS_VALUE,
  AVERROR_HTTP_FORBIDDEN,
  AVERROR_HTTP_NOT_FOUND,
  AVERROR_HTTP_UNAUTHORIZED,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { Dictionary, FormatContext, Log, type Packet, type Stream } from 'node-av/lib';
import type { LostReason } from './lost-reasons.ts';
import { type EncodedFrame, parameterSets, type VideoCodec } from './nal-units.ts';

export interface SessionOptions {
  /** May hold user and password; it is never logged. */
  url: string;
  transport: 'tcp' | 'udp';
  /** How long the peer may keep silent while opening. */
  timeoutMs: number;
}

/** One connection to one camera. Use: `open`, then `read` until it fails, then `close`; `interrupt` from anywhere. */
export interface AvSession {
  open(): Promise<{ ok: true; codec: VideoCodec; declaredFps: number } | { ok: false; reason: LostReason }>;
  /** The next frame, in `packet` for the decoder and copied out. Other media are passed over. */
  read(packet: Packet): Promise<EncodedFrame | { failed: LostReason }>;
  /** The stream that was opened, for its decoder. */
  stream(): Stream;
  /** Parameter sets that the session description named; many cameras repeat them before each key frame. */
  announcedSets(): Uint8Array | undefined;
  /** Makes a blocked `open` or `read` return within about 0.1 s. Harmless at any other time. */
  interrupt(): void;
  close(): Promise<void>;
}

/**
 * RTSP through FFmpeg. Nothing is probed (`avformat_find_stream_info`): the session description names the codec and the
 * first key frame brings the rest, which saves the second that probing takes.
 */
export function createAvSession({ url, transport, timeoutMs }: SessionOptions): AvSession {
  // FFmpeg writes addresses, passwords included, to standard error.
  Log.setLevel(AV_LOG_QUIET);
  const context = new FormatContext();
  // Without this FFmpeg allocates it inside the open, and an interrupt would not reach a connection that hangs there.
  context.allocContext();
  let video: Stream | undefined;
  let codec: VideoCodec = 'h264';
  let opened = false;

  return {
    open: async () => {
      const startedMs = performance.now();
      const code = await context.openInput(url, null, Dictionary.fromObject(rtspOptions(transport, timeoutMs)));
      if (code < 0) return { ok: false, reason: openingFailure(code, performance.now() - startedMs, timeoutMs) };
      opened = true;
      video = context.streams.find(({ codecpar }) => codecpar.codecType === AVMEDIA_TYPE_VIDEO);
      if (!video) return { ok: false, reason: 'no-video' };
      const { codecId } = video.codecpar;
      if (codecId !== AV_CODEC_ID_H264 && codecId !== AV_CODEC_ID_HEVC)
        return { ok: false, reason: 'unsupported-codec' };
      codec = codecId === AV_CODEC_ID_HEVC ? 'hevc' : 'h264';
      return { ok: true, codec, declaredFps: rateOf(video) };
    },
    read: async (packet) => {
      for (;;) {
        packet.unref();
        const code = await context.readFrame(packet);
        if (code < 0) return { failed: code === -errno.ETIMEDOUT ? 'stalled' : 'ended' };
        const { data } = packet;
        if (data && packet.streamIndex === video?.index) return toFrame(packet, data, video);
      }
    },
    stream: () => {
      if (!video) throw new Error('the session is not open');
      return video;
    },
    announcedSets: () => {
      const extradata = video?.codecpar.extradata;
      return extradata ? parameterSets(extradata, codec) : undefined;
    },
    interrupt: () => context.interrupt(),
    close: async () => {
      if (opened) await context.closeInput();
      else context.freeContext();
    },
  };
}

function rtspOptions(transport: 'tcp' | 'udp', timeoutMs: number): Record<string, string> {
  return {
    rtsp_transport: transport,
    // Of silence, in microseconds.
    timeout: String(timeoutMs * 1000),
    allowed_media_types: 'video',
    // A session description may not send us to files or to other services.
    protocol_whitelist: 'rtsp,rtsps,rtp,srtp,udp,tcp,tls,crypto',
    // How long to wait for a datagram that was overtaken, in microseconds.
    max_delay: '150000',
    buffer_size: '1048576',
  };
}

function toFrame(packet: Packet, data: Buffer, { timeBase }: Stream): EncodedFrame {
  const { pts } = packet;
  const scale = (90_000 * timeBase.num) / timeBase.den;
  return { data, pts: pts === AV_NOPTS_VALUE ? undefined : Number(pts) * scale, key: packet.isKeyframe };
}

function rateOf({ avgFrameRate }: Stream): number {
  return avgFrameRate.den > 0 ? avgFrameRate.num / avgFrameRate.den : 0;
}

const { errno } = osConstants;
/** FFmpeg's codes are negative errno values or its own tags. A name that cannot be resolved is an I/O error to it. */
const openingReasons = new Map<number, LostReason>([
  [-errno.ECONNREFUSED, 'connection-refused'],
  [-errno.EHOSTUNREACH, 'host-unreachable'],
  [-errno.ENETUNREACH, 'host-unreachable'],
  [-errno.EIO, 'host-unreachable'],
  [-errno.ETIMEDOUT, 'no-answer'],
  [AVERROR_HTTP_UNAUTHORIZED, 'wrong-password'],
  [AVERROR_HTTP_FORBIDDEN, 'wrong-password'],
  [AVERROR_HTTP_NOT_FOUND, 'no-such-stream'],
]);

/** A peer that says nothing until the time-out looks like invalid data to FFmpeg. */
function openingFailure(code: number, tookMs: number, timeoutMs: number): LostReason {
  return openingReasons.get(code) ?? (tookMs > timeoutMs * 0.9 ? 'no-answer' : 'not-a-stream');
}
