import { type ActionResult, done } from './command-desk.ts';
import { createDeviceSim, type DeviceSim, type DeviceSimOptions, withBackchannel } from './device-sim.ts';

/** A lift that can be asked to speak and to keep its door open. */
export interface LiftSim extends DeviceSim {
  /** Its door is kept open, and it does not run. */
  readonly held: boolean;
  /** What it said, the latest last. */
  readonly said: readonly string[];
  /** Somebody at its own panel keeps the door open; false in fire service. */
  holdDoor(forMs: number): boolean;
  /** Fire service: it goes down, opens, and takes no order any more. */
  fireService(on: boolean): void;
}

export function createLiftSim(options: DeviceSimOptions): LiftSim {
  const said: string[] = [];
  let isHeld = false;
  let inFireService = false;
  let timer: NodeJS.Timeout | undefined;
  const { sim, wire } = createDeviceSim(options, {
    values: () => ({ floor: 1, door: isHeld || inFireService ? 'open' : 'closed', held: isHeld }),
    actions: {
      announce: ({ message }) => {
        said.push(String(message));
        return done;
      },
      'hold-door': ({ forMs }) => hold(Number(forMs)),
      release: () => {
        release();
        return done;
      },
    },
    powerLost: () => {
      clearTimeout(timer);
      isHeld = false;
    },
    stopped: () => clearTimeout(timer),
  });
  const release = () => {
    clearTimeout(timer);
    if (!isHeld) return;
    isHeld = false;
    wire.emit('released');
    wire.changed();
  };
  const hold = (forMs: number): ActionResult => {
    if (inFireService) return { outcome: 'refused', reason: 'in fire service' };
    clearTimeout(timer);
    timer = setTimeout(release, forMs);
    if (!isHeld) wire.emit('door-held');
    isHeld = true;
    wire.changed();
    return done;
  };
  return withBackchannel(sim, {
    get held() {
      return isHeld;
    },
    said,
    holdDoor: (forMs: number) => hold(forMs).outcome === 'done',
    fireService(on: boolean) {
      inFireService = on;
      if (on) {
        release();
        wire.emit('fire-service');
      }
      wire.changed();
    },
  });
}
