import { Button } from '@mantine/core';
import { api } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './shell.module.css';

/** Why the provider's way back did not sign anybody in: a code that the gateway puts into the address. */
const cameBackWith = new URLSearchParams(window.location.search).get('sign-in');

/** The button to the sign-in provider, where the site has one. */
export function ProviderSignIn() {
  const { t, name, code } = useTexts();
  const { data: ways } = api.useQuery('get', '/api/sign-in', undefined, { staleTime: Number.POSITIVE_INFINITY });
  const { mutate, isPending, isSuccess, error } = api.useMutation('post', '/api/session/openid', {
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const problem = error ? problemCode(error) : cameBackWith;
  if (!ways?.openid) return null;
  return (
    <>
      {problem !== null && (
        <p className={classes.loginProblem} role="alert" data-testid="provider-problem">
          {code('signInProblem', problem)}
        </p>
      )}
      <Button
        variant="default"
        fullWidth
        disabled={isPending || isSuccess}
        onClick={() => mutate({ body: {} })}
        data-testid="login-provider"
      >
        {isPending || isSuccess ? t('signIn.asking') : t('signIn.provider', { label: name(ways.openid.label) })}
      </Button>
    </>
  );
}
