import { existsSync, readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { type SiteCameras, startSiteCameras } from './compound/site-cameras.ts';
import { createLineLog } from './log.ts';
import type { CameraCall, FromCameraHost, ToCameraHost } from './remote-cameras.ts';

/* The process that draws and encodes pictures for `startRemoteCameras`. It ends with its parent. */

// Real cameras encode on chips of their own; here they would take the doors' time.
const threads = existsSync('/proc/self/task') ? readdirSync('/proc/self/task').map(Number) : [0];
for (const thread of threads) setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);

const log = createLineLog('warn', (line) => process.stderr.write(`${line}\n`));

const send = (message: FromCameraHost) => {
  // Without a parent nobody is left to be told.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

let cameras: SiteCameras | undefined;

function obey({ camera, act }: CameraCall): Promise<unknown> | undefined {
  const door = cameras?.doorScenes.get(camera);
  const lane = cameras?.laneScenes.get(camera);
  const yard = cameras?.yardScenes.get(camera);
  switch (act.do) {
    case 'walk-up':
      return door?.walkUp(act.person, act.walk);
    case 'drive-up':
      return lane?.driveUp(act.vehicle, act.drive);
    case 'enter':
      return yard?.enter(act.actor);
    case 'leave':
      return lane ? lane.leave(act.leave) : yard?.leave();
    case 'clear':
      door?.clear();
      lane?.clear();
      yard?.clear();
      return Promise.resolve();
    case 'fault':
      return cameras?.all.get(camera)?.fault(act.fault);
  }
}

async function answer(message: ToCameraHost): Promise<void> {
  const { call } = message;
  try {
    if (message.kind === 'start') {
      cameras = await startSiteCameras(message.wishes, log);
      return send({ kind: 'done', call, result: cameras.urls });
    }
    if (message.kind === 'stop') {
      await cameras?.stop();
      return process.disconnect();
    }
    const asked = obey(message);
    if (!asked) throw new Error(`the camera ${message.camera} cannot ${message.act.do}`);
    send({ kind: 'done', call, result: await asked });
  } catch (error) {
    send({ kind: 'failed', call, problem: error instanceof Error ? error.message : String(error) });
  }
}

process.on('message', (message: ToCameraHost) => void answer(message));
process.on('disconnect', () => process.exit(0));
// Ctrl+C reaches every process of the terminal; the parent decides when this one ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
