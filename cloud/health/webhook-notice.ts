import { Webhook } from 'standardwebhooks';
import { type NoticeChannel, NoticeFailure } from './notice-channel.ts';
import type { NoticesFile } from './notice-config.ts';
import { writeSubject } from './notice-text.ts';

type Target = NonNullable<NoticesFile['webhooks']>[number];

const timeoutMs = 10_000;

/**
 * POSTs a notice as JSON, signed as Standard Webhooks 1.0 has it where there is a secret. Any 2xx is taken for delivered; a redirect
 * is refused: where notices go, the configuration says and nobody else. A notice that is sent again carries the same `webhook-id`.
 */
export function createWebhookChannel({ id, url, secret }: Target, wallMs: () => number): NoticeChannel {
  const signer = secret === undefined ? undefined : new Webhook(secret);
  return {
    id: `webhook:${id}`,
    async send(notice) {
      const body = JSON.stringify({ type: `health.${notice.what}`, text: writeSubject(notice), ...notice });
      const at = new Date(wallMs());
      const named = { 'webhook-id': notice.id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) };
      const signed = signer ? { 'webhook-signature': signer.sign(notice.id, at, body) } : {};
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', 'user-agent': 'Ringward', ...named, ...signed },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      }).catch((cause: unknown) => Promise.reject(new NoticeFailure('not-reached', { cause })));
      // nobody reads what it says; a body without an end must not hold the connection
      await response.body?.cancel().catch(() => undefined);
      if (!response.ok) throw new NoticeFailure(`status-${response.status}`);
    },
  };
}
