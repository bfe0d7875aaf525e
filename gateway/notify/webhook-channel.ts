import { Webhook } from 'standardwebhooks';
import type { SiteChannels } from '../../devices/contracts/site-alarms.ts';
import { type Channel, ChannelError } from './notice.ts';

type Target = NonNullable<SiteChannels['webhooks']>[number];

const timeoutMs = 5000;

/**
 * POSTs each notice as JSON, signed as Standard Webhooks 1.0 has it (standardwebhooks.com): `webhook-id`, `webhook-timestamp` (Unix
 * seconds) and `webhook-signature: v1,` with the base64 of HMAC-SHA256 over `id.timestamp.body`. A secret that begins with `whsec_`
 * is base64 after that, any other one is taken as it is written. Any 2xx is taken for delivered. A redirect is refused: where
 * notices go, the site file says and nobody else. Private addresses are allowed, since receivers stand in the site's own network.
 */
export function createWebhookChannel({ id, url, secret }: Target, wallMs: () => number): Channel {
  const { target, authorization } = splitCredentials(url);
  return {
    id: `webhook:${id}`,
    lanes: 4,
    send: async ({ message }, signal) => {
      const body = JSON.stringify(message);
      const response = await fetch(target, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Ringward',
          ...(authorization && { authorization }),
          ...signatureOf(message.notice, body, secret, wallMs()),
        },
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      }).catch((cause: unknown) => Promise.reject(new ChannelError(codeOf(cause), { cause })));
      // Nobody reads what it says; a body without an end must not hold the connection.
      await response.body?.cancel().catch(() => undefined);
      if (response.status >= 300 && response.status < 400) throw new ChannelError('redirected');
      if (!response.ok) throw new ChannelError(`status-${response.status}`);
    },
    close: async () => {},
  };
}

function signatureOf(id: string, body: string, secret: string | undefined, wallMs: number): Record<string, string> {
  const timestamp = String(Math.floor(wallMs / 1000));
  const named = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === undefined) return named;
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
  const signer = new Webhook(key, { format: 'raw' });
  return { ...named, 'webhook-signature': signer.sign(id, new Date(wallMs), body) };
}

/** fetch takes no user and password in an address. */
function splitCredentials(url: string): { target: URL; authorization: string | undefined } {
  const target = new URL(url);
  const { username, password } = target;
  target.username = '';
  target.password = '';
  if (username === '' && password === '') return { target, authorization: undefined };
  const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { target, authorization: `Basic ${Buffer.from(plain).toString('base64')}` };
}

function codeOf(error: unknown): string {
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) return 'timed-out';
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return (
    { ECONNREFUSED: 'connection-refused', ENOTFOUND: 'host-not-found', EAI_AGAIN: 'host-not-found' }[code] ??
    'not-reached'
  );
}
