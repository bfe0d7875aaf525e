import { faceEmbed } from '../../../models/manifests/face-models.ts';
import { loadModelBytes } from '../models/open-model.ts';
import {
  createFaceRecognizer,
  type FaceRecognizer,
  type FaceRecognizerOptions,
  faceModelId,
} from './face-recognizer.ts';

/**
 * The same recogniser, whose models (25 MB of memory) are opened by the first face that is looked at. Rejects with Fault
 * `perception-failed` when the embedder's file is missing or altered.
 */
export async function createFaceRecognizerOnDemand(options: FaceRecognizerOptions): Promise<FaceRecognizer> {
  const { sha256 } = await loadModelBytes(faceEmbed, options.modelsDir);
  let opened: Promise<FaceRecognizer> | undefined;
  const open = () => {
    opened ??= createFaceRecognizer(options);
    return opened;
  };
  return {
    modelId: faceModelId(sha256),
    find: async (...face) => (await open()).find(...face),
    describe: async (...face) => (await open()).describe(...face),
    close: async () => (await opened)?.close(),
  };
}
