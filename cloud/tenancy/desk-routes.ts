import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { EpochMs, Id } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Clock } from '../clock.ts';
import { type Access, scopeOf } from './access.ts';
import { nextDueMs } from './decide-desk-step.ts';
import type { DeskLevels } from './desk-levels.ts';
import { type DeskRound, type DeskStore, deskLevels } from './desk-store.ts';
import { strict } from './operator-views.ts';

export interface DeskRouteDeps {
  access: Access;
  store: Pick<DeskStore, 'rounds'>;
  levels: DeskLevels;
  clock: Clock;
}

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const RoundView = Type.Object({
  gateway: Id,
  alarm: Type.String(),
  round: Type.Integer({ description: 'an alarm that is reopened begins another' }),
  begunAtMs: EpochMs,
  endedAtMs: OrNull(EpochMs),
  endedBy: OrNull(
    Type.String({ description: 'the sign of who answered, `site`, or `closed` where it ended by itself' }),
  ),
  steps: Type.Array(
    Type.Object({
      level: Type.Enum(deskLevels),
      place: Type.String(),
      atMs: EpochMs,
      told: Type.Array(Type.String(), {
        description: 'signs of who had duty there: from then on it was theirs on their desks; empty: nobody had',
      }),
    }),
  ),
  nextAtMs: OrNull(Type.Integer({ description: 'when the next level is told if nobody answers; null: there is none' })),
});
export const RoundList = Type.Object({ nowMs: EpochMs, rounds: Type.Array(RoundView) });

/** `GET /v1/desk-rounds`: how far alarms have climbed. The caller lets in only who is logged in. */
export function registerDesk(app: FastifyInstance, { access, store, levels, clock }: DeskRouteDeps): void {
  const view = (round: DeskRound) => {
    const { gateway, alarm, begunMs, endedMs, endedBy, steps } = round;
    const dueMs = endedMs === null ? nextDueMs(steps, levels.of(gateway), levels.waitsOf(gateway)) : undefined;
    return {
      ...{ gateway, alarm, round: round.round, begunAtMs: begunMs, endedAtMs: endedMs, endedBy },
      steps: steps.map((step) => ({ ...step, told: [...step.told] })),
      nextAtMs: dueMs ?? null,
    };
  };
  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/desk-rounds',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'deskRounds.list',
        summary: 'Which level of command was told of which alarm when, and who answered; newest first',
        tags: ['alarms'],
        querystring: Type.Object(
          {
            gateway: Type.Optional(Id),
            alarm: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: '100 where left out' })),
          },
          strict,
        ),
        response: { 200: RoundList, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway, alarm, limit = 100 } = request.query;
      const asked = { limit, ...scopeOf(access.of(request), gateway), ...(alarm === undefined ? {} : { alarm }) };
      return { nowMs: clock.wallMs(), rounds: (await store.rounds(asked)).map(view) };
    },
  );
}
