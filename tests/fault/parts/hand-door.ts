import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from '../../../devices/contracts/device-messages.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { playDevice } from '../../fixtures/run-gateway.ts';

/** The gate of the small site, played by hand. */
export interface HandDoor {
  /** A resident's card, until the controller is told to open, and has; milliseconds. Throws after half a minute. */
  show(): Promise<number>;
  close(): void;
}

export async function openHandDoor(port: number, site: SiteFile): Promise<HandDoor> {
  const reader = await playDevice(port, site, 'gate-reader');
  const controller = await playDevice(port, site, 'gate-controller');
  let told: (command: Command) => void = () => {};
  controller.client.on('message', (_topic, payload) => {
    const command = JSON.parse(payload.toString()) as Command;
    if (command.action === 'access') told(command);
  });
  let seq = 0;
  return {
    async show() {
      const shownMs = performance.now();
      const granted = new Promise<Command>((resolve) => {
        told = resolve;
      });
      const waiting = new AbortController();
      const tooLate = sleep(30_000, undefined, { signal: waiting.signal, ref: false }).then(() =>
        Promise.reject(new Error('a door stayed shut for half a minute')),
      );
      seq += 1;
      const said = reader.event(seq, 'card-presented', { card: 'uid:0A1B2C3D' });
      // closed before it was acknowledged: the door that stayed shut has told of it
      said.catch(() => {});
      try {
        const grant = await Promise.race([granted, tooLate]);
        const tookMs = performance.now() - shownMs;
        await Promise.all([said, controller.answer(grant)]);
        return tookMs;
      } finally {
        tooLate.catch(() => {});
        waiting.abort();
      }
    },
    close: () => {
      reader.client.end(true);
      controller.client.end(true);
    },
  };
}
