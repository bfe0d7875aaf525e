import type { ChangeProblem, ProblemCode } from '../../register/register-types.ts';
import { Refusal } from '../refusal.ts';

const conflicts: ReadonlySet<ProblemCode> = new Set([
  'not-alone',
  'still-used',
  'card-taken',
  'card-in-two-formats',
  'pin-taken',
  'plate-taken',
  'wrong-state',
  'approver-is-requester',
  'not-enabled',
]);
const busyRetryS = 5;

function statusOf(code: ProblemCode): number {
  if (code === 'version-conflict') return 412;
  if (code === 'busy') return 503;
  return conflicts.has(code) ? 409 : 422;
}

/** What the API says of a change that the register does not take: the first problem, and how many more there are. */
export function refuseChange(problems: readonly ChangeProblem[]): Refusal {
  const [first, ...more] = problems;
  if (!first) throw new Error('the register refused a change without a problem');
  const { code, field, message } = first;
  const others = more.length > 0 ? ` (and ${more.length} more)` : '';
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}${others}.`;
  return new Refusal(statusOf(code), code, sentence, code === 'busy' ? busyRetryS : undefined, field);
}
