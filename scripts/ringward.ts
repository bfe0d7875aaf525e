import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { askPassword } from './ringward/ask-password.ts';
import { buildRequest, fromHere, type Typed } from './ringward/build-request.ts';
import { ask, readDocument, signIn } from './ringward/gateway-client.ts';
import { explainCommand, listCommands, usage } from './ringward/help-text.ts';
import { Problem } from './ringward/problem.ts';
import { type Command, readCommands } from './ringward/read-commands.ts';
import { forgetSession, readSession, writeSession } from './ringward/session-file.ts';
import { showAnswer } from './ringward/show-answer.ts';

/** `npm run ringward -- NOUN VERB …`: the gateway's API from the command line; its commands are what the gateway says it can do. */
async function main([noun, verb, ...rest]: string[]): Promise<void> {
  if (noun === undefined || noun === '--help' || noun === '-h') return print(usage);
  if (noun === 'login') return await login(verb === undefined ? rest : [verb, ...rest]);
  const session = readSession();
  if (noun === 'logout') {
    await ask(session.url, { method: 'DELETE', path: '/api/session', headers: {} }, session.cookie);
    return forgetSession();
  }
  const commands = readCommands(await readDocument(session));
  if (noun === 'help') return help(commands, verb);
  const command = commands.find((one) => one.noun === noun && one.verb === verb);
  if (!command) {
    const known = commands.some((one) => one.noun === noun);
    if (known && (verb === undefined || verb === '--help' || verb === '-h')) return help(commands, noun);
    throw new Problem(
      2,
      `there is no ${[noun, verb].filter(Boolean).join(' ')}. See: ringward help ${known ? noun : ''}`.trimEnd(),
    );
  }
  const typed = buildRequest(command, rest);
  if (typed.help) return print(explainCommand(command));
  await show(await ask(session.url, typed.request, session.cookie), typed);
}

function help(commands: Command[], noun: string | undefined): void {
  const wanted = noun === undefined ? commands : commands.filter((command) => command.noun === noun);
  if (wanted.length === 0) throw new Problem(2, `there is no ${noun}. See: ringward help`);
  print(noun === undefined ? `${usage}\n\n${listCommands(wanted)}` : listCommands(wanted));
}

async function login(args: string[]): Promise<void> {
  const { url, user } = readLogin(args);
  if (url === undefined || user === undefined)
    throw new Problem(2, 'ringward login needs --url http://… and --user NAME');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new Problem(2, `${url} is no http address`);
  const session = await signIn(new URL(url).origin, user, await askPassword(user));
  writeSession(session);
  print(`${user} is signed in to ${session.url}`);
}

function readLogin(args: string[]): { url?: string; user?: string } {
  try {
    return parseArgs({ args, options: { url: { type: 'string' }, user: { type: 'string' } } }).values;
  } catch (cause) {
    throw new Problem(2, (cause as Error).message, cause);
  }
}

async function show(answer: Response, { out, format }: Typed): Promise<void> {
  if (!answer.body || answer.status === 204) return;
  if (out !== undefined) return await pipeline(answer.body, createWriteStream(fromHere(out), { mode: 0o600 }));
  const type = answer.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) {
    const value: unknown = await answer.json();
    const isTable = (format ?? (process.stdout.isTTY ? 'table' : 'json')) === 'table';
    return print(isTable ? showAnswer(value) : JSON.stringify(value, undefined, 2));
  }
  if (process.stdout.isTTY && !type.startsWith('text/')) {
    await answer.body.cancel();
    throw new Problem(2, `the answer is a file (${type}): say where to put it with --out FILE`);
  }
  for await (const piece of answer.body) process.stdout.write(piece);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`ringward: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = error instanceof Problem ? error.exitCode : 1;
});
