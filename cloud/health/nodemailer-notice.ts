import { type NoticeChannel, NoticeFailure } from './notice-channel.ts';
import type { NoticesFile } from './notice-config.ts';
import { writeSubject, writeText } from './notice-text.ts';

const connectMs = 5000;
const silenceMs = 10_000;

/** Mail by SMTP, plain text; encrypted wherever a password is sent. `Message-ID` is the notice's, so that one sent twice shows once. */
export function createMailChannel(mail: NonNullable<NoticesFile['mail']>): NoticeChannel {
  const { host, port, secure = false, user, password, from, to } = mail;
  return {
    id: 'mail',
    async send(notice) {
      // loaded by those who send mail only
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        ...{ host, port, secure, requireTLS: !secure && password !== undefined },
        ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
        ...{ connectionTimeout: connectMs, greetingTimeout: connectMs, socketTimeout: silenceMs },
        ...{ disableFileAccess: true, disableUrlAccess: true },
      });
      try {
        await transport.sendMail({
          from,
          to: to.map((address) => ({ name: '', address })),
          subject: writeSubject(notice),
          text: writeText(notice),
          messageId: `<${notice.id}@health.ringward>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (cause) {
        const status = (cause as { responseCode?: unknown }).responseCode;
        throw new NoticeFailure(typeof status === 'number' ? `smtp-${status}` : 'not-reached', { cause });
      } finally {
        transport.close();
      }
    },
  };
}
