import type { Answer } from '../api/api.ts';

export type Request = Answer<'/api/requests'>[number];

export const kinds: readonly Request['kind'][] = ['repair', 'complaint', 'help'];
export const urgencies: readonly Request['urgency'][] = ['urgent', 'soon', 'usual', 'long'];
export const sources: readonly Request['from'][] = ['resident', 'staff'];

/** The one of `values` that was given, or the first. */
export const oneOf = <Value extends string>(values: readonly Value[], given: string | undefined): Value =>
  values.find((each) => each === given) ?? values[0]!;

const open: readonly Request['state'][] = ['entered', 'accepted', 'assigned', 'done'];

/** Whether somebody still has to do something about it. */
export const isOpenRequest = ({ state }: Request): boolean => open.includes(state);

/** Past the time that its urgency allows, and not done. */
export function isLate(request: Request, nowMs: number): boolean {
  return isOpenRequest(request) && request.state !== 'done' && nowMs > request.dueMs;
}

/** The deeds that are possible now, in the order in which they are done. */
export const possibleDeeds = {
  entered: ['accept', 'refuse'],
  accepted: ['assign', 'refuse'],
  assigned: ['finish', 'assign'],
  done: ['feed-back', 'return'],
  'fed-back': ['rate', 'return'],
  rated: ['return'],
  refused: [],
} as const satisfies Record<Request['state'], readonly string[]>;
export type RequestDeedName = (typeof possibleDeeds)[Request['state']][number];
