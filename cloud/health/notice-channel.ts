import type { HealthNotice } from './compose-notices.ts';

/** One way to somebody who has to know. */
export interface NoticeChannel {
  id: string;
  /** Hears of the gateways there, and of no others; of the whole fleet where left out. */
  place?: string;
  /** Rejects with a `NoticeFailure` where it was not taken. */
  send(notice: HealthNotice): Promise<void>;
}

/** Why a notice did not arrive: a code, and nothing of the address. */
export class NoticeFailure extends Error {
  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.name = 'NoticeFailure';
  }
}
