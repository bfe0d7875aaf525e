import { Fault } from '../fault.ts';
import type { ReadStore } from '../store/store.ts';

/** An epoch begins when a gateway has lost its database; none that is sound loses it so often. */
export const maxEpochs = 100;

/**
 * Lets a gateway begin no more epochs than that: each is rows for ever. What is known is remembered, so that the store is asked
 * once an epoch. Throws `too-many-epochs`.
 */
export function createEpochGate(store: Pick<ReadStore, 'streams'>) {
  const known = new Map<string, ReadonlySet<string>>();
  return async (gateway: string, epoch: string): Promise<void> => {
    if (known.get(gateway)?.has(epoch)) return;
    const epochs = new Set((await store.streams([gateway])).map((stream) => stream.epoch));
    known.set(gateway, epochs);
    if (!epochs.has(epoch) && epochs.size >= maxEpochs)
      throw new Fault('too-many-epochs', `${gateway} has begun ${epochs.size} epochs, and wants another one`);
  };
}
