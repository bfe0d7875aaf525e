import type { RgbImage } from '../../../models/image.ts';
import { createPlaneResizer, type PlaneResizer } from '../../../models/image-resize.ts';
import { textDetect } from '../../../models/manifests/text-models.ts';
import { findTextBoxes, type OrientedBox, scaleBox } from '../../../models/text-boxes.ts';
import { modelFault, openModel } from '../models/open-model.ts';

/** ImageNet mean and deviation, in the order of the planes B, G, R as the model's authors apply them. */
const textPixels = {
  order: 'bgr',
  mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
  scale: [1 / (0.229 * 255), 1 / (0.224 * 255), 1 / (0.225 * 255)],
} as const;

/** A handful of cameras has a handful of sizes; photos of every size must not pile up buffers. */
const maxSizes = 8;

export interface TextFinder {
  /** Lines of text in the picture's own pixels, looked for at this long side. */
  find(image: RgbImage, side: number): Promise<OrientedBox[]>;
  close(): Promise<void>;
}

/** Rejects with Fault `perception-failed` when the model is missing, altered or returns a number that is not finite. */
export async function createTextFinder(options: { modelsDir: string; threads?: number }): Promise<TextFinder> {
  const { session } = await openModel(textDetect, options);
  const sizes = new Map<string, { resize: PlaneResizer; data: Float32Array }>();
  return {
    async find(image, side) {
      const scale = side / Math.max(image.width, image.height);
      // Multiples of 32; small pictures are enlarged, which costs less than missing their thin strokes.
      const width = Math.max(32, Math.round((image.width * scale) / 32) * 32);
      const height = Math.max(32, Math.round((image.height * scale) / 32) * 32);
      const key = `${width}×${height}`;
      const size = sizes.get(key) ?? {
        resize: createPlaneResizer(width, height, textPixels),
        data: new Float32Array(3 * width * height),
      };
      if (sizes.size >= maxSizes) sizes.clear();
      sizes.set(key, size);
      size.resize(image, size.data);
      const [output] = Object.values(await session.run({ x: { data: size.data, dims: [1, 3, height, width] } }));
      const boxes = modelFault(textDetect, () => findTextBoxes(output!.data, width, height));
      return boxes.map((box) => scaleBox(box, image.width / width, image.height / height));
    },
    close: () => session.close(),
  };
}
