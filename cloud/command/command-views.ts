import Type, { type Static } from 'typebox';
import { CommandWhat, commandKinds, commandRules } from '../../devices/contracts/command.ts';
import { Id } from '../../devices/contracts/place.ts';
import { type CommandRow, commandStates } from './command-store.ts';

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
const Ms = Type.Integer();

export const CommandView = Type.Object({
  id: Type.String(),
  gateway: Id,
  kind: Type.Enum([...commandKinds]),
  what: CommandWhat,
  why: Type.String(),
  state: Type.Enum([...commandStates]),
  askedBy: Type.String({ description: 'sign' }),
  askedMs: Ms,
  own: Type.Boolean({ description: 'the reader asked it himself, and so cannot approve it' }),
  untilMs: Type.Integer({
    description: 'asked: until when it may be approved; sent: until when the gateway may begin',
  }),
  decidedBy: nullable(Type.String({ description: 'sign of who approved or declined it' })),
  decidedMs: nullable(Ms),
  sentMs: nullable(Ms),
  begunMs: nullable(Ms),
  endedMs: nullable(Ms),
  code: nullable(Type.String({ description: 'why it was not done' })),
  result: nullable(
    Type.Object({
      here: Type.Boolean({ description: 'false after its time' }),
      type: Type.String(),
      bytes: Type.Integer(),
      sha256: Type.String(),
      untilMs: Ms,
    }),
  ),
});
export type CommandView = Static<typeof CommandView>;

export const CommandList = Type.Object({ nowMs: Ms, commands: Type.Array(CommandView) });
export type CommandList = Static<typeof CommandList>;

export function viewCommand(row: CommandRow, reader: string): CommandView {
  const { id, gateway, kind, what, why, state, asked, untilMs, decided, sentMs, begunMs, endedMs, code, result } = row;
  return {
    ...{ id, gateway, kind, what, why, state, untilMs, sentMs, begunMs, endedMs, code },
    askedBy: asked.sign,
    askedMs: asked.atMs,
    own: asked.id === reader,
    decidedBy: decided?.sign ?? null,
    decidedMs: decided?.atMs ?? null,
    result: result && {
      here: result.upload !== null,
      type: commandRules[kind].result?.type ?? 'application/octet-stream',
      ...{ bytes: result.bytes, sha256: result.sha256, untilMs: result.untilMs },
    },
  };
}
