import { done } from './command-desk.ts';
import { createDeviceSim, type DeviceSim, type DeviceSimOptions, withBackchannel } from './device-sim.ts';
import { nowMs } from './sim-clock.ts';

/** What the person at the reader saw and heard. */
export interface ReaderSignal {
  result: 'granted' | 'denied';
  atMs: number;
}

/** A card reader at a door. */
export interface ReaderSim extends DeviceSim {
  /** The last signal it gave, from a command. */
  readonly signal: ReaderSignal | undefined;
  /** Holds a card to it, e.g. `uid:04A1B2C3`. Returns the moment. */
  presentCard(card: string): { presentedAtMs: number };
}

export function createReaderSim(options: DeviceSimOptions): ReaderSim {
  let signal: ReaderSignal | undefined;
  const { sim, wire } = createDeviceSim(options, {
    values: () => ({}),
    actions: {
      signal: (args) => {
        signal = { result: (args as { result: ReaderSignal['result'] }).result, atMs: nowMs() };
        return done;
      },
    },
  });
  return withBackchannel(sim, {
    get signal() {
      return signal;
    },
    presentCard(card: string) {
      const presentedAtMs = nowMs();
      wire.emit('card-presented', { card });
      return { presentedAtMs };
    },
  });
}
