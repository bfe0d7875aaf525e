import { ownFlags, ownName } from './build-request.ts';
import type { Command, Flag } from './read-commands.ts';
import { describeValue, isNullable } from './read-value.ts';

export const usage = `ringward: everything that people do at a gateway, from the command line

  ringward login --url http://… --user manager   the password is asked for, or read from stdin or RINGWARD_PASSWORD
  ringward logout                                 end the session
  ringward help [noun]                            what the gateway can do
  ringward <noun> <verb> [flags]                  do it
  ringward <noun> <verb> --help                   what it takes

The session is kept in ~/.config/ringward/session.json, or where RINGWARD_SESSION says.
Exit codes: 0 done, 1 refused, 2 typed wrongly, 3 gateway not reached.`;

/** Every command in one line, by nouns. */
export function listCommands(commands: readonly Command[]): string {
  const names = commands.map(({ noun, verb }) => `${noun} ${verb}`);
  const width = Math.max(0, ...names.map(({ length }) => length));
  return commands.map(({ summary }, at) => `  ${names[at]!.padEnd(width)}  ${summary}`).join('\n');
}

export function explainCommand(command: Command): string {
  const { noun, verb, summary, permission, flags } = command;
  const words = flags.filter(({ place }) => place === 'path').map(({ name }) => ` <${name}>`);
  const needed = flags.filter(({ required, place }) => required && place !== 'path');
  const first = needed.map(({ name, schema }) => ` --${name} <${describeValue(schema)}>`);
  const file = command.body === 'file' ? ` --${ownName(command, 'file')} <path>` : '';
  const own = (['json', 'file', 'out', 'format'] as const).filter((name) => {
    if (name === 'json') return command.body === 'json';
    return name !== 'file' || command.body === 'file';
  });
  const lines = [
    ...flags.map((flag) => [`--${flag.name} <${describeValue(flag.schema)}>`, explainFlag(flag)] as const),
    ...own.map((name) => [`--${ownName(command, name)}`, ownFlags[name]] as const),
  ];
  const width = Math.min(44, Math.max(...lines.map(([left]) => left.length)));
  return [
    `${summary}`,
    '',
    `  ringward ${noun} ${verb}${words.join('')}${first.join('')}${file}`,
    '',
    ...lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()),
    '',
    permission === undefined ? 'Whoever is signed in may do this.' : `Needs the permission ${permission}.`,
  ].join('\n');
}

function explainFlag({ required, schema }: Flag): string {
  const { description, default: usual } = schema;
  return [
    ...(required ? ['required'] : []),
    ...(description === undefined ? [] : [description]),
    ...(usual === undefined ? [] : [`${JSON.stringify(usual)} if left out`]),
    ...(isNullable(schema) ? ['null clears it'] : []),
  ].join('; ');
}
