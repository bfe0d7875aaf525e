import { Button } from '@mantine/core';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';

const known = ['no-role', 'roles-collide', 'disabled', 'provider-unreachable'] as const;

/** Once somebody is in, the address no longer says why an earlier try ended. */
export function forgetRefusal(): void {
  const address = new URL(window.location.href);
  if (!address.searchParams.has('sign-in')) return;
  address.searchParams.delete('sign-in');
  window.history.replaceState(window.history.state, '', address);
}

/** Why the way back from the provider ended here. */
export function ProviderRefusal() {
  const { t } = useTexts();
  const code = new URLSearchParams(window.location.search).get('sign-in');
  if (code === null) return null;
  return (
    <p className="bad" role="alert" data-testid="sign-in-refused">
      {t(`tenancy.signInProblem.${known.find((each) => each === code) ?? 'other'}`)}
    </p>
  );
}

/** The way to the provider, where the cloud has one. */
export function ProviderButton() {
  const { t } = useTexts();
  const label = api.useQuery('get', '/v1/sign-in').data?.openid?.label;
  const { mutate, error, isPending } = api.useMutation('post', '/v1/session/openid', {
    onSuccess: ({ url }) => window.location.assign(url),
  });
  if (label === undefined) return null;
  return (
    <>
      {error !== null && (
        <p className="bad" role="alert">
          {describeProblem(error, t)}
        </p>
      )}
      <Button variant="default" disabled={isPending} data-testid="with-provider" onClick={() => mutate({ body: {} })}>
        {t('tenancy.withProvider', { label })}
      </Button>
    </>
  );
}
