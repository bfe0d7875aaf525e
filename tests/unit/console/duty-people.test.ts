import { expect, test } from 'vitest';
import { createDutyPeople } from '../../../gateway/console/duty/duty-people.ts';
import { createLoginGuard } from '../../../gateway/console/users/login-guard.ts';
import { createPasswordCheck } from '../../../gateway/console/users/password-check.ts';
import type { ConsoleUser } from '../../../gateway/console/users/users-file.ts';

test('a guard whose password a provider keeps signs a hand-over when just asked for it there again, and not later', async () => {
  const guard: ConsoleUser = {
    ...{ name: 'li-na-0a1b2c3d', changedAtMs: 1, roles: ['guard'] },
    external: { issuer: 'https://accounts.group.example', subject: 'li.na' },
  };
  let nowMs = 1_000_000;
  const people = createDutyPeople({
    users: { find: (name) => (name === guard.name ? guard : undefined), all: () => [guard] },
    loginGuard: createLoginGuard(() => nowMs),
    check: createPasswordCheck(),
    now: () => nowMs,
  });
  await expect(people.verify({ user: guard.name }, undefined, '127.0.0.1')).rejects.toMatchObject({
    code: 'sign-in-again',
  });
  const session = { user: guard.name, provenMs: nowMs };
  nowMs += 5 * 60_000;
  await people.verify(session, undefined, '127.0.0.1');
  nowMs += 1;
  await expect(people.verify(session, undefined, '127.0.0.1')).rejects.toMatchObject({ code: 'sign-in-again' });
  await expect(people.verify(session, 'whatever', '127.0.0.1')).rejects.toMatchObject({ code: 'sign-in-again' });
});
