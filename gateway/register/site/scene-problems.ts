import type { CameraScene } from '../../../devices/contracts/camera-scene.ts';
import { findSceneProblems } from '../../../devices/contracts/scene-problems.ts';

/** What a schema cannot say of a camera's scene. Each problem is one sentence; `doors` are the ids of the site's doors. */
export function sceneProblems(camera: string, scene: CameraScene, doors: ReadonlySet<string>): string[] {
  return findSceneProblems(scene, doors).map(({ what }) => `the scene of the camera "${camera}": ${what}`);
}
