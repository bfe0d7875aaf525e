export { createDoorScene } from './door-scene.ts';
export { createLaneScene } from './lane-scene.ts';
export type { DoorScene, LaneScene, Scene, SceneOptions, SimVehicle, YardActor, YardScene } from './scene-kinds.ts';
export { createYardScene } from './yard-scene.ts';
