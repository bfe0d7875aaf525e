import type { Parsed, Parser } from '../../devices/contracts/parse.ts';
import { Fault } from '../fault.ts';
import type { Outbound, PlainTo } from './outbound.ts';

/** What an operator typed for a way of delivery. Throws a `share-refused` Fault that names the field. */
export function readTarget<T>(parse: Parser<T>, input: unknown): T {
  const parsed: Parsed<T> = parse(input);
  if (!parsed.ok) throw new Fault('share-refused', `delivery.target: ${parsed.problem}`);
  return parsed.value;
}

/** Throws a `share-refused` Fault where this is no address, or one that nothing is sent to. */
export function checkAddress(address: string, outbound: Outbound, plainTo: PlainTo): void {
  const url = URL.parse(address);
  const problem = url ? outbound.findProblem(url, plainTo) : 'this is no address';
  if (problem !== undefined) throw new Fault('share-refused', `delivery.target.url: ${problem}`);
}

/** A target as it was stored: it was checked when it came in. */
export function restoreTarget<T>(parse: Parser<T>, stored: unknown): T {
  const parsed = parse(stored);
  if (!parsed.ok) throw new Error(`a stored target does not match: ${parsed.problem}`);
  return parsed.value;
}
