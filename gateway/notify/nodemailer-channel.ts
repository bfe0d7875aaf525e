import type { SiteChannels } from '../../devices/contracts/site-alarms.ts';
import { type Channel, ChannelError } from './notice.ts';

type Smtp = NonNullable<SiteChannels['smtp']>;

const connectMs = 5000;
const silenceMs = 10_000;
/** The whole conversation: a server that says one word every few seconds is not silent, and not alive either. */
const longestMs = 30_000;

const isLoopback = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);

/**
 * Mail by SMTP, plain text, one connection a notice. Encrypted where the server can; with a password it must be, but on this
 * machine itself. `Message-ID` is made of the notice's id, so that a mail sent twice shows once.
 */
export function createMailChannel(smtp: Smtp, gateway: string): Channel {
  const { host, port, secure = false, user, password, from } = smtp;
  return {
    id: 'email',
    lanes: 2,
    send: async ({ message, address }, signal) => {
      if (address === undefined) throw new ChannelError('no-address');
      // 24 MiB that a site without mail does not need.
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        host,
        port,
        secure,
        requireTLS: !secure && password !== undefined && !isLoopback(host),
        ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
        connectionTimeout: connectMs,
        greetingTimeout: connectMs,
        socketTimeout: silenceMs,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const { stopped, letGo } = stopWith(AbortSignal.any([signal, AbortSignal.timeout(longestMs)]));
      try {
        const mail = {
          from,
          // As parts, not as a header's text: nothing in it is read as a second recipient.
          to: { name: '', address },
          subject: message.subject,
          text: message.text,
          messageId: `<${message.notice}@${gateway}.ringward>`,
          headers: { 'Auto-Submitted': 'auto-generated', ...(message.priority === 1 && { 'X-Priority': '1' }) },
        };
        await Promise.race([transport.sendMail(mail), stopped]);
      } catch (cause) {
        throw cause instanceof ChannelError ? cause : new ChannelError(codeOf(cause), { cause });
      } finally {
        letGo();
        transport.close();
      }
    },
    close: async () => {},
  };
}

/** Rejects when the signal is aborted, until let go. */
function stopWith(signal: AbortSignal): { stopped: Promise<never>; letGo(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new ChannelError('timed-out'));
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  // Whoever races it has it; a rejection after the race is nobody's matter.
  promise.catch(() => undefined);
  return { stopped: promise, letGo: () => signal.removeEventListener('abort', onAbort) };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'not-reached';
  const status = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined;
  if (status !== undefined) return `smtp-${status}`;
  const code = 'code' in error ? String(error.code) : '';
  const known: Record<string, string> = {
    ETIMEDOUT: 'timed-out',
    EAUTH: 'sign-in-refused',
    EDNS: 'host-not-found',
    ETLS: 'not-encrypted',
    EENVELOPE: 'address-refused',
  };
  return known[code] ?? 'not-reached';
}
