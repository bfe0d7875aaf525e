import { Decoder, Demuxer, Encoder, FilterAPI, Log, Muxer } from 'node-av';
import { AV_LOG_ERROR, FF_ENCODER_LIBX264 } from 'node-av/constants';
import type { VideoViewer } from '../../gateway/console/console-ports.ts';

export interface TestVideo {
  /** For Media Source Extensions. */
  mime: string;
  /** ftyp and moov. */
  init: Uint8Array;
  /** One fragment a frame. */
  chunks: { key: boolean; bytes: Uint8Array }[];
  fps: number;
}

/** `avc1.PPCCLL` from the three bytes after the version in the header's avcC box. */
function readCodec(init: Uint8Array): string {
  const at = Buffer.from(init).indexOf('avcC');
  const [profile, compatibility, level] = init.subarray(at + 5, at + 8);
  return `avc1.${[profile, compatibility, level].map((byte) => byte!.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * Four seconds of a moving picture drawn by `pattern` (an FFmpeg source filter), encoded by libx264 and cut into
 * fragmented MP4 as the gateway's perception does it.
 */
export async function encodeTestVideo(pattern = 'testsrc2', fps = 12): Promise<TestVideo> {
  Log.setLevel(AV_LOG_ERROR);
  const parts: Uint8Array[] = [];
  await using input = await Demuxer.open(`${pattern}=size=640x360:rate=${fps},trim=duration=4`, { format: 'lavfi' });
  const video = input.video()!;
  using decoder = await Decoder.create(video);
  using filter = FilterAPI.create('format=yuv420p');
  using encoder = await Encoder.create(FF_ENCODER_LIBX264, {
    filter,
    context: { gopSize: fps, maxBFrames: 0 },
    options: { preset: 'ultrafast', tune: 'zerolatency' },
  });
  const output = await Muxer.open(
    { write: (bytes: Buffer) => void parts.push(Uint8Array.from(bytes)) },
    { format: 'mp4', options: { movflags: 'frag_every_frame+empty_moov+default_base_moof' } },
  );
  const stream = output.addStream(encoder);
  const keys: boolean[] = [];
  for await (const packet of encoder.packets(filter.frames(decoder.frames(input.packets(video.index))))) {
    if (!packet) continue;
    keys.push(packet.isKeyframe);
    await output.writePacket(packet, stream);
  }
  await output.close();
  const boxes = Buffer.concat(parts);
  const firstMoof = boxes.indexOf('moof') - 4;
  const init = Uint8Array.from(boxes.subarray(0, firstMoof));
  return { mime: `video/mp4; codecs="${readCodec(init)}"`, init, chunks: cutFragments(boxes, firstMoof, keys), fps };
}

/** Cuts the top-level boxes into moof+mdat pairs. */
function cutFragments(boxes: Buffer, from: number, keys: boolean[]): TestVideo['chunks'] {
  const chunks: TestVideo['chunks'] = [];
  for (let at = from; at + 8 <= boxes.length; ) {
    if (boxes.toString('latin1', at + 4, at + 8) !== 'moof') break;
    const mdat = at + boxes.readUInt32BE(at);
    const end = mdat + boxes.readUInt32BE(mdat);
    chunks.push({ key: keys[chunks.length] ?? false, bytes: Uint8Array.from(boxes.subarray(at, end)) });
    at = end;
  }
  return chunks;
}

/** Plays a video in real time, again and again, to whoever watches; each viewer begins with the header and a key frame. */
export function playTestVideo(video: TestVideo, watching: () => VideoViewer[]): () => void {
  const started = new WeakSet<VideoViewer>();
  let next = 0;
  const timer = setInterval(() => {
    const { key, bytes } = video.chunks[next]!;
    for (const viewer of watching()) {
      if (key && !started.has(viewer)) {
        started.add(viewer);
        viewer.init(video.init);
      }
      if (started.has(viewer)) viewer.chunk(bytes, key);
    }
    next = (next + 1) % video.chunks.length;
  }, 1000 / video.fps);
  return () => clearInterval(timer);
}
