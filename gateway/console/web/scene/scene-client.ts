import type { CameraScene } from '../../../../devices/contracts/camera-scene.ts';
import type { ConsoleFollowed, ConsoleScene, ConsoleSceneSite, ConsoleSceneVersion } from '../../watch/scene-ports.ts';
import { gateway } from '../api/api.ts';

/** What `GET /api/cameras/{id}/scene` answers. */
export interface OpenedScene extends ConsoleScene {
  site: ConsoleSceneSite;
}

export interface FollowedNow {
  followed: ConsoleFollowed[];
  ageMs?: number;
}

const at = (camera: string) => ({ path: { id: camera } });

/** Scenes as the editor draws them: its types are the room's own, which the document writes out. */
export const sceneClient = {
  async scene(camera: string): Promise<OpenedScene> {
    return (await gateway.GET('/api/cameras/{id}/scene', { params: at(camera) })).data as OpenedScene;
  },
  async versions(camera: string): Promise<ConsoleSceneVersion[]> {
    return (await gateway.GET('/api/cameras/{id}/scene/versions', { params: at(camera) })).data!;
  },
  async version(camera: string, version: number): Promise<ConsoleScene> {
    const params = { path: { id: camera, version } };
    return (await gateway.GET('/api/cameras/{id}/scene/versions/{version}', { params })).data as ConsoleScene;
  },
  async followed(camera: string): Promise<FollowedNow> {
    return (await gateway.GET('/api/cameras/{id}/objects', { params: at(camera) })).data as FollowedNow;
  },
  async save(camera: string, version: number, scene: CameraScene): Promise<ConsoleScene> {
    const body = { version, scene };
    return (await gateway.PUT('/api/cameras/{id}/scene', { params: at(camera), body })).data as ConsoleScene;
  },
  async backToFile(camera: string, version: number): Promise<ConsoleScene> {
    const params = { ...at(camera), query: { version } };
    return (await gateway.DELETE('/api/cameras/{id}/scene', { params })).data as ConsoleScene;
  },
};
