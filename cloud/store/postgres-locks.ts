import { createHash } from 'node:crypto';

/** Advisory locks have two numbers: what they are for, and which one. These two are Ringward's in its database. */
const gatewaySpace = 1_920_101_001;
const taskSpace = 1_920_101_002;

const tasks = { migrate: 1, partitions: 2, order: 3, restore: 4, serve: 5, sweep: 6 } as const;

/** What lasts longer than a transaction. */
export type HeldTask = 'restore' | 'serve' | 'sweep';

/** Waits for a task of which one is done at a time, until the transaction ends. */
export const lockTask = (task: Exclude<keyof typeof tasks, HeldTask>) =>
  `SELECT pg_advisory_xact_lock(${taskSpace}, ${tasks[task]})`;

/** Waits for whoever excludes this one, and holds it until the connection ends. */
export const holdTask = (task: HeldTask, how: 'alone' | 'shared') =>
  `SELECT pg_advisory_lock${how === 'shared' ? '_shared' : ''}(${taskSpace}, ${tasks[task]})`;

/** Waits for each gateway of the JSON array of numbers `keys`, in its order. */
export const lockGateways = (keys: string) =>
  `SELECT pg_advisory_xact_lock(${gatewaySpace}, CAST(value AS integer))
    FROM json_array_elements_text(CAST(${keys} AS json)) AS value`;

/** The locks' numbers, each once and in one order for all processes, so that no two wait for each other. */
export function keysOfGateways(gateways: readonly string[]): number[] {
  const keys = gateways.map((gateway) => createHash('sha256').update(gateway).digest().readInt32BE());
  return [...new Set(keys)].sort((a, b) => a - b);
}
