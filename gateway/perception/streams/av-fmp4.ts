import { AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { CodecParameters } from 'node-av/lib';
import { createDecodeTimeline } from './decode-timeline.ts';
import { type FragmentSample, fragment, initSegment } from './fmp4-boxes.ts';
import { type EncodedFrame, toLengthPrefixed } from './nal-units.ts';
import type { StreamFormat } from './stream-frame.ts';

/** Puts coded frames, as they are, into fragmented MP4. One for each run of viewing: its time begins at 0. */
export interface Fmp4Remuxer {
  readonly init: Uint8Array;
  /** One fragment of these frames, in the order of decoding. */
  fragment(frames: readonly EncodedFrame[]): Uint8Array;
}

/** `undefined` if the parameter sets cannot be read. */
export function createFmp4Remuxer(format: StreamFormat): Fmp4Remuxer | undefined {
  const decoderConfig = decoderConfiguration(format);
  if (!decoderConfig) return undefined;
  const timeline = createDecodeTimeline();
  let sequence = 0;
  return {
    init: initSegment({ ...format, decoderConfig }),
    fragment: (frames) => {
      let startsAt: number | undefined;
      const samples: FragmentSample[] = frames.map(({ data, pts, key }) => {
        const { decodeTime, duration, compositionOffset } = timeline.next(pts);
        startsAt ??= decodeTime;
        return { data: toLengthPrefixed(data, format.codec), duration, compositionOffset, key };
      });
      return fragment(++sequence, startsAt ?? 0, samples);
    },
  };
}

/** The content of `avcC` or `hvcC`; `undefined` if the parameter sets cannot be read. */
export function decoderConfiguration({ codec, sets }: StreamFormat): Uint8Array | undefined {
  const parameters = new CodecParameters();
  try {
    parameters.alloc();
    parameters.codecType = AVMEDIA_TYPE_VIDEO;
    parameters.codecId = codec === 'h264' ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC;
    parameters.extradata = Buffer.from(sets);
    return parameters.getDecoderConfigurationRecord() ?? undefined;
  } finally {
    parameters.free();
  }
}
