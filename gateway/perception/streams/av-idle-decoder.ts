import type { CodecParameters, Frame } from 'node-av/lib';
import { Packet } from 'node-av/lib';
import type { DecodeState } from '../messages.ts';
import { type AvDecoder, createAvDecoder } from './av-decoder.ts';
import { frameKind } from './frame-kind.ts';
import type { DecodeWish, IdleDecoding } from './idle-decoding.ts';
import type { EncodedFrame, VideoCodec } from './nal-units.ts';

export interface AvIdleDecoderOptions {
  codec: VideoCodec;
  parameters: CodecParameters;
  plan: IdleDecoding;
  wish(): DecodeWish;
  /** Somebody asks for a picture of this moment. */
  pictureWanted(): boolean;
  /** What has come since the last key frame, the newest last. */
  lastGroup(): readonly EncodedFrame[];
  onDecoded(frames: number, milliseconds: number): void;
  onDecoding(state: DecodeState): void;
}

/** What became of one frame. `rested`: nothing was to be decoded, so that no picture is no bad sign. */
export interface TakenFrame {
  picture?: Frame;
  rested: boolean;
}

/** One stream's decoder, which does as little as its plan allows. */
export interface AvIdleDecoder {
  /** The newest picture that this frame gives is the caller's to free. */
  take(frame: EncodedFrame, packet: Packet, nowMs: number): Promise<TakenFrame>;
  /** This frame is not decoded, since we are too far behind. */
  passOver(): void;
  close(): void;
}

export function createAvIdleDecoder(options: AvIdleDecoderOptions): AvIdleDecoder {
  const { codec, parameters, plan, onDecoded } = options;
  let decoder: AvDecoder | undefined;

  const timed = async (frames: number, work: () => Promise<Frame | undefined>): Promise<Frame | undefined> => {
    const startedMs = performance.now();
    const picture = await work();
    onDecoded(frames, performance.now() - startedMs);
    return picture;
  };
  const alone = async (running: AvDecoder, packet: Packet): Promise<TakenFrame> => {
    const picture = await timed(1, () => running.decodeAlone(packet));
    plan.alone(picture !== undefined);
    return picture ? { picture, rested: true } : { rested: false };
  };
  const catchUp = async (running: AvDecoder, frame: EncodedFrame, packet: Packet): Promise<TakenFrame> => {
    const group = options.lastGroup();
    const complete = group[0]?.key && group.at(-1)?.data === frame.data;
    if (!complete && !frame.key) {
      // Nothing to begin with: the next key frame will do.
      plan.lostTrack();
      return { rested: true };
    }
    const before = complete ? group.slice(0, -1) : [];
    const picture = await timed(before.length + 1, () => decodeGroup(running, before, packet));
    return picture ? { picture, rested: false } : { rested: false };
  };

  return {
    passOver: plan.lostTrack,
    close: () => decoder?.close(),
    take: async (frame, packet, nowMs) => {
      const kind = frame.key ? 'key' : frameKind(frame.data, codec);
      const seen = { key: frame.key, kind, bytes: frame.data.length };
      const step = plan.next(seen, options.wish(), options.pictureWanted(), nowMs);
      options.onDecoding(plan.state());
      if (step === 'skip') return { rested: true };
      decoder ??= await createAvDecoder(codec, parameters);
      const running = decoder;
      if (step === 'alone') return alone(running, packet);
      if (step === 'catch-up') return catchUp(running, frame, packet);
      const picture = await timed(1, () => running.decode(packet));
      return picture ? { picture, rested: false } : { rested: false };
    },
  };
}

/** Decodes what came before without looking at it. */
async function decodeGroup(
  decoder: AvDecoder,
  before: readonly EncodedFrame[],
  last: Packet,
): Promise<Frame | undefined> {
  decoder.restart();
  const packet = new Packet();
  packet.alloc();
  let newest: Frame | undefined;
  const keep = (picture: Frame | undefined) => {
    if (!picture) return;
    newest?.free();
    newest = picture;
  };
  try {
    for (const { data, key } of before) {
      packet.unref();
      packet.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      packet.isKeyframe = key;
      keep(await decoder.decode(packet));
    }
    keep(await decoder.decode(last));
    return newest;
  } finally {
    packet.free();
  }
}
