import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decoder, Demuxer } from 'node-av';
import { AV_CODEC_ID_H264 } from 'node-av/constants';
import { createAvPictures } from '../../../gateway/perception/streams/av-picture.ts';
import type { RgbImage } from '../../../models/image.ts';

export interface ReadClip {
  codec: string;
  /** What the file says. */
  durationS: number;
  /** Pictures that are shown, and when, in seconds. */
  shownAtS: number[];
  images: RgbImage[];
}

/** Plays a clip from its first picture to its last, as a viewer's player does. */
export async function readClip(pieces: readonly Uint8Array[]): Promise<ReadClip> {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-clip-'));
  try {
    const path = join(folder, 'clip.mp4');
    writeFileSync(path, Buffer.concat(pieces));
    await using input = await Demuxer.open(path);
    const video = input.video()!;
    using decoder = await Decoder.create(video);
    const pictures = createAvPictures();
    const shownAtS: number[] = [];
    const images: RgbImage[] = [];
    for await (const frame of decoder.frames(input.packets(video.index))) {
      if (!frame) continue;
      shownAtS.push((Number(frame.pts) * video.timeBase.num) / video.timeBase.den);
      const picture = pictures.wrap(frame.clone()!, 0);
      images.push(picture.toRgb());
      picture.release();
    }
    const codec = video.codecpar.codecId === AV_CODEC_ID_H264 ? 'h264' : 'hevc';
    return { codec, durationS: input.duration, shownAtS, images };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Mean brightness around a point given in parts of the picture. */
export function brightnessAt({ width, height, data }: RgbImage, x: number, y: number): number {
  let sum = 0;
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      const at = ((Math.round(y * height) + dy) * width + Math.round(x * width) + dx) * 3;
      sum += data[at]! + data[at + 1]! + data[at + 2]!;
    }
  }
  return sum / 75;
}
