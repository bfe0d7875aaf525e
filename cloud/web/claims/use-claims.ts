import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { identityClient } from '../api/identity-client.ts';

const claimsKey = ['claims'];
const openEveryMs = 2000;
const closedEveryMs = 20_000;

/** Codes and claims; read often only while somebody looks at them. */
export function useClaimDesk(open: boolean) {
  return useQuery({
    queryKey: claimsKey,
    queryFn: identityClient.desk,
    refetchInterval: open ? openEveryMs : closedEveryMs,
    retry: false,
  });
}

export function useIdentity(gateway: string) {
  return useQuery({
    queryKey: ['identity', gateway],
    queryFn: () => identityClient.identity(gateway),
    refetchInterval: closedEveryMs,
    retry: false,
  });
}

/** Does something about claims or certificates, and reads afresh what it may have changed. */
export function useIdentityDeed<Input, Result>(deed: (input: Input) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSettled: () => {
      for (const queryKey of [claimsKey, ['identity'], ['gateways']]) void queries.invalidateQueries({ queryKey });
    },
  });
}
