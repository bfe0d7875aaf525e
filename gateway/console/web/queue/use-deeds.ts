import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AlarmDeed } from '../../../alarms/alarm.ts';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { api, gateway } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { applyChange } from '../api/apply-change.ts';
import type { Overview } from '../api/overview.ts';
import { overviewKey } from '../api/use-overview.ts';

/** What somebody does to an alarm, and what they say to it. */
export type GivenDeed = AlarmDeed & { note?: string | undefined };

interface Asked {
  id: string;
  deed: GivenDeed;
}

async function send({ id, deed }: Asked) {
  const params = { path: { id } };
  const words = deed.note === undefined ? {} : { note: deed.note };
  const needed = { note: deed.note ?? '' };
  switch (deed.kind) {
    case 'acknowledge':
      return (await gateway.POST('/api/alarms/{id}/acknowledge', { params, body: words })).data!;
    case 'verify':
      return (await gateway.POST('/api/alarms/{id}/verify', { params, body: { verdict: deed.verdict, ...words } }))
        .data!;
    case 'dispatch':
      return (await gateway.POST('/api/alarms/{id}/dispatch', { params, body: { to: deed.to, ...words } })).data!;
    case 'arrive':
      return (await gateway.POST('/api/alarms/{id}/arrive', { params, body: words })).data!;
    case 'resolve':
      return (await gateway.POST('/api/alarms/{id}/resolve', { params, body: words })).data!;
    case 'close': {
      const body = { disposition: deed.disposition, ...words };
      return (await gateway.POST('/api/alarms/{id}/close', { params, body })).data!;
    }
    case 'reopen':
      return (await gateway.POST('/api/alarms/{id}/reopen', { params, body: needed })).data!;
    case 'shelve': {
      const body = { untilMs: deed.untilMs, ...needed };
      return (await gateway.POST('/api/alarms/{id}/shelve', { params, body })).data!;
    }
    case 'unshelve':
      return (await gateway.POST('/api/alarms/{id}/unshelve', { params, body: words })).data!;
    case 'note':
      return (await gateway.POST('/api/alarms/{id}/note', { params, body: needed })).data!;
  }
}

export interface Deeds {
  act(alarm: Pick<ConsoleAlarm, 'id'>, deed: GivenDeed, done?: (alarm: ConsoleAlarm) => void): void;
  /** The alarm whose answer is awaited, and the step. */
  busy: { alarm: string; kind: AlarmDeed['kind'] } | undefined;
  /** The alarm that another guard had taken first. */
  tooLate: string | undefined;
  problem: { alarm: string; kind: AlarmDeed['kind']; code: string } | undefined;
}

/** Everything that a guard does to alarms; the answer stands on the page at once, before the stream of changes tells of it. */
export function useDeeds(): Deeds {
  const queries = useQueryClient();
  const { mutate, isPending, variables, data, error } = useMutation({
    mutationFn: send,
    onSuccess: ({ alarm }, { id }) => {
      queries.setQueryData<Overview>(overviewKey, (known) => known && applyChange(known, { kind: 'alarm', alarm }));
      const read = { params: { path: { id } } };
      void queries.invalidateQueries(api.queryOptions('get', '/api/alarms/{id}/history', read));
      void queries.invalidateQueries(api.queryOptions('get', '/api/alarms/{id}', read));
    },
  });
  const about = variables && { alarm: variables.id, kind: variables.deed.kind };
  return {
    act: (alarm, deed, done) => mutate({ id: alarm.id, deed }, { onSuccess: (answer) => done?.(answer.alarm) }),
    busy: isPending ? about : undefined,
    tooLate: data?.outcome === 'already' && variables?.deed.kind === 'acknowledge' ? data.alarm.id : undefined,
    problem: error && about ? { ...about, code: problemCode(error) } : undefined,
  };
}
