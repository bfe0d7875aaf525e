import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Problem } from './problem.ts';

/** From RINGWARD_PASSWORD, from the first line of stdin, or typed at the terminal without being shown. */
export async function askPassword(user: string): Promise<string> {
  const known = process.env.RINGWARD_PASSWORD;
  if (known) return known;
  const isTyped = process.stdin.isTTY === true;
  if (isTyped) process.stderr.write(`password of ${user}: `);
  const silence = new Writable({ write: (_text, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silence, terminal: isTyped });
  try {
    for await (const line of lines) return checked(line);
    return checked('');
  } finally {
    lines.close();
    if (isTyped) process.stderr.write('\n');
  }
}

function checked(password: string): string {
  if (password === '') throw new Problem(2, 'no password was given');
  return password;
}
