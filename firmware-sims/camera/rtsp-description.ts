import { type ParameterSets, profileLevelId } from './h264-nal.ts';
import { h264PayloadType } from './rtp-packetizer.ts';

export const trackControl = 'trackID=0';

/** The session description (RFC 8866) of one H.264 track, with its parameter sets (RFC 6184 8.2.1). */
export function describeStream(options: {
  title: string;
  host: string;
  fps: number;
  bitsPerSecond: number;
  sets: ParameterSets;
}): string {
  const { sps, pps } = options.sets;
  const sprop = [sps, pps].map((nal) => Buffer.from(nal).toString('base64')).join(',');
  const family = options.host.includes(':') ? 'IP6' : 'IP4';
  return [
    'v=0',
    `o=- 1 1 IN ${family} ${options.host}`,
    `s=${options.title}`,
    't=0 0',
    'a=control:*',
    'a=range:npt=now-',
    `m=video 0 RTP/AVP ${h264PayloadType}`,
    `c=IN ${family} ${family === 'IP6' ? '::' : '0.0.0.0'}`,
    `b=AS:${Math.ceil(options.bitsPerSecond / 1000)}`,
    `a=rtpmap:${h264PayloadType} H264/90000`,
    `a=fmtp:${h264PayloadType} packetization-mode=1;profile-level-id=${profileLevelId(sps)};sprop-parameter-sets=${sprop}`,
    `a=framerate:${options.fps}`,
    `a=control:${trackControl}`,
    '',
  ].join('\r\n');
}
