import { refuseChange } from '../../console/people/refuse-change.ts';
import type { Change, ChangeAuthor, Register } from '../../register/register-types.ts';

/** Commits, or throws a Refusal with the first problem; in a transaction that takes back everything that came with it. */
export function commitOrRefuse(
  register: Pick<Register, 'commit'>,
  changes: readonly Change[],
  author: ChangeAuthor,
): void {
  const result = register.commit(changes, author);
  if (!result.ok) throw refuseChange(result.problems);
}
