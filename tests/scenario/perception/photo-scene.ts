import type { Frame } from '../../../firmware-sims/camera/frame.ts';
import type { Scene } from '../../../firmware-sims/camera/scene-kinds.ts';
import { decodePhoto } from '../../../gateway/perception/models/sharp-frames.ts';
import type { RgbImage } from '../../../models/image.ts';
import { peopleDir } from './prepared-models.ts';

/** One person's part of a photo: the face with what is around it. */
export const resident = { photo: `${peopleDir}/sample1.jpg`, left: 270, top: 160, width: 480, height: 600 };

export interface PhotoScene extends Scene {
  /** Whether the person stands before the camera. */
  present: boolean;
}

/** A hall with or without a person in it. */
export async function createPhotoScene(): Promise<PhotoScene> {
  const photo = await decodePhoto(resident.photo);
  let drawn: boolean | undefined;
  const scene: PhotoScene = {
    present: false,
    render: (frame) => {
      if (drawn === scene.present) return false;
      drawn = scene.present;
      frame.y.fill(90);
      frame.u.fill(128);
      frame.v.fill(128);
      if (scene.present) drawPerson(frame, photo);
      return true;
    },
  };
  return scene;
}

/** BT.601, limited range, as the simulated camera takes it. */
function drawPerson(frame: Frame, photo: RgbImage): void {
  const left = (frame.width - resident.width) & ~1;
  for (let y = 0; y < resident.height; y++) {
    for (let x = 0; x < resident.width; x++) {
      const at = ((resident.top + y) * photo.width + resident.left + x) * 3;
      const [r, g, b] = photo.data.subarray(at, at + 3) as unknown as [number, number, number];
      frame.y[y * frame.width + (left >> 1) + x] = 16 + (66 * r + 129 * g + 25 * b) / 256;
      if (y & 1 || x & 1) continue;
      const chroma = (y >> 1) * (frame.width >> 1) + (((left >> 1) + x) >> 1);
      frame.u[chroma] = 128 + (-38 * r - 74 * g + 112 * b) / 256;
      frame.v[chroma] = 128 + (112 * r - 94 * g - 18 * b) / 256;
    }
  }
}
