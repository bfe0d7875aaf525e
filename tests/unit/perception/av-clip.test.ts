import { AV_CODEC_FLAG_GLOBAL_HEADER, AV_LOG_QUIET, AV_PIX_FMT_YUV420P, type FFEncoderCodec } from 'node-av/constants';
import { Codec, CodecContext, Dictionary, Frame, Log, Packet, Rational } from 'node-av/lib';
import { describe, expect, test } from 'vitest';
import type { Polygon } from '../../../devices/contracts/camera-scene.ts';
import { createTurns } from '../../../gateway/perception/analysis/turns.ts';
import { createClipFile } from '../../../gateway/perception/clips/av-clip.ts';
import { createAvMask } from '../../../gateway/perception/streams/av-mask.ts';
import { createAvMaskedVideo, maskedCodecString } from '../../../gateway/perception/streams/av-masked-video.ts';
import { createAvPictures } from '../../../gateway/perception/streams/av-picture.ts';
import { codecString, parameterSets, type VideoCodec } from '../../../gateway/perception/streams/nal-units.ts';
import type { StreamFormat, StreamFrame } from '../../../gateway/perception/streams/stream-frame.ts';
import { brightnessAt, readClip } from './av-read-clip.ts';

// The encoders speak on standard error otherwise.
Log.setLevel(AV_LOG_QUIET);

const [width, height] = [320, 180];
/** The left half, but for a bay in its middle. */
const mask: Polygon = [
  [0, 0],
  [0.5, 0],
  [0.5, 0.3],
  [0.2, 0.3],
  [0.2, 0.7],
  [0.5, 0.7],
  [0.5, 1],
  [0, 1],
];

/** A frame made of a buffer does not keep it from being collected: its pixels would become somebody else's. */
const alive: Buffer[] = [];

function greyFrame(brightness: number, format = AV_PIX_FMT_YUV420P): Frame {
  const luma = width * height;
  const data = Buffer.alloc(luma * 1.5, brightness);
  data.fill(128, luma);
  alive.push(data);
  return Frame.fromVideoBuffer(data, { width, height, format });
}

/** Ten pictures a second from 5000 ms on, each a little brighter than the last; with `bFrames` not in the order of showing. */
async function encode(codec: VideoCodec, pictures: number, bFrames: number): Promise<StreamFrame[]> {
  const context = new CodecContext();
  const encoder = Codec.findEncoderByName((codec === 'h264' ? 'libx264' : 'libx265') as FFEncoderCodec);
  context.allocContext3(encoder);
  Object.assign(context, { width, height, pixelFormat: AV_PIX_FMT_YUV420P, timeBase: new Rational(1, 10) });
  context.clearFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  const options =
    codec === 'h264'
      ? { 'x264-params': `keyint=10:bframes=${bFrames}:b-adapt=0:scenecut=0` }
      : { 'x265-params': `log-level=none:keyint=10:bframes=${bFrames}:b-adapt=0:scenecut=0` };
  expect(await context.open2(encoder, Dictionary.fromObject({ preset: 'ultrafast', ...options }))).toBe(0);
  const frames: StreamFrame[] = [];
  let format: StreamFormat | undefined;
  const packet = new Packet();
  packet.alloc();
  for (let n = 0; n <= pictures; n++) {
    const frame = n < pictures ? greyFrame(60 + n) : null;
    if (frame) frame.pts = BigInt(n);
    await context.sendFrame(frame);
    while ((await context.receivePacket(packet)) >= 0) {
      const data = packet.data!;
      format ??= { codec, width, height, sets: parameterSets(data, codec)! };
      const arrivedMs = 5000 + frames.length * 100;
      frames.push({ data, key: packet.isKeyframe, pts: Number(packet.pts) * 9000, arrivedMs, format });
    }
    frame?.free();
  }
  packet.free();
  context.freeContext();
  return frames;
}

async function takeClip(frames: StreamFrame[], fromMs: number, masks: Polygon[] = []) {
  const { run } = createTurns();
  const file = await createClipFile({ frames }, fromMs, createAvMask(masks), run, new AbortController().signal);
  const pieces: Uint8Array[] = [];
  for await (const piece of file.pieces ?? []) pieces.push(piece);
  return { ...file, pieces };
}

