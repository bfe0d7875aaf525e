import { type Arrival, createArrival } from './arrival.ts';
import { createCameraPicture, drawFigure, type Figure, type Pose, toEven } from './camera-picture.ts';
import { loadGlyphs } from './glyph-paths.ts';
import { drawLaneBackdrop, laneGeometry } from './lane-backdrop.ts';
import { createSpriteLevels } from './scaled-sprite.ts';
import type { LaneScene, SceneOptions } from './scene-kinds.ts';
import { renderSprite } from './sharp-pictures.ts';
import { drawVehicle, type VehicleDrawing } from './vehicle-drawing.ts';

const defaultApproachMs = 2500;
const defaultLeaveMs = 1500;
/** At the loop a millimetre of the vehicle is this part of the picture's height: a plate is 187 pixels wide of 720. */
const millimetreShare = 0.425 / 720;

interface Drive {
  figure: Figure;
  approachMs: number;
  arrival: Arrival;
  startMs?: number;
  leaving?: { leaveMs: number; done: PromiseWithResolvers<void>; startMs?: number };
}

/** The view of a number-plate camera: a vehicle drives up, waits at the loop, and drives off below the camera. */
export async function createLaneScene(options: SceneOptions): Promise<LaneScene> {
  const glyphs = await loadGlyphs();
  const picture = await createCameraPicture(glyphs, options, drawLaneBackdrop(options.background ?? 0));
  let drive: Drive | undefined;
  let visits = 0;

  function takeAway(reason: string): void {
    visits += 1;
    drive?.arrival.abandon(reason);
    drive?.leaving?.done.resolve();
    drive = undefined;
  }

  return {
    render(frame, nowMs) {
      const pose = drive && poseAt(drive, nowMs, options);
      if (!drive || !pose) {
        const changed = picture.paint(frame, nowMs, '', () => {});
        if (drive) takeAway('it drove off');
        return changed;
      }
      const { figure, arrival } = drive;
      if (pose.scale === 1) arrival.reach(nowMs);
      return picture.paint(frame, nowMs, JSON.stringify(pose), (stage) => drawFigure(stage, figure, pose));
    },
    async driveUp(vehicle, { approachMs = defaultApproachMs } = {}) {
      takeAway('another vehicle drives up');
      const visit = visits;
      const figure = await renderVehicle(drawVehicle(glyphs, vehicle), options.height * millimetreShare);
      const arrival = createArrival(vehicle.plate);
      if (visit === visits) drive = { figure, approachMs: Math.max(1, approachMs), arrival };
      else arrival.abandon('another vehicle drives up');
      return { atLoopAtMs: await arrival.done };
    },
    async leave({ leaveMs = defaultLeaveMs } = {}) {
      if (!drive) return;
      drive.leaving ??= { leaveMs: Math.max(1, leaveMs), done: Promise.withResolvers<void>() };
      await drive.leaving.done.promise;
    },
    clear: () => takeAway('the scene was cleared'),
  };
}

async function renderVehicle(drawing: VehicleDrawing, pixelsPerMillimetre: number): Promise<Figure> {
  const { box, svg } = drawing;
  const size = { width: toEven(box.width * pixelsPerMillimetre), height: toEven(box.height * pixelsPerMillimetre) };
  return {
    levels: createSpriteLevels(await renderSprite(svg, size)),
    anchor: { x: -box.left * pixelsPerMillimetre, y: -box.top * pixelsPerMillimetre },
  };
}

/** Undefined when the vehicle has left the picture. The lane runs straight from its vanishing point to the loop. */
function poseAt(drive: Drive, nowMs: number, size: { width: number; height: number }): Pose | undefined {
  drive.startMs ??= nowMs;
  const age = nowMs - drive.startMs;
  if (age < drive.approachMs) {
    return poseOnLane(Math.min(0.999, 1 / (1 + 4.5 * (1 - age / drive.approachMs) ** 2)), size);
  }
  const stop = poseOnLane(1, size);
  const { leaving } = drive;
  if (!leaving || !drive.arrival.reached) {
    // The engine runs: the vehicle trembles by a pair of pixels.
    return { ...stop, y: stop.y - (Math.floor(age / 300) % 3 === 0 ? 2 : 0) };
  }
  leaving.startMs ??= nowMs;
  const gone = (nowMs - leaving.startMs) / leaving.leaveMs;
  if (gone >= 1) return undefined;
  const [aside, down] = [size.width * 0.3 * gone ** 2, size.height * 1.1 * gone ** 1.7];
  return { scale: 1, x: toEven(stop.x - aside), y: toEven(stop.y + down) };
}

function poseOnLane(scale: number, size: { width: number; height: number }): Pose {
  const { vanishX, horizonY, loopX, loopY } = laneGeometry;
  return {
    scale,
    x: toEven(size.width * (vanishX + (loopX - vanishX) * scale)),
    y: toEven(size.height * (horizonY + (loopY - horizonY) * scale)),
  };
}
