import { AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { CodecParameters } from 'node-av/lib';
import { createDecodeTimeline } from './decode-timeline.ts';
import { type FragmentSample, fragment, initSegment } from './fmp4-boxes.ts';
import { type EncodedFrame, toLengthPrefixed, type VideoCodec } from './nal-units.ts';

export interface Fmp4Format {
  codec: VideoCodec;
  width: number;
  height: number;
  /** Annex B parameter sets. */
  sets: Uint8Array;
}

/** Puts coded frames, as they are, into fragmented MP4. One for each run of viewing: its time begins at 0. */
export interface Fmp4Remuxer {
  readonly init: Uint8Array;
  /** One fragment of these frames, in the order of decoding. */
  fragment(frames: readonly EncodedFrame[]): Uint8Array;
}

/** `undefined` if the parameter sets cannot be read. */
export function createFmp4Remuxer(format: Fmp4Format): Fmp4Remuxer | undefined {
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

/** The content of `avcC` or `hvcC`. */
function decoderConfiguration({ codec, sets }: Fmp4Format): Uint8Array | undefined {
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
