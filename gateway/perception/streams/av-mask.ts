import {
  AV_PIX_FMT_GRAY8,
  AV_PIX_FMT_NV12,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV422P,
  AV_PIX_FMT_YUV444P,
  AV_PIX_FMT_YUVJ420P,
  AV_PIX_FMT_YUVJ422P,
  AV_PIX_FMT_YUVJ444P,
  AVCOL_RANGE_JPEG,
} from 'node-av/constants';
import { FFmpegError, type Frame } from 'node-av/lib';
import type { Polygon } from '../../../devices/contracts/camera-scene.ts';
import { createConverter } from './av-converter.ts';
import { coverPlane, type MaskSpans, type PlaneLayout, rasteriseMasks } from './picture-mask.ts';

/** One camera's privacy masks. They may change at any time; whoever shows a picture asks for the ones of now. */
export interface AvMask {
  set(masks: readonly Polygon[]): void;
  /** Whether anything is masked. */
  active(): boolean;
  /** Another number after each change; 0 until the first mask. */
  version(): number;
  /** Takes the frame over and gives back one that is black where a mask is; what the decoder still refers to stays as it is. */
  apply(frame: Frame): Frame;
}

export function createAvMask(masks: readonly Polygon[] = []): AvMask {
  const toPlanar = createConverter(AV_PIX_FMT_YUV420P);
  let polygons: readonly Polygon[] = [];
  let version = 0;
  let spans: { size: string; covered: MaskSpans } | undefined;

  const set = (changed: readonly Polygon[]) => {
    if (changed.length === 0 && polygons.length === 0) return;
    polygons = changed;
    spans = undefined;
    version++;
  };
  const spansFor = ({ width, height }: Frame): MaskSpans => {
    const size = `${width}×${height}`;
    if (spans?.size !== size) spans = { size, covered: rasteriseMasks(polygons, width, height) };
    return spans.covered;
  };

  set(masks);
  return {
    set,
    active: () => polygons.length > 0,
    version: () => version,
    apply: (frame) => {
      if (polygons.length === 0) return frame;
      const known = layouts.get(frame.format);
      const own = known ? frame : convert(frame, toPlanar);
      // A decoder predicts later pictures from this one: black would spread in them. What it holds is copied here.
      FFmpegError.throwIfError(own.makeWritable(), 'no memory for a picture');
      cover(own, known ?? planar(1, 1), spansFor(own));
      return own;
    },
  };
}

/** Rare formats, as ten bits a sample. */
function convert(frame: Frame, toPlanar: ReturnType<typeof createConverter>): Frame {
  const converted = toPlanar(frame, frame.width, frame.height).clone();
  if (!converted) throw new Error('no memory for a picture');
  converted.copyProps(frame);
  frame.free();
  return converted;
}

function cover(frame: Frame, layout: readonly PlaneLayout[], spans: MaskSpans): void {
  const { data, linesize } = frame;
  if (!data) throw new Error('a picture without pixels');
  const black = frame.colorRange === AVCOL_RANGE_JPEG || fullRange.has(frame.format) ? 0 : 16;
  for (const [plane, planeLayout] of layout.entries()) {
    coverPlane(data[plane]!, linesize[plane]!, spans, planeLayout, plane === 0 ? black : 128);
  }
}

const luma: PlaneLayout = { shiftX: 0, shiftY: 0, sampleBytes: 1 };

function planar(shiftX: number, shiftY: number): PlaneLayout[] {
  const chroma = { shiftX, shiftY, sampleBytes: 1 };
  return [luma, chroma, chroma];
}

const fullRange = new Set<number>([AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P]);
const layouts = new Map<number, PlaneLayout[]>([
  [AV_PIX_FMT_YUV420P, planar(1, 1)],
  [AV_PIX_FMT_YUVJ420P, planar(1, 1)],
  [AV_PIX_FMT_YUV422P, planar(1, 0)],
  [AV_PIX_FMT_YUVJ422P, planar(1, 0)],
  [AV_PIX_FMT_YUV444P, planar(0, 0)],
  [AV_PIX_FMT_YUVJ444P, planar(0, 0)],
  [AV_PIX_FMT_NV12, [luma, { shiftX: 1, shiftY: 1, sampleBytes: 2 }]],
  [AV_PIX_FMT_GRAY8, [luma]],
]);
