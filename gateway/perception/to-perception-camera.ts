import type { CameraScene } from '../../devices/contracts/camera-scene.ts';
import type { EvidenceSettings, PerceptionSettings, SiteCamera } from '../../devices/contracts/site-file.ts';
import type { PerceptionCamera } from './messages.ts';

/** What a perception process must know of a camera. `scene` is what is drawn on its picture now. */
export function toPerceptionCamera(
  camera: SiteCamera,
  settings: PerceptionSettings = {},
  scene: CameraScene = camera.scene ?? {},
  { beforeS = 10 }: EvidenceSettings = {},
): PerceptionCamera {
  return {
    id: camera.id,
    kind: camera.kind,
    url: camera.url,
    transport: camera.transport ?? 'tcp',
    liveness: camera.liveness ?? settings.faces?.liveness ?? 'signal',
    watched: (scene.rules ?? []).length > 0,
    masks: scene.masks ?? [],
    // It takes a moment from what happens to the alarm that asks for a clip of it.
    keepS: Math.ceil(beforeS) + 2,
  };
}
