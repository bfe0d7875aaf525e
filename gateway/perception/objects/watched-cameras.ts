import type { ObjectDetector } from './object-detector.ts';

/** Which cameras of a process are watched for persons and vehicles, and the detector that they share. */
export interface WatchedCameras {
  isWatched(camera: string): boolean;
  /** `undefined` for a camera that is not watched, and while the model loads. */
  detectorFor(camera: string): ObjectDetector | undefined;
  /** Rejects when the detector cannot be loaded; the camera is not watched then. */
  set(camera: string, watched: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Loads the detector with the first camera that is watched: a process without one does not carry the model. */
export async function createWatchedCameras(
  cameras: readonly { id: string; watched: boolean }[],
  load: () => Promise<ObjectDetector>,
): Promise<WatchedCameras> {
  const watched = new Set<string>();
  let loading: Promise<ObjectDetector> | undefined;
  let detector: ObjectDetector | undefined;

  const ensureLoaded = async () => {
    loading ??= load();
    try {
      detector = await loading;
    } catch (error) {
      // The next camera that is watched tries again.
      loading = undefined;
      throw error;
    }
  };
  const set = async (camera: string, on: boolean) => {
    if (!on) {
      watched.delete(camera);
      return;
    }
    watched.add(camera);
    try {
      await ensureLoaded();
    } catch (error) {
      watched.delete(camera);
      throw error;
    }
  };

  for (const camera of cameras) if (camera.watched) await set(camera.id, true);
  return {
    set,
    isWatched: (camera) => watched.has(camera),
    detectorFor: (camera) => (watched.has(camera) ? detector : undefined),
    close: async () => {
      watched.clear();
      // A model that could not be loaded has been told of, and there is nothing to close.
      await loading?.then((loaded) => loaded.close()).catch(() => undefined);
    },
  };
}
