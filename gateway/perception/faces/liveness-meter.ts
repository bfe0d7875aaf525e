import { livenessPixels, livenessRegion, livenessSize, readLiveness } from '../../../models/face-liveness.ts';
import { assertRgbImage, type RgbImage } from '../../../models/image.ts';
import { createPlaneResizer } from '../../../models/image-resize.ts';
import { faceLiveness } from '../../../models/manifests/face-models.ts';
import { createTurns } from '../analysis/turns.ts';
import { modelFault, openModel } from '../models/open-model.ts';
import type { Box } from './face-recognizer.ts';

/**
 * Says how far a face looks like a living one. About 6 ms a face on one core: for a few frames of a track, not for each. It goes
 * by the edges of paper and screens, so a picture that fills its view passes: a signal beside others, never a proof.
 */
export interface LivenessMeter {
  /** 0…1. Rejects with Fault `perception-failed` when the model returns a number that is not finite. */
  judge(image: RgbImage, face: Box): Promise<number>;
  close(): Promise<void>;
}

/** Rejects with Fault `perception-failed` when the model is missing or altered. Calls queue, for they share a buffer. */
export async function createLivenessMeter(options: { modelsDir: string; threads?: number }): Promise<LivenessMeter> {
  const { session } = await openModel(faceLiveness, options);
  const resize = createPlaneResizer(livenessSize, livenessSize, livenessPixels);
  const data = new Float32Array(3 * livenessSize * livenessSize);
  const turns = createTurns();
  return {
    judge: (image, face) => {
      assertRgbImage(image);
      return turns.run(async () => {
        resize(image, data, livenessRegion(face, image));
        const { output } = await session.run({ input: { data, dims: [1, 3, livenessSize, livenessSize] } });
        return modelFault(faceLiveness, () => readLiveness(output!.data));
      });
    },
    close: () => turns.run(() => session.close()),
  };
}