describe.each([
  ['h264', 0],
  ['h264', 2],
  ['hevc', 0],
  ['hevc', 2],
] as const)('a clip of a camera that sends %s with %i B-frames', (codec, bFrames) => {
  test('plays evenly, from the moment that was asked for, with the camera’s own frames', async () => {
    const frames = await encode(codec, 40, bFrames);
    const { pieces, fromMs, toMs } = await takeClip(frames, 5500);
    expect([fromMs, toMs]).toEqual([5500, 8900]);
    const clip = await readClip(pieces);
    expect(clip.codec).toBe(codec);
    // Frames on their way into another order stand at either end.
    expect(Math.abs(clip.durationS - 3.5)).toBeLessThanOrEqual(0.1 * (bFrames + 1));
    expect(Math.abs(clip.shownAtS.length - 35)).toBeLessThanOrEqual(bFrames + 1);
    expect(clip.shownAtS[0]).toBe(0);
    for (const [n, at] of clip.shownAtS.entries()) expect(at).toBeCloseTo(n * 0.1, 4);
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(256 * 1024);
  });

  test('is black where it is masked and as it was elsewhere, in every picture, and is as long', async () => {
    const frames = await encode(codec, 40, bFrames);
    const { pieces } = await takeClip(frames, 5500, [mask]);
    const clip = await readClip(pieces);
    expect(clip.codec).toBe('h264');
    expect(Math.abs(clip.durationS - 3.5)).toBeLessThanOrEqual(0.1 * (bFrames + 1));
    for (const image of clip.images) {
      for (const [x, y] of [
        [0.1, 0.5],
        [0.4, 0.1],
        [0.4, 0.9],
      ] as const)
        expect(brightnessAt(image, x, y)).toBeLessThan(8);
      for (const [x, y] of [
        [0.35, 0.5],
        [0.75, 0.5],
      ] as const)
        expect(brightnessAt(image, x, y)).toBeGreaterThan(45);
    }
  });
});

describe('a masked picture', () => {
  test('is masked wherever it goes, and what the decoder goes on from is not touched', () => {
    const decoded = greyFrame(120);
    const reference = decoded.clone()!;
    const picture = createAvPictures(createAvMask([mask])).wrap(decoded, 0);
    const { data, stride } = picture.luma();
    expect([data[90 * stride + 20], data[90 * stride + 110]]).toEqual([16, 120]);
    for (const image of [picture.toRgb(), picture.toRgb(160), picture.borrowRgb(), picture.retain().toRgb()]) {
      expect(brightnessAt(image, 0.1, 0.5)).toBe(0);
      expect(brightnessAt(image, 0.75, 0.5)).toBeGreaterThan(115);
    }
    expect(reference.data![0]!.every((value) => value === 120)).toBe(true);
  });

  test('that was taken before a mask was drawn is masked all the same when somebody asks for it', () => {
    const masks = createAvMask();
    const picture = createAvPictures(masks).wrap(greyFrame(120), 0);
    const kept = picture.retain();
    expect(brightnessAt(kept.toRgb(), 0.1, 0.5)).toBeGreaterThan(115);
    masks.set([mask]);
    expect(brightnessAt(kept.toRgb(), 0.1, 0.5)).toBe(0);
    expect(brightnessAt(picture.toRgb(), 0.1, 0.5)).toBe(0);
    masks.set([]);
    expect(brightnessAt(createAvPictures(masks).wrap(greyFrame(120), 0).toRgb(), 0.1, 0.5)).toBeGreaterThan(115);
  });
});

test('masked video is of the kind that the browser is told beforehand', async () => {
  const frames = await encode('h264', 5, 0);
  const video = await createAvMaskedVideo(frames[0]!.format, createAvMask([mask]), 0);
  const encoded = [];
  for (const [n, frame] of frames.entries()) encoded.push(...(await video.frame(frame, n * 9000)));
  encoded.push(...(await video.rest()));
  video.close();
  expect(encoded.map(({ key }) => key)).toEqual([true, false, false, false, false]);
  expect(codecString(encoded[0]!.format.sets, 'h264')).toBe(maskedCodecString);
});

test('nothing to cut is no file, and what cannot be decoded gives none where it must be masked', async () => {
  expect(await takeClip([], 5000)).toMatchObject({ pieces: [], problem: 'no-video' });
  const [first] = await encode('h264', 3, 0);
  const broken = { ...first!, data: Buffer.alloc(500, 7) };
  expect(await takeClip([broken], 5000, [mask])).toMatchObject({ pieces: [], problem: 'failed' });
});
