import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_QUIET,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV420P10LE,
  AVCOL_SPC_BT709,
  AVCOL_SPC_SMPTE170M,
  type AVColorSpace,
  type AVPixelFormat,
  type FFEncoderCodec,
} from 'node-av/constants';
import { Codec, CodecContext, Dictionary, Frame, Log, Packet, Rational } from 'node-av/lib';
import { describe, expect, test } from 'vitest';
import { decodeStill } from '../../../gateway/perception/streams/av-decoder.ts';
import { createFmp4Remuxer } from '../../../gateway/perception/streams/av-fmp4.ts';
import { createAvPictures } from '../../../gateway/perception/streams/av-picture.ts';
import { codecString, parameterSets } from '../../../gateway/perception/streams/nal-units.ts';
import { listBoxes, readFragment } from './mp4-reader.ts';

/** A frame made of a buffer does not keep it from being collected: its pixels would become somebody else's. */
const alive: Buffer[] = [];

/** One colour all over, as planes of Y, U and V. */
function plainFrame(
  width: number,
  height: number,
  yuv: readonly [number, number, number],
  format = AV_PIX_FMT_YUV420P,
): Frame {
  const bytes = format === AV_PIX_FMT_YUV420P10LE ? 2 : 1;
  const plane = (samples: number, value: number) => {
    if (bytes === 1) return Buffer.alloc(samples, value);
    return Buffer.from(new Uint16Array(samples).fill(value << 2).buffer);
  };
  const chroma = (width / 2) * (height / 2);
  const data = Buffer.concat([plane(width * height, yuv[0]), plane(chroma, yuv[1]), plane(chroma, yuv[2])]);
  alive.push(data);
  return Frame.fromVideoBuffer(data, { width, height, format: format as AVPixelFormat });
}

describe('a decoded picture', () => {
  test.each([
    ['BT.601, as most cameras send', AVCOL_SPC_SMPTE170M, [81, 90, 240]],
    ['BT.709, as high-definition cameras say they send', AVCOL_SPC_BT709, [63, 102, 240]],
  ] as const)('shows red as red in %s', (_, colourSpace, yuv) => {
    const frame = plainFrame(320, 180, yuv);
    frame.colorSpace = colourSpace as AVColorSpace;
    const picture = createAvPictures().wrap(frame, 0);
    const [r, g, b] = picture.toRgb().data;
    expect(r).toBeGreaterThan(245);
    expect(g).toBeLessThan(10);
    expect(b).toBeLessThan(10);
    picture.release();
  });

  test('has rows without padding, whatever its width, in full size and made smaller', () => {
    const picture = createAvPictures().wrap(plainFrame(642, 362, [120, 128, 128]), 0);
    for (const image of [picture.toRgb(), picture.borrowRgb(), picture.toRgb(300)]) {
      expect(image.data.length).toBe(image.width * image.height * 3);
      expect([...new Set(image.data)].every((value) => Math.abs(value - 121) <= 2)).toBe(true);
    }
    expect(picture.toRgb(300)).toMatchObject({ width: 300, height: 169 });
    expect(picture.toRgb(5000)).toMatchObject({ width: 642, height: 362 });
    picture.release();
  });

  test('gives its brightness as bytes, also when the camera sends ten bits', () => {
    for (const format of [AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV420P10LE]) {
      const picture = createAvPictures().wrap(plainFrame(320, 180, [120, 128, 128], format), 0);
      const { data, stride } = picture.luma();
      expect(stride).toBeGreaterThanOrEqual(320);
      expect(Math.abs(data[stride * 90 + 160]! - 120)).toBeLessThanOrEqual(2);
      picture.release();
    }
  });

  test('is there for whoever still holds it, and for nobody else', () => {
    const picture = createAvPictures().wrap(plainFrame(320, 180, [120, 128, 128]), 42);
    const kept = picture.retain();
    picture.release();
    picture.release();
    expect(() => picture.luma()).toThrow('released');
    expect(kept.takenAtMs).toBe(42);
    expect(kept.toRgb().data.length).toBe(320 * 180 * 3);
    kept.release();
    expect(() => kept.retain()).toThrow('released');
  });
});

// The encoders and the broken frames below are noted on standard error otherwise.
Log.setLevel(AV_LOG_QUIET);

/** A few frames of a grey wall from another encoder than the simulated cameras use. */
async function encode(name: FFEncoderCodec, frames: number): Promise<{ data: Buffer; key: boolean }[]> {
  const codec = Codec.findEncoderByName(name);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = 320;
  context.height = 180;
  context.pixelFormat = AV_PIX_FMT_YUV420P;
  context.timeBase = new Rational(1, 10);
  context.clearFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  const quiet = name === 'libx265' ? { 'x265-params': 'log-level=none:keyint=5:bframes=0' } : {};
  expect(
    await context.open2(codec, Dictionary.fromObject({ preset: 'ultrafast', tune: 'zerolatency', ...quiet })),
  ).toBe(0);
  const packets: { data: Buffer; key: boolean }[] = [];
  const packet = new Packet();
  packet.alloc();
  for (let n = 0; n <= frames; n++) {
    const frame = n < frames ? plainFrame(320, 180, [90 + n, 128, 128]) : null;
    if (frame) frame.pts = BigInt(n);
    await context.sendFrame(frame);
    while ((await context.receivePacket(packet)) >= 0) packets.push({ data: packet.data!, key: packet.isKeyframe });
    frame?.free();
  }
  packet.free();
  context.freeContext();
  return packets;
}

describe.each([
  ['h264', 'libx264', /^avc1\.[0-9a-f]{6}$/, 'avcC'],
  ['hevc', 'libx265', /^hvc1\.1\.6\.L\d+/, 'hvcC'],
] as const)('a camera that sends %s', (codec, encoder, name, configBox) => {
  test('gives a still of its key frame, and none of half a frame', async () => {
    const [first, second] = await encode(encoder as FFEncoderCodec, 3);
    const still = await decodeStill(codec, first!.data);
    expect([still?.width, still?.height]).toEqual([320, 180]);
    still?.free();
    expect(await decodeStill(codec, second!.data)).toBeUndefined();
    expect(await decodeStill(codec, Buffer.alloc(500, 7))).toBeUndefined();
    expect(await decodeStill(codec, new Uint8Array(0))).toBeUndefined();
  });

  test('is stored for the browser without being encoded again', async () => {
    const packets = await encode(encoder as FFEncoderCodec, 4);
    const sets = parameterSets(packets[0]!.data, codec)!;
    expect(codecString(sets, codec)).toMatch(name);
    const remuxer = createFmp4Remuxer({ codec, width: 320, height: 180, sets })!;
    expect(listBoxes(remuxer.init).map(({ type }) => type)).toEqual(['ftyp', 'moov']);
    expect(Buffer.from(remuxer.init).toString('latin1')).toContain(configBox);
    const { samples } = readFragment(remuxer.fragment(packets.map((packet, n) => ({ ...packet, pts: n * 9000 }))));
    expect(samples.map(({ key }) => key)).toEqual([true, false, false, false]);
    expect(samples.every(({ data }) => data.length > 8)).toBe(true);
  });
});

test('parameter sets that nobody can read give no live view', () => {
  expect(
    createFmp4Remuxer({ codec: 'h264', width: 320, height: 180, sets: Uint8Array.of(0, 0, 0, 1, 7) }),
  ).toBeUndefined();
});
