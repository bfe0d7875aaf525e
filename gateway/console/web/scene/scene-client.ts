import type { CameraScene } from '../../../../devices/contracts/camera-scene.ts';
import type { ConsoleFollowed, ConsoleScene, ConsoleSceneSite, ConsoleSceneVersion } from '../../watch/scene-ports.ts';
import { getJson, request } from '../api/console-client.ts';

/** What `GET /api/cameras/{id}/scene` answers. */
export interface OpenedScene extends ConsoleScene {
  site: ConsoleSceneSite;
}

export interface FollowedNow {
  followed: ConsoleFollowed[];
  ageMs?: number;
}

const at = (camera: string) => `/api/cameras/${encodeURIComponent(camera)}`;

export const sceneClient = {
  scene: (camera: string) => getJson<OpenedScene>(`${at(camera)}/scene`),
  versions: (camera: string) => getJson<ConsoleSceneVersion[]>(`${at(camera)}/scene/versions`),
  version: (camera: string, version: number) => getJson<ConsoleScene>(`${at(camera)}/scene/versions/${version}`),
  followed: (camera: string) => getJson<FollowedNow>(`${at(camera)}/objects`),
  async save(camera: string, version: number, scene: CameraScene): Promise<ConsoleScene> {
    return (await request('PUT', `${at(camera)}/scene`, { version, scene })).json();
  },
  async backToFile(camera: string, version: number): Promise<ConsoleScene> {
    return (await request('DELETE', `${at(camera)}/scene?version=${version}`)).json();
  },
};
