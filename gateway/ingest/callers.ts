import type { Socket } from 'node:net';

/** A connection at the broker's port. */
export interface Caller {
  address: string;
  /** It has said who it is. */
  settled(): void;
}

/**
 * Counts by address who has not said yet who he is, so that one address cannot take all the places. `greet` answers `undefined`,
 * and ends the connection, for one too many.
 */
export function createCallers(most: number): { greet(socket: Socket): Caller | undefined } {
  const strangers = new Map<string, number>();
  return {
    greet(socket) {
      const address = socket.remoteAddress ?? '';
      const count = strangers.get(address) ?? 0;
      if (count >= most) {
        socket.destroy();
        return undefined;
      }
      strangers.set(address, count + 1);
      let isStranger = true;
      const settled = () => {
        if (!isStranger) return;
        isStranger = false;
        const left = strangers.get(address)! - 1;
        if (left > 0) strangers.set(address, left);
        else strangers.delete(address);
      };
      socket.once('close', settled);
      return { address, settled };
    },
  };
}
