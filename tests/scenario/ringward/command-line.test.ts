import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test as run } from 'vitest';
import { startRegisterRoom } from '../console/register-room.ts';

interface Said {
  code: number | null;
  out: string;
  error: string;
}

/** The command line as a process of its own, with a session file of its own. */
function openShell(): { ringward(args: string[], input?: string): Promise<Said>; session: string } {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-shell-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const session = join(dir, 'session.json');
  const { RINGWARD_PASSWORD: _unset, ...rest } = process.env;
  const ringward = (args: string[], input = '') =>
    new Promise<Said>((resolve, reject) => {
      const child = spawn(process.execPath, ['scripts/ringward.ts', ...args], {
        env: { ...rest, RINGWARD_SESSION: session, INIT_CWD: dir },
      });
      const said = { out: '', error: '' };
      child.stdout.on('data', (piece: Buffer) => (said.out += piece.toString()));
      child.stderr.on('data', (piece: Buffer) => (said.error += piece.toString()));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, ...said }));
      child.stdin.end(input);
    });
  return { ringward, session };
}

async function startDesk() {
  const room = await startRegisterRoom();
  const shell = openShell();
  const signIn = (user: string, password = room.console.passwordOf(user)) =>
    shell.ringward(['login', '--url', room.console.url, '--user', user], `${password}\n`);
  return { ...room, ...shell, signIn };
}

const visit = ['--purpose', 'visit', '--reason', 'a visitor at the gate'];

run('the property office adds a resident with a card from a terminal, and the door knows it', async () => {
  const { ringward, signIn, register } = await startDesk();
  expect((await signIn('manager')).code).toBe(0);
  const person = await ringward(['person', 'add', '--name', '孙测试', '--home', 'b1-u1-101', '--relation', 'tenant']);
  expect(person).toMatchObject({ code: 0, error: '' });
  const { id } = JSON.parse(person.out) as { id: string };
  expect((await ringward(['card', 'add', '--person', id, '--card', 'w26:ABCDEF', '--to', '2099-01-01'])).code).toBe(0);
  expect(register.rights.card('w26:ABCDEF')).toMatchObject({
    holder: { id },
    toMs: Date.parse('2098-12-31T16:00:00Z'),
  });
  const found = await ringward(['person', 'find', '--query', '孙', ...visit, '--format', 'table']);
  expect(found.out).toMatch(new RegExp(`${id} +孙测试`));
});

run('the session is for this user’s eyes only, holds no password, and is gone after signing out', async () => {
  const { ringward, signIn, session, console } = await startDesk();
  await signIn('manager');
  expect(statSync(session).mode & 0o777).toBe(0o600);
  expect(readFileSync(session, 'utf8')).not.toContain(console.passwordOf('manager'));
  expect((await ringward(['logout'])).code).toBe(0);
  expect(await ringward(['person', 'find', '--query', 'x', ...visit])).toMatchObject({
    ...{ code: 2, error: expect.stringContaining('ringward login') },
  });
});

run(
  'a refusal comes in the words of the gateway, a typing error before anything is sent, a dead gateway as such',
  async () => {
    const { ringward, signIn, console } = await startDesk();
    expect(await signIn('manager', 'wrong')).toMatchObject({
      code: 1,
      error: expect.stringContaining('wrong-credentials'),
    });
    await signIn('manager');
    const weak = await ringward(['pin', 'set', 'r-lin', '--digits', '1234']);
    expect(weak).toMatchObject({ code: 1, error: expect.stringContaining('easily guessed') });
    expect(await ringward(['pin', 'set', 'r-lin'])).toMatchObject({
      code: 2,
      error: expect.stringContaining('--digits'),
    });
    expect(await ringward(['pin', 'guess'])).toMatchObject({
      code: 2,
      error: expect.stringContaining('ringward help pin'),
    });
    expect(await ringward(['login', '--url', 'ftp://x', '--user', 'manager'])).toMatchObject({ code: 2 });
    await console.close();
    expect(await ringward(['person', 'find', '--query', 'x', ...visit])).toMatchObject({
      ...{ code: 3, error: expect.stringContaining('cannot be reached') },
    });
  },
);

run('a guard is told which permission is missing', async () => {
  const { ringward, signIn, register } = await startDesk();
  await signIn('guard');
  const refused = await ringward(['person', 'change', 'r-lin', '--name', 'x']);
  expect(refused).toMatchObject({ code: 1, error: expect.stringContaining('people.change') });
  expect(register.version('person', 'r-lin')).toBe(1);
});

run('help lists what the gateway can do, and what a command takes', async () => {
  const { ringward, signIn } = await startDesk();
  expect((await ringward([])).out).toContain('ringward login');
  await signIn('manager');
  expect((await ringward(['help'])).out).toMatch(/card replace +Another card/);
  expect((await ringward(['card'])).out).not.toContain('person add');
  const { out, code } = await ringward(['card', 'lost', '--help']);
  expect(code).toBe(0);
  expect(out).toContain('ringward card lost <id>');
  expect(out).toContain('credentials.change');
});

run('a picture goes into a file', async () => {
  const { ringward, signIn, session } = await startDesk();
  await signIn('guard');
  expect((await ringward(['camera', 'snapshot', 'cam-gate', '--out', 'gate.jpg'])).code).toBe(0);
  const picture = readFileSync(join(session, '..', 'gate.jpg'));
  expect([picture[0], picture[1]]).toEqual([0xff, 0xd8]);
});
