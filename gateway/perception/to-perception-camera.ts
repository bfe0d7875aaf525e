import type { CameraScene } from '../../devices/contracts/camera-scene.ts';
import type { EvidenceSettings, PerceptionSettings, SiteCamera } from '../../devices/contracts/site-file.ts';
import type { FallZone, PerceptionCamera } from './messages.ts';

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
    ...toPerceptionScene(scene),
    // It takes a moment from what happens to the alarm that asks for a clip of it.
    keepS: Math.ceil(beforeS) + 2,
  };
}

/** What of a scene its camera's process must know. People are looked for where a rule is about them: below a façade, too. */
export function toPerceptionScene({
  masks = [],
  areas = [],
  rules = [],
}: CameraScene): Pick<PerceptionCamera, 'watched' | 'masks'> & { falls: FallZone[] } {
  const watched = rules.some((rule) => rule.kind !== 'falling-object' || rule.groundArea !== undefined);
  const falls = rules.flatMap((rule): FallZone[] => {
    const polygon = rule.kind === 'falling-object' && areas.find(({ id }) => id === rule.area)?.polygon;
    if (!polygon) return [];
    const { kind: _, groundArea: __, ...zone } = rule;
    return [{ ...zone, polygon }];
  });
  // Two rules on one area see the same.
  return { watched, masks, falls: [...new Map(falls.map((zone) => [zone.area, zone])).values()] };
}
