import { useQueryClient } from '@tanstack/react-query';
import { type Answer, api } from '../api/api.ts';

export type Command = Answer<'/v1/commands'>['commands'][number];
export type CommandKind = Command['kind'];

const busyMs = 2000;
const quietMs = 15_000;
const open: readonly Command['state'][] = ['asked', 'sent', 'begun'];

/** Commands of one gateway, or of all that the reader may see; read often while one of them is under way. */
export function useCommands(gateway?: string) {
  const query = { limit: gateway === undefined ? 100 : 20, ...(gateway !== undefined && { gateway }) };
  return api.useQuery(
    'get',
    '/v1/commands',
    { params: { query } },
    {
      refetchInterval: ({ state }) =>
        state.data?.commands.some((each) => open.includes(each.state)) ? busyMs : quietMs,
    },
  );
}

/** What makes every list of commands be read again. */
export function useReadAgain(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ['get', '/v1/commands'] });
}
