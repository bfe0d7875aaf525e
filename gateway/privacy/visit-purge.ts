import type { TimedPurge } from '../kernel/sqlite-timed-purge.ts';
import type { Change, Register } from '../register/register-types.ts';

/** Names, telephones and plates of visitors and their passes, some time after the visit. */
export function createVisitPurge(register: Pick<Register, 'all' | 'commit' | 'credentialsOf'>): TimedPurge {
  const ended = (fromMs: number, toMs: number) =>
    Array.from(register.all('visit')).filter((visit) => visit.toMs >= fromMs && visit.toMs < toMs);
  return {
    slice: ({ fromMs, toMs }, limit) => {
      const due = ended(fromMs, toMs);
      const now = due.slice(0, limit);
      if (now.length === 0) return { deleted: 0, nextMs: undefined };
      const changes = now.flatMap(({ id }): Change[] => [
        ...register.credentialsOf(id).map((credential): Change => ({ kind: 'credential', remove: credential.id })),
        { kind: 'visit', remove: id },
      ]);
      const done = register.commit(changes, { actor: { kind: 'gateway' }, reason: 'retention is over' });
      // While a file is being imported the register takes nothing else: the next sweep does it.
      if (!done.ok && done.problems.every(({ code }) => code === 'busy')) return { deleted: 0, nextMs: undefined };
      if (!done.ok) throw new Error(`visits could not be purged: ${done.problems[0]!.code}`);
      return { deleted: now.length, nextMs: due.length > now.length ? fromMs : undefined };
    },
    oldestMs: () => {
      let oldest = Infinity;
      for (const { toMs } of register.all('visit')) oldest = Math.min(oldest, toMs);
      return Number.isFinite(oldest) ? oldest : undefined;
    },
  };
}
