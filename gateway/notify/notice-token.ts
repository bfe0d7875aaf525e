import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The signed part of a notice's link. It is made from the notice's id, so that each attempt to send it carries the same one and
 * nothing of it is stored; that it works once only is the notice's own state.
 */
export interface NoticeTokens {
  make(notice: string): string;
  /** The notice's id; `undefined` for whatever was not made here. */
  read(token: string): string | undefined;
}

export function createNoticeTokens(key: Uint8Array): NoticeTokens {
  const sign = (notice: string) => createHmac('sha256', key).update(`notice ${notice}`).digest();
  return {
    make: (notice) => `${notice}.${sign(notice).toString('base64url')}`,
    read: (token) => {
      const [notice = '', signature = '', ...rest] = token.split('.');
      if (rest.length > 0 || !/^[a-z0-9]{1,64}$/.test(notice) || !/^[A-Za-z0-9_-]{43}$/.test(signature))
        return undefined;
      return timingSafeEqual(Buffer.from(signature, 'base64url'), sign(notice)) ? notice : undefined;
    },
  };
}
