import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PersonPhoto } from './assets/people.ts';
import type { CameraFault } from './camera/camera-sim.ts';
import type { SimVehicle, YardActor } from './camera/scene.ts';
import type { CameraWish, DoorFront, Lane, SiteCameras, Yard } from './compound/site-cameras.ts';
import type { Log } from './log.ts';

/** What the camera process is asked; each call has a number and one answer. */
export type CameraAct =
  | { do: 'walk-up'; person: PersonPhoto; walk: Parameters<DoorFront['walkUp']>[1] }
  | { do: 'drive-up'; vehicle: SimVehicle; drive: Parameters<Lane['driveUp']>[1] }
  | { do: 'enter'; actor: YardActor }
  | { do: 'leave'; leave?: Parameters<Lane['leave']>[0] }
  | { do: 'clear' }
  | { do: 'fault'; fault: CameraFault };
export interface CameraCall {
  kind: 'call';
  call: number;
  camera: string;
  act: CameraAct;
}
export type ToCameraHost =
  | { kind: 'start'; call: number; wishes: readonly CameraWish[] }
  | CameraCall
  | { kind: 'stop'; call: number };
export type FromCameraHost =
  | { kind: 'done'; call: number; result: unknown }
  | { kind: 'failed'; call: number; problem: string };

const stopTimeoutMs = 5000;

type WithoutNumber<Message> = Message extends { call: number } ? Omit<Message, 'call'> : never;

/**
 * Cameras in a process of their own: drawing a person takes a tenth of a second of computing, and a door that answers a
 * card in the same process would seem slow for it.
 */
export async function startRemoteCameras(wishes: readonly CameraWish[], log: Log): Promise<SiteCameras> {
  const host = startHost(log);
  try {
    const urls = (await host.ask({ kind: 'start', wishes })) as Record<string, string>;
    const act = (camera: string, what: CameraAct) => host.ask({ kind: 'call', camera, act: what });
    const kind = (wanted: CameraWish['kind']) => wishes.filter((wish) => wish.kind === wanted).map(({ id }) => id);
    const clear = (id: string) => () => {
      act(id, { do: 'clear' }).catch((error: Error) => log.warn({ camera: id, problem: error.message }, 'not cleared'));
    };
    const door = (id: string): DoorFront => ({
      walkUp: (person, walk) => act(id, { do: 'walk-up', person, walk }) as ReturnType<DoorFront['walkUp']>,
      clear: clear(id),
    });
    const lane = (id: string): Lane => ({
      driveUp: (vehicle, drive) => act(id, { do: 'drive-up', vehicle, drive }) as ReturnType<Lane['driveUp']>,
      leave: async (leave) => void (await act(id, { do: 'leave', leave })),
      clear: clear(id),
    });
    const yard = (id: string): Yard => ({
      enter: (actor) => act(id, { do: 'enter', actor }) as ReturnType<Yard['enter']>,
      leave: async () => void (await act(id, { do: 'leave' })),
      clear: clear(id),
    });
    return {
      urls,
      all: new Map(
        wishes.map(({ id }) => [id, { id, fault: async (fault) => void (await act(id, { do: 'fault', fault })) }]),
      ),
      doorScenes: new Map(kind('face-camera').map((id) => [id, door(id)])),
      laneScenes: new Map(kind('anpr-camera').map((id) => [id, lane(id)])),
      yardScenes: new Map(kind('dome-camera').map((id) => [id, yard(id)])),
      stop: host.stop,
    };
  } catch (error) {
    await host.stop();
    throw error;
  }
}

interface Host {
  /** Rejects with the process's complaint, or when it ends before it has answered. */
  ask(message: WithoutNumber<ToCameraHost>): Promise<unknown>;
  stop(): Promise<void>;
}

function startHost(log: Log): Host {
  const child = fork(fileURLToPath(new URL('camera-host.ts', import.meta.url)), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { done(result: unknown): void; failed(error: Error): void }>();
  let calls = 0;
  let stopping = false;
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => log.error({ problem: error.message }, 'the camera process does not run'));
    child.on('exit', (code, signal) => {
      if (!stopping) log.error({ code, signal }, 'the camera process ended: its cameras are gone');
      for (const { failed } of waiting.values()) failed(new Error('the camera process has ended'));
      waiting.clear();
      resolve();
    });
  });
  child.on('message', (message: FromCameraHost) => {
    const asker = waiting.get(message.call);
    waiting.delete(message.call);
    if (message.kind === 'done') asker?.done(message.result);
    else asker?.failed(new Error(message.problem));
  });
  const send = (message: WithoutNumber<ToCameraHost>): number => {
    calls += 1;
    child.send({ ...message, call: calls });
    return calls;
  };
  return {
    ask: (message) =>
      new Promise((done, failed) => {
        if (!child.connected) failed(new Error('the camera process has ended'));
        else waiting.set(send(message), { done, failed });
      }),
    async stop() {
      stopping = true;
      if (child.connected) send({ kind: 'stop' });
      const impatience = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      await ended;
      clearTimeout(impatience);
    },
  };
}
